//! Exact decimal text of whole numbers of small units.

/// `units` of 10^-`digits` as decimal text with a point, without trailing zeros beyond `keep` decimals:
/// `exact(9_747_747_934, 3, 2)` is `9747747.934`, `exact(1500, 3, 2)` is `1.50`.
#[must_use]
pub(crate) fn exact(units: i128, digits: u32, keep: u32) -> String {
    let one = 10_u128.pow(digits);
    let magnitude = units.unsigned_abs();
    let sign = if units < 0 { "-" } else { "" };
    let mut text = format!("{sign}{}", magnitude / one);
    if digits > 0 {
        let fraction = format!("{:0width$}", magnitude % one, width = digits as usize);
        let shortest = fraction.trim_end_matches('0').len().max(keep as usize);
        if shortest > 0 {
            text.push('.');
            text.push_str(&fraction[..shortest]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::exact;

    #[test]
    fn no_digit_is_lost_and_no_zero_too_many_shown() {
        for (units, digits, keep, text) in [
            (974_774_793_400, 5, 2, "9747747.934"),
            (150_000, 5, 2, "1.50"),
            (-1, 5, 2, "-0.00001"),
            (0, 5, 2, "0.00"),
            (7, 0, 0, "7"),
            (7_000, 3, 0, "7"),
            (-7_010, 3, 0, "-7.01"),
        ] {
            assert_eq!(exact(units, digits, keep), text);
        }
        assert_eq!(exact(i64::MIN.into(), 5, 2), "-92233720368547.75808");
    }
}
