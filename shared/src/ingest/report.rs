//! What a dry run says.

use serde::{Deserialize, Serialize};

use super::{DistinctCount, Field};

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RowErrorKind {
    /// Fewer or more values than the header has.
    #[error("{found} values where the header has {expected}")]
    Values {
        /// Values of the header.
        expected: u32,
        /// Values of the row.
        found: u32,
    },
    /// A value that is needed is empty.
    #[error("is empty")]
    Missing,
    /// Not a date in the file's order.
    #[error("is not a date")]
    Date,
    /// A date before 1970 or after 2199.
    #[error("is out of range: orders from 1970 to 2199 are read")]
    DateOutOfRange,
    /// Not a number with the file's decimal mark.
    #[error("is not an amount")]
    Amount,
    /// Not a whole number.
    #[error("is not a number of units")]
    Quantity,
    /// None of the words that are read.
    #[error("is none of the words that are known here")]
    Unknown,
    /// The end of a contract, before its start.
    #[error("is before the contract began")]
    EndsBeforeItBegins,
    /// The line says that its order was not paid: it failed, was cancelled or never went through.
    #[error("says that the order was not paid, so it is left out")]
    NotPaid,
    /// More than can be counted.
    #[error("is too large")]
    TooLarge,
    /// What stands beside the amount is not the currency the line is in, or no currency at all stands in its column.
    #[error("is in another currency than {expected}")]
    Currency {
        /// The currency of the line, the workspace's where the line says none.
        expected: String,
    },
    /// An amount in another currency, without a rate for its day.
    #[error("no rate for {currency} on or before {day}: add one in Settings")]
    NoRate {
        /// The currency.
        currency: String,
        /// The line's day, `YYYY-MM-DD`.
        day: String,
    },
    /// The file ends within quotation marks: all from there on was taken for one value.
    #[error("a quotation mark that is never closed: all from there on was taken for one value")]
    OpenQuote,
    /// A line of another data source than the first, in one of Holdfast's own files.
    #[error("is another data source than that of the first line")]
    OtherSource,
    /// Bytes that the encoding does not have.
    #[error("has characters that cannot be read")]
    Encoding,
}

/// A rejected row. A failed row is data, not an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// Line on which the record begins, the header being 1.
    pub line: u64,
    /// Name of the column at fault; `None` for the row as a whole.
    pub column: Option<String>,
    /// Meaning of the column at fault.
    pub field: Option<Field>,
    /// The value at fault, cut at 100 characters.
    pub value: String,
    /// What is wrong.
    pub kind: RowErrorKind,
}

/// Totals of the lines in one currency, in that currency: exact decimal texts as in [`DryRunReport`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotals {
    /// Its code.
    pub currency: String,
    /// Lines that will be imported.
    pub accepted: u64,
    /// Sum of those in this currency: what the file says.
    pub accepted_total: String,
    /// The same sum in the workspace's currency, each line by the rate of its day.
    pub converted_total: String,
    /// Lines without customer.
    pub without_customer: u64,
    /// Sum of those in this currency.
    pub without_customer_total: String,
    /// Lines rejected because no rate is known for their day.
    pub without_rate: u64,
}

/// Totals of a pass over the file. Sums are of the workspace's currency, amounts in others by the rate of their day. Amounts are exact decimal texts in major units with a point, for example `"9747747.934"`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DryRunReport {
    /// Records below the header; empty lines are not counted.
    pub lines: u64,
    /// Lines that will be imported.
    pub accepted: u64,
    /// Lines that are in order but name no customer: counted, not imported.
    pub without_customer: u64,
    /// Lines that cannot be read.
    pub rejected: u64,
    /// Sum of the accepted lines.
    pub accepted_total: String,
    /// Sum of the lines without customer.
    pub without_customer_total: String,
    /// Lines with a negative amount among the accepted.
    pub negative: u64,
    /// Sum of those.
    pub negative_total: String,
    /// Orders of which the accepted lines say that something was given back; lines of an order are taken to follow each other.
    #[serde(default)]
    pub refunded: u64,
    /// Sum of that. It is not in the other sums: those are the amounts before it was given back.
    #[serde(default)]
    pub refunded_total: String,
    /// Of those orders, how many do not say when: their refunds count on the order's day.
    #[serde(default)]
    pub refunded_undated: u64,
    /// Different customers among the accepted lines, told apart by 64-bit hashes.
    pub customers: DistinctCount,
    /// Different records, orders for example, of different customers among the accepted lines, told apart likewise.
    pub records: DistinctCount,
    /// Totals of each currency, the workspace's first and then by code, where any line is in another one; else empty. Nothing adds
    /// them up across currencies.
    #[serde(default)]
    pub currencies: Vec<CurrencyTotals>,
    /// First and last day of the accepted lines, `YYYY-MM-DD`: as in the file, in UTC where it gives an offset.
    pub first_day: Option<String>,
    /// See [`Self::first_day`].
    pub last_day: Option<String>,
    /// The first 1,000 rejected rows; all of them are in the download.
    pub errors: Vec<RowError>,
}
