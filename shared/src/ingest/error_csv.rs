//! Rejected rows as a file for the person who must repair them.

use super::{RowError, safe_csv};

/// The first line, with the byte order mark before it.
#[must_use]
pub fn errors_csv_header() -> String {
    format!("{}line,column,reason,value{}", safe_csv::BYTE_ORDER_MARK, safe_csv::LINE_END)
}

/// The line of one rejected row.
#[must_use]
pub fn error_csv_line(error: &RowError) -> String {
    let column = safe_csv::text(error.column.as_deref().unwrap_or_default());
    let reason = safe_csv::text(&error.kind.to_string());
    format!("{},{column},{reason},{}{}", error.line, safe_csv::text(&error.value), safe_csv::LINE_END)
}

#[cfg(test)]
mod tests {
    use super::{error_csv_line, errors_csv_header};
    use crate::ingest::{Field, RowError, RowErrorKind};

    #[test]
    fn a_hostile_value_reaches_the_spreadsheet_as_text() {
        let error = RowError {
            line: 7,
            column: Some("Amount, net".into()),
            field: Some(Field::Amount),
            value: "=cmd|' /C calc'!A0".into(),
            kind: RowErrorKind::Amount,
        };
        assert_eq!(errors_csv_header(), "\u{feff}line,column,reason,value\r\n");
        assert_eq!(error_csv_line(&error), "7,\"Amount, net\",is not an amount,\"'=cmd|' /C calc'!A0\"\r\n");
    }
}
