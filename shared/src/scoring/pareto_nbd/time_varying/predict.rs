//! What the fitted model says of one customer.

use super::ahead::Ahead;
use super::customers::met;
use super::legs::{Leg, Mixture, Silence, exposures};
use super::{VaryingCovariates, VaryingError, VaryingHistory, VaryingModel};
use crate::math::{exp, ln, ln_1p, ln_rising};
use crate::random::Random;
use crate::scoring::pareto_nbd::Future;
use crate::scoring::{DiscountRate, Weeks};

/// A customer with a history and covariates, seen by a model. Whatever concerns the future takes its covariates from
/// the tables, which must reach as far unless [`Self::with_afterwards`] says what follows.
///
/// ```
/// use shared::math::ln;
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingHistory, VaryingModel};
/// use shared::scoring::{DiscountRate, Weeks};
/// // Without covariates it is the Pareto/NBD, with its published values.
/// let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 78, 1)?;
/// let parameters = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 };
/// let model = VaryingModel::new(parameters, Vec::new(), Vec::new())?;
/// let history = VaryingHistory::new(0.0, vec![12.0, 30.43], 38.86)?;
/// let customer = model.customer(0, &history, &none, &none)?.with_afterwards(&[], &[])?;
/// assert!((customer.probability_alive() - 0.8691106440).abs() < 1e-9);
/// assert!((customer.probability_alive_after(Weeks::of_weeks(39.0))? - 0.6144362324).abs() < 1e-9);
/// assert!((customer.expected_purchases(Weeks::of_weeks(39.0))? - 1.4550928438).abs() < 1e-9);
/// let rate = DiscountRate::continuous_per_week(ln(1.15) / 52.0).expect("a rate");
/// assert!((customer.discounted_purchases(rate, Weeks::FOREVER)? - 6.5005138368).abs() < 1e-8);
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct VaryingCustomer<'a> {
    pub(super) ahead: Ahead<'a>,
    log_likelihood: f64,
    probability_alive: f64,
    /// At the last purchase.
    pub(super) last: Mixture,
    /// From there to the as-of day.
    pub(super) silent: Vec<Leg>,
    /// At the as-of day, were they alive.
    pub(super) future: Mixture,
}

impl VaryingModel {
    /// The customer at this position of the tables, with this history.
    ///
    /// # Errors
    /// When there is no such customer, the tables' covariates are not the model's or end before the as-of day.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
    ///
    /// // A season of 13 weeks in 52; the as-of day is the end of the first year, the season comes again in the second.
    /// let season = (0..104).map(|week| f64::from(u8::from(week % 52 >= 39))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 0.9)], Vec::new())?;
    /// let history = VaryingHistory::new(0.0, vec![10.0, 41.0, 44.0], 52.0)?;
    /// let customer = model.customer(0, &history, &purchase, &dropout)?;
    /// assert!(customer.probability_alive() > 0.9);
    /// let until_season = customer.expected_purchases(Weeks::of_weeks(39.0))?;
    /// let with_season = customer.expected_purchases(Weeks::of_weeks(52.0))?;
    /// assert!((with_season - until_season) / 13.0 > 2.0 * until_season / 39.0);
    /// // The tables do not say what comes later.
    /// assert!(customer.expected_purchases(Weeks::of_weeks(53.0)).is_err());
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn customer<'a>(
        &'a self,
        customer: usize,
        history: &VaryingHistory,
        purchase: &'a VaryingCovariates,
        dropout: &'a VaryingCovariates,
    ) -> Result<VaryingCustomer<'a>, VaryingError> {
        let tables = (purchase, dropout);
        let summary = history.summary();
        let legs = |from: f64, to: f64| self.legs(tables, customer, history.first(), (from, to));
        let (before, silent) = (exposures(&legs(0.0, summary.recency)?), legs(summary.recency, summary.age)?);
        let first = self.at_first();
        let frequency = f64::from(summary.frequency);
        let bought = Mixture { n: first.n + frequency, ..first };
        let last = bought.after(before);
        let Silence { alive, lost } = last.silence(&silent);
        let met = met(history, customer, purchase);
        let purchases: f64 = self.purchase().iter().zip(&met).map(|((_, coefficient), met)| coefficient * met).sum();
        let waited = bought.n * ln_1p(before.0 / bought.tau) + bought.s * ln_1p(before.1 / bought.sigma);
        let ways = ln_rising(first.n, summary.frequency) - frequency * ln(first.tau);
        Ok(VaryingCustomer {
            ahead: Ahead::new(self, tables, customer, history.first() + summary.age),
            log_likelihood: ways + purchases - waited + ln(alive + lost),
            probability_alive: alive / (alive + lost),
            last,
            future: last.after(exposures(&silent)),
            silent,
        })
    }

    /// The customer at this position of the tables on the day of their first purchase, `first` weeks after the
    /// calendar's beginning: what is expected of a new customer who comes at that time of the year.
    ///
    /// # Errors
    /// When there is no such customer, the tables' covariates are not the model's or end before, or `first` is not zero
    /// or more.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingModel};
    /// let season = (0..104).map(|week| f64::from(u8::from(week % 52 >= 39))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 0.9)], Vec::new())?;
    /// let quarter = Weeks::of_weeks(13.0);
    /// let of = |first: f64| model.new_customer(0, first, &purchase, &dropout)?.expected_purchases(quarter);
    /// assert!(of(39.0)? > 2.0 * of(0.0)?);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn new_customer<'a>(
        &'a self,
        customer: usize,
        first: f64,
        purchase: &'a VaryingCovariates,
        dropout: &'a VaryingCovariates,
    ) -> Result<VaryingCustomer<'a>, VaryingError> {
        self.customer(customer, &VaryingHistory::new(first, Vec::new(), 0.0)?, purchase, dropout)
    }
}

impl VaryingCustomer<'_> {
    /// Logarithm of the likelihood of the history, the purchase times included.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// Probability that the customer is alive at the as-of day: e^−V(T) over the bracket of the likelihood.
    #[must_use]
    pub fn probability_alive(&self) -> f64 {
        self.probability_alive
    }

    /// Probability that the customer is alive `after` the as-of day: P(alive) (σ/(σ + B))^s with σ = β + B(T) and B the
    /// integral of e^(δ·z) over the time to come.
    ///
    /// # Errors
    /// When the covariates end before.
    pub fn probability_alive_after(&self, after: Weeks) -> Result<f64, VaryingError> {
        let (_, risked) = exposures(&self.ahead.legs(after)?);
        Ok(self.probability_alive * self.future().survival(risked))
    }

    /// Expected purchases within `horizon` after the as-of day: P(alive) n/(α + A(T)) ∫ e^(γ·x) (σ/(σ + B))^s.
    ///
    /// # Errors
    /// When the covariates end before the horizon does.
    pub fn expected_purchases(&self, horizon: Weeks) -> Result<f64, VaryingError> {
        self.discounted_purchases(DiscountRate::none(), horizon)
    }

    /// Expected purchases within `horizon` after the as-of day, each discounted by e^(−rate · weeks).
    ///
    /// Over [`Weeks::FOREVER`] it is the residual value of the customer in purchases; without a discount it is infinite
    /// where s ≤ 1.
    ///
    /// # Errors
    /// When the covariates end before the horizon does.
    pub fn discounted_purchases(&self, rate: DiscountRate, horizon: Weeks) -> Result<f64, VaryingError> {
        let legs = self.ahead.legs(horizon)?;
        // Weeks alive may be infinite.
        if self.probability_alive == 0.0 {
            return Ok(0.0);
        }
        let rate = rate.per_week();
        let (mut weeks, mut sum) = (0.0, 0.0);
        let mut future = self.future();
        let mut surviving = 1.0;
        for leg in legs {
            if surviving == 0.0 {
                break;
            }
            let slowed = Future { dropout_time: future.dropout_time / leg.risk, ..future };
            let alive = surviving * slowed.discounted_weeks_alive(rate, leg.weeks);
            sum += leg.pace * exp(-rate * weeks) * alive;
            let risked = leg.risk * leg.weeks;
            surviving *= future.survival(risked);
            future.dropout_time += risked;
            weeks += leg.weeks;
        }
        Ok(self.probability_alive * future.rate_shape / future.rate_time * sum)
    }

    /// Probability of no purchase within `horizon` after the as-of day; for [`Weeks::FOREVER`] that of never purchasing
    /// again.
    ///
    /// # Errors
    /// When the covariates end before the horizon does.
    pub fn no_purchase_probability(&self, horizon: Weeks) -> Result<f64, VaryingError> {
        let Silence { alive, lost } = self.future.silence(&self.ahead.legs(horizon)?);
        Ok((1.0 - self.probability_alive) + self.probability_alive * (alive + lost).min(1.0))
    }

    /// Draws one future given the history: weeks from the as-of day to each purchase within the finite `horizon`.
    ///
    /// # Errors
    /// When the covariates end before the horizon does.
    pub fn simulate_future(&self, horizon: Weeks, random: &mut Random) -> Result<Vec<f64>, VaryingError> {
        let legs = self.ahead.legs(horizon)?;
        if !random.chance(self.probability_alive) {
            return Ok(Vec::new());
        }
        let mut times = self.future.draw(&legs, random);
        for time in &mut times {
            *time = time.min(horizon.get());
        }
        Ok(times)
    }

    fn future(&self) -> Future {
        let Mixture { n, tau, s, sigma } = self.future;
        Future { rate_shape: n, rate_time: tau, dropout_shape: s, dropout_time: sigma }
    }
}
