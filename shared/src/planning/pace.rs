//! A purchase rate that is another for some time and then as before.
//!
//! The rate only makes time run faster for purchases: k times as high for the first m weeks, h weeks of the calendar are
//! km + h − m weeks of the future as it is. So all figures are figures of that future, read at other times: with D(δ, t) the
//! orders within t discounted at δ, those within h are
//! D(δ/k, km) + e^(−δ(m − km)) (D(δ, km + h − m) − D(δ, km)).

use super::horizon::Outlook;
use crate::math::{exp, exp_m1};
use crate::scoring::Levers;
use crate::scoring::beta_geometric::{CurveRules, FutureCurve};

impl Outlook {
    /// Whether the lever on the purchase rate holds as far as one looks: then the model's own future has it.
    fn lasts(&self) -> bool {
        self.pace_weeks >= self.horizon
    }

    /// Levers of the future in which figures are read.
    pub(super) fn own_levers(&self) -> Levers {
        Levers { purchase_rate: if self.lasts() { self.levers.purchase_rate } else { 1.0 }, ..self.levers }
    }

    /// Weeks of that future that go by in so many of the calendar.
    pub(super) fn own_weeks(&self, weeks: f64) -> f64 {
        if self.lasts() { weeks } else { weeks + (self.levers.purchase_rate - 1.0) * self.pace_weeks.min(weeks) }
    }

    /// Plain and discounted purchases of an alive customer within so many weeks, from a curve of [`Self::own_levers`].
    pub(super) fn purchases(
        &self,
        rules: &CurveRules,
        curve: &FutureCurve,
        rate_time: f64,
        (rate, weeks): (f64, f64),
    ) -> (f64, f64) {
        let at = |rate: f64, weeks: f64| curve.purchases(rules, rate_time, rate, weeks);
        let faster = self.levers.purchase_rate;
        let turn = self.pace_weeks.min(weeks);
        if self.lasts() || turn == 0.0 {
            return at(rate, weeks);
        }
        let (first_plain, first) = at(rate / faster, faster * turn);
        if turn == weeks {
            return (first_plain, first);
        }
        let (plain, to_end) = at(rate, self.own_weeks(weeks));
        let (_, to_turn) = at(rate, faster * turn);
        (plain, first + exp(-rate * turn * (1.0 - faster)) * (to_end - to_turn))
    }

    /// What is left of it after some weeks.
    pub(super) fn after(&self, weeks: f64) -> Self {
        Self { pace_weeks: (self.pace_weeks - weeks).max(0.0), horizon: self.horizon - weeks, ..*self }
    }

    /// Discounted purchases within so many weeks of a customer who buys once a week of the own future and never leaves.
    pub(super) fn steady_purchases(&self, weeks: f64) -> f64 {
        let within = |weeks: f64| if self.rate > 0.0 { -exp_m1(-self.rate * weeks) / self.rate } else { weeks };
        if self.lasts() {
            return within(weeks);
        }
        within(weeks) + (self.levers.purchase_rate - 1.0) * within(self.pace_weeks.min(weeks))
    }
}

#[cfg(test)]
mod tests {
    use super::Outlook;
    use crate::math::exp;
    use crate::scoring::Levers;

    fn push() -> Outlook {
        let levers = Levers { purchase_rate: 1.5, dropout: 1.0 };
        Outlook { levers, pace_weeks: 20.0, horizon: 52.0, rate: 0.01 }
    }

    #[test]
    fn time_runs_faster_until_the_turn() {
        assert_eq!([0.0, 10.0, 20.0, 30.0].map(|weeks| push().own_weeks(weeks)), [0.0, 15.0, 30.0, 40.0]);
        let lasting = Outlook { pace_weeks: 52.0, ..push() };
        assert_eq!((lasting.own_weeks(30.0), lasting.own_levers()), (30.0, lasting.levers));
        assert_eq!(push().own_levers(), Levers::NONE);
    }

    #[test]
    fn what_is_left_after_some_weeks_is_the_rest() {
        for weeks in [5.0, 20.0, 33.0] {
            let rest = push().after(weeks);
            let sum = push().steady_purchases(weeks) + exp(-0.01 * weeks) * rest.steady_purchases(rest.horizon);
            assert!((sum - push().steady_purchases(52.0)).abs() < 1e-12, "{weeks}");
        }
        let plain = Outlook { rate: 0.0, ..push() };
        assert_eq!(plain.steady_purchases(30.0), plain.own_weeks(30.0));
    }
}
