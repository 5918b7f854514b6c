//! All customers of a filter as a file for spreadsheets.

use protocol::ListQuery;
use shared::api::IdentityRow;
use shared::ingest::safe_csv;

use super::LoadedBase;
use super::row::customer_row;
use crate::csv_line::CsvLine;
use crate::text;

impl LoadedBase {
    /// The customers of a query, in its order, with their scores. The number of lines below the header, and the file.
    ///
    /// # Errors
    /// In words, when the identities are not those of this base.
    pub fn export_csv(&mut self, query: &ListQuery, identities: &[IdentityRow]) -> Result<(u32, Vec<u8>), String> {
        let ids = &self.base.customers.id;
        if identities.len() != ids.len() || identities.iter().zip(ids).any(|(identity, id)| identity.id != *id) {
            return Err(text::OTHER_NAMES.into());
        }
        let mut out = String::from(safe_csv::BYTE_ORDER_MARK);
        let header = text::export_header(self.manifest.settings.currency.code());
        header.iter().fold(CsvLine::new(&mut out), |line, name| line.text(name)).end();

        let rows = self.filtered_rows(query).to_vec();
        for row in &rows {
            self.write_customer(&mut out, *row, &identities[*row as usize]);
        }
        Ok((rows.len() as u32, out.into_bytes()))
    }

    fn write_customer(&self, out: &mut String, row: u32, identity: &IdentityRow) {
        let currency = self.manifest.settings.currency;
        let digits = currency.minor_digits() as usize;
        let per_major = currency.minor_per_major() as f64;
        let numbers = customer_row(&self.base, self.tiers(), row);
        let last_day = self.base.orders.of(row as usize).0.last();
        let (alive, alive_low, alive_high) = split(numbers.probability_alive);
        let (value, value_low, value_high) = split(numbers.lifetime_value_minor);
        let major = |minor: Option<f64>| minor.map(|minor| minor / per_major);
        CsvLine::new(out)
            .text(&identity.number)
            .text(identity.name.as_deref().unwrap_or_default())
            .text(identity.email.as_deref().unwrap_or_default())
            .written(&numbers.transactions.to_string())
            .text(&last_day.map(ToString::to_string).unwrap_or_default())
            .written(&safe_csv::amount(numbers.net_minor, currency.minor_digits()))
            .decimal(alive, 4)
            .decimal(alive_low, 4)
            .decimal(alive_high, 4)
            .decimal(numbers.expected_orders, 3)
            .decimal(major(value), digits)
            .decimal(major(value_low), digits)
            .decimal(major(value_high), digits)
            .decimal(major(numbers.value_at_risk_minor), digits)
            .text(numbers.risk.map(text::risk).unwrap_or_default())
            .end();
    }
}

/// A value with its interval, or three unknowns.
fn split(estimate: Option<(f64, f64, f64)>) -> (Option<f64>, Option<f64>, Option<f64>) {
    (estimate.map(|it| it.0), estimate.map(|it| it.1), estimate.map(|it| it.2))
}

#[cfg(test)]
mod tests {
    use protocol::{Column, Filter, ListQuery, Sort};
    use shared::api::IdentityRow;

    use crate::base::{LoadedBase, test_base};

    fn identities(loaded: &LoadedBase) -> Vec<IdentityRow> {
        let texts = ["=1+1", "Ann \"Bo\" Oak", "a,b", "line\nbreak", "@x", "-3+1", "Zoë"];
        let text = |row: usize| texts[row % texts.len()].to_owned();
        let identity = |(row, id): (usize, &_)| IdentityRow {
            id: *id,
            number: format!("C-{row}"),
            name: (row % 3 > 0).then(|| text(row)),
            email: (row % 5 > 0).then(|| format!("{row}@example.com")),
        };
        loaded.base.customers.id.iter().enumerate().map(identity).collect()
    }

    fn query() -> ListQuery {
        let sort = Sort { column: Column::LifetimeValue, descending: true };
        ListQuery { sort, filter: Filter { repeat_only: true, ..Filter::default() }, offset: 0, limit: 1 }
    }

    #[test]
    fn the_file_read_back_holds_the_list_in_its_order() {
        let mut loaded = test_base::loaded(41, 140);
        let identities = identities(&loaded);
        let page = loaded.list(ListQuery { limit: 500, ..query() });
        let (count, bytes) = loaded.export_csv(&query(), &identities).expect("names fit");
        assert_eq!(count, page.total);

        let text = String::from_utf8(bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().expect("a header").len(), 15);
        let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("well-formed");
        assert_eq!(records.len(), page.rows.len());
        for (record, row) in records.iter().zip(&page.rows) {
            let identity = &identities[row.row as usize];
            assert_eq!(&record[0], identity.number);
            let name = identity.name.clone().unwrap_or_default();
            assert!(record[1].ends_with(&name), "{} for {name}", &record[1]);
            assert_eq!(&record[3], row.transactions.to_string());
            assert_eq!(record[5].parse::<f64>().expect("a number"), row.net_minor as f64 / 100.0);
            match row.lifetime_value_minor {
                None => assert_eq!(&record[10], ""),
                Some((value, ..)) => {
                    assert!((record[10].parse::<f64>().expect("a number") - value / 100.0).abs() <= 0.005_000_1);
                }
            }
            for field in [&record[0], &record[1], &record[2]] {
                assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field} would be a formula");
            }
        }
        assert!(text.ends_with("\r\n"));
    }

    #[test]
    fn names_of_another_generation_are_refused() {
        let mut loaded = test_base::loaded(42, 30);
        let mut identities = identities(&loaded);
        identities.swap(3, 4);
        assert!(loaded.export_csv(&query(), &identities).is_err());
        identities.swap(3, 4);
        identities.pop();
        assert!(loaded.export_csv(&query(), &identities).is_err());
    }
}
