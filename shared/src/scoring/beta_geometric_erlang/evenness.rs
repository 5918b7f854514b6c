//! How regular the gaps are, without any model of rates and dropout.

use crate::math::{digamma, exp, ln, trigamma};
use crate::scoring::LogGaps;

/// An estimate of the number of phases that need not be whole.
///
/// ```
/// use shared::random::Random;
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
/// use shared::scoring::{LogGaps, Weeks};
/// // 300 customers whose gaps have three phases.
/// let truth = Parameters { regularity: Regularity::new(3)?, r: 2.0, alpha: 3.0, a: 1.0, b: 9.0 };
/// let truth = truth.check(Dropout::AfterEveryTransaction)?;
/// let draw = |stream| truth.simulate_history_with_log_gaps(Weeks::of_weeks(52.0), &mut Random::new(7, stream));
/// let (histories, sums): (Vec<_>, Vec<_>) = (0..300).map(draw).unzip();
/// let estimate = LogGaps::from_weeks(&histories, &sums)?.estimate_regularity().expect("somebody bought three times");
/// assert!((estimate.phases - 3.0).abs() < 3.0 * estimate.standard_error && estimate.standard_error < 0.3);
/// let twice = histories.iter().filter(|history| history.frequency > 1).count();
/// assert_eq!(estimate.customers, twice as f64);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimatedRegularity {
    /// Phases a gap: 1 at random, more for regular gaps, less for gaps in bursts; infinite when all of a
    /// customer's gaps are equal.
    pub phases: f64,
    /// Standard error of it.
    pub standard_error: f64,
    /// Customers with at least two gaps: those it is made from.
    pub customers: f64,
}

/// From this many phases on gaps are equal for every purpose.
const EQUAL_GAPS: f64 = 1e6;

impl LogGaps {
    /// Estimates the number of phases by maximum likelihood given every customer's frequency and recency.
    ///
    /// Given those, a customer's gaps share the recency like a Dirichlet distribution with all shapes k,
    /// whatever their rate and whenever they drop out; so the estimate needs neither, and no end of observation
    /// biases it. `None` when nobody has two gaps.
    #[must_use]
    pub fn estimate_regularity(&self) -> Option<EstimatedRegularity> {
        let customers: f64 = self.evenness().iter().map(|evenness| evenness.customers).sum();
        if customers == 0.0 {
            return None;
        }
        let all_equal = EstimatedRegularity { phases: f64::INFINITY, standard_error: f64::INFINITY, customers };
        if self.slope(EQUAL_GAPS).0 >= 0.0 {
            return Some(all_equal);
        }
        // The slope falls from +∞ to below 0: Newton steps in ln k, kept between the bounds known so far.
        let (mut low, mut high, mut phases) = (0.0, EQUAL_GAPS, 1.0);
        for _ in 0..200 {
            let (slope, curvature) = self.slope(phases);
            if slope > 0.0 {
                low = phases
            } else {
                high = phases
            }
            // In ln k the second derivative is k²ℓ″ + kℓ′.
            let bend = phases * curvature + slope;
            let newton = if bend < 0.0 { phases * exp((-slope / bend).clamp(-2.0, 2.0)) } else { high };
            let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
            let change = (next / phases - 1.0).abs();
            phases = next;
            if change < 1e-13 {
                break;
            }
        }
        let information = -self.slope(phases).1;
        Some(EstimatedRegularity { phases, standard_error: 1.0 / information.sqrt(), customers })
    }

    /// First and second derivative of Σ [ln Γ(kx) − x ln Γ(k) + (k − 1) Σ ln share] in k.
    fn slope(&self, phases: f64) -> (f64, f64) {
        let (mut slope, mut curvature) = (0.0, 0.0);
        for run in self.evenness() {
            let gaps = run.frequency * run.customers;
            let all = phases * run.frequency;
            slope += gaps * (digamma(all) - digamma(phases) - ln(run.frequency)) + run.log_ratios;
            curvature += gaps * (run.frequency * trigamma(all) - trigamma(phases));
        }
        (slope, curvature)
    }
}
