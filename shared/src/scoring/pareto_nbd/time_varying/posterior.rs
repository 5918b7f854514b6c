//! What a history says of the customer's purchase rate and dropout rate.
//!
//! Given λ and μ the likelihood times a power of either is again such a likelihood, with n or s larger by the power. With
//! λ ~ Gamma(n, τ) and μ ~ Gamma(s, σ) at the last purchase, that purchase included, and M(n, s) the probability of the
//! silence since then,
//!
//! E[λ^k] = Γ(n + k)/Γ(n) τ^−k M(n + k, s)/M(n, s) and E[μ^k] = Γ(s + k)/Γ(s) σ^−k M(n, s + k)/M(n, s).

use super::VaryingCustomer;
use super::legs::{Mixture, Silence};
use crate::scoring::purchase_model::{Moments, Posterior};

impl VaryingCustomer<'_> {
    /// Exact moments of the customer's purchase rate λ and dropout rate μ, a week in which all covariates are 0, given the
    /// history and the parameters. In a period with covariates x and z the rates are e^(γ·x) and e^(δ·z) times as large.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
    /// // Who bought in the season alone buys less of their own accord than who bought out of season.
    /// let season = (0..104).map(|week| f64::from(u8::from(week % 52 >= 39))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 0.9)], Vec::new())?;
    /// let rate = |first: f64| {
    ///     let history = VaryingHistory::new(first, vec![1.0, 5.0, 9.0], 13.0)?;
    ///     Ok::<_, shared::scoring::pareto_nbd::time_varying::VaryingError>(
    ///         model.customer(0, &history, &purchase, &dropout)?.posterior().purchase_rate.mean,
    ///     )
    /// };
    /// assert!(rate(39.0)? < rate(0.0)?);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    #[must_use]
    pub fn posterior(&self) -> Posterior {
        let Mixture { n, tau, s, sigma } = self.last;
        let silent = |more_n: f64, more_s: f64| {
            let Silence { alive, lost } = Mixture { n: n + more_n, s: s + more_s, ..self.last }.silence(&self.silent);
            alive + lost
        };
        let base = silent(0.0, 0.0);
        // Mean and variance from the ratios of successive moments.
        let moments = |shape: f64, time: f64, first: f64, second: f64| {
            let mean = shape / time * (first / base);
            let ratio = (shape + 1.0) / time * (second / first);
            Moments { mean, variance: mean * (ratio - mean).max(0.0) }
        };
        Posterior {
            purchase_rate: moments(n, tau, silent(1.0, 0.0), silent(2.0, 0.0)),
            dropout: moments(s, sigma, silent(0.0, 1.0), silent(0.0, 2.0)),
        }
    }
}
