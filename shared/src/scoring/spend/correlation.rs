//! Correlations with what they are worth.

use serde::{Deserialize, Serialize};

use crate::math::{NORMAL_975, exp_m1, ln_1p, normal_cdf, student_tails};

/// A correlation coefficient with its uncertainty.
///
/// ```
/// use shared::scoring::gamma_gamma::{Parameters, Spend, Spends};
/// use shared::scoring::spend::independence;
/// let spends = (0..60_u32).map(|i| Spend { frequency: 1 + i % 5, mean: 20.0 * (0.5 + f64::from(i * 7 % 12) / 12.0) });
/// let model = Parameters { p: 6.25, q: 3.74, v: 15.44 }.check()?;
/// let ranks = independence(&Spends::group(spends), &model).expect("both vary").of_ranks;
/// assert!(ranks.low < 0.0 && ranks.high > 0.0 && ranks.p_value > 0.05);
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correlation {
    /// From −1 to 1.
    pub coefficient: f64,
    /// Low end of the 95 % interval.
    pub low: f64,
    /// High end of the 95 % interval.
    pub high: f64,
    /// Probability of a coefficient this far from 0 were there no correlation.
    pub p_value: f64,
}

/// Two numbers of a kind of customers, and how many of them there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) count: f64,
}

/// Pearson's coefficient. Its standard error is that of its influence function, (1/n²) Σ (uv − r(u² + v²)/2)² over
/// standardised values, which holds for any distribution, one whose spread in y varies with x among them; the
/// interval is normal on Fisher's scale.
///
/// `None` with fewer than three customers or when x or y does not vary.
pub(super) fn pearson(pairs: &[Pair]) -> Option<Correlation> {
    let moments = Moments::of(pairs)?;
    let r = moments.coefficient();
    let mut squares = 0.0;
    for pair in pairs {
        let (u, v) = moments.standardised(pair);
        let influence = u * v - 0.5 * r * (u * u + v * v);
        squares += pair.count * influence * influence;
    }
    let error = squares.sqrt() / moments.count;
    let fisher_error = error / (1.0 - r * r);
    let p_value = if error > 0.0 { 2.0 * normal_cdf(-(artanh(r) / fisher_error).abs()) } else { 0.0 };
    Some(Correlation::with_fisher_error(r, fisher_error, p_value))
}

/// Spearman's coefficient: Pearson's of the ranks, ties in the middle. Student's t for the p-value; the interval is
/// normal on Fisher's scale with variance (1 + r²/2)/(n − 3) (Bonett and Wright 2000).
///
/// `None` with fewer than four customers or when x or y does not vary.
pub(super) fn spearman(pairs: &[Pair]) -> Option<Correlation> {
    let mut ranked = pairs.to_vec();
    rank(&mut ranked, |pair| pair.x, |pair, rank| pair.x = rank);
    rank(&mut ranked, |pair| pair.y, |pair, rank| pair.y = rank);
    let moments = Moments::of(&ranked).filter(|moments| moments.count > 3.0)?;
    let r = moments.coefficient();
    let degrees = moments.count - 2.0;
    let t = r * (degrees / (1.0 - r * r)).sqrt();
    let error = ((1.0 + 0.5 * r * r) / (moments.count - 3.0)).sqrt();
    Some(Correlation::with_fisher_error(r, error, student_tails(t, degrees)))
}

impl Correlation {
    fn with_fisher_error(coefficient: f64, error: f64, p_value: f64) -> Self {
        let end = |direction: f64| {
            if error.is_finite() { tanh(artanh(coefficient) + direction * NORMAL_975 * error) } else { coefficient }
        };
        Self { coefficient, low: end(-1.0).min(coefficient), high: end(1.0).max(coefficient), p_value }
    }
}

struct Moments {
    count: f64,
    mean_x: f64,
    mean_y: f64,
    deviation_x: f64,
    deviation_y: f64,
    covariance: f64,
}

impl Moments {
    fn of(pairs: &[Pair]) -> Option<Self> {
        let count: f64 = pairs.iter().map(|pair| pair.count).sum();
        let mean = |value: fn(&Pair) -> f64| pairs.iter().map(|pair| pair.count * value(pair)).sum::<f64>() / count;
        let (mean_x, mean_y) = (mean(|pair| pair.x), mean(|pair| pair.y));
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for pair in pairs {
            let (x, y) = (pair.x - mean_x, pair.y - mean_y);
            xx += pair.count * x * x;
            yy += pair.count * y * y;
            xy += pair.count * x * y;
        }
        let (deviation_x, deviation_y) = ((xx / count).sqrt(), (yy / count).sqrt());
        let varies = deviation_x > 0.0 && deviation_y > 0.0 && count > 2.0;
        varies.then_some(Self { count, mean_x, mean_y, deviation_x, deviation_y, covariance: xy / count })
    }

    fn coefficient(&self) -> f64 {
        (self.covariance / (self.deviation_x * self.deviation_y)).clamp(-1.0, 1.0)
    }

    fn standardised(&self, pair: &Pair) -> (f64, f64) {
        ((pair.x - self.mean_x) / self.deviation_x, (pair.y - self.mean_y) / self.deviation_y)
    }
}

/// Replaces a value by its rank among all customers; equal values share the middle of theirs.
fn rank(pairs: &mut [Pair], value: fn(&Pair) -> f64, set: fn(&mut Pair, f64)) {
    pairs.sort_by(|one, other| value(one).total_cmp(&value(other)));
    let mut below = 0.0;
    let mut start = 0;
    while start < pairs.len() {
        let tied = value(&pairs[start]);
        let end = start + pairs[start..].partition_point(|pair| value(pair) <= tied);
        let here: f64 = pairs[start..end].iter().map(|pair| pair.count).sum();
        for pair in &mut pairs[start..end] {
            set(pair, below + 0.5 * (here + 1.0));
        }
        below += here;
        start = end;
    }
}

fn artanh(x: f64) -> f64 {
    0.5 * (ln_1p(x) - ln_1p(-x))
}

fn tanh(x: f64) -> f64 {
    let twice = exp_m1(-2.0 * x.abs());
    -(twice / (2.0 + twice)) * x.signum()
}

#[cfg(test)]
mod tests {
    use super::{Pair, artanh, pearson, spearman, tanh};

    fn pairs(values: &[(f64, f64)]) -> Vec<Pair> {
        values.iter().map(|(x, y)| Pair { x: *x, y: *y, count: 1.0 }).collect()
    }

    fn close(actual: f64, expected: f64) {
        assert!((actual - expected).abs() < 1e-12, "{actual} instead of {expected}");
    }

    #[test]
    fn hand_computed_coefficients_come_out() {
        // x 1 2 2 4 5, y 3 1 4 4 9: ranks 1 2.5 2.5 4 5 and 2 1 3.5 3.5 5.
        let data = pairs(&[(1.0, 3.0), (2.0, 1.0), (2.0, 4.0), (4.0, 4.0), (5.0, 9.0)]);
        close(pearson(&data).expect("varies").coefficient, 15.2 / (10.8_f64 * 34.8).sqrt());
        let ranks = spearman(&data).expect("varies");
        close(ranks.coefficient, 7.25 / 9.5);
        assert!(ranks.low < ranks.coefficient && ranks.coefficient < ranks.high && ranks.high < 1.0);
    }

    #[test]
    fn counts_stand_for_so_many_customers() {
        let many = pairs(&[(1.0, 2.0), (1.0, 2.0), (2.0, 5.0), (3.0, 1.0), (3.0, 1.0), (3.0, 1.0)]);
        let grouped = [(1.0, 2.0, 2.0), (2.0, 5.0, 1.0), (3.0, 1.0, 3.0)].map(|(x, y, count)| Pair { x, y, count });
        for correlate in [pearson, spearman] {
            let (one, other) = (correlate(&many).expect("varies"), correlate(&grouped).expect("varies"));
            close(one.coefficient, other.coefficient);
            close(one.p_value, other.p_value);
            close(one.low, other.low);
        }
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        assert!(pearson(&pairs(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)])).is_none());
        assert!(spearman(&pairs(&[(1.0, 2.0), (2.0, 2.0), (3.0, 2.0), (4.0, 2.0)])).is_none());
        assert!(spearman(&[]).is_none() && pearson(&[]).is_none());
    }

    #[test]
    fn a_perfect_correlation_is_certain() {
        let line = pairs(&[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0), (5.0, 5.0)]);
        for correlate in [pearson, spearman] {
            let found = correlate(&line).expect("varies");
            close(found.coefficient, 1.0);
            assert!(found.p_value < 1e-6 && found.low <= found.high && found.high <= 1.0 && !found.low.is_nan());
        }
    }

    #[test]
    fn fishers_scale_goes_there_and_back() {
        for x in [-0.999, -0.3, 0.0, 1e-12, 0.77] {
            assert!((tanh(artanh(x)) - x).abs() <= 1e-15);
        }
        assert_eq!(tanh(f64::INFINITY), 1.0);
    }
}
