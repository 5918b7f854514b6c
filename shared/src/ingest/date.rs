//! Dates as people and programs write them.

use super::{DateOrder, Placed, RowErrorKind};
use crate::domain::{CivilDate, Day};

/// Years in which orders are read.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2199;

/// Month names by their first letters, English and German.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän"],
    &["feb"],
    &["mar", "mär", "mrz", "maer"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];

/// A date as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ReadDate {
    /// When the order was placed.
    pub(super) placed: Placed,
    /// The calendar date as written, in UTC for seconds since 1970.
    pub(super) written: CivilDate,
}

/// Reads a date with or without time and offset. The order is asked only where the text does not tell: a year of four
/// digits in front, a month's name and points between numbers (day first) do.
pub(super) fn date(text: &str, order: DateOrder) -> Result<ReadDate, RowErrorKind> {
    read(text, order, false)
}

/// As [`date`], of a column that says that its times are in UTC. A date without a time is no instant there either.
pub(super) fn date_in_utc(text: &str, order: DateOrder) -> Result<ReadDate, RowErrorKind> {
    read(text, order, true)
}

fn read(text: &str, order: DateOrder, is_in_utc: bool) -> Result<ReadDate, RowErrorKind> {
    let text = text.trim();
    if let Some(seconds) = unix_seconds(text) {
        return from_seconds(seconds);
    }
    let (written, rest) = calendar_date(text, order).ok_or(RowErrorKind::Date)?;
    let time = time(rest).ok_or(RowErrorKind::Date)?;
    if !YEARS.contains(&written.year()) {
        return Err(RowErrorKind::DateOutOfRange);
    }
    let day = Day::from_date(written).0;
    let offset = |time: Time| time.offset.or(is_in_utc.then_some(0));
    let placed = match time.and_then(|time| Some((time.seconds, offset(time)?))) {
        None => Placed::Local(day),
        Some((seconds, offset)) => Placed::Instant(i64::from(day) * 86_400 + seconds - offset),
    };
    Ok(ReadDate { placed, written })
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn unix_seconds(text: &str) -> Option<i64> {
    let divisor = match text.len() {
        10 => 1,
        13 => 1_000,
        _ => return None,
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse::<i64>().ok().map(|number| number / divisor)
    } else {
        None
    }
}

fn from_seconds(seconds: i64) -> Result<ReadDate, RowErrorKind> {
    let day = i32::try_from(seconds.div_euclid(86_400)).map_err(|_| RowErrorKind::DateOutOfRange)?;
    let written = Day(day).date();
    if YEARS.contains(&written.year()) {
        Ok(ReadDate { placed: Placed::Instant(seconds), written })
    } else {
        Err(RowErrorKind::DateOutOfRange)
    }
}

/// The numbers of a written date and what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers<'a> {
    pub(super) values: [u16; 3],
    pub(super) digits: [usize; 3],
    pub(super) separator: char,
    rest: &'a str,
}

/// Reads three numbers with one of `.`, `/` and `-` between them.
pub(super) fn numbers(text: &str) -> Option<Numbers<'_>> {
    let (first, rest) = digits(text)?;
    let separator = rest.chars().next().filter(|separator| matches!(separator, '.' | '/' | '-'))?;
    let (second, rest) = digits(rest[1..].trim_start())?;
    let (third, rest) = digits(rest.strip_prefix(separator)?.trim_start())?;
    let value = |digits: &str| digits.parse().ok().filter(|_| digits.len() <= 4);
    Some(Numbers {
        values: [value(first)?, value(second)?, value(third)?],
        digits: [first.len(), second.len(), third.len()],
        separator,
        rest,
    })
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| text.split_at(length))
}

fn calendar_date(text: &str, order: DateOrder) -> Option<(CivilDate, &str)> {
    if let Some(found) = numbers(text) {
        let [a, b, c] = found.values;
        let (year, year_digits, month, day) = if found.digits[0] == 4 {
            (a, 4, b, c)
        } else if found.separator == '.' {
            (c, found.digits[2], b, a)
        } else {
            match order {
                DateOrder::YearMonthDay => (a, found.digits[0], b, c),
                DateOrder::DayMonthYear => (c, found.digits[2], b, a),
                DateOrder::MonthDayYear => (c, found.digits[2], a, b),
            }
        };
        return Some((valid(full_year(year, year_digits)?, month, day)?, found.rest));
    }
    if let Some((compact, rest)) = digits(text).filter(|(digits, _)| digits.len() == 8) {
        let number = |range: std::ops::Range<usize>| compact[range].parse().ok();
        return Some((valid(number(0..4)?, number(4..6)?, number(6..8)?)?, rest));
    }
    named_month(text)
}

/// Two digits mean 1970 to 2069, as in POSIX.
fn full_year(year: u16, digits: usize) -> Option<u16> {
    match digits {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

fn valid(year: u16, month: u16, day: u16) -> Option<CivilDate> {
    CivilDate::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// `21 Nov 2026`, `21. November 2026`, `21-Nov-26`, `Nov 21, 2026`, each with or without the day of the week before it.
fn named_month(text: &str) -> Option<(CivilDate, &str)> {
    let text = match text.split_once(',') {
        Some((weekday, rest)) if weekday.chars().all(char::is_alphabetic) && month(weekday).is_none() => rest,
        _ => text,
    };
    let mut rest = text;
    let (mut month_number, mut day, mut year) = (None, None, None);
    for _ in 0..3 {
        rest = rest.trim_start_matches([' ', '.', ',', '-', '/']);
        if let Some((number, after)) = digits(rest) {
            let value = number.parse().ok().filter(|_| number.len() <= 4)?;
            if day.is_none() && number.len() <= 2 {
                day = Some(value);
            } else if year.is_none() {
                year = full_year(value, number.len());
            }
            rest = after;
        } else {
            let length = rest.find(|character: char| !character.is_alphabetic()).unwrap_or(rest.len());
            month_number = month(&rest[..length]);
            rest = &rest[length..];
        }
    }
    Some((valid(year?, month_number?, day?)?, rest))
}

fn month(name: &str) -> Option<u16> {
    let name = name.to_lowercase();
    let found = MONTHS.iter().position(|beginnings| beginnings.iter().any(|start| name.starts_with(start)))?;
    Some(found as u16 + 1)
}

/// A time of day.
#[derive(Clone, Copy, Debug)]
struct Time {
    /// Since the beginning of the day.
    seconds: i64,
    /// How far ahead of UTC it is, seconds; `None` where it does not say.
    offset: Option<i64>,
}

/// The time behind a date; inner `None` for nothing, outer `None` where it is no time.
fn time(text: &str) -> Option<Option<Time>> {
    let text = text.trim_start_matches(['T', 't', ' ', ',']).trim_end();
    if text.is_empty() {
        return Some(None);
    }
    let (hour, rest) = two_digits(text)?;
    let (minute, rest) = two_digits(rest.strip_prefix([':', '.'])?)?;
    let (second, rest) = match rest.strip_prefix([':', '.']) {
        Some(rest) => two_digits(rest)?,
        None => (0, rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => digits(fraction)?.1,
        None => rest,
    };
    let (hour, rest) = half_day(hour, rest.trim_start())?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = i64::from(hour * 3_600 + minute * 60 + second);
    Some(Some(Time { seconds, offset: offset_seconds(rest.trim_start())? }))
}

fn two_digits(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = digits(text).filter(|(number, _)| number.len() <= 2)?;
    Some((number.parse().ok()?, rest))
}

/// Turns hours of a half day into those of a day where AM or PM follows.
fn half_day(hour: u32, text: &str) -> Option<(u32, &str)> {
    let Some((mark, rest)) = text.split_at_checked(2) else { return Some((hour, text)) };
    let noon = match mark.to_ascii_lowercase().as_str() {
        "am" => 0,
        "pm" => 12,
        _ => return Some((hour, text)),
    };
    (1..=12).contains(&hour).then_some((hour % 12 + noon, rest))
}

/// `Z`, `UTC`, `+01:00`, `+0100`, `UTC+1`; inner `None` for nothing.
fn offset_seconds(text: &str) -> Option<Option<i64>> {
    let named = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT"));
    let text = named.unwrap_or(text);
    let sign = match text.bytes().next() {
        None => return Some(named.map(|_| 0)),
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(_) => return matches!(text, "Z" | "z").then_some(Some(0)),
    };
    let compact: String = text[1..].chars().filter(|character| *character != ':').collect();
    let number: i64 = compact.parse().ok().filter(|_| compact.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (hours, minutes) = match compact.len() {
        1 | 2 => (number, 0),
        4 => (number / 100, number % 100),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 3_600 + minutes * 60)))
}

#[cfg(test)]
mod tests {
    use super::date;
    use crate::domain::Day;
    use crate::ingest::DateOrder::{DayMonthYear, MonthDayYear, YearMonthDay};
    use crate::ingest::{DateOrder, Placed, RowErrorKind};

    fn day(text: &str) -> i32 {
        text.parse::<Day>().expect("a date").0
    }

    #[test]
    fn days_are_read_in_every_spelling() {
        let cases = [
            ("2010-12-01", YearMonthDay, "2010-12-01"),
            ("2010-12-01 08:26:00", DayMonthYear, "2010-12-01"),
            ("2010/12/1 8:26", MonthDayYear, "2010-12-01"),
            ("19970101", YearMonthDay, "1997-01-01"),
            ("1.12.2010 8:26", YearMonthDay, "2010-12-01"),
            ("01. 12. 2010", MonthDayYear, "2010-12-01"),
            ("12/1/2010 8:26", MonthDayYear, "2010-12-01"),
            ("12/1/2010 8:26", DayMonthYear, "2010-01-12"),
            ("1-12-10", DayMonthYear, "2010-12-01"),
            ("26-11-21", YearMonthDay, "2026-11-21"),
            ("21/11/69", DayMonthYear, "2069-11-21"),
            ("21/11/70", DayMonthYear, "1970-11-21"),
            ("21 Nov 2026", YearMonthDay, "2026-11-21"),
            ("21-Nov-26", MonthDayYear, "2026-11-21"),
            ("Nov 21, 2026, 10:15 PM", YearMonthDay, "2026-11-21"),
            ("21. März 2026", YearMonthDay, "2026-03-21"),
            ("2026-11-21T10:15:30.123", YearMonthDay, "2026-11-21"),
            ("2199-12-31", YearMonthDay, "2199-12-31"),
        ];
        for (text, order, expected) in cases {
            let read = date(text, order).unwrap_or_else(|error| panic!("{text} {error}"));
            assert_eq!(read.placed, Placed::Local(day(expected)), "{text}");
            assert_eq!(read.written.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn an_offset_makes_it_an_instant() {
        let noon = i64::from(day("2024-01-05")) * 86_400 + 43_200;
        for text in [
            "2024-01-05T12:00:00Z",
            "2024-01-05 12:00:00 UTC",
            "2024-01-05 13:00:00 +0100",
            "2024-01-05T07:00:00-05:00",
            "2024-01-05 14:00+02",
            "Fri, 05 Jan 2024 13:00:00 +0100",
            "1/5/2024 1:00 PM +0100",
            "1704456000",
            "1704456000000",
        ] {
            assert_eq!(date(text, MonthDayYear).map(|read| read.placed), Ok(Placed::Instant(noon)), "{text}");
        }
        let late = date("2024-01-05T23:30:00-05:00", YearMonthDay).expect("a date");
        assert_eq!(late.placed, Placed::Instant(noon + 43_200 + 4 * 3_600 + 1_800));
        assert_eq!(late.written.to_string(), "2024-01-05");
    }

    #[track_caller]
    fn refused(text: &str, order: DateOrder, expected: &RowErrorKind) {
        assert_eq!(date(text, order).as_ref(), Err(expected), "{text}");
    }

    #[test]
    fn what_is_no_date_in_the_files_order_is_refused() {
        for text in [
            "",
            "yesterday",
            "2010-13-01",
            "2010-02-30",
            "0000-00-00",
            "2010-12",
            "44197",
            "1",
            "2010-12-01 25:00",
            "2010-12-01 x",
            "12:30",
            "2010-12-01T10:00:00+25:00",
            "21 Nov",
            "٢٠٢٤-01-01",
            "1e9",
        ] {
            refused(text, YearMonthDay, &RowErrorKind::Date);
        }
        refused("12/13/2010", DayMonthYear, &RowErrorKind::Date);
        refused("13/12/2010", MonthDayYear, &RowErrorKind::Date);
        refused("12/01/2010", YearMonthDay, &RowErrorKind::Date);
        refused("01/12/010", DayMonthYear, &RowErrorKind::Date);
    }

    #[test]
    fn dates_before_1970_and_after_2199_are_out_of_range() {
        for text in ["1899-12-31", "30.12.1899", "1969-12-31", "2200-01-01", "9999-12-31"] {
            refused(text, YearMonthDay, &RowErrorKind::DateOutOfRange);
        }
    }
}
