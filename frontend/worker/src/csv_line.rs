//! Lines of a CSV file that a spreadsheet may open.

use std::borrow::Cow;
use std::fmt::Write;

/// Marks the file as UTF-8 for spreadsheets that would guess otherwise.
pub(crate) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes one line, value by value, ending in CRLF as RFC 4180 asks.
#[derive(Debug)]
pub(crate) struct CsvLine<'a> {
    out: &'a mut String,
    first: bool,
}

impl<'a> CsvLine<'a> {
    /// Begins a line.
    pub(crate) fn new(out: &'a mut String) -> Self {
        Self { out, first: true }
    }

    /// A text that may come from anywhere: quoted where needed, and never a formula.
    pub(crate) fn text(mut self, value: &str) -> Self {
        self.separate();
        self.out.push_str(&safe_csv(value));
        self
    }

    /// A number, which is never quoted.
    pub(crate) fn number(mut self, value: impl std::fmt::Display) -> Self {
        self.separate();
        write!(self.out, "{value}").expect("writing to a string does not fail");
        self
    }

    /// A number with so many decimals, or nothing where it is not known.
    pub(crate) fn decimal(mut self, value: Option<f64>, decimals: usize) -> Self {
        self.separate();
        if let Some(value) = value {
            write!(self.out, "{value:.decimals$}").expect("writing to a string does not fail");
        }
        self
    }

    /// Ends the line.
    pub(crate) fn end(self) {
        self.out.push_str("\r\n");
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
    }
}

/// The value quoted where RFC 4180 asks for it, and with an apostrophe before what a spreadsheet would run.
fn safe_csv(value: &str) -> Cow<'_, str> {
    let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if !formula && !value.contains([',', ';', '"', '\r', '\n', '\t']) {
        return Cow::Borrowed(value);
    }
    let apostrophe = if formula { "'" } else { "" };
    Cow::Owned(format!("\"{apostrophe}{}\"", value.replace('"', "\"\"")))
}
