//! How amounts and dates are written, from the values of their columns.

use super::date::{self, numbers};
use super::{DateOrder, DecimalMark, Placed, Separator};

/// A guess, with what speaks against it in words.
pub(super) struct Guess<T> {
    pub(super) value: T,
    pub(super) doubt: Option<String>,
}

/// The decimal mark, from amounts that can be read in one way only. Where none decides, files with semicolons are
/// taken to come from countries with decimal commas.
pub(super) fn guess_decimal_mark(values: &[&str], separator: Separator) -> Guess<DecimalMark> {
    let (mut points, mut commas, mut undecided) = (0_usize, 0_usize, None);
    for value in values {
        match decisive_mark(value) {
            Some(DecimalMark::Point) => points += 1,
            Some(DecimalMark::Comma) => commas += 1,
            None if value.contains(['.', ',']) => undecided = undecided.or(Some(*value)),
            None => {}
        }
    }
    let (value, shown) = match (points.cmp(&commas), separator) {
        (std::cmp::Ordering::Greater, _) => (DecimalMark::Point, "point"),
        (std::cmp::Ordering::Less, _) => (DecimalMark::Comma, "comma"),
        (_, Separator::Semicolon) => (DecimalMark::Comma, "comma"),
        _ => (DecimalMark::Point, "point"),
    };
    let doubt = if points > 0 && commas > 0 {
        Some(format!(
            "Amounts are written with decimal points ({points}) and with decimal commas ({commas}). They are read with a decimal {shown}."
        ))
    } else {
        undecided
            .filter(|_| points + commas == 0)
            .map(|example| format!("Amounts such as {example} read either way. They are read with a decimal {shown}."))
    };
    Guess { value, doubt }
}

/// The mark of an amount that has both marks, or one mark once with other than three digits behind it, or one mark
/// several times (which then stands between groups).
fn decisive_mark(value: &str) -> Option<DecimalMark> {
    let mark_of = |mark| if mark == '.' { DecimalMark::Point } else { DecimalMark::Comma };
    let number = value.trim_matches(|character: char| !character.is_ascii_digit() && !matches!(character, '.' | ','));
    let last = number.rfind(['.', ','])?;
    let mark = number[last..].chars().next()?;
    let other = if mark == '.' { ',' } else { '.' };
    if number.contains(other) {
        return Some(mark_of(mark));
    }
    if number.matches(mark).count() > 1 {
        return Some(mark_of(other));
    }
    // A group has one to three digits before it and never begins with a zero.
    let could_be_group = number.len() - last - 1 == 3 && (1..=3).contains(&last) && !number.starts_with('0');
    (!could_be_group).then(|| mark_of(mark))
}

/// The order of dates, from those that can be read in one way only. Dates whose spelling tells their order need none
/// and count only where there are no others. Where none decides, the order in which the days of the file lie closer
/// together.
pub(super) fn guess_date_order(values: &[&str]) -> Guess<DateOrder> {
    let (mut year_told, mut day_told, mut day_first, mut month_first) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut undecided = Vec::new();
    for value in values {
        let Some(numbers) = numbers(value.trim()) else { continue };
        if numbers.digits[0] == 4 {
            year_told += 1;
        } else if numbers.separator == '.' {
            day_told += 1;
        } else if numbers.digits[2] == 4 && (13..=31).contains(&numbers.values[0]) {
            day_first += 1;
        } else if numbers.digits[2] == 4 && (13..=31).contains(&numbers.values[1]) {
            month_first += 1;
        } else {
            undecided.push(*value);
        }
    }
    let value = if day_first + month_first > 0 {
        if day_first >= month_first { DateOrder::DayMonthYear } else { DateOrder::MonthDayYear }
    } else if !undecided.is_empty() {
        closest_order(&undecided)
    } else if day_told > year_told {
        DateOrder::DayMonthYear
    } else {
        DateOrder::YearMonthDay
    };
    let reading = match value {
        DateOrder::YearMonthDay => "year, month, day",
        DateOrder::DayMonthYear => "day, month, year",
        DateOrder::MonthDayYear => "month, day, year",
    };
    let doubt = if day_first > 0 && month_first > 0 {
        Some(format!(
            "Some dates have the day first ({day_first}) and some the month ({month_first}). They are read as {reading}; the others are rejected."
        ))
    } else if day_first + month_first == 0 && !undecided.is_empty() {
        Some(format!("Dates such as {} read either way. They are read as {reading}.", undecided[0]))
    } else {
        None
    };
    Guess { value, doubt }
}

/// Orders of a shop arrive day by day: the wrong order of day and month tears them apart.
fn closest_order(values: &[&str]) -> DateOrder {
    let orders = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];
    let span = |order: &DateOrder| {
        let days: Vec<i64> = values.iter().filter_map(|value| day(value, *order)).collect();
        let unreadable = values.len() - days.len();
        let span = days.iter().max().zip(days.iter().min()).map(|(last, first)| last - first);
        (unreadable, span.unwrap_or(i64::MAX))
    };
    orders.into_iter().min_by_key(span).unwrap_or(DateOrder::DayMonthYear)
}

fn day(value: &str, order: DateOrder) -> Option<i64> {
    match date::date(value, order).ok()?.placed {
        Placed::Local(day) => Some(i64::from(day)),
        Placed::Instant(seconds) => Some(seconds.div_euclid(86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, DecimalMark, Separator, guess_date_order, guess_decimal_mark};

    #[track_caller]
    fn marks(values: &[&str], separator: Separator, expected: DecimalMark, is_doubtful: bool) {
        let guess = guess_decimal_mark(values, separator);
        assert_eq!((guess.value, guess.doubt.is_some()), (expected, is_doubtful), "{values:?} {:?}", guess.doubt);
    }

    #[track_caller]
    fn orders(values: &[&str], expected: DateOrder, is_doubtful: bool) {
        let guess = guess_date_order(values);
        assert_eq!((guess.value, guess.doubt.is_some()), (expected, is_doubtful), "{values:?} {:?}", guess.doubt);
    }

    #[test]
    fn one_decisive_amount_settles_the_decimal_mark() {
        marks(&["1,234", "2.55"], Separator::Comma, DecimalMark::Point, false);
        marks(&["1.234", "2,5"], Separator::Semicolon, DecimalMark::Comma, false);
        marks(&["1.234,50 €"], Separator::Comma, DecimalMark::Comma, false);
        marks(&["1,234,567"], Separator::Semicolon, DecimalMark::Point, false);
        marks(&["0.125"], Separator::Semicolon, DecimalMark::Point, false);
        marks(&["12", "7"], Separator::Semicolon, DecimalMark::Comma, false);
        marks(&["1.234", "12"], Separator::Comma, DecimalMark::Point, true);
        marks(&["1.234", "12"], Separator::Semicolon, DecimalMark::Comma, true);
        marks(&["1,5", "2.5", "3.5"], Separator::Comma, DecimalMark::Point, true);
    }

    #[test]
    fn one_decisive_date_settles_the_order() {
        orders(&["2010-12-01 08:26:00"], DateOrder::YearMonthDay, false);
        orders(&["01/02/2010", "13/02/2010"], DateOrder::DayMonthYear, false);
        orders(&["01/02/2010", "02/13/2010"], DateOrder::MonthDayYear, false);
        orders(&["1.2.2010"], DateOrder::DayMonthYear, false);
        orders(&["21 Nov 2026", ""], DateOrder::YearMonthDay, false);
        orders(&["2010-01-02", "2010-01-03", "13/02/2010"], DateOrder::DayMonthYear, false);
        orders(&["2010-01-02", "2010-01-03", "1.2.2010"], DateOrder::YearMonthDay, false);
        orders(&["13/02/2010", "02/13/2010", "02/14/2010"], DateOrder::MonthDayYear, true);
    }

    #[test]
    fn where_none_decides_the_days_that_lie_closer_together_win_under_a_doubt() {
        orders(&["12/1/2010 8:26", "12/2/2010 9:00", "12/3/2010"], DateOrder::MonthDayYear, true);
        orders(&["1/12/2010", "2/12/2010", "3/12/2010"], DateOrder::DayMonthYear, true);
        orders(&["26-01-02", "26-01-03"], DateOrder::YearMonthDay, true);
    }
}
