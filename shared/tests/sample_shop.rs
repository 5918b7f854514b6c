//! The sample shop against the closed forms of the models it is drawn from.

use shared::base::{BaseBuilder, FLAG_SAMPLE};
use shared::domain::{CustomerHistory, Day, state_hash};
use shared::sample::{SampleShop, ShopTruth, sample_shop};

const DEFAULT: SampleShop = SampleShop { seed: 1, customers: 5_000, last_day: Day(20_000), days: 730 };

fn histories(shop: SampleShop) -> (ShopTruth, Vec<CustomerHistory>) {
    let (truth, customers) = sample_shop(shop);
    (truth, customers.map(|customer| customer.0).collect())
}

#[test]
fn the_default_shop_looks_like_a_shop() {
    let (_, customers) = histories(DEFAULT);
    let base = shared::base::build(&customers);
    assert_eq!(base.as_of, Some(DEFAULT.last_day));
    assert_eq!(base.customers.len(), 5_000);
    assert!(base.customers.flags.iter().all(|flags| flags & FLAG_SAMPLE != 0));
    assert_eq!(base.sources, ["unknown", "friends", "market", "newsletter", "partner", "search", "social"]);
    let repeat = base.customers.frequency.iter().filter(|frequency| **frequency > 0).count();
    assert!((1_750..=2_250).contains(&repeat), "{repeat} of 5,000 came back");
    let loyal = base.customers.frequency.iter().filter(|frequency| **frequency >= 20).count();
    assert!((20..500).contains(&loyal), "{loyal} of 5,000 came back twenty times");
    let mut values = base.orders.net_minor.clone();
    values.sort_unstable();
    let quartile = |quarter: usize| values[values.len() * quarter / 4];
    assert!(quartile(1) > 2_000 && quartile(3) < 9_000, "quartiles {} and {}", quartile(1), quartile(3));
}

#[test]
fn customers_have_invented_names_and_numbers_of_their_own() {
    let (_, customers) = histories(DEFAULT);
    let mut emails: Vec<_> = customers.iter().filter_map(|customer| customer.identity.email.as_deref()).collect();
    assert!(emails.iter().all(|email| email.ends_with("@example.com") && email.is_ascii()));
    emails.sort_unstable();
    emails.dedup();
    assert_eq!(emails.len(), 5_000);
    let first = &customers[0];
    assert_eq!((first.key.data_source.as_str(), first.key.number.as_str()), ("sample", "S-000001"));
    assert_eq!(first.orders[0].day, DEFAULT.last_day, "the calendar's last day has an order");
    for customer in &customers {
        assert!(customer.orders.is_sorted_by(|a, b| a.day < b.day), "one order a day");
        assert!(customer.orders.iter().all(|order| order.day.0 > DEFAULT.last_day.0 - 730 && order.net_minor > 0));
    }
}

#[test]
fn a_smaller_shop_is_the_beginning_of_a_larger_one_and_the_seed_changes_everybody() {
    let (_, few) = histories(SampleShop { customers: 50, ..DEFAULT });
    let (_, many) = histories(SampleShop { customers: 80, ..DEFAULT });
    assert_eq!(few, many[..50]);
    let (_, others) = histories(SampleShop { customers: 50, seed: 2, ..DEFAULT });
    assert!(few.iter().zip(&others).all(|(a, b)| a.identity != b.identity || a.orders != b.orders));
}

/// The same bits on every machine and in every release; what the browser tests show depends on them.
#[test]
fn the_default_shop_is_always_the_same() {
    let (_, customers) = histories(SampleShop { customers: 200, ..DEFAULT });
    assert_eq!(state_hash(&customers), "29b137341616717aafb78e75e09f9b3fc327ba0956ad912238a3f960f17069bf");
}

#[test]
fn one_time_buyers_and_repeat_purchases_are_as_many_as_the_model_says() {
    let (truth, customers) = sample_shop(SampleShop { customers: 60_000, ..DEFAULT });
    let mut builder = BaseBuilder::default();
    let mut alive = 0_u32;
    for (history, is_alive) in customers {
        builder.push(&history);
        alive += u32::from(is_alive);
    }
    let columns = builder.finish().customers;
    let mut expected = Expected::default();
    for age in &columns.age_days {
        expected.add(&truth.mbg_nbd, f64::from(*age) / 7.0);
    }
    let one_time = columns.frequency.iter().filter(|frequency| **frequency == 0).count() as f64;
    let repeats: f64 = columns.frequency.iter().map(|frequency| f64::from(*frequency)).sum();
    // Rounding to days merges about one purchase in a hundred with the one before.
    assert!((one_time / expected.one_time - 1.0).abs() < 0.01, "{one_time} not {}", expected.one_time);
    assert!((repeats / expected.repeats - 1.0).abs() < 0.03, "{repeats} not {}", expected.repeats);
    assert!((f64::from(alive) / expected.alive - 1.0).abs() < 0.02, "{alive} not {}", expected.alive);
}

#[test]
fn spend_has_the_mean_and_spread_of_gamma_gamma() {
    let (truth, customers) = histories(SampleShop { customers: 60_000, ..DEFAULT });
    let [p, q, v] = truth.gamma_gamma;
    let first: Vec<f64> = customers.iter().map(|customer| customer.orders[0].net_minor as f64).collect();
    let mean = first.iter().sum::<f64>() / first.len() as f64;
    let mean_square = first.iter().map(|value| value * value).sum::<f64>() / first.len() as f64;
    assert!((mean / (p * v / (q - 1.0)) - 1.0).abs() < 0.02, "{mean}");
    let square = p * (p + 1.0) * v * v / ((q - 1.0) * (q - 2.0));
    assert!((mean_square / square - 1.0).abs() < 0.1, "{mean_square} not {square}");
}

/// Sums over customers of what MBG/NBD expects, by quadrature over the leaving probability; the rate is integrated in
/// closed form, E exp(−λs) = (α/(α+s))^r.
#[derive(Default)]
struct Expected {
    one_time: f64,
    repeats: f64,
    alive: f64,
    cached: std::collections::BTreeMap<u64, [f64; 3]>,
}

impl Expected {
    fn add(&mut self, parameters: &[f64; 4], weeks: f64) {
        let [one_time, repeats, alive] =
            *self.cached.entry(weeks.to_bits()).or_insert_with(|| expectations(parameters, weeks));
        self.one_time += one_time;
        self.repeats += repeats;
        self.alive += alive;
    }
}

fn expectations(&[r, alpha, a, b]: &[f64; 4], weeks: f64) -> [f64; 3] {
    const STEPS: u32 = 4_000;
    let survival = |time: f64| libm::pow(alpha / (alpha + time), r);
    let (mut weight, mut sums) = (0.0, [0.0; 3]);
    for step in 0..STEPS {
        let leaving = (f64::from(step) + 0.5) / f64::from(STEPS);
        let density = libm::pow(leaving, a - 1.0) * libm::pow(1.0 - leaving, b - 1.0);
        // Given rate λ and leaving probability p, the customer lives at t with (1 − p) exp(−λpt) and has made
        // (1 − p)(1 − exp(−λpt))/p repeat purchases.
        let still_here = survival(leaving * weeks);
        weight += density;
        sums[0] += density * (leaving + (1.0 - leaving) * survival(weeks));
        sums[1] += density * (1.0 - leaving) * (1.0 - still_here) / leaving;
        sums[2] += density * (1.0 - leaving) * still_here;
    }
    sums.map(|sum| sum / weight)
}
