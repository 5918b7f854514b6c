//! A chart's numbers as a file for spreadsheets.

use shared::ingest::safe_csv::{BYTE_ORDER_MARK, LINE_END, number, text};

/// The table with its header; cells of which the number is known hold the number.
pub(super) fn csv(columns: &[String], rows: &[Vec<String>], numbers: &[Vec<Option<f64>>]) -> String {
    let mut file = BYTE_ORDER_MARK.to_owned();
    line(&mut file, columns.iter().map(|name| text(name)));
    for (row, cells) in rows.iter().enumerate() {
        let number_of = |column: usize| numbers.get(row).and_then(|row| row.get(column).copied().flatten());
        let values = cells.iter().enumerate();
        line(&mut file, values.map(|(column, cell)| number_of(column).map_or_else(|| text(cell), number)));
    }
    file
}

fn line(file: &mut String, values: impl Iterator<Item = String>) {
    file.push_str(&values.collect::<Vec<_>>().join(","));
    file.push_str(LINE_END);
}

#[cfg(test)]
mod tests {
    use super::csv;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn cells_are_written_as_they_read() {
        let rows = [row(&["20 Nov 2026", "1,284"]), row(&["=1+1", "-12.5"])];
        let file = csv(&row(&["Week", "Orders"]), &rows, &[]);
        assert_eq!(file, "\u{feff}Week,Orders\r\n20 Nov 2026,\"1,284\"\r\n'=1+1,-12.5\r\n");
    }

    #[test]
    fn known_numbers_stand_for_their_words() {
        let rows = [row(&["Week 1", "+€1,284", "n/a"]), row(&["Week 2", "3", "4"])];
        let numbers = [vec![None, Some(-1283.75), None]];
        let file = csv(&row(&["Week", "Value", "Rest"]), &rows, &numbers);
        assert_eq!(file, "\u{feff}Week,Value,Rest\r\nWeek 1,-1283.75,n/a\r\nWeek 2,3,4\r\n");
    }
}
