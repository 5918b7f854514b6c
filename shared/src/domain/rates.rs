//! Rates with their days: what an amount in another currency is worth in the workspace's.

use serde::{Deserialize, Serialize};

use super::{Currency, Day, Decimal};

/// Most rates a workspace keeps: one a month of ten currencies for sixteen years.
pub const MAX_RATES: usize = 2_000;

/// Longest note, in characters.
const NOTE_CHARACTERS: usize = 120;

/// What one unit of a currency is worth in the workspace's currency, from a day until the next rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    /// The other currency.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[A-Z]{3}$", example = "USD"))]
    pub currency: Currency,
    /// First day of the rate.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date, example = "2026-11-20"))]
    pub from: Day,
    /// Units of the workspace's currency for one unit of the other, above 0: exact, with at most 18 digits before and behind the point.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[0-9]{1,18}([.][0-9]{1,18})?$", example = "0.9223"))]
    pub rate: Decimal,
    /// Where it was taken from.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 120, example = "ECB reference rate"))]
    pub note: String,
}

/// The rates of a workspace, by currency and day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(from = "Unsorted")]
pub struct Rates {
    /// At most [`MAX_RATES`].
    #[cfg_attr(feature = "openapi", schema(max_items = 2000))]
    pub rates: Vec<Rate>,
}

#[derive(Deserialize)]
struct Unsorted {
    rates: Vec<Rate>,
}

impl From<Unsorted> for Rates {
    fn from(unsorted: Unsorted) -> Self {
        Self::new(unsorted.rates)
    }
}

/// What is wrong with rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatesError {
    /// More than are kept.
    #[error("a workspace keeps at most {MAX_RATES} rates")]
    TooMany,
    /// Nothing can be converted with it.
    #[error("the rate of {0} from {1} must be above 0")]
    NotPositive(Currency, Day),
    /// Two rates begin on one day.
    #[error("{0} has two rates from {1}: keep one")]
    Twice(Currency, Day),
    /// The workspace's own currency.
    #[error("{0} is the workspace's own currency and needs no rate")]
    Own(Currency),
    /// A note too long.
    #[error("the note on the rate of {0} from {1} has more than 120 characters")]
    Note(Currency, Day),
}

impl Rates {
    /// These rates in order.
    #[must_use]
    pub fn new(mut rates: Vec<Rate>) -> Self {
        rates.sort_by_key(|rate| (rate.currency, rate.from));
        Self { rates }
    }

    /// Everything that is wrong with them in a workspace of a currency.
    ///
    /// # Errors
    /// One entry a fault.
    pub fn check(&self, own: Currency) -> Result<(), Vec<RatesError>> {
        let mut errors = Vec::new();
        if self.rates.len() > MAX_RATES {
            errors.push(RatesError::TooMany);
        }
        for rate in &self.rates {
            if rate.currency == own {
                errors.push(RatesError::Own(rate.currency));
            }
            if rate.rate.digits <= 0 {
                errors.push(RatesError::NotPositive(rate.currency, rate.from));
            }
            if rate.note.chars().count() > NOTE_CHARACTERS {
                errors.push(RatesError::Note(rate.currency, rate.from));
            }
        }
        let same = |pair: &[Rate]| (pair[0].currency, pair[0].from) == (pair[1].currency, pair[1].from);
        let twice = self.rates.windows(2).filter(|pair| same(pair));
        errors.extend(twice.map(|pair| RatesError::Twice(pair[0].currency, pair[0].from)));
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The rate of a currency on a day: the newest at or before it.
    #[must_use]
    pub fn of(&self, currency: Currency, day: Day) -> Option<&Rate> {
        let after = self.rates.partition_point(|rate| (rate.currency, rate.from) <= (currency, day));
        self.rates[..after].last().filter(|rate| rate.currency == currency)
    }
}

/// What an amount was before it was converted, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Original {
    /// Its currency.
    pub currency: Currency,
    /// Thousandths of that currency's minor unit.
    pub milli_minor: i64,
}

/// What a record was worth in another currency before it was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OriginalAmount {
    /// The currency.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[A-Z]{3}$", example = "USD"))]
    pub currency: Currency,
    /// Minor units of that currency.
    pub amount_minor: i64,
}

/// An amount as it counts, and what it was where it was converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Converted {
    /// Thousandths of a minor unit of the workspace's currency.
    pub milli_minor: i64,
    /// Of an amount in another currency.
    pub original: Option<Original>,
}

/// Why an amount cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConversionError {
    /// No rate is known for its day.
    #[error("no rate for {currency} on or before {day}: add one in Settings")]
    NoRate {
        /// Its currency.
        currency: Currency,
        /// Its day.
        day: Day,
    },
    /// More than can be counted.
    #[error("the amount is too large")]
    TooLarge,
}

/// The currency a workspace counts in, and the rates by which it takes amounts in others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportingCurrency {
    /// The workspace's currency.
    pub currency: Currency,
    /// Rates of others.
    pub rates: Rates,
}

impl From<Currency> for ReportingCurrency {
    /// One that takes no other currency.
    fn from(currency: Currency) -> Self {
        Self { currency, rates: Rates::default() }
    }
}

impl ReportingCurrency {
    /// So many of a price in a currency on a day. One in another currency is multiplied with the rate of the day exactly and
    /// rounded once, to thousandths of a minor unit, a half to the even neighbour.
    ///
    /// # Errors
    /// See [`ConversionError`].
    pub fn convert(
        &self,
        price: Decimal,
        units: i64,
        currency: Currency,
        day: Day,
    ) -> Result<Converted, ConversionError> {
        let counted = |milli_minor: Option<i64>| milli_minor.ok_or(ConversionError::TooLarge);
        if currency == self.currency {
            return Ok(Converted { milli_minor: counted(price.milli_minor(units, currency))?, original: None });
        }
        let rate = self.rates.of(currency, day).ok_or(ConversionError::NoRate { currency, day })?;
        let converted = price.times(rate.rate).and_then(|price| price.milli_minor(units, self.currency));
        Ok(Converted {
            milli_minor: counted(converted)?,
            original: Some(Original { currency, milli_minor: counted(price.milli_minor(units, currency))? }),
        })
    }
}

/// Form of a record's originals: a list in JSON, nothing in packed records, which keep those few that have any apart from the rest
/// (see `functions/src/customers/packed.rs`).
pub(super) mod beside {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::OriginalAmount;

    pub(in crate::domain) fn serialize<S: Serializer>(
        originals: &Vec<OriginalAmount>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { originals.serialize(serializer) } else { serializer.serialize_unit() }
    }

    pub(in crate::domain) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<OriginalAmount>, D::Error> {
        if deserializer.is_human_readable() {
            Vec::deserialize(deserializer)
        } else {
            <()>::deserialize(deserializer).map(|()| Vec::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ConversionError, Currency, Day, Decimal, Original, Rate, Rates, RatesError, ReportingCurrency};

    fn usd() -> Currency {
        "USD".parse().expect("a currency")
    }

    fn rate(currency: Currency, from: &str, rate: &str) -> Rate {
        let (from, rate) = (from.parse().expect("a day"), rate.parse().expect("a number"));
        Rate { currency, from, rate, note: String::new() }
    }

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn the_newest_rate_at_or_before_the_day_counts() {
        let aud: Currency = "AUD".parse().expect("a currency");
        let rates = Rates::new(vec![
            rate(usd(), "2024-02-01", "0.5"),
            rate(usd(), "2024-01-03", "0.25"),
            rate(aud, "2023-01-01", "2"),
        ]);
        let reporting = ReportingCurrency { currency: Currency::EUR, rates };
        let ten: Decimal = "10.01".parse().expect("a number");
        let convert = |on: &str| reporting.convert(ten, 1, usd(), day(on));
        let missing = ConversionError::NoRate { currency: usd(), day: day("2024-01-02") };
        assert_eq!(missing.to_string(), "no rate for USD on or before 2024-01-02: add one in Settings");
        assert_eq!(convert("2024-01-02"), Err(missing));
        let original = Some(Original { currency: usd(), milli_minor: 1_001_000 });
        for (on, milli_minor) in [("2024-01-03", 250_250), ("2024-01-31", 250_250), ("2024-02-01", 500_500)] {
            let converted = convert(on).expect("a rate");
            assert_eq!((converted.milli_minor, converted.original), (milli_minor, original), "{on}");
        }
        let own = reporting.convert(ten, 1, Currency::EUR, day("2020-01-01")).expect("its own");
        assert_eq!((own.milli_minor, own.original), (1_001_000, None));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let rates = Rates::new(vec![
            rate(Currency::EUR, "2024-01-01", "1"),
            rate(usd(), "2024-01-01", "0"),
            rate(usd(), "2024-01-01", "1"),
        ]);
        let first = day("2024-01-01");
        assert_eq!(
            rates.check(Currency::EUR),
            Err(vec![
                RatesError::Own(Currency::EUR),
                RatesError::NotPositive(usd(), first),
                RatesError::Twice(usd(), first)
            ])
        );
        assert_eq!(Rates::new(vec![rate(usd(), "2024-01-01", "0.9")]).check(Currency::EUR), Ok(()));
    }
}
