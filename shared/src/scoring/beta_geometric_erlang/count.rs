//! How many purchases an alive customer makes.

use super::future::RegularFuture;
use crate::math::{beta_power, exp, incomplete_beta, ln_1p, ln_beta};

/// Factors multiplied one by one before a difference of logarithms of beta functions is as good.
const MOST_FACTORS: f64 = 1_000.0;

impl RegularFuture {
    /// Probability of exactly `count` purchases within `horizon` weeks: either they survive all chances to drop out
    /// and the purchase process reaches exactly `count`, or they drop out at the last and it reaches `count` or more.
    #[must_use]
    pub fn purchase_count_probability(&self, count: u32, horizon: f64) -> f64 {
        if count == 0 {
            return self.no_purchase(horizon);
        }
        if horizon <= 0.0 {
            return 0.0;
        }
        let (a, b, count) = (self.dropout_a, self.dropout_b, f64::from(count));
        // E[p(1 − p)^(count−1)] over E[(1 − p)^count].
        let dropped = a / (b + count - 1.0);
        let (z, rest) = if horizon.is_infinite() {
            (1.0, 0.0)
        } else {
            (horizon / (self.time + horizon), self.time / (self.time + horizon))
        };
        let (mut exactly, mut at_least) = (0.0, 0.0);
        for (j, weight) in self.passed[..self.phases].iter().enumerate() {
            let shape = self.shape + j as f64;
            let least = self.phases as f64 * count - j as f64;
            for more in 0..self.phases {
                let phases = least + more as f64;
                exactly += weight * beta_power(phases, shape, z, rest) / phases;
            }
            at_least += weight * incomplete_beta(least, shape, z, rest)[0];
        }
        exp(log_survival(a, b, count)) * (exactly + dropped * at_least)
    }
}

/// ln E[(1 − p)^count] for p ~ Beta(a, b).
fn log_survival(a: f64, b: f64, count: f64) -> f64 {
    if count > MOST_FACTORS {
        return ln_beta(a, b + count) - ln_beta(a, b);
    }
    let (mut sum, mut survived) = (0.0, 0.0);
    while survived < count {
        sum -= ln_1p(a / (b + survived));
        survived += 1.0;
    }
    sum
}
