//! Round numbers for an axis.

/// Ticks from zero by steps of 1, 2 or 5 times a power of ten, so that the last is at least `largest`; about `count` steps.
#[must_use]
pub(crate) fn ticks_to(largest: f64, count: u32) -> Vec<f64> {
    if !largest.is_finite() || largest <= 0.0 {
        return vec![0.0, 1.0];
    }
    let step = round_step(largest / f64::from(count.max(1)));
    let steps = (largest / step - 1e-9).ceil().max(1.0) as u32;
    (0..=steps).map(|index| f64::from(index) * step).collect()
}

/// The least of 1, 2, 5 times a power of ten that is not below `step`.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powi(step.log10().floor() as i32);
    let lead = step / power;
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|round| lead <= round + 1e-9);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::ticks_to;

    #[test]
    fn ticks_are_round_and_cover_the_largest_value() {
        assert_eq!(ticks_to(100.0, 4), [0.0, 50.0, 100.0]);
        assert_eq!(ticks_to(87.0, 4), [0.0, 50.0, 100.0]);
        assert_eq!(ticks_to(8.0, 4), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks_to(0.3, 3), [0.0, 0.1, 0.2, 0.30000000000000004]);
        assert_eq!(ticks_to(0.0, 4), [0.0, 1.0]);
    }

    #[test]
    fn any_size_gets_few_ticks() {
        for exponent in -6..12 {
            for lead in [1.0, 1.3, 2.0, 4.9, 7.7, 9.99] {
                let largest = lead * 10_f64.powi(exponent);
                let ticks = ticks_to(largest, 4);
                let last = *ticks.last().expect("never empty");
                assert!(ticks.len() <= 6 && last >= largest * (1.0 - 1e-9), "{largest}: {ticks:?}");
            }
        }
    }
}
