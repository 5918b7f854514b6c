//! How many times as much one group brings as another.

use crate::planning::Estimate;
use crate::planning::sample::Sample;
use crate::scoring::uncertainty::{Interval, Level};

/// The ratio of mean values of two groups within strata: Σ wₛ m₁ₛ / Σ wₛ m₀ₛ with the Mantel-Haenszel weights
/// wₛ = n₁ₛ n₀ₛ/(n₁ₛ + n₀ₛ), and its 95 % interval by the delta method on the logarithm. Strata in which a group has
/// fewer than two customers are left out; with one stratum it is the plain ratio of means. `None` where nothing is left, or a
/// mean is not positive. Also given: how many customers of the first group were compared.
pub(super) fn ratio(strata: &[[Sample; 2]]) -> Option<(Estimate, u32)> {
    let (mut sums, mut variances, mut compared) = ([0.0; 2], [0.0; 2], 0.0);
    for [one, other] in strata {
        let (Some(error), Some(other_error)) = (one.square_error(), other.square_error()) else { continue };
        let weight = one.count * other.count / (one.count + other.count);
        compared += one.count;
        for (index, (sample, error)) in [(one, error), (other, other_error)].into_iter().enumerate() {
            sums[index] += weight * sample.mean;
            variances[index] += weight * weight * error;
        }
    }
    let [one, other] = sums;
    if one <= 0.0 || other <= 0.0 {
        return None;
    }
    let error = (variances[0] / (one * one) + variances[1] / (other * other)).sqrt();
    let interval = Interval::of_positive(one / other, error, Level::NINETY_FIVE);
    Some((Estimate::of(one / other, interval), compared as u32))
}

#[cfg(test)]
mod tests {
    use super::ratio;
    use crate::planning::sample::Sample;
    use crate::random::Random;

    fn sample(values: &[f64]) -> Sample {
        let mut sample = Sample::default();
        values.iter().for_each(|value| sample.add(*value));
        sample
    }

    #[test]
    fn it_is_the_one_computed_by_hand() {
        let (plain, compared) = ratio(&[[sample(&[10.0, 20.0]), sample(&[4.0, 6.0])]]).expect("both groups");
        assert_eq!((plain.value, compared), (3.0, 2));
        // Squared errors of the means 25 and 1: 25/15² + 1/5².
        let error = (25.0_f64 / 225.0 + 1.0 / 25.0).sqrt();
        assert!((crate::math::ln(plain.high / 3.0) / 1.959_963_984_540_054 - error).abs() < 1e-12);
        // Two strata with weights 1 and 3/2: (15 + 1.5·8)/(5 + 1.5·4); the one without others says nothing.
        let strata = [
            [sample(&[10.0, 20.0]), sample(&[4.0, 6.0])],
            [sample(&[7.0, 8.0, 9.0]), sample(&[3.0, 4.0, 5.0])],
            [sample(&[1e6, 2e6]), sample(&[1.0])],
        ];
        let (within, compared) = ratio(&strata).expect("both groups");
        assert!((within.value - 27.0 / 11.0).abs() < 1e-12);
        assert_eq!(compared, 5);
        assert_eq!(ratio(&[[sample(&[1.0, 2.0]), sample(&[0.0, 0.0])]]), None);
    }

    #[test]
    fn the_interval_holds_the_truth_about_as_often_as_it_says() {
        // Three of ten order, for amounts with a long tail; the first group twice as much. Two strata of other levels.
        let mut random = Random::new(11, 0);
        let mut held = 0;
        for _ in 0..2_000 {
            let mut draw = |customers: usize, mean: f64| {
                let value = |random: &mut Random| if random.chance(0.3) { random.gamma(0.8, 0.24 / mean) } else { 0.0 };
                sample(&(0..customers).map(|_| value(&mut random)).collect::<Vec<_>>())
            };
            let strata = [[draw(120, 2.0), draw(300, 1.0)], [draw(90, 10.0), draw(60, 5.0)]];
            let (found, _) = ratio(&strata).expect("somebody ordered");
            held += u32::from(found.low <= 2.0 && 2.0 <= found.high);
        }
        let share = f64::from(held) / 2_000.0;
        assert!((0.925..0.965).contains(&share), "{share}");
    }

    #[test]
    fn strata_take_out_what_they_explain() {
        // Everybody in the second stratum brings ten times as much; most of the first group are there.
        let (few, many) = (vec![1.0, 2.0, 3.0], vec![10.0, 20.0, 30.0]);
        let all = |few: usize, many: usize, data: (&[f64], &[f64])| [data.0.repeat(few), data.1.repeat(many)].concat();
        let one = all(1, 5, (&few, &many));
        let other = all(5, 1, (&few, &many));
        let plain = ratio(&[[sample(&one), sample(&other)]]).expect("both groups").0;
        let within = ratio(&[
            [sample(&few.repeat(1)), sample(&few.repeat(5))],
            [sample(&many.repeat(5)), sample(&many.repeat(1))],
        ]);
        assert!(plain.value > 3.0);
        assert!((within.expect("both groups").0.value - 1.0).abs() < 1e-12);
    }
}
