//! One value of a line, to the letter.

use super::super::safe_csv;
use crate::domain::{CivilDate, Currency, Day};

const SECONDS_PER_DAY: i64 = 86_400;

/// What a column says in one of a few words.
pub(super) trait Word: Copy + PartialEq + 'static {
    /// Each with its word.
    const WORDS: &'static [(Self, &'static str)];

    /// What a word means.
    fn of(text: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, word)| *word == text).map(|(value, _)| *value)
    }
}

/// The values of a line that is being written.
#[derive(Default)]
pub(super) struct Cells {
    line: String,
    is_begun: bool,
}

impl Cells {
    fn add(&mut self, cell: &str) {
        if std::mem::replace(&mut self.is_begun, true) {
            self.line.push(',');
        }
        self.line.push_str(cell);
    }

    /// A text; one that is not there is an empty cell.
    pub(super) fn text(&mut self, text: Option<&str>) {
        self.add(&text.map(safe_csv::exact_text).unwrap_or_default());
    }

    pub(super) fn word<T: Word>(&mut self, value: T) {
        self.add(T::WORDS.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word));
    }

    pub(super) fn day(&mut self, day: Option<Day>) {
        self.add(&day.map(|day| day.to_string()).unwrap_or_default());
    }

    /// Seconds from 1970 in UTC, as `2026-03-31T18:30:00Z`.
    pub(super) fn instant(&mut self, seconds: Option<i64>) {
        self.add(&seconds.map(instant).unwrap_or_default());
    }

    pub(super) fn amount(&mut self, minor: i64, currency: Currency) {
        self.add(&safe_csv::amount(minor, currency.minor_digits()));
        self.add(currency.code());
    }

    pub(super) fn nothing(&mut self) {
        self.add("");
    }

    pub(super) fn whole(&mut self, number: Option<i64>) {
        self.add(&number.map(|number| number.to_string()).unwrap_or_default());
    }

    /// The line with its end.
    pub(super) fn finish(mut self) -> String {
        self.line.push_str(safe_csv::LINE_END);
        self.line
    }
}

/// An instant that no calendar has stays a number.
fn instant(seconds: i64) -> String {
    let day = Day(i32::try_from(seconds.div_euclid(SECONDS_PER_DAY)).unwrap_or(i32::MAX));
    if Day::from_date(day.date()) != day {
        return seconds.to_string();
    }
    let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
    format!("{day}T{:02}:{:02}:{:02}Z", of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

/// The text of a cell that holds one.
pub(super) fn read_text(cell: &str) -> Option<&str> {
    (!cell.is_empty()).then(|| cell.strip_prefix('\'').unwrap_or(cell))
}

pub(super) fn read_day(cell: &str) -> Option<Day> {
    cell.parse::<CivilDate>().ok().map(Day::from_date)
}

pub(super) fn read_instant(cell: &str) -> Option<i64> {
    let Some((date, time)) = cell.split_once('T') else { return cell.parse().ok() };
    let mut parts = time.strip_suffix('Z')?.split(':');
    let mut number = |below: i64| -> Option<i64> {
        let part = parts.next().filter(|part| part.len() == 2)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?.filter(|number| *number < below)
    };
    let (hour, minute, second) = (number(24)?, number(60)?, number(60)?);
    let day = i64::from(read_day(date)?.0);
    parts.next().is_none().then_some(day * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second)
}

/// Thousandths of a minor unit of an amount with exactly the currency's decimals.
pub(super) fn read_amount(cell: &str, currency: Currency) -> Option<i64> {
    let (sign, digits) = cell.strip_prefix('-').map_or((1, cell), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(decimals) || decimals.len() != currency.minor_digits() as usize {
        return None;
    }
    let minor: i128 = format!("{whole}{decimals}").parse().ok()?;
    i64::try_from(sign * minor * 1_000).ok()
}

#[cfg(test)]
mod tests {
    use super::{Cells, instant, read_amount, read_day, read_instant, read_text};
    use crate::domain::{Currency, Day};

    #[test]
    fn instants_are_written_in_utc_and_read_back() {
        assert_eq!(instant(0), "1970-01-01T00:00:00Z");
        assert_eq!(instant(-1), "1969-12-31T23:59:59Z");
        for seconds in [0, -1, 1_700_000_001, i64::MAX, i64::MIN, -62_135_596_800, 253_402_300_799] {
            assert_eq!(read_instant(&instant(seconds)), Some(seconds));
        }
        for wrong in ["", "2026-01-01T24:00:00Z", "2026-01-01T1:00:00Z", "2026-01-01T10:00:00", "2026-02-30T10:00:00Z"]
        {
            assert_eq!(read_instant(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let yen: Currency = "JPY".parse().expect("a currency");
        for (cell, currency, expected) in [
            ("12.34", Currency::EUR, Some(1_234_000)),
            ("-0.05", Currency::EUR, Some(-5_000)),
            ("12", yen, Some(12_000)),
            ("12.3", Currency::EUR, None),
            ("12,34", Currency::EUR, None),
            ("12.34", yen, None),
            ("99999999999999999.00", Currency::EUR, None),
            ("", Currency::EUR, None),
        ] {
            assert_eq!(read_amount(cell, currency), expected, "{cell}");
        }
    }

    #[test]
    fn a_text_that_is_empty_is_not_one_that_is_missing() {
        let mut cells = Cells::default();
        cells.word(crate::domain::Purpose::Marketing);
        cells.text(Some(""));
        cells.text(None);
        cells.day(Some(Day(0)));
        assert_eq!(cells.finish(), "marketing,',,1970-01-01\r\n");
        assert_eq!((read_text("'"), read_text(""), read_text("''x")), (Some(""), None, Some("'x")));
        assert_eq!(read_day("1970-1-1"), None);
    }
}
