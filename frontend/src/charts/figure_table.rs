//! A chart's numbers.

use leptos::prelude::*;

use crate::text::parts as text;

/// The table of a chart, which its charts read as well.
#[derive(Clone, Copy)]
pub(super) struct FigureTable {
    /// Names of the columns.
    pub(super) columns: StoredValue<Vec<String>>,
    /// Cells as they read.
    pub(super) rows: Signal<Vec<Vec<String>>>,
    /// The numbers behind them.
    pub(super) numbers: Option<Signal<Vec<Vec<Option<f64>>>>>,
}

impl FigureTable {
    /// A row in words: its first cell, then the name and the value of each other cell that is filled in.
    pub(super) fn read(self, row: usize) -> String {
        self.rows.with(|rows| {
            let Some([first, cells @ ..]) = rows.get(row).map(Vec::as_slice) else { return String::new() };
            let named = self.columns.with_value(|columns| {
                let pairs = columns.iter().skip(1).zip(cells).filter(|(_, cell)| !cell.is_empty());
                pairs.map(|(name, cell)| text::named_value(name, cell)).collect::<Vec<_>>()
            });
            text::reading(first, &named.join(" · "))
        })
    }

    /// How many rows there are.
    pub(super) fn len(self) -> usize {
        self.rows.with(Vec::len)
    }
}
