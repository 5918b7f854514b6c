//! Spend that does or does not change with frequency: the test, the choice and the alternative to Gamma-Gamma.

mod choice;
mod expectations;
mod test_size;

use shared::math::{exp, ln_1p};
use shared::random::Random;
use shared::scoring::gamma_gamma::Spend;

/// Customers whose transactions are worth Gamma(p, ν) each, ν ~ Gamma(q, v (1 + x)^slope). Most have bought once again, as in CDNOW.
fn drawn(seed: u64, customers: u32, [p, q, v, slope]: [f64; 4]) -> Vec<Spend> {
    let mut random = Random::new(seed, 0);
    let draw = |_| {
        let mut frequency = 1;
        while frequency < 40 && random.chance(0.55) {
            frequency += 1;
        }
        let x = f64::from(frequency);
        let rate = random.gamma(q, v * exp(slope * ln_1p(x)));
        Spend { frequency, mean: random.gamma(p * x, rate) / x }
    };
    (0..customers).map(draw).collect()
}

/// CDNOW's spends.
fn cdnow() -> Vec<Spend> {
    let path = format!("{}/tests/data/cdnow_summary_with_spend.csv", env!("CARGO_MANIFEST_DIR"));
    let mut csv = csv::Reader::from_path(path).expect("a fixture");
    let spend = |record: csv::StringRecord| {
        let number = |field: usize| record[field].parse::<f64>().expect("a number");
        Spend { frequency: number(1) as u32, mean: number(4) }
    };
    csv.records().map(|record| spend(record.expect("a record"))).collect()
}
