//! What large coefficients cost.

/// Penalty on the coefficients of standardised features; the intercept is free of it.
///
/// Both strengths stand beside the sum, not the mean, of the log-likelihood: twice the customers need the same strength
/// for half the effect. In other programs' terms, scikit-learn's `C` is 1/(ridge + lasso) with `l1_ratio` the
/// lasso's share, glmnet's `lambda` is (ridge + lasso)/n with `alpha` that share.
///
/// ```
/// use shared::scoring::classification::Features;
/// use shared::scoring::classification::logistic::{Penalty, fit};
/// assert_eq!(Penalty::elastic_net(2.0, 0.25), Penalty { ridge: 1.5, lasso: 0.5 });
/// let complaint = Features::new(vec!["complaint".to_owned()], vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])?;
/// let left = [true, false, false, false, true, true, true, false];
/// let [free, ridge, lasso] = [Penalty::NONE, Penalty::ridge(1.0), Penalty::elastic_net(10.0, 1.0)]
///     .map(|penalty| fit(&complaint, &left, penalty).map(|fit| fit.model.coefficients[0]));
/// assert!(ridge? < free? && lasso? == 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Penalty {
    /// Half of this times the sum of squares: draws all coefficients towards 0.
    pub ridge: f64,
    /// This times the sum of absolute values: sets the weakest coefficients to exactly 0.
    pub lasso: f64,
}

impl Penalty {
    /// None: maximum likelihood, which has standard errors and fails where features separate the outcomes.
    pub const NONE: Self = Self { ridge: 0.0, lasso: 0.0 };

    /// Ridge of this strength.
    #[must_use]
    pub fn ridge(strength: f64) -> Self {
        Self { ridge: strength, lasso: 0.0 }
    }

    /// This strength, of which the given share is lasso and the rest ridge.
    #[must_use]
    pub fn elastic_net(strength: f64, lasso_share: f64) -> Self {
        Self { ridge: strength * (1.0 - lasso_share), lasso: strength * lasso_share }
    }

    pub(super) fn is_valid(self) -> bool {
        [self.ridge, self.lasso].iter().all(|strength| strength.is_finite() && *strength >= 0.0)
    }
}
