//! The standard normal distribution.

use super::ln;

/// 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval in standard deviations.
pub const NORMAL_975: f64 = 1.959_963_984_540_054;

/// P(Z ≤ x).
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The x with P(Z ≤ x) = `probability`; −∞ at 0, ∞ at 1.
///
/// Algorithm AS 241 (Wichura 1988), about 16 digits.
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    let central = probability - 0.5;
    if central.abs() <= 0.425 {
        let s = 0.180_625 - central * central;
        return central * ratio(&CENTRAL, s);
    }
    let tail = if central < 0.0 { probability } else { 1.0 - probability };
    if tail <= 0.0 {
        return if central < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let s = (-ln(tail)).sqrt();
    let magnitude = if s <= 5.0 { ratio(&MIDDLE, s - 1.6) } else { ratio(&FAR, s - 5.0) };
    if central < 0.0 { -magnitude } else { magnitude }
}

/// Numerator and denominator of a rational function, highest power first.
type Rational = ([f64; 8], [f64; 8]);

fn ratio((numerator, denominator): &Rational, s: f64) -> f64 {
    let horner = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * s + c);
    horner(numerator) / horner(denominator)
}

const CENTRAL: Rational = (
    [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
);

const MIDDLE: Rational = (
    [
        7.745_450_142_783_414e-4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        5.475_938_084_995_345e-4,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
);

const FAR: Rational = (
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_8e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
);

#[cfg(test)]
mod tests {
    use super::{NORMAL_975, normal_cdf, normal_quantile};

    #[test]
    fn quantile_inverts_the_distribution_function() {
        for step in 1..2_000 {
            let probability = f64::from(step) / 2_000.0;
            let error = normal_cdf(normal_quantile(probability)) - probability;
            assert!(error.abs() < 4e-16, "{probability}");
        }
        for exponent in 2..300 {
            let tail = super::super::powf(10.0, -f64::from(exponent));
            let x = normal_quantile(tail);
            assert!((normal_cdf(x) / tail - 1.0).abs() < 1e-12, "{tail}");
        }
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!((normal_quantile(0.975) - NORMAL_975).abs() < 1e-15);
    }
}
