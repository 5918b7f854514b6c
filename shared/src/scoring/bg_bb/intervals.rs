//! How sure the parameters are.

use super::{Cells, DistinctLikelihood, Fit};
use crate::math::ln;
use crate::scoring::Limit;
use crate::scoring::optimise::Scale;
use crate::scoring::uncertainty::{Interval, Level, Peak};

impl Fit {
    /// Intervals of α, β, γ, δ by the profile of the likelihood: all values of a parameter at which the log-likelihood,
    /// maximised over the others, is no more than z²/2 below its top (Venzon and Moolgavkar 1988). `cells` are those the
    /// model was fitted to. An end is zero or infinite where the data do not bound it. `None` for the two shapes of a
    /// distribution that lies at a limit, and for all where the fit has no covariance.
    ///
    /// ```
    /// use shared::scoring::bg_bb::{Cells, DiscreteHistory, fit};
    /// use shared::scoring::uncertainty::Level;
    /// let donors = [(2, 4, 300), (0, 0, 500), (6, 6, 200), (1, 1, 250), (4, 6, 200)];
    /// let donors = donors.map(|(times, last, donors)| (DiscreteHistory::new(times, last, 6).expect("possible"), donors));
    /// let cells = Cells::of_counted(donors);
    /// let fit = fit(&cells)?;
    /// let [alpha, ..] = fit.parameter_intervals(&cells, Level::NINETY_FIVE);
    /// assert!(alpha.is_some_and(|alpha| alpha.holds(fit.model.values().alpha)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn parameter_intervals(&self, cells: &Cells, level: Level) -> [Option<Interval>; 4] {
        let Some(covariance) = &self.certificate.covariance else { return [None; 4] };
        let point = self.model.values().to_array().map(ln);
        let peak = Peak { likelihood: &DistinctLikelihood { cells }, point: &point, covariance };
        let at_limit = |limits: [Limit; 2]| self.certificate.limits.iter().any(|limit| limits.contains(limit));
        let purchases = at_limit([Limit::CommonRate, Limit::AllOrNothingPurchases]);
        let dropout = at_limit([Limit::CommonDropout, Limit::AllOrNothingDropout]);
        let meaningless = [purchases, purchases, dropout, dropout];
        std::array::from_fn(|coordinate| {
            if meaningless[coordinate] { None } else { peak.parameter_interval(coordinate, Scale::Log, level) }
        })
    }
}
