//! Drawing purchase times.

use super::legs::{Leg, Mixture};
use super::{VaryingCovariates, VaryingError, VaryingHistory, VaryingModel};
use crate::math::{exp, ln};
use crate::random::Random;
use crate::scoring::Weeks;

impl VaryingModel {
    /// Draws the history of the customer at this position of the tables, who first bought `first` weeks after the
    /// calendar's beginning, `age` before the as-of day.
    ///
    /// ```
    /// use shared::random::Random;
    /// use shared::scoring::Weeks;
    /// use shared::scoring::pareto_nbd::Parameters;
    /// use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingModel};
    /// // Purchases e^3 = 20 times as often in the second half year.
    /// let season = (0..52).map(|week| f64::from(u8::from(week >= 26))).collect();
    /// let columns = vec![("season".to_owned(), VaryingColumn::OfPeriods(season))];
    /// let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 52, 1, columns)?;
    /// let dropout = VaryingCovariates::none(Weeks::of_weeks(1.0), 52, 1)?;
    /// let parameters = Parameters { r: 1.5, alpha: 40.0, s: 0.6, beta: 100.0 };
    /// let model = VaryingModel::new(parameters, vec![("season".to_owned(), 3.0)], Vec::new())?;
    /// let (mut before, mut after) = (0, 0);
    /// for stream in 0..200 {
    ///     let mut random = Random::new(7, stream);
    ///     let history = model.simulate_history(0, 0.0, Weeks::of_weeks(52.0), &purchase, &dropout, &mut random)?;
    ///     before += history.repeats().iter().filter(|time| **time < 26.0).count();
    ///     after += history.repeats().iter().filter(|time| **time >= 26.0).count();
    /// }
    /// assert!(after > 8 * before && before > 0);
    /// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no such customer, the tables' covariates are not the model's or end before the as-of day, or
    /// `first` is not zero or more.
    pub fn simulate_history(
        &self,
        customer: usize,
        first: f64,
        age: Weeks,
        purchase: &VaryingCovariates,
        dropout: &VaryingCovariates,
        random: &mut Random,
    ) -> Result<VaryingHistory, VaryingError> {
        let age = age.get();
        let empty = VaryingHistory::new(first, Vec::new(), age)?;
        let legs = self.legs((purchase, dropout), customer, first, (0.0, age))?;
        let mut repeats = self.at_first().draw(&legs, random);
        if repeats.is_empty() {
            return Ok(empty);
        }
        // Weeks of the legs may add up to a rounding error more.
        for time in &mut repeats {
            *time = time.min(age);
        }
        VaryingHistory::new(first, repeats, age)
    }
}

impl Mixture {
    /// Purchase times, in weeks since the legs' beginning, of a customer drawn from this mixture who is alive then.
    ///
    /// With time counted e^(γ·x) times purchases come at a constant rate, and counted e^(δ·z) times so does dropout.
    pub(super) fn draw(&self, legs: &[Leg], random: &mut Random) -> Vec<f64> {
        let rate = random.gamma(self.n, self.tau);
        // The lifetime as a ratio of gammas: finite where the dropout rate itself would be too small for a float.
        let lifetime = self.sigma * exp(ln(random.exponential(1.0)) - random.log_gamma(self.s));
        let mut next = random.exponential(rate);
        let (mut weeks, mut lived, mut risked) = (0.0, 0.0, 0.0);
        let mut times = Vec::new();
        for leg in legs {
            let end = leg.weeks.min((lifetime - risked) / leg.risk);
            while next <= lived + leg.pace * end {
                times.push(weeks + (next - lived).max(0.0) / leg.pace);
                next += random.exponential(rate);
            }
            if end < leg.weeks {
                break;
            }
            weeks += leg.weeks;
            lived += leg.pace * leg.weeks;
            risked += leg.risk * leg.weeks;
        }
        times
    }
}
