//! Numbers and shares.

use wasm_bindgen::JsValue;

use super::intl::{Kind, format};

/// A count: `1,284`.
#[must_use]
pub(crate) fn whole(value: f64) -> String {
    format(Kind::Number, "whole", || [("maximumFractionDigits", 0.into())], &JsValue::from_f64(value))
}

/// At most three significant digits: `38,200`, `1.61`.
#[must_use]
pub(crate) fn significant(value: f64) -> String {
    format(Kind::Number, "significant", || [("maximumSignificantDigits", 3.into())], &JsValue::from_f64(value))
}

/// A number with so many decimals: `1.6`.
#[must_use]
pub(crate) fn decimal(value: f64, digits: u8) -> String {
    let options = || [("minimumFractionDigits", digits.into()), ("maximumFractionDigits", digits.into())];
    format(Kind::Number, &format!("decimal{digits}"), options, &JsValue::from_f64(value))
}

/// A share in percent with at most three significant digits: `31.8%` for 0.318.
#[must_use]
pub(crate) fn percent(share: f64) -> String {
    let digits = percent_digits(share);
    let options =
        || [("style", "percent".into()), ("minimumFractionDigits", 0.into()), ("maximumFractionDigits", digits.into())];
    format(Kind::Number, &format!("percent{digits}"), options, &JsValue::from_f64(share))
}

/// A probability in whole percent: `31%`, but `<1%` and `>99%` where rounding would make it certain.
#[must_use]
pub(crate) fn chance(probability: f64) -> String {
    let (mark, share) = rounded_chance(probability);
    format!("{mark}{}", percent(share))
}

/// Mark and share of [`chance`].
fn rounded_chance(probability: f64) -> (&'static str, f64) {
    if probability > 0.0 && probability < 0.005 {
        ("<", 0.01)
    } else if (0.995..1.0).contains(&probability) {
        (">", 0.99)
    } else {
        ("", (probability * 100.0).round() / 100.0)
    }
}

/// A change in percent, always with its sign: `+5%`.
#[must_use]
pub(crate) fn percent_signed(share: f64) -> String {
    let options =
        || [("style", "percent".into()), ("maximumFractionDigits", 1.into()), ("signDisplay", "exceptZero".into())];
    format(Kind::Number, "percent-signed", options, &JsValue::from_f64(share))
}

/// Decimals of a percentage: none near certainty would hide 99.6 %, many would pretend precision.
fn percent_digits(share: f64) -> u8 {
    let percent = share.abs() * 100.0;
    if (percent - percent.round()).abs() < 0.005 {
        0
    } else if percent < 1.0 {
        2
    } else {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::{percent_digits, rounded_chance};

    #[test]
    fn nothing_uncertain_is_shown_as_certain() {
        assert_eq!(rounded_chance(0.0), ("", 0.0));
        assert_eq!(rounded_chance(0.001), ("<", 0.01));
        assert_eq!(rounded_chance(0.314), ("", 0.31));
        assert_eq!(rounded_chance(0.997), (">", 0.99));
        assert_eq!(rounded_chance(1.0), ("", 1.0));
    }

    #[test]
    fn percentages_have_as_many_decimals_as_they_need() {
        for (share, digits) in [(0.0, 0), (0.31, 0), (0.319, 1), (1.0, 0), (0.9961, 1), (0.0042, 2)] {
            assert_eq!(percent_digits(share), digits, "{share}");
        }
    }
}
