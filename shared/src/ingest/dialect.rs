//! How a file writes its values.

use serde::{Deserialize, Serialize};

/// Character encoding of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little-endian.
    Utf16Le,
    /// UTF-16, big-endian.
    Utf16Be,
    /// Windows-1252, what old spreadsheets write.
    Windows1252,
}

/// What stands between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tabulator
    Tab,
    /// `|`
    Pipe,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DecimalMark {
    /// `1,234.50`
    Point,
    /// `1.234,50`
    Comma,
}

/// Order of day, month and year where a date's text does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `2026-11-21`, also `20261121`
    YearMonthDay,
    /// `21.11.2026`, `21/11/2026`
    DayMonthYear,
    /// `11/21/2026`
    MonthDayYear,
}

/// How a file writes its values, detected and then confirmed by the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dialect {
    /// Character encoding.
    pub encoding: Encoding,
    /// Separator of values.
    pub separator: Separator,
    /// Decimal mark of amounts.
    pub decimal_mark: DecimalMark,
    /// Order of ambiguous dates.
    pub date_order: DateOrder,
}
