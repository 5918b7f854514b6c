//! CSV that a spreadsheet shows and never runs: values that would be formulas get an apostrophe in front.
//!
//! A file is [`BYTE_ORDER_MARK`], then lines of values joined by commas, each ended by [`LINE_END`].

/// Stands at the beginning of a file so that spreadsheets read it as UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Ends a line.
pub const LINE_END: &str = "\r\n";

/// Characters with which a formula begins, and their full-width forms, which some spreadsheets read alike.
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A text from elsewhere: with an apostrophe in front where a spreadsheet could take it for a formula, and in
/// quotation marks where it needs them under any separator. A plain number such as `-12.50` stays as it is.
#[must_use]
pub fn text(value: &str) -> String {
    guarded(value, is_dangerous(value))
}

/// As [`text`], but so that the very same text is read back by taking one apostrophe away: one that begins with an apostrophe
/// gets another one, and so does one that is empty, to be told from one that is missing.
#[must_use]
pub fn exact_text(value: &str) -> String {
    guarded(value, value.is_empty() || value.starts_with('\'') || is_dangerous(value))
}

/// Whether a spreadsheet could take it for a formula.
fn is_dangerous(value: &str) -> bool {
    let shown = value.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let is_formula = shown.starts_with(FORMULA_STARTS) && !is_plain_number(value);
    is_formula || value.starts_with(['\t', '\r', '\n'])
}

fn guarded(value: &str, is_guarded: bool) -> String {
    let apostrophe = if is_guarded { "'" } else { "" };
    let needs_quotes = value.contains(['"', ',', ';', '\t', '|', '\r', '\n']) || value.trim() != value;
    if needs_quotes {
        format!("\"{apostrophe}{}\"", value.replace('"', "\"\""))
    } else {
        format!("{apostrophe}{value}")
    }
}

/// A number with a point before its decimals; nothing for NaN and infinities.
#[must_use]
pub fn number(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// Minor units as an amount in major units with this many decimals.
#[must_use]
pub fn amount(minor: i64, decimals: u32) -> String {
    super::dry_run::decimal(i128::from(minor), decimals, decimals)
}

/// A sign and digits with at most one mark: nothing a formula could be made of.
fn is_plain_number(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, "0"));
    [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{amount, number, text};

    #[test]
    fn formulas_are_disarmed() {
        for (value, expected) in [
            ("=1+1", "'=1+1"),
            ("+1+1", "'+1+1"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1+1", "'＝1+1"),
            ("＠x", "'＠x"),
            (" =1", "\"' =1\""),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
            ("-", "'-"),
            ("-1-1", "'-1-1"),
        ] {
            assert_eq!(text(value), expected, "{value}");
        }
    }

    #[test]
    fn no_two_texts_are_written_alike_in_the_exact_form() {
        for (value, expected) in
            [("=1", "'=1"), ("'=1", "''=1"), ("'", "''"), ("", "'"), ("-12.50", "-12.50"), (" a", "\" a\"")]
        {
            assert_eq!(super::exact_text(value), expected, "{value}");
        }
    }

    #[test]
    fn harmless_text_and_plain_numbers_stay() {
        for value in ["", "Zoë O'Brien", "zoe@example.com", "-12.50", "+7", "-7,5", "12-50", "S-000001"] {
            let expected = if value.contains(',') { format!("\"{value}\"") } else { value.to_owned() };
            assert_eq!(text(value), expected);
        }
    }

    #[test]
    fn separators_of_every_country_are_protected() {
        for value in ["a,b", "a;b", "a\tb", "a|b", "a\nb", " a"] {
            assert_eq!(text(value), format!("\"{value}\""));
        }
        assert_eq!(text("say \"hi\""), "\"say \"\"hi\"\"\"");
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!([number(-0.5), number(1e6), number(f64::NAN), number(f64::INFINITY)], ["-0.5", "1000000", "", ""]);
        assert_eq!([amount(-1_999, 2), amount(5, 2), amount(7, 0)], ["-19.99", "0.05", "7"]);
    }
}
