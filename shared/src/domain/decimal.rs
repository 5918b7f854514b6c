//! Exact decimal numbers: amounts before they are rounded, and rates.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Currency;

/// Most digits before or behind the point of one that is read from text: twice as many fit into 128 bits.
const MAX_DIGITS: usize = 18;

/// Largest power of ten that is divided by: twice the rest must fit into 128 bits.
const MAX_SHIFT: u32 = 37;

/// An exact decimal number: `digits` times ten to the power of −`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// All digits, with the sign.
    pub digits: i128,
    /// How many of them stand behind the point.
    pub scale: u32,
}

/// The text is no plain decimal number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a number like 1.0842")]
pub struct NoDecimal(pub String);

impl Decimal {
    /// The product; `None` for more digits than 128 bits hold.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self { digits: self.digits.checked_mul(other.digits)?, scale: self.scale.checked_add(other.scale)? })
    }

    /// This many of it in thousandths of the currency's minor unit, a half to the even neighbour; `None` where it is too large
    /// to count.
    #[must_use]
    pub fn milli_minor(self, units: i64, currency: Currency) -> Option<i64> {
        let digits = self.digits.checked_mul(i128::from(units))?;
        let scale = currency.minor_digits() + 3;
        let scaled = match self.scale.checked_sub(scale) {
            None => digits.checked_mul(10_i128.checked_pow(scale - self.scale)?)?,
            Some(shift) if shift <= MAX_SHIFT => half_even(digits, 10_i128.pow(shift)),
            Some(_) => return None,
        };
        i64::try_from(scaled).ok()
    }

    /// The number, if it has no decimals other than zeros.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        let one = 10_i128.checked_pow(self.scale)?;
        (self.digits % one == 0).then_some(self.digits / one)
    }
}

fn half_even(digits: i128, divisor: i128) -> i128 {
    let (whole, rest) = (digits.div_euclid(divisor), digits.rem_euclid(divisor));
    whole + i128::from(rest * 2 > divisor || (rest * 2 == divisor && whole % 2 != 0))
}

impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || NoDecimal(text.to_owned());
        let (negative, plain) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
        let is_plain = |part: &str| part.len() <= MAX_DIGITS && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_plain(whole) || !is_plain(decimals) || whole.len() + decimals.len() == 0 || plain.ends_with('.') {
            return Err(refused());
        }
        let digits: i128 = format!("0{whole}{decimals}").parse().map_err(|_| refused())?;
        let scale = u32::try_from(decimals.len()).map_err(|_| refused())?;
        Ok(Self { digits: if negative { -digits } else { digits }, scale })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = self.scale as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.scale as usize);
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

impl Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Decimal};

    #[test]
    fn what_is_written_reads_back_and_nothing_else_is_read() {
        for text in ["1.0842", "0.00005850", "-12", "0", "100.10"] {
            let number: Decimal = text.parse().expect("a number");
            assert_eq!(number.to_string(), text);
        }
        for wrong in ["", ".", "1.", "-", "1e3", "1,5", "+1", " 1", "١", "0.123456789012345678901", "--1", "1.2.3"] {
            assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_half_goes_to_the_even_neighbour_and_nothing_wraps() {
        let milli = |text: &str| text.parse::<Decimal>().expect("a number").milli_minor(1, Currency::EUR);
        for (text, expected) in [("0.000005", 0), ("0.000015", 2), ("-0.000005", 0), ("-0.000015", -2), ("7", 700_000)]
        {
            assert_eq!(milli(text), Some(expected), "{text}");
        }
        let long = Decimal { digits: i128::MAX, scale: 0 };
        assert_eq!((long.times(long), long.milli_minor(1, Currency::EUR)), (None, None));
        assert_eq!(Decimal { digits: 1, scale: 60 }.milli_minor(1, Currency::EUR), None);
    }
}
