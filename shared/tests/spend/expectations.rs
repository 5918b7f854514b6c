//! What is expected of a customer.

use proptest::prelude::*;
use shared::math::{exp, ln};
use shared::scoring::gamma_gamma::{self, Spend, Spends};
use shared::scoring::spend::{SpendModel, by_frequency, choose};

use super::drawn;

fn log_uniform(low: f64, high: f64) -> impl Strategy<Value = f64> {
    (ln(low)..ln(high)).prop_map(exp)
}

fn spend() -> impl Strategy<Value = Spend> {
    (0_u32..60, log_uniform(0.01, 1e5))
        .prop_map(|(frequency, mean)| Spend { frequency, mean: if frequency == 0 { 0.0 } else { mean } })
}

proptest! {
    #[test]
    fn without_a_slope_it_is_gamma_gamma(
        p in log_uniform(0.2, 50.0), q in log_uniform(0.5, 50.0), v in log_uniform(0.1, 1e5), spend in spend(),
    ) {
        let plain = gamma_gamma::Parameters { p, q, v }.check().unwrap();
        let flat = by_frequency::Parameters { p, q, v, slope: 0.0 }.check().unwrap();
        prop_assert_eq!(flat.expected_spend(spend), plain.expected_spend(spend));
        prop_assert_eq!(SpendModel::ByFrequency(flat).moments(spend), SpendModel::Independent(plain).moments(spend));
    }

    #[test]
    fn it_lies_between_the_customers_own_mean_and_that_of_their_frequency(
        p in log_uniform(0.2, 50.0), q in log_uniform(1.1, 50.0), v in log_uniform(0.1, 1e5), slope in -3.0..3.0,
        spend in spend().prop_filter("has repeats", |spend| spend.frequency > 0), unit in log_uniform(0.01, 100.0),
    ) {
        let model = by_frequency::Parameters { p, q, v, slope }.check().unwrap();
        let expected = model.expected_spend(spend).unwrap();
        let scale = model.at_frequency(spend.frequency).unwrap().parameters().v;
        let of_frequency = p * scale / (q - 1.0);
        prop_assert!(expected >= of_frequency.min(spend.mean) * (1.0 - 1e-12));
        prop_assert!(expected <= of_frequency.max(spend.mean) * (1.0 + 1e-12));
        let other = by_frequency::Parameters { p, q, v: v * unit, slope }.check().unwrap();
        let scaled = other.expected_spend(Spend { mean: spend.mean * unit, ..spend }).unwrap();
        prop_assert!((scaled / (expected * unit) - 1.0).abs() < 1e-12);
    }
}

#[test]
fn frequent_customers_are_expected_what_they_spend() {
    // Half the customers to fit, the other half of their transactions to compare: the same customers again.
    let values = [6.0, 3.7, 15.0, 0.4];
    let spends = drawn(11, 20_000, values);
    let choice = choose(&Spends::group(spends.iter().copied())).unwrap();
    let truth = by_frequency::Parameters { p: values[0], q: values[1], v: values[2], slope: values[3] };
    let truth = truth.check().unwrap();
    let errors = |model: SpendModel| {
        let mut frequent = (0.0, 0.0);
        for spend in spends.iter().filter(|spend| spend.frequency >= 8) {
            frequent.0 += model.expected_spend(*spend).unwrap();
            frequent.1 += truth.expected_spend(*spend).unwrap();
        }
        (frequent.0 / frequent.1 - 1.0).abs()
    };
    let (chosen, plain) = (errors(choice.chosen), errors(SpendModel::Independent(choice.independent.model)));
    assert!(chosen < 0.01, "{chosen}");
    assert!(plain > 2.0 * chosen, "{plain}");
}

#[test]
fn impossible_parameters_are_refused() {
    let good = by_frequency::Parameters { p: 6.0, q: 3.7, v: 15.0, slope: 0.2 };
    assert!(good.check().is_ok());
    assert_eq!(by_frequency::Parameters { slope: f64::NAN, ..good }.check().unwrap_err().name, "beta");
    assert_eq!(by_frequency::Parameters { q: -1.0, ..good }.check().unwrap_err().name, "q");
    let steep = by_frequency::Parameters { slope: 1e6, ..good }.check().unwrap();
    assert_eq!(steep.expected_spend(Spend { frequency: 3, mean: 10.0 }), None);
}
