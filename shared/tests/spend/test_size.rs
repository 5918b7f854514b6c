//! The test of independence rejects as often as it says where spend is independent.

use shared::math::digamma;
use shared::scoring::gamma_gamma::{self, Spends};
use shared::scoring::spend::{by_frequency, independence};

use super::drawn;

#[test]
fn tests_at_five_percent_reject_five_percent_of_independent_bases() {
    // Very skewed orders: where the raw correlation of ranks would be found significant nearly always.
    assert!(digamma(1.5) < 0.1);
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
    // 20 of 400 expected, with a standard deviation of 4.4. The means take part in the fit of p, which makes the
    // correlations keep closer to 0 than their intervals say.
    for (rejected, what) in [(logarithms, "logarithms"), (ranks, "ranks"), (deviances, "slope")] {
        assert!(rejected <= 38, "{what}: {rejected} of {bases}");
    }
    assert!(deviances >= 5, "{deviances}");
    assert!(covered >= 362, "{covered}");
}
