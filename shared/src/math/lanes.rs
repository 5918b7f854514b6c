//! Exponentials and logarithms of several numbers at once.
//!
//! Written without branches over arrays of fixed length, so that compilers turn them into vector instructions where
//! there are some; the bits are the same with and without. They serve inner loops; [`super::exp`] and [`super::ln`]
//! take any argument.

use std::f64::consts::LOG2_E;

/// ln 2 in two parts; the first has so few digits that its multiples by exponents are exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Bits of a float's mantissa.
const MANTISSA: u32 = 52;
/// Bits of √½, to which mantissas are reduced: ln is then a series around 1.
const ROOT_HALF: u64 = 0x3fe6_a09e_667f_3bcd;
/// Bits of 1.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// Bits of 2^52: with a small whole number in the mantissa it is 2^52 more than that number.
const TWO_52: u64 = 0x4330_0000_0000_0000;
/// 2^52 plus the bias of exponents.
const TWO_52_AND_BIAS: f64 = 4_503_599_627_370_496.0 + 1_023.0;
/// 1.5 · 2^52: added, it rounds to a whole number, which then stands in the low bits.
const ROUNDING: f64 = 6_755_399_441_055_744.0;
/// Below this e^x is taken at it: 10^−304.
const LEAST_EXPONENT: f64 = -700.0;

/// ln x of each x, which must be positive, finite and no smaller than 10^−307.
///
/// With x = 2^k (1 + f), √½ ≤ 1 + f < √2, and s = f/(2 + f): ln(1 + f) = 2 artanh s.
#[inline]
#[must_use]
pub fn ln_each<const N: usize>(numbers: [f64; N]) -> [f64; N] {
    let shifted = numbers.map(|x| x.to_bits().wrapping_add(ONE - ROOT_HALF));
    let exponent = shifted.map(|bits| f64::from_bits((bits >> MANTISSA) | TWO_52) - TWO_52_AND_BIAS);
    let mantissa = shifted.map(|bits| f64::from_bits((bits & ((1 << MANTISSA) - 1)) + ROOT_HALF));
    std::array::from_fn(|lane| {
        let f = mantissa[lane] - 1.0;
        let s = f / (2.0 + f);
        let z = s * s;
        let w = z * z;
        // 2 z/3 + 2 z²/5 + … + 2 z^10/21 in even and odd powers; what is left out is below 10^−18.
        let odd = 2.0 / 3.0 + w * (2.0 / 7.0 + w * (2.0 / 11.0 + w * (2.0 / 15.0 + w * (2.0 / 19.0))));
        let even = 2.0 / 5.0 + w * (2.0 / 9.0 + w * (2.0 / 13.0 + w * (2.0 / 17.0 + w * (2.0 / 21.0))));
        let half_square = 0.5 * f * f;
        let series = s * (half_square + z * odd + w * even);
        series + exponent[lane] * LN_2_LOW - half_square + f + exponent[lane] * LN_2_HIGH
    })
}

/// e^x of each x, which must be at most 700; below −700 they are e^−700.
///
/// With x = k ln 2 + r, |r| ≤ ½ ln 2: e^x = 2^k e^r.
#[inline]
#[must_use]
pub fn exp_each<const N: usize>(numbers: [f64; N]) -> [f64; N] {
    let bounded = numbers.map(|x| if x > LEAST_EXPONENT { x } else { LEAST_EXPONENT });
    let rounded = bounded.map(|x| x * LOG2_E + ROUNDING);
    let rest: [f64; N] = std::array::from_fn(|lane| {
        let exponent = rounded[lane] - ROUNDING;
        (bounded[lane] - exponent * LN_2_HIGH) - exponent * LN_2_LOW
    });
    let power_of_two = rounded.map(|x| f64::from_bits(x.to_bits().wrapping_add(1_023) << MANTISSA));
    std::array::from_fn(|lane| {
        let r = rest[lane];
        let square = r * r;
        // r²/2! + … + r^13/13! in even and odd powers; what is left out is below 10^−17.
        let even = INVERSE_FACTORIALS[2]
            + square
                * (INVERSE_FACTORIALS[4]
                    + square
                        * (INVERSE_FACTORIALS[6]
                            + square
                                * (INVERSE_FACTORIALS[8]
                                    + square * (INVERSE_FACTORIALS[10] + square * INVERSE_FACTORIALS[12]))));
        let odd = INVERSE_FACTORIALS[3]
            + square
                * (INVERSE_FACTORIALS[5]
                    + square
                        * (INVERSE_FACTORIALS[7]
                            + square
                                * (INVERSE_FACTORIALS[9]
                                    + square * (INVERSE_FACTORIALS[11] + square * INVERSE_FACTORIALS[13]))));
        (1.0 + (r + square * (even + r * odd))) * power_of_two[lane]
    })
}

/// 1/k!.
const INVERSE_FACTORIALS: [f64; 14] = {
    let mut inverse = [1.0; 14];
    let mut factorial = 1.0;
    let mut k = 1;
    while k < 14 {
        factorial *= k as f64;
        inverse[k] = 1.0 / factorial;
        k += 1;
    }
    inverse
};

#[cfg(test)]
mod tests {
    use super::{exp_each, ln_each};
    use crate::math::{exp, ln};

    #[test]
    fn logarithms_agree_with_those_of_single_numbers() {
        let mut x: f64 = 1e-307;
        while x < 1e307 {
            let numbers = [x, 1.0 + x.min(1e-3), 1.0 - 0.2 / (1.0 + x), x * 1.37];
            for (actual, number) in ln_each(numbers).into_iter().zip(numbers) {
                let expected = ln(number);
                assert!((actual - expected).abs() <= 2.5e-16 * expected.abs(), "{number}: {actual} {expected}");
            }
            x *= 1.017;
        }
        assert_eq!(ln_each([1.0, 0.5, 2.0]), [0.0, -std::f64::consts::LN_2, std::f64::consts::LN_2]);
    }

    #[test]
    fn exponentials_agree_with_those_of_single_numbers() {
        for step in -70_000..70_000 {
            let x = f64::from(step) * 0.01;
            let numbers = [x, 0.001 * x, 1e-9 * x];
            for (actual, number) in exp_each(numbers).into_iter().zip(numbers) {
                assert!((actual / exp(number) - 1.0).abs() <= 3.4e-16, "{number}: {actual}");
            }
        }
        assert_eq!(exp_each([0.0, -0.0]), [1.0, 1.0]);
        assert!(exp_each([f64::NEG_INFINITY, -1e9]).iter().all(|x| *x < 1e-303));
    }
}
