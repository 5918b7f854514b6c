//! Gauss-Legendre rules as constants: building them costs more than using them.

/// Pairs of nodes of a rule on [−½, ½]: distance from the middle, and the weight of each.
pub(super) type Rule = &'static [(f64, f64)];

const FOUR: [(f64, f64); 2] =
    [(0.169_990_521_792_428_13, 0.326_072_577_431_273_05), (0.430_568_155_797_026_3, 0.173_927_422_568_726_92)];

const SIX: [(f64, f64); 3] = [
    (0.119_309_593_041_598_45, 0.233_956_967_286_345_52),
    (0.330_604_693_233_132_24, 0.180_380_786_524_069_3),
    (0.466_234_757_101_576, 0.085_662_246_189_585_18),
];

const EIGHT: [(f64, f64); 4] = [
    (0.091_717_321_247_824_9, 0.181_341_891_689_181),
    (0.262_766_204_958_164_5, 0.156_853_322_938_943_63),
    (0.398_333_238_706_813_36, 0.111_190_517_226_687_24),
    (0.480_144_928_248_768_14, 0.050_614_268_145_188_13),
];

const TEN: [(f64, f64); 5] = [
    (0.074_437_169_490_815_61, 0.147_762_112_357_376_44),
    (0.216_697_697_064_623_6, 0.134_633_359_654_998_17),
    (0.339_704_784_149_512_2, 0.109_543_181_257_991_02),
    (0.432_531_683_344_492_27, 0.074_725_674_575_290_3),
    (0.486_953_264_258_585_87, 0.033_335_672_154_344_07),
];

const TWELVE: [(f64, f64); 6] = [
    (0.062_616_704_255_734_46, 0.124_573_522_906_701_39),
    (0.183_915_749_499_090_1, 0.116_746_268_269_177_4),
    (0.293_658_977_143_308_74, 0.101_583_713_361_532_96),
    (0.384_951_337_097_152_35, 0.080_039_164_271_673_11),
    (0.452_058_628_185_237_45, 0.053_469_662_997_659_21),
    (0.490_780_317_123_359_6, 0.023_587_668_193_255_914),
];

/// The rule for a panel of this share of the widest: a shorter one does where less changes.
pub(super) fn rule_for(share: f64) -> Rule {
    match share {
        _ if share <= 0.04 => &FOUR,
        _ if share <= 0.17 => &SIX,
        _ if share <= 0.35 => &EIGHT,
        _ if share <= 0.65 => &TEN,
        _ => &TWELVE,
    }
}

#[cfg(test)]
mod tests {
    use super::rule_for;
    use crate::math::gauss_legendre;

    #[test]
    fn constants_are_the_rules_computed() {
        for (share, count) in [(0.01, 4), (0.1, 6), (0.3, 8), (0.5, 10), (1.0, 12)] {
            let computed = gauss_legendre(count);
            let rule = rule_for(share);
            assert_eq!(2 * rule.len(), count);
            for (index, (distance, weight)) in rule.iter().enumerate() {
                let upper = count / 2 + index;
                assert!((0.5 + distance - computed.nodes[upper]).abs() < 1e-15);
                assert!((weight - computed.weights[upper]).abs() < 1e-15);
            }
        }
    }
}
