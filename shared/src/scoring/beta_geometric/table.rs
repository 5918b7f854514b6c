//! The future of every pair of frequency and age.

use super::{CurveRules, Future, Model};
use crate::math::{ChebyshevNodes, exp, ln, ln_each};
use crate::scoring::{History, Levers, Pairs};

/// Pairs evaluated at once.
const LANES: usize = 8;
/// Interpolation nodes in ln τ; runs with no more ages than that are computed age by age.
const NODES: usize = 24;

/// Computes quantities of the future for tables of pairs.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, FutureCurve, Parameters, Tabulator};
/// use shared::scoring::{Histories, History, Levers, Pairs};
/// let model = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }.check(Dropout::AfterRepeats)?;
/// let pairs = Pairs::of(&Histories::from_weeks(&[History::new(2, 30.43, 38.86)?, History::new(0, 0.0, 38.86)?]));
/// let [expected] = Tabulator::default()
///     .tabulate(
///         &model,
///         &pairs,
///         &Levers::NONE,
///         |rules, shortest| FutureCurve::new(rules, shortest, 39.0),
///         |rules, curve, rate_time| [curve.purchases(rules, rate_time, 0.0, 39.0).0],
///     )
///     .expect("without levers the dropout distribution is the fitted one");
/// assert!((expected[0] - 0.1950980520).abs() < 1e-8);
/// assert!((0.7265785701 * expected[1] - 1.2260281748).abs() < 1e-8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Tabulator {
    rules: CurveRules,
    nodes: ChebyshevNodes,
}

impl Default for Tabulator {
    fn default() -> Self {
        Self { rules: CurveRules::default(), nodes: ChebyshevNodes::new(NODES) }
    }
}

impl Tabulator {
    /// `quantities` of every pair, given a curve of its frequency and its τ under the levers. `curve` makes
    /// that curve from the future with the shortest τ. Quantities must be smooth in τ: for frequencies of
    /// many ages they are interpolated in ln τ.
    ///
    /// `None` when the levers allow no dropout distribution for some frequency.
    #[must_use]
    pub fn tabulate<Curve, const COUNT: usize>(
        &self,
        model: &Model,
        pairs: &Pairs,
        levers: &Levers,
        curve: impl Fn(&CurveRules, &Future) -> Curve,
        quantities: impl Fn(&CurveRules, &Curve, f64) -> [f64; COUNT],
    ) -> Option<[Vec<f64>; COUNT]> {
        let mut columns: [Vec<f64>; COUNT] = std::array::from_fn(|_| Vec::with_capacity(pairs.len()));
        for (frequency, range) in pairs.runs() {
            let ages = &pairs.age()[range.clone()];
            let future =
                |age: f64| model.future(&History { frequency: *frequency, recency: 0.0, age }).with_levers(levers);
            let (youngest, oldest) =
                ages.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), age| (least.min(*age), most.max(*age)));
            let shortest = future(youngest)?;
            let curve = curve(&self.rules, &shortest);
            let rate_time = |age: f64| (model.values().alpha + age) / levers.purchase_rate;
            if ages.len() <= NODES {
                for age in ages {
                    let values = quantities(&self.rules, &curve, rate_time(*age));
                    for (column, value) in columns.iter_mut().zip(values) {
                        column.push(value);
                    }
                }
                continue;
            }
            let (from, to) = (ln(shortest.rate_time), ln(rate_time(oldest)));
            let mut at_nodes = [[0.0; NODES]; COUNT];
            for (index, log_time) in self.nodes.on(from, to).enumerate() {
                let values = quantities(&self.rules, &curve, exp(log_time).max(shortest.rate_time));
                for (row, value) in at_nodes.iter_mut().zip(values) {
                    row[index] = value;
                }
            }
            let interpolants = at_nodes.map(|values| self.nodes.interpolate(from, to, &values));
            let (chunks, rest) = ages.as_chunks::<LANES>();
            for chunk in chunks {
                let log_times = ln_each(chunk.map(rate_time));
                for (column, interpolant) in columns.iter_mut().zip(&interpolants) {
                    column.extend(interpolant.at_each(&log_times));
                }
            }
            for age in rest {
                let [log_time] = ln_each([rate_time(*age)]);
                for (column, interpolant) in columns.iter_mut().zip(&interpolants) {
                    column.push(interpolant.at(log_time));
                }
            }
        }
        Some(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::Tabulator;
    use crate::scoring::beta_geometric::FutureCurve;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{Histories, History, Levers, Pairs};

    #[test]
    fn agrees_with_each_customer_alone() {
        let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
        let model = model.check(Dropout::AfterEveryTransaction).expect("positive");
        let ages: Vec<u32> = (0..400).chain([500, 600]).collect();
        let frequency: Vec<u32> = (0..402).map(|row| if row < 390 { row % 2 } else { 9 }).collect();
        let pairs = Pairs::of(&Histories::from_days(&frequency, &vec![0; 402], &ages));
        for levers in [Levers::NONE, Levers { purchase_rate: 1.7, dropout: 0.4 }] {
            let [orders, alive] = Tabulator::default()
                .tabulate(
                    &model,
                    &pairs,
                    &levers,
                    |rules, shortest| FutureCurve::new(rules, shortest, 157.0),
                    |rules, curve, rate_time| {
                        [curve.purchases(rules, rate_time, 0.002, 157.0).1, curve.survival(rate_time, 157.0)]
                    },
                )
                .expect("a dropout distribution exists");
            for (frequency, range) in pairs.runs() {
                for index in range.clone() {
                    let history = History { frequency: *frequency, recency: 0.0, age: pairs.age()[index] };
                    let future = model.future(&history).with_levers(&levers).expect("exists");
                    assert!((orders[index] / future.discounted_purchases(0.002, 157.0) - 1.0).abs() < 1e-10);
                    assert!((alive[index] / future.survival(157.0) - 1.0).abs() < 1e-10);
                }
            }
        }
    }

    #[test]
    fn refuses_dropout_beyond_certainty() {
        let model =
            Parameters { r: 0.5, alpha: 6.0, a: 2.0, b: 0.5 }.check(Dropout::AfterEveryTransaction).expect("ok");
        let pairs = Pairs::of(&Histories::from_days(&[0], &[0], &[10]));
        let levers = Levers { purchase_rate: 1.0, dropout: 2.0 };
        assert!(Tabulator::default().tabulate(&model, &pairs, &levers, |_, _| (), |_, (), _| [0.0]).is_none());
    }
}
