//! What proves that a fit is a maximum, and where it is none in the interior.

use serde::{Deserialize, Serialize};

use super::optimise::{Matrix, Maximum, Scale};

/// A boundary of a model's parameter space at which a fit ended.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, fit};
/// use shared::scoring::{Histories, Limit, PurchaseModel};
/// // Everybody buys every fourth week up to the end: nobody has left.
/// let histories = Histories::from_days(&[1, 2, 3, 4], &[28, 56, 84, 112], &[30, 60, 90, 120]);
/// let fit = fit(Dropout::AfterRepeats, &histories)?;
/// assert!(fit.certificate.limits.contains(&Limit::NoDropout));
/// assert!(histories.iter().all(|history| fit.model.probability_alive(&history) > 0.999));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The model without dropout fits as well: dropout is not identified by these data.
    NoDropout,
    /// a + b, or s and beta together (γ + δ in BG/BB), grow without bound: dropout is identified, its spread between
    /// customers is not.
    CommonDropout,
    /// a and b, or s and beta (γ and δ in BG/BB), fall to zero together: a customer drops out at the first occasion or
    /// never, a model with one parameter less.
    AllOrNothingDropout,
    /// r and alpha (α and β in BG/BB) grow without bound: all customers buy at one rate.
    CommonRate,
    /// α and β of BG/BB fall to zero together: a customer takes every opportunity or none, a model with one parameter
    /// less.
    AllOrNothingPurchases,
    /// Gompertz shape b vanishes: a customer's hazard of dropping out does not grow with age, and the Pareto/NBD fits
    /// as well.
    NoAgeing,
    /// q and v grow without bound: all customers spend alike on average.
    CommonSpend,
    /// p grows without bound: each customer spends the same every time.
    SteadySpend,
    /// A covariate's coefficient grows without bound: it leads to a limit for some of the customers, for example to one
    /// dropout probability for all of one group or to none.
    UnboundedCoefficient,
    /// alpha and beta of a contract's churn grow without bound: all customers leave alike; meant is one retention rate (sBG)
    /// or one discrete Weibull (BdW) for everybody.
    CommonChurn,
    /// Nobody left after the first renewal: customers leave at once or never, and how their churn is spread is not told.
    AtOnceOrNever,
    /// One discrete Weibull for everybody fits as well as two classes of customers.
    OneClass,
    /// theta of one class tends to 1: the class leaves at its first renewal, whatever its exponent.
    ClassLeavesAtOnce,
    /// theta of one class tends to 0: the class never leaves, whatever its exponent.
    ClassNeverLeaves,
    /// A shape or exponent runs to the edge of its range: survival over the periods seen holds, the parameters mean
    /// nothing singly; meant is the model with fewer of them.
    ExtremeShape,
}

/// The certificate of a maximum-likelihood fit.
///
/// ```
/// use shared::scoring::Histories;
/// use shared::scoring::nbd::fit;
/// // 60 customers in 39 weeks: 30 did not come back, 15 once, 10 twice, 5 six times.
/// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
/// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
/// let certificate = fit(&Histories::from_days(&frequency, &recency, &[273; 60]))?.certificate;
/// assert!(certificate.converged && certificate.limits.is_empty());
/// assert!(certificate.gradient_norm < 1e-6 && certificate.condition_number > 1.0);
/// assert_eq!((certificate.customers, certificate.distinct_histories), (60.0, 4));
/// // The covariance is that of ln r and ln alpha: its roots are relative standard errors.
/// let covariance = certificate.covariance.expect("a regular fit");
/// assert!(covariance[(0, 0)] > 0.0 && certificate.standard_errors.iter().all(Option::is_some));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// Log-likelihood at the estimate, or of the limit model where the fit ended at one.
    pub log_likelihood: f64,
    /// Largest absolute component of the gradient in the optimiser's coordinates, of those not at a bound.
    pub gradient_norm: f64,
    /// Condition number of the information matrix in the optimiser's coordinates.
    pub condition_number: f64,
    /// Standard errors of the parameters from the observed information; `None` for those at a boundary.
    pub standard_errors: Vec<Option<f64>>,
    /// Covariance in the optimiser's coordinates (logarithms of positive parameters, coefficients as they are), zero
    /// for those held at a bound; `None` where the information is singular.
    pub covariance: Option<Matrix>,
    /// Newton iterations on the whole data.
    pub iterations: u32,
    /// Customers the fit used.
    pub customers: f64,
    /// Distinct histories among them.
    pub distinct_histories: usize,
    /// Boundaries the fit ended at; empty for a regular fit.
    pub limits: Vec<Limit>,
    /// Whether the iterations ended at a stationary point.
    pub converged: bool,
}

impl Certificate {
    /// The certificate of a maximum found over the given data, no limit named yet. `scales` says what each
    /// coordinate of the maximum is of its parameter.
    ///
    /// ```
    /// use shared::scoring::nbd::DistinctLikelihood;
    /// use shared::scoring::optimise::{Scale, maximise};
    /// use shared::scoring::{Certificate, Histories};
    /// let frequency = [vec![0; 30], vec![1; 15], vec![2; 10], vec![6; 5]].concat();
    /// let recency: Vec<u32> = frequency.iter().map(|x| 40 * x).collect();
    /// let histories = Histories::from_days(&frequency, &recency, &[273; 60]);
    /// let maximum = maximise(&DistinctLikelihood { histories: &histories }, &[0.0, 3.0], &[(-10.0, 10.0); 2]);
    /// let certificate = Certificate::of(&maximum, &[Scale::Log; 2], histories.customers(), histories.len());
    /// // The standard error of r is r times that of ln r.
    /// let covariance = certificate.covariance.expect("a regular maximum");
    /// let error = certificate.standard_errors[0].expect("not at a bound");
    /// assert!((error / (maximum.point[0].exp() * covariance[(0, 0)].sqrt()) - 1.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn of(maximum: &Maximum, scales: &[Scale], customers: f64, distinct_histories: usize) -> Self {
        let information = maximum.information();
        let covariance = information.inverse();
        Self {
            log_likelihood: maximum.evaluation.value,
            gradient_norm: maximum.gradient_norm(),
            condition_number: information.condition_number(),
            standard_errors: Self::standard_errors(&maximum.point, &maximum.at_bound, scales, covariance.as_ref()),
            covariance,
            iterations: maximum.iterations,
            customers,
            distinct_histories,
            limits: Vec::new(),
            converged: maximum.converged,
        }
    }

    /// Drops standard errors and covariance: at a limit that leaves none of them a meaning.
    pub fn forget_errors(&mut self) {
        self.standard_errors.fill(None);
        self.covariance = None;
    }

    /// Standard errors of the reported parameters from the covariance in the optimiser's coordinates; `None` for those
    /// at a bound.
    ///
    /// ```
    /// use shared::scoring::Certificate;
    /// use shared::scoring::optimise::{Matrix, Scale};
    /// // ln r = 0 with variance 0.01, and a coefficient of 3 with variance 0.25; the third parameter lies at a bound.
    /// let covariance = Matrix::from_rows(&[[0.01, 0.0, 0.0], [0.0, 0.25, 0.0], [0.0, 0.0, 0.0]]);
    /// let scales = [Scale::Log, Scale::Identity, Scale::Log];
    /// let errors = Certificate::standard_errors(&[0.0, 3.0, 9.0], &[false, false, true], &scales, Some(&covariance));
    /// assert_eq!(errors, [Some(0.1), Some(0.5), None]);
    /// ```
    #[must_use]
    pub fn standard_errors(
        point: &[f64],
        at_bound: &[bool],
        scales: &[Scale],
        covariance: Option<&Matrix>,
    ) -> Vec<Option<f64>> {
        let error = |(i, scale): (usize, &Scale)| {
            let covariance = covariance.filter(|_| !at_bound[i])?;
            Some(scale.slope(point[i]) * covariance[(i, i)].sqrt())
        };
        scales.iter().enumerate().map(error).collect()
    }
}
