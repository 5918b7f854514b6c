//! Columns of words, gathered while the base is built.

use std::collections::BTreeMap;

use super::AttributeColumn;

/// Words of all customers pushed, as provisional numbers.
#[derive(Debug, Default)]
pub(super) struct Words {
    numbers: BTreeMap<String, u32>,
}

impl Words {
    /// The provisional number of a word.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        number
    }

    /// The column of these provisional numbers, one a row.
    pub(super) fn finish(self, name: &str, rows: impl Iterator<Item = u32>) -> AttributeColumn {
        let mut code = vec![0; self.numbers.len()];
        for (index, number) in self.numbers.values().enumerate() {
            code[*number as usize] = u16::try_from(index).unwrap_or(u16::MAX);
        }
        AttributeColumn {
            name: name.to_owned(),
            codes: rows.map(|number| code[number as usize]).collect(),
            values: self.numbers.into_keys().take(usize::from(u16::MAX) + 1).collect(),
        }
    }
}
