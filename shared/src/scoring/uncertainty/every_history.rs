//! Quantities of every distinct history, without computing what repeats.

use crate::math::{ChebyshevNodes, exp, exp_m1, ln, ln_1p};
use crate::scoring::{Histories, History, Pairs, PurchaseModel};

/// Distinct histories prepared for many quantities. In most models the future of an alive customer depends on frequency
/// and age alone: it is computed once a pair of the two, and for frequencies of many ages interpolated.
#[derive(Clone, Debug)]
pub(crate) struct EveryHistory<'a> {
    histories: &'a Histories,
    pairs: Pairs,
    nodes: ChebyshevNodes,
}

/// Interpolation nodes in ln(1 + age); frequencies with no more ages than that are computed age by age.
const NODES: usize = 24;
/// Ages at which an interpolant is checked, as places between the ends.
const CHECKS: [f64; 3] = [0.004, 0.37, 0.93];
/// Relative error at which it is given up for computing age by age.
const ACCURACY: f64 = 1e-9;

impl<'a> EveryHistory<'a> {
    /// Prepares the histories.
    pub(crate) fn new(histories: &'a Histories) -> Self {
        Self { histories, pairs: Pairs::of(histories), nodes: ChebyshevNodes::new(NODES) }
    }

    /// The quantities of every distinct history. Each must be proportional to P(alive): an expectation of what an
    /// alive customer does and a gone one does not.
    pub(crate) fn each<Model: PurchaseModel + ?Sized, const COUNT: usize>(
        &self,
        model: &Model,
        quantities: impl Fn(&History) -> [f64; COUNT],
    ) -> [Vec<f64>; COUNT] {
        let mut columns: [Vec<f64>; COUNT] = std::array::from_fn(|_| Vec::with_capacity(self.histories.len()));
        let mut push = |values: [f64; COUNT]| {
            for (column, value) in columns.iter_mut().zip(values) {
                column.push(value);
            }
        };
        if model.future_depends_on_recency() {
            self.histories.iter().for_each(|history| push(quantities(&history)));
            return columns;
        }
        let of_alive = self.of_alive(model, quantities);
        for (history, pair) in self.histories.iter().zip(self.pairs.of_history()) {
            let alive = model.probability_alive(&history);
            push(std::array::from_fn(|i| alive * of_alive[i][*pair as usize]));
        }
        columns
    }

    /// The quantities summed over all customers.
    pub(crate) fn sum<Model: PurchaseModel + ?Sized, const COUNT: usize>(
        &self,
        model: &Model,
        quantities: impl Fn(&History) -> [f64; COUNT],
    ) -> [f64; COUNT] {
        if model.future_depends_on_recency() {
            let columns = self.each(model, quantities);
            return columns.map(|column| column.iter().zip(self.histories.count()).map(|(value, n)| value * n).sum());
        }
        let mut alive = vec![0.0; self.pairs.len()];
        for ((history, pair), count) in self.histories.iter().zip(self.pairs.of_history()).zip(self.histories.count()) {
            alive[*pair as usize] += count * model.probability_alive(&history);
        }
        let of_alive = self.of_alive(model, quantities);
        of_alive.map(|column| alive.iter().zip(column).map(|(alive, quantity)| alive * quantity).sum())
    }

    /// The quantities of every pair, given that the customer is alive.
    fn of_alive<Model: PurchaseModel + ?Sized, const COUNT: usize>(
        &self,
        model: &Model,
        quantities: impl Fn(&History) -> [f64; COUNT],
    ) -> [Vec<f64>; COUNT] {
        let mut columns: [Vec<f64>; COUNT] = std::array::from_fn(|_| Vec::with_capacity(self.pairs.len()));
        for (frequency, range) in self.pairs.runs() {
            let at = |age: f64| {
                // Of all who have this frequency and age, one who has just bought is the surest to be alive.
                let recency = if *frequency == 0 { 0.0 } else { age };
                let history = History { frequency: *frequency, recency, age };
                let alive = model.probability_alive(&history);
                if alive > 0.0 { quantities(&history).map(|quantity| quantity / alive) } else { [0.0; COUNT] }
            };
            let ages = &self.pairs.age()[range.clone()];
            let values = self.interpolated(ages, &at).unwrap_or_else(|| ages.iter().map(|age| at(*age)).collect());
            for value in values {
                for (column, value) in columns.iter_mut().zip(value) {
                    column.push(value);
                }
            }
        }
        columns
    }

    /// The values at all ages by interpolation; `None` where that does not pay or does not agree.
    fn interpolated<const COUNT: usize>(
        &self,
        ages: &[f64],
        at: &impl Fn(f64) -> [f64; COUNT],
    ) -> Option<Vec<[f64; COUNT]>> {
        if ages.len() <= NODES + CHECKS.len() {
            return None;
        }
        let (youngest, oldest) =
            ages.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), age| (least.min(*age), most.max(*age)));
        let (from, to) = (ln_1p(youngest), ln_1p(oldest));
        let at_nodes: Vec<[f64; COUNT]> =
            self.nodes.on(from, to).map(|place| at(exp_m1(place).clamp(youngest, oldest))).collect();
        // Logarithms, where there are any, keep small values exact.
        let positive: [bool; COUNT] = std::array::from_fn(|i| at_nodes.iter().all(|values| values[i] > 0.0));
        let interpolants: [_; COUNT] = std::array::from_fn(|i| {
            let value = |values: &[f64; COUNT]| if positive[i] { ln(values[i]) } else { values[i] };
            self.nodes.interpolate(from, to, &at_nodes.iter().map(value).collect::<Vec<f64>>())
        });
        let interpolant = |age: f64| -> [f64; COUNT] {
            let place = ln_1p(age);
            std::array::from_fn(|i| {
                let value = interpolants[i].at(place);
                if positive[i] { exp(value) } else { value }
            })
        };
        let agrees = |place: &f64| {
            let age = exp_m1(from + place * (to - from)).clamp(youngest, oldest);
            let pairs = interpolant(age).into_iter().zip(at(age));
            pairs.into_iter().all(|(value, exact)| (value - exact).abs() <= ACCURACY * exact.abs())
        };
        CHECKS.iter().all(agrees).then(|| ages.iter().map(|age| interpolant(*age)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::EveryHistory;
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::{DiscountRate, Histories, PurchaseModel, Weeks};

    #[test]
    fn agrees_with_each_history_alone() {
        let rows = 0..3_000_u32;
        let age: Vec<u32> = rows.clone().map(|row| row % 941).collect();
        let frequency: Vec<u32> = rows.map(|row| if row % 941 > 50 { row % 4 * (row % 3) } else { 0 }).collect();
        let recency: Vec<u32> =
            frequency.iter().zip(&age).map(|(x, age)| if *x > 0 { age * 2 / 3 } else { 0 }).collect();
        let histories = Histories::from_days(&frequency, &recency, &age);
        let every = EveryHistory::new(&histories);
        let year = Weeks::of_years(1.0);
        let rate = DiscountRate::annual_effective(0.1).expect("a rate");
        for alpha in [0.3, 6.0, 80.0] {
            let model = Parameters { r: 0.5, alpha, a: 0.9, b: 1.6 };
            let model = model.check(Dropout::AfterEveryTransaction).expect("positive");
            let quantities =
                |history: &_| [model.expected_purchases(history, year), model.discounted_pairs(history, rate, year)];
            let [mean, pairs] = every.each(&model, quantities);
            let [total, _] = every.sum(&model, quantities);
            let mut expected_total = 0.0;
            for (((history, count), mean), pairs) in histories.iter().zip(histories.count()).zip(mean).zip(pairs) {
                let [expected_mean, expected_pairs] = quantities(&history);
                assert!((mean / expected_mean - 1.0).abs() < 1e-8, "{history:?}: {mean} {expected_mean}");
                assert!((pairs / expected_pairs - 1.0).abs() < 1e-8, "{history:?}: {pairs} {expected_pairs}");
                expected_total += count * expected_mean;
            }
            assert!((total / expected_total - 1.0).abs() < 1e-9);
        }
    }
}
