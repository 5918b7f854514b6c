//! Intervals hold what really happens about as often as they say, where the model holds.

mod simulation;

use shared::domain::Settings;
use shared::planning::{Estimate, Verdict, assess, score, summarise};
use shared::scoring::beta_geometric::{Dropout, Model, Parameters};
use shared::scoring::{History, PurchaseModel};
use simulation::simulate;

/// MBG/NBD r, alpha (weeks), a, b.
const TRUTH: [f64; 4] = [0.9, 14.0, 0.9, 1.8];
const SHOPS: u64 = 120;
const CUSTOMERS: u32 = 500;

/// Shares of misses below and above an interval.
#[derive(Default)]
struct Misses {
    below: u32,
    above: u32,
    of: u32,
}

impl Misses {
    fn count(&mut self, truth: f64, low: f64, high: f64) {
        self.below += u32::from(truth < low);
        self.above += u32::from(truth > high);
        self.of += 1;
    }

    fn count_in(&mut self, truth: f64, estimate: Option<Estimate>) {
        let estimate = estimate.expect("estimated");
        assert!(estimate.low <= estimate.value && estimate.value <= estimate.high);
        self.count(truth, estimate.low, estimate.high);
    }

    fn share(&self) -> f64 {
        f64::from(self.below + self.above) / f64::from(self.of)
    }
}

fn truth() -> Model {
    Parameters::from_array(TRUTH).check(Dropout::AfterEveryTransaction).expect("positive")
}

#[test]
fn ninety_five_percent_intervals_hold_about_ninety_five_percent() {
    let settings = Settings::initial("Simulated");
    let (mut alive, mut value) = (Misses::default(), Misses::default());
    let (mut active, mut orders, mut equity, mut at_risk) =
        (Misses::default(), Misses::default(), Misses::default(), Misses::default());
    for seed in 0..SHOPS {
        let (mut customers, fates) = simulate(seed, CUSTOMERS, &settings, TRUTH);
        let assessment = assess(&customers);
        assert_eq!(assessment.verdict, Verdict::Estimated, "shop {seed}");
        score(&mut customers, &assessment, &settings);
        for (row, fate) in fates.iter().enumerate() {
            let weeks = |days: u32| f64::from(days) / 7.0;
            let history = History {
                frequency: customers.frequency[row],
                recency: weeks(customers.recency_days[row]),
                age: weeks(customers.age_days[row]),
            };
            alive.count(
                truth().probability_alive(&history),
                f64::from(customers.probability_alive_low[row]),
                f64::from(customers.probability_alive_high[row]),
            );
            assert!(customers.lifetime_value_low_minor[row] >= 0.0);
            value.count(
                fate.value,
                f64::from(customers.lifetime_value_low_minor[row]),
                f64::from(customers.lifetime_value_high_minor[row]),
            );
        }
        let summary = summarise(&customers, &assessment, &settings);
        active.count_in(
            fates.iter().map(|fate| f64::from(u8::from(fate.alive))).sum(),
            summary.expected_active_customers,
        );
        orders.count_in(fates.iter().map(|fate| fate.orders).sum(), summary.expected_orders);
        equity.count_in(fates.iter().map(|fate| fate.value).sum(), summary.customer_equity_minor);
        at_risk.count_in(fates.iter().map(|fate| fate.lost).sum(), summary.value_at_risk_minor);
    }
    // A customer's interval starts at zero wherever nothing may come, so all its misses are above.
    assert!(value.share() < 0.04 && value.below < value.of / 200, "value {} of {}", value.above, value.of);
    for (name, misses) in
        [("P(alive)", alive), ("active", active), ("orders", orders), ("equity", equity), ("at risk", at_risk)]
    {
        assert!(misses.share() < 0.10, "{name}: {} below, {} above of {}", misses.below, misses.above, misses.of);
    }
}
