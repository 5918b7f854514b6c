//! Lines of a CSV file that a spreadsheet may open.

use shared::ingest::safe_csv;

/// Writes one line, value by value.
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

    /// A text that may come from anywhere.
    pub(crate) fn text(self, value: &str) -> Self {
        self.written(&safe_csv::text(value))
    }

    /// What is known to hold only digits, a sign and a point.
    pub(crate) fn written(mut self, value: &str) -> Self {
        if !std::mem::take(&mut self.first) {
            self.out.push(',');
        }
        self.out.push_str(value);
        self
    }

    /// A number with so many decimals, or nothing where it is not known.
    pub(crate) fn decimal(self, value: Option<f64>, decimals: usize) -> Self {
        let text = value.map(|value| format!("{value:.decimals$}"));
        self.written(&text.unwrap_or_default())
    }

    /// Ends the line.
    pub(crate) fn end(self) {
        self.out.push_str(safe_csv::LINE_END);
    }
}
