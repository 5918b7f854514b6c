//! When the next purchase comes, and when P(alive) falls below a level.

use super::legs::exposures;
use super::silence_until::LONGEST_YEARS;
use super::{VaryingCustomer, VaryingError};
use crate::math::{exp_m1, ln};
use crate::scoring::Weeks;
use crate::scoring::purchase_model::NextPurchase;

impl VaryingCustomer<'_> {
    /// The time from the as-of day within which the next purchase comes with this probability, or never; what takes a
    /// billion years counts as never. [`Self::no_purchase_probability`] for [`Weeks::FOREVER`] is the probability of never.
    ///
    /// # Errors
    /// When the covariates end before that time, and nothing is [said](Self::with_afterwards) of what follows them.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingHistory, VaryingModel};
    /// use shared::scoring::purchase_model::NextPurchase;
    /// let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 60, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, Vec::new(), Vec::new())?;
    /// let customer = model.customer(0, &VaryingHistory::new(0.0, vec![10.0, 41.0], 52.0)?, &none, &none)?;
    /// let NextPurchase::Within(first) = customer.next_purchase_quantile(0.1)? else { unreachable!("most come back") };
    /// assert!((customer.no_purchase_probability(first)? - 0.9).abs() < 1e-12);
    /// assert!(customer.next_purchase_quantile(0.5).is_err(), "it takes more than the eight weeks that are known");
    /// let customer = customer.with_afterwards(&[], &[])?;
    /// assert!(matches!(customer.next_purchase_quantile(0.5)?, NextPurchase::Within(_)));
    /// assert_eq!(customer.next_purchase_quantile(0.99)?, NextPurchase::Never);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn next_purchase_quantile(&self, probability: f64) -> Result<NextPurchase, VaryingError> {
        if probability <= 0.0 {
            return Ok(NextPurchase::Within(Weeks::ZERO));
        }
        let alive = self.probability_alive();
        let comes = self
            .future
            .silence_until(&self.ahead.all()?, |silence| alive * (1.0 - silence.alive - silence.lost) >= probability);
        match comes {
            Some(weeks) => Ok(NextPurchase::Within(Weeks::of_weeks(weeks))),
            None if self.ahead.has_no_end() || alive < probability => Ok(NextPurchase::Never),
            None => Err(self.not_known_yet()),
        }
    }

    /// Silence after the last purchase at which P(alive) falls below `level`, were the customer to stay silent; zero when
    /// it is below from the start, none when that takes a billion years.
    ///
    /// # Errors
    /// When the covariates end before, and nothing is [said](Self::with_afterwards) of what follows them.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
    /// // After a purchase before the season, silence says more than after one in it.
    /// let season = (0..104).map(|week| f64::from(u8::from(week % 52 >= 39))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 4.0, s: 0.6, beta: 20.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 1.2)], Vec::new())?;
    /// let silence = |last: f64| {
    ///     let history = VaryingHistory::new(0.0, vec![10.0, 20.0, last], last)?;
    ///     model.customer(0, &history, &purchase, &dropout)?.silence_until_alive_below(0.7)
    /// };
    /// assert!(silence(39.0)? < silence(51.0)?);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn silence_until_alive_below(&self, level: f64) -> Result<Option<Weeks>, VaryingError> {
        let legs: Vec<_> = self.silent.iter().copied().chain(self.ahead.all()?).collect();
        let below = self.last.silence_until(&legs, |silence| silence.alive < level * (silence.alive + silence.lost));
        self.unless_unknown(below)
    }

    /// Time from the as-of day at which the probability of still being alive falls to `level`, given what is known at the
    /// as-of day and nothing later; zero when it is there already, none when that takes a billion years. With σ = β + B(T)
    /// that is when the integral of e^(δ·z) over the time to come reaches σ((P(alive)/level)^(1/s) − 1).
    ///
    /// # Errors
    /// When the covariates end before, and nothing is [said](Self::with_afterwards) of what follows them.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingHistory, VaryingModel};
    /// let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 200, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, Vec::new(), Vec::new())?;
    /// let customer = model.customer(0, &VaryingHistory::new(0.0, vec![10.0, 41.0], 52.0)?, &none, &none)?;
    /// let then = customer.time_until_alive_below(0.7)?.expect("everybody leaves");
    /// assert!((customer.probability_alive_after(then)? - 0.7).abs() < 1e-12);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn time_until_alive_below(&self, level: f64) -> Result<Option<Weeks>, VaryingError> {
        let alive = self.probability_alive();
        if alive <= level {
            return Ok(Some(Weeks::ZERO));
        }
        let legs = self.ahead.all()?;
        let mut left = self.future.sigma * exp_m1((ln(alive) - ln(level.max(0.0))) / self.future.s);
        let mut weeks = 0.0;
        for leg in &legs {
            let (_, risked) = exposures(&[*leg]);
            if left <= risked {
                return self.unless_unknown(Some(weeks + left / leg.risk));
            }
            left -= risked;
            weeks += leg.weeks;
        }
        self.unless_unknown(None)
    }

    /// None is an answer only where all time to come is known.
    fn unless_unknown(&self, weeks: Option<f64>) -> Result<Option<Weeks>, VaryingError> {
        match weeks.filter(|weeks| *weeks <= Weeks::of_years(LONGEST_YEARS).get()) {
            Some(weeks) => Ok(Some(Weeks::of_weeks(weeks))),
            None if self.ahead.has_no_end() => Ok(None),
            None => Err(self.not_known_yet()),
        }
    }

    fn not_known_yet(&self) -> VaryingError {
        VaryingError::NotKnownYet { known: self.ahead.known() }
    }
}
