//! Made-up customers that any program can make up alike, in whole numbers.

use shared::math::exp;
use shared::scoring::classification::Features;

const CUSTOMERS: u64 = 240;

/// Names of the features.
pub(crate) const NAMES: [&str; 4] = ["calls", "months", "complaint", "revenue"];

/// Features and outcomes: with x₁ = (37i mod 101)/10, x₂ = (53i + 11) mod 17, x₃ = 1 where 29i mod 7 < 3,
/// x₄ = 1000 ((71i + 5) mod 43), customer i leaves where 1/(1 + e^−(0.25 x₁ − 0.15 x₂ + 0.8 x₃ − 1)) is greater than
/// ((13i² + 7i) mod 97)/97.
pub(crate) fn customers() -> (Features, Vec<bool>) {
    let (mut values, mut left) = (Vec::new(), Vec::new());
    for i in 0..CUSTOMERS {
        let calls = (i * 37 % 101) as f64 / 10.0;
        let months = ((i * 53 + 11) % 17) as f64;
        let complaint = f64::from(u8::from(i * 29 % 7 < 3));
        let log_odds = 0.25 * calls - 0.15 * months + 0.8 * complaint - 1.0;
        values.extend([calls, months, complaint, ((i * 71 + 5) % 43) as f64 * 1000.0]);
        left.push(1.0 / (1.0 + exp(-log_odds)) > ((i * i * 13 + i * 7) % 97) as f64 / 97.0);
    }
    (Features::new(NAMES.map(str::to_owned).to_vec(), values).expect("whole numbers"), left)
}

/// A score in whole numbers that ranks them: ten times the calls less five times the months.
pub(crate) fn scores(features: &Features) -> Vec<f64> {
    features.rows().map(|row| (row[0] * 10.0).round() - 5.0 * row[1]).collect()
}
