//! A cost as people write it.

/// An amount above zero in major units as minor ones, with a point or comma before at most two decimals and spaces,
/// points or commas between thousands.
pub(super) fn minor(text: &str, minor_per_major: f64) -> Option<f64> {
    let text: String = text.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '\'').collect();
    let (whole, fraction) = match text.rfind(['.', ',']) {
        Some(at) if text.len() - at <= 3 => (&text[..at], &text[at + 1..]),
        _ => (&text[..], ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.len() == 1 || groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    let only_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || digits.is_empty() || digits.len() > 12 || !only_digits(&digits) || !only_digits(fraction) {
        return None;
    }
    let amount: f64 = format!("{digits}.{fraction}0").parse().ok()?;
    let minor = (amount * minor_per_major).round();
    (minor > 0.0).then_some(minor)
}

#[cfg(test)]
mod tests {
    use super::minor;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, amount) in [
            ("5000", 500_000.0),
            ("5,000", 500_000.0),
            ("5.000", 500_000.0),
            ("5 000,50", 500_050.0),
            ("1'234.5", 123_450.0),
            ("1.234.567,89", 123_456_789.0),
            ("0.07", 7.0),
        ] {
            assert_eq!(minor(text, 100.0), Some(amount), "{text}");
        }
        assert_eq!(minor("5,000", 1.0), Some(5_000.0));
    }

    #[test]
    fn what_is_no_amount_above_zero_is_refused() {
        for text in ["", "0", "-5", "five", "1,2,3", "12,3456", "1e9", "€5", ".", "9999999999999"] {
            assert_eq!(minor(text, 100.0), None, "{text}");
        }
    }
}
