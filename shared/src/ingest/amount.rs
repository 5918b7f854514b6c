//! Amounts and units as people and programs write them, read exactly.

use super::{DecimalMark, RowErrorKind};
use crate::domain::{Currency, Decimal};

/// Most digits an amount may have, so that 128 bits hold it with room for the number of units.
const MAX_DIGITS: u32 = 30;

/// Signs that name no currency on their own but may stand beside an amount.
const LOCAL_SIGNS: &[&str] = &[
    "R$", "kr.", "kr", "zł", "Kč", "Ft", "SFr.", "Fr.", "lei", "Rs.", "Rs", "$", "€", "£", "¥", "₹", "₩", "₺", "₪", "₫",
];

/// Reads an amount: digits in groups or not, one decimal mark, a minus before or behind or parentheses around, and a currency
/// as code or sign on either side. Gives the currency it is in: the `stated` one, which what stands beside the amount must fit,
/// else what a code, `€` or `£` beside it says, else the workspace's `own`.
pub(super) fn amount(
    text: &str,
    mark: DecimalMark,
    stated: Option<Currency>,
    own: Currency,
) -> Result<(Decimal, Currency), RowErrorKind> {
    let mut currency = stated;
    let mut rest = text;
    let mut is_negative = false;
    let mut has_sign = false;
    loop {
        rest = rest.trim_matches(is_space);
        let (after, token) = strip_token(rest);
        rest = after;
        match token {
            None => break,
            Some(Token::Sign { negative }) if !has_sign => (has_sign, is_negative) = (true, negative),
            Some(Token::Sign { .. }) => return Err(RowErrorKind::Amount),
            Some(Token::Currency(written)) if fits(written, currency.unwrap_or(own)) => {}
            Some(Token::Currency(written)) => match named(written).filter(|_| currency.is_none()) {
                Some(named) => currency = Some(named),
                None => {
                    let expected = currency.unwrap_or(own).to_string();
                    return Err(RowErrorKind::Currency { expected });
                }
            },
        }
    }
    let number = unsigned(rest, mark)?;
    let number = if is_negative { Decimal { digits: -number.digits, ..number } } else { number };
    Ok((number, currency.unwrap_or(own)))
}

/// Reads a number of units: a whole number, with decimals only if they are zero.
pub(super) fn units(text: &str, mark: DecimalMark) -> Result<i64, RowErrorKind> {
    let text = text.trim_matches(is_space);
    let (digits, sign) = match strip_token(text) {
        (rest, Some(Token::Sign { negative })) => (rest, if negative { -1 } else { 1 }),
        _ => (text, 1),
    };
    let number = unsigned(digits, mark).map_err(|error| match error {
        RowErrorKind::Amount => RowErrorKind::Quantity,
        other => other,
    })?;
    let whole = number.whole().ok_or(RowErrorKind::Quantity)?;
    i64::try_from(whole * sign).map_err(|_| RowErrorKind::TooLarge)
}

enum Token<'a> {
    Sign { negative: bool },
    Currency(&'a str),
}

/// Takes one sign, pair of parentheses or currency from either end.
fn strip_token(text: &str) -> (&str, Option<Token<'_>>) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (inner, Some(Token::Sign { negative: true }));
    }
    let minus = ['-', '\u{2212}'];
    if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
        return (rest, Some(Token::Sign { negative: true }));
    }
    if let Some(rest) = text.strip_prefix('+') {
        return (rest, Some(Token::Sign { negative: false }));
    }
    for sign in LOCAL_SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest, Some(Token::Currency(sign)));
        }
    }
    // Three capitals alone are a word, not a currency.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return (text, None);
    }
    if let Some((code, rest)) = text.split_at_checked(3).filter(|(code, _)| is_code(code)) {
        return (rest, Some(Token::Currency(code)));
    }
    match text.len().checked_sub(3).and_then(|middle| text.split_at_checked(middle)) {
        Some((rest, code)) if is_code(code) => (rest, Some(Token::Currency(code))),
        _ => (text, None),
    }
}

fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The one currency that what stands beside an amount means, if it means only one.
fn named(written: &str) -> Option<Currency> {
    match written {
        "€" => Some(Currency::EUR),
        "£" => "GBP".parse().ok(),
        code if is_code(code) => code.parse().ok(),
        _ => None,
    }
}

/// Whether what stands beside an amount can mean a currency. Signs shared by several currencies can.
fn fits(written: &str, currency: Currency) -> bool {
    match written {
        "€" => currency.code() == "EUR",
        "£" => currency.code() == "GBP",
        "$" => !matches!(currency.code(), "EUR" | "GBP"),
        code if is_code(code) => code == currency.code(),
        _ => true,
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

fn unsigned(text: &str, mark: DecimalMark) -> Result<Decimal, RowErrorKind> {
    let (mark, group) = match mark {
        DecimalMark::Point => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, decimals) = text.split_once(mark).unwrap_or((text, ""));
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || !is_grouped(whole, group) {
        return Err(RowErrorKind::Amount);
    }
    let mut digits = 0_i128;
    let mut count = 0;
    let mut has_digit = false;
    for digit in whole.chars().chain(decimals.chars()).filter_map(|character| character.to_digit(10)) {
        has_digit = true;
        count += u32::from(count > 0 || digit > 0);
        if count > MAX_DIGITS {
            return Err(RowErrorKind::TooLarge);
        }
        digits = digits * 10 + i128::from(digit);
    }
    // Zeros behind the mark are not limited by the count above.
    let scale = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
    match (has_digit, scale > MAX_DIGITS) {
        (false, _) => Err(RowErrorKind::Amount),
        (true, true) => Err(RowErrorKind::TooLarge),
        (true, false) => Ok(Decimal { digits, scale }),
    }
}

/// Whether these are digits, or groups of digits with one kind of character between them: three in the last group,
/// two or three in those before, as in India, and one to three in the first.
fn is_grouped(whole: &str, group: char) -> bool {
    let between = whole.chars().find(|character| !character.is_ascii_digit());
    let Some(between) = between else { return true };
    if between != group && !matches!(between, '\'' | '’') && !is_space(between) {
        return false;
    }
    let groups: Vec<&str> = whole.split(between).collect();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let last = groups.len() - 1;
    all_digits
        && (1..=3).contains(&groups[0].len())
        && groups[1..last].iter().all(|group| (2..=3).contains(&group.len()))
        && groups[last].len() == 3
}

#[cfg(test)]
mod tests {
    use super::{amount, units};
    use crate::domain::{Currency, Decimal};
    use crate::ingest::{DecimalMark, RowErrorKind};

    fn milli_minor(number: Decimal, units: i64) -> Result<i64, RowErrorKind> {
        number.milli_minor(units, Currency::EUR).ok_or(RowErrorKind::TooLarge)
    }

    fn price(text: &str) -> Decimal {
        amount(text, DecimalMark::Point, None, Currency::EUR).expect("a price").0
    }

    fn read(text: &str, mark: DecimalMark) -> Result<i64, RowErrorKind> {
        let (number, currency) = amount(text, mark, Some(Currency::EUR), Currency::EUR)?;
        assert_eq!(currency, Currency::EUR);
        milli_minor(number, 1)
    }

    #[test]
    fn amounts_are_read_with_either_decimal_mark() {
        let cases = [
            ("2.55", "2,55", 255_000),
            ("1,234.5", "1.234,5", 123_450_000),
            ("1 234.5", "1 234,5", 123_450_000),
            ("1'234'567", "1'234'567", 123_456_700_000),
            ("12,34,567.00", "12.34.567,00", 123_456_700_000),
            ("€ 12.00", "12,00 €", 1_200_000),
            ("EUR -7.5", "-7,5 EUR", -750_000),
            ("(7.50)", "(7,50)", -750_000),
            ("7.50-", "7,50-", -750_000),
            ("\u{2212}7.50", "\u{2212}7,50", -750_000),
            ("-€7.50", "€-7,50", -750_000),
            ("+.5", ",5", 50_000),
            ("5.", "5,", 500_000),
            ("0.001", "0,001", 100),
            ("0.000005", "0,000005", 0),
            ("0.000015", "0,000015", 2),
            ("-0.000015", "-0,000015", -2),
            ("0.30000000000000004", "0,30000000000000004", 30_000),
        ];
        for (point, comma, expected) in cases {
            assert_eq!(read(point, DecimalMark::Point), Ok(expected), "{point}");
            assert_eq!(read(comma, DecimalMark::Comma), Ok(expected), "{comma}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_rather_than_guessed() {
        for text in [
            "",
            " ",
            "abc",
            "TBD",
            "1.2.3",
            "1,5",
            "12,34",
            "1,2345",
            "--5",
            "(-5)",
            "-5-",
            "1e5",
            "0x10",
            "٣",
            "5 Stück",
            "€",
            "1,234 567",
        ] {
            assert_eq!(read(text, DecimalMark::Point), Err(RowErrorKind::Amount), "{text}");
        }
        for text in ["12.50", "1.5", "1,234.50"] {
            assert_eq!(read(text, DecimalMark::Comma), Err(RowErrorKind::Amount), "{text}");
        }
    }

    #[test]
    fn another_currency_beside_the_amount_is_told() {
        for text in ["USD 5", "5 £", "$5"] {
            let expected = "EUR".to_owned();
            assert_eq!(read(text, DecimalMark::Point), Err(RowErrorKind::Currency { expected }), "{text}");
        }
    }

    #[test]
    fn an_amount_is_in_the_currency_that_is_stated_or_stands_beside_it() {
        let currency = |code: &str| code.parse::<Currency>().expect("a currency");
        let of = |text: &str, stated: Option<&str>| {
            amount(text, DecimalMark::Point, stated.map(currency), Currency::EUR).map(|read| read.1.to_string())
        };
        for (text, stated, expected) in [
            ("5", None, "EUR"),
            ("5 €", None, "EUR"),
            ("USD 5", None, "USD"),
            ("£5", None, "GBP"),
            ("5", Some("USD"), "USD"),
            ("$5", Some("CAD"), "CAD"),
            ("$5 USD", Some("USD"), "USD"),
        ] {
            assert_eq!(of(text, stated).as_deref(), Ok(expected), "{text} {stated:?}");
        }
        for (text, stated, expected) in
            [("$5", None, "EUR"), ("€5", Some("USD"), "USD"), ("USD 5 CAD", None, "USD"), ("5 EUR", Some("USD"), "USD")]
        {
            let expected = expected.to_owned();
            assert_eq!(of(text, stated), Err(RowErrorKind::Currency { expected }), "{text} {stated:?}");
        }
    }

    #[test]
    fn too_many_digits_are_too_large_and_never_wrap() {
        for text in ["9".repeat(40), "9".repeat(20), format!("0.{}", "1".repeat(40)), "92233720368547758.08".into()] {
            assert_eq!(read(&text, DecimalMark::Point), Err(RowErrorKind::TooLarge), "{text}");
        }
        assert_eq!(read("92233720368547.75807", DecimalMark::Point), Ok(i64::MAX));
        let price = price("123456789012345678901234567890");
        assert_eq!(milli_minor(price, i64::MAX), Err(RowErrorKind::TooLarge));
    }

    #[test]
    fn a_price_times_units_is_exact_before_it_is_rounded() {
        let price = price("0.0033335");
        assert_eq!(milli_minor(price, 3), Ok(1_000), "1,000.05 thousandths");
        assert_eq!(milli_minor(price, -10), Ok(-3_334), "−3,333.5 goes to the even neighbour");
    }

    #[test]
    fn units_are_whole() {
        for (text, expected) in [("6", 6), ("-6", -6), ("6.0", 6), ("1,000", 1_000), ("6-", -6), (" 7 ", 7)] {
            assert_eq!(units(text, DecimalMark::Point), Ok(expected), "{text}");
        }
        for text in ["1.5", "six", "", "-", "€5"] {
            assert_eq!(units(text, DecimalMark::Point), Err(RowErrorKind::Quantity), "{text}");
        }
        assert_eq!(units("99999999999999999999", DecimalMark::Point), Err(RowErrorKind::TooLarge));
    }
}
