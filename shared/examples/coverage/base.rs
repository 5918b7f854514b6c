//! Generated customers whose future is known.

use shared::random::Random;
use shared::scoring::{Histories, History, LogGaps, PurchaseModel, Weeks};

/// Days over which customers make their first transaction, evenly: as on CDNOW.
pub(super) const DAYS_OF_ARRIVAL: u32 = 84;
/// Weeks from the first day to the as-of day.
pub(super) const WEEKS_SEEN: f64 = 39.0;
/// Weeks of the holdout.
pub(super) const HORIZON: f64 = 39.0;

/// Histories at the as-of day and purchases within the holdout, one entry a customer.
pub(super) struct Base {
    pub(super) each: Vec<History>,
    pub(super) log_gaps: Vec<f64>,
    pub(super) histories: Histories,
    pub(super) future: Vec<u32>,
}

impl Base {
    /// Customers whose purchases are drawn from the first transaction to the end of the holdout and then cut at the
    /// as-of day: what is drawn depends on the model's parameters alone and not on what it says given a history.
    pub(super) fn draw(truth: &dyn PurchaseModel, customers: u32, seed: u64) -> Self {
        let mut random = Random::new(seed, 0);
        let mut base =
            Self { each: Vec::new(), log_gaps: Vec::new(), histories: Histories::default(), future: Vec::new() };
        for _ in 0..customers {
            let age = WEEKS_SEEN - Weeks::of_days(f64::from(random.below(DAYS_OF_ARRIVAL))).get();
            let times = truth.simulate_future(&History::NEW, Weeks::of_weeks(age + HORIZON), &mut random);
            let known = times.partition_point(|time| *time <= age);
            let recency = times[..known].last().copied().unwrap_or(0.0);
            base.each.push(History { frequency: known as u32, recency, age });
            base.log_gaps.push(log_gaps(&times[..known]));
            base.future.push((times.len() - known) as u32);
        }
        let log_gaps = LogGaps::from_weeks(&base.each, &base.log_gaps).expect("sums of the logarithms of these gaps");
        base.histories = Histories::from_weeks(&base.each).with_log_gaps(log_gaps).expect("of the same customers");
        base
    }
}

/// Sum of the logarithms of the gaps between transactions, the first of which is at 0.
fn log_gaps(times: &[f64]) -> f64 {
    let before = std::iter::once(0.0).chain(times.iter().copied());
    before.zip(times).map(|(before, time)| shared::math::ln(time - before)).sum()
}
