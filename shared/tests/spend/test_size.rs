//! The test of independence rejects as often as it says where spend is independent.

use shared::scoring::gamma_gamma::{self, Spends};
use shared::scoring::spend::{by_frequency, independence};

use super::drawn;

#[test]
fn tests_at_five_percent_reject_five_percent_of_independent_bases() {
    // Very skewed orders: where the raw correlation of ranks would be found significant most of the time.
    let bases = 400;
    let (mut logarithms, mut ranks, mut deviances, mut covered) = (0, 0, 0, 0);
    for seed in 0..bases {
        let spends = Spends::group(drawn(100 + seed, 600, [1.5, 3.7, 15.0, 0.0]));
        let plain = gamma_gamma::fit(&spends).unwrap();
        let measured = independence(&spends, &plain.model).expect("varies");
        logarithms += u32::from(measured.of_logarithms.p_value < 0.05);
        ranks += u32::from(measured.of_ranks.p_value < 0.05);
        covered += u32::from(measured.of_logarithms.low <= 0.0 && measured.of_logarithms.high >= 0.0);
        let slope = by_frequency::fit(&spends, &plain);
        let gain = slope.certificate.log_likelihood - plain.certificate.log_likelihood;
        deviances += u32::from(2.0 * gain > 3.841_458_820_694_124);
    }
    // 20 of 400 expected, with a standard deviation of 4.4.
    for (rejected, what) in [(logarithms, "logarithms"), (ranks, "ranks"), (deviances, "slope")] {
        assert!((7..=38).contains(&rejected), "{what}: {rejected} of {bases}");
    }
    assert!((362..=393).contains(&covered), "{covered}");
}
