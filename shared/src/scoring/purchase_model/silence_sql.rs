//! P(alive) in a database for models whose customers may leave at any time.
//!
//! With V(y) = n ln(α + y) − ln S(y) and the hazard h of leaving,
//! 1/P(alive) = 1 + ∫ e^(V(T) − V(y)) h(y) dy over t_x ≤ y ≤ T. Written out as a Gauss-Legendre sum in the logarithm of
//! y + m: the integrand is smooth there, since its singularities lie at m before the first transaction or further.

use super::HistoryColumns;
use crate::math::gauss_legendre;

/// Beyond this exponent the probability is 0 to hundreds of digits, and some databases fail on e to its power.
pub(in crate::scoring) const LARGEST_EXPONENT: f64 = 600.0;

/// When customers leave, in SQL. Times are given as the expression of y + m.
pub(in crate::scoring) trait LifetimeSql {
    /// ln S(`from`) − ln S(`to`).
    fn log_survival_ratio(&self, from: &str, to: &str) -> String;
    /// The hazard.
    fn hazard(&self, at: &str) -> String;
}

/// A model in which customers buy at a gamma-distributed rate until they leave.
pub(in crate::scoring) struct SilenceSql<'a, L> {
    pub(in crate::scoring) shape: f64,
    pub(in crate::scoring) rate: f64,
    /// m, weeks.
    pub(in crate::scoring) shift: f64,
    pub(in crate::scoring) lifetime: L,
    pub(in crate::scoring) nodes: usize,
    pub(in crate::scoring) columns: HistoryColumns<'a>,
}

impl<L: LifetimeSql> SilenceSql<'_, L> {
    /// The exponent V(T) − V(t_x) and P(alive).
    pub(in crate::scoring) fn exponent_and_probability(&self) -> (String, String) {
        let HistoryColumns { recency, age, .. } = self.columns;
        let shift = self.shift;
        let (last, now) = (format!("({shift:?} + ({recency}))"), format!("({shift:?} + ({age}))"));
        let rule = gauss_legendre(self.nodes);
        let terms = rule.nodes.iter().zip(&rule.weights).map(|(node, weight)| {
            let at = format!("({last} * EXP({node:?} * LN({now} / {last})))");
            format!("{weight:?} * {at} * {} * EXP({})", self.lifetime.hazard(&at), self.exponent(&at, &now))
        });
        let sum = terms.collect::<Vec<_>>().join(" + ");
        (self.exponent(&last, &now), format!("1.0 / (1.0 + LN({now} / {last}) * ({sum}))"))
    }

    /// V(`now`) − V(`at`).
    fn exponent(&self, at: &str, now: &str) -> String {
        let Self { shape, rate, shift, lifetime, columns, .. } = self;
        let ahead = rate - shift;
        let frequency = columns.frequency;
        let purchases = format!("({shape:?} + ({frequency})) * LN(({ahead:?} + {now}) / ({ahead:?} + {at}))");
        format!("{purchases} + {}", lifetime.log_survival_ratio(at, now))
    }
}
