//! The time ahead of a customer.

use super::legs::{Leg, factor};
use super::{VaryingCovariates, VaryingCustomer, VaryingError, VaryingModel};
use crate::scoring::{Levers, Weeks};

/// The periods from the as-of day on, what follows them, and what a what-if makes of all that.
#[derive(Clone, Debug)]
pub(super) struct Ahead<'a> {
    model: &'a VaryingModel,
    tables: (&'a VaryingCovariates, &'a VaryingCovariates),
    customer: usize,
    /// Weeks from the calendar's beginning to the as-of day.
    as_of: f64,
    /// e^(γ·x) and e^(δ·z) after the last period, where they are said.
    afterwards: Option<(f64, f64)>,
    levers: Levers,
}

impl<'a> Ahead<'a> {
    pub(super) fn new(
        model: &'a VaryingModel,
        tables: (&'a VaryingCovariates, &'a VaryingCovariates),
        customer: usize,
        as_of: f64,
    ) -> Self {
        Self { model, tables, customer, as_of, afterwards: None, levers: Levers::NONE }
    }

    /// The legs of the time from the as-of day to the horizon.
    pub(super) fn legs(&self, horizon: Weeks) -> Result<Vec<Leg>, VaryingError> {
        let weeks = horizon.get();
        let Some((pace, risk)) = self.afterwards else { return self.within(weeks) };
        let known = self.known().min(weeks);
        let mut legs = self.within(known)?;
        if weeks > known {
            legs.push(self.pulled(Leg { weeks: weeks - known, pace, risk }));
        }
        Ok(legs)
    }

    /// All legs there are: without end where it is said what follows the last period.
    pub(super) fn all(&self) -> Result<Vec<Leg>, VaryingError> {
        self.legs(if self.afterwards.is_some() { Weeks::FOREVER } else { Weeks::of_weeks(self.known()) })
    }

    /// Weeks from the as-of day to the end of the last period.
    pub(super) fn known(&self) -> f64 {
        (self.tables.0.weeks().min(self.tables.1.weeks()) - self.as_of).max(0.0)
    }

    /// Whether it is said what follows the last period.
    pub(super) fn has_no_end(&self) -> bool {
        self.afterwards.is_some()
    }

    fn within(&self, weeks: f64) -> Result<Vec<Leg>, VaryingError> {
        let legs = self.model.legs(self.tables, self.customer, self.as_of, (0.0, weeks))?;
        Ok(legs.into_iter().map(|leg| self.pulled(leg)).collect())
    }

    fn pulled(&self, leg: Leg) -> Leg {
        Leg { pace: leg.pace * self.levers.purchase_rate, risk: leg.risk * self.levers.dropout, ..leg }
    }
}

impl VaryingCustomer<'_> {
    /// The same customer, whose covariates of the purchase and of the dropout process have these values for ever once the
    /// tables have ended: all 0 where no campaign is planned and the season is over. Then no horizon is too long,
    /// [`Weeks::FOREVER`] included.
    ///
    /// # Errors
    /// When there is not one finite value a covariate.
    ///
    /// ```
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel};
    /// let campaign = (0..60).map(|week| f64::from(u8::from(week >= 56))).collect();
    /// let columns = vec![("campaign".to_owned(), VaryingColumn::OfPeriods(campaign))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 60, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 60, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, vec![("campaign".to_owned(), 0.9)], Vec::new())?;
    /// let history = VaryingHistory::new(0.0, vec![10.0, 41.0], 52.0)?;
    /// let customer = model.customer(0, &history, &purchase, &dropout)?;
    /// assert!(customer.no_purchase_probability(Weeks::FOREVER).is_err());
    /// let customer = customer.with_afterwards(&[0.0], &[])?;
    /// let never = customer.no_purchase_probability(Weeks::FOREVER)?;
    /// assert!(never > 1.0 - customer.probability_alive() && never < 0.5);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn with_afterwards(mut self, purchase: &[f64], dropout: &[f64]) -> Result<Self, VaryingError> {
        let model = self.ahead.model;
        for (what, coefficients, values) in
            [("purchase", model.purchase(), purchase), ("dropout", model.dropout(), dropout)]
        {
            if values.len() != coefficients.len() {
                let what = format!("what follows for the {what} process");
                return Err(VaryingError::Length { what, found: values.len(), expected: coefficients.len() });
            }
            if let Some(((name, _), value)) = coefficients.iter().zip(values).find(|(_, value)| !value.is_finite()) {
                return Err(VaryingError::Value { name: name.clone(), value: *value });
            }
        }
        self.ahead.afterwards = Some((factor(model.purchase(), purchase), factor(model.dropout(), dropout)));
        Ok(self)
    }

    /// The same customer in a what-if: from the as-of day on purchases come at λ e^(γ·x) times the lever on the purchase
    /// rate and dropout at μ e^(δ·z) times the lever on dropout. History and P(alive) stay as they are.
    ///
    /// # Errors
    /// When a lever is not positive and finite.
    ///
    /// ```
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingCovariates, VaryingHistory, VaryingModel};
    /// use shared::scoring::{Levers, Weeks};
    /// let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 104, 1)?;
    /// let parameters = Parameters { r: 1.4, alpha: 20.0, s: 0.6, beta: 47.0 };
    /// let model = VaryingModel::new(parameters, Vec::new(), Vec::new())?;
    /// let customer = model.customer(0, &VaryingHistory::new(0.0, vec![10.0, 41.0], 52.0)?, &none, &none)?;
    /// let more = customer.clone().with_levers(&Levers { purchase_rate: 1.1, ..Levers::NONE })?;
    /// let year = Weeks::of_weeks(52.0);
    /// assert_eq!(more.probability_alive(), customer.probability_alive());
    /// assert!((more.expected_purchases(year)? / customer.expected_purchases(year)? - 1.1).abs() < 1e-12);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    pub fn with_levers(mut self, levers: &Levers) -> Result<Self, VaryingError> {
        for (what, value) in [("the purchase rate", levers.purchase_rate), ("dropout", levers.dropout)] {
            if !(value.is_finite() && value > 0.0) {
                return Err(VaryingError::Lever { what, value });
            }
        }
        self.ahead.levers = *levers;
        Ok(self)
    }
}
