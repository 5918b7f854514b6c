//! The file of histories.

use std::path::Path;

use shared::scoring::preparation::TimeUnit;

use super::options::ModelChoice;
use super::table::Table;
use super::{Failure, source};

/// Reads the file. A spend model requires a column of mean spends, a purchase model those of times.
pub(super) fn read(path: &Path, model: ModelChoice, time_unit: TimeUnit) -> Result<Table, Failure> {
    let shown = path.display();
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(source::open(path)?);
    let header = csv.headers().map_err(|error| format!("cannot read {shown}: {error}"))?.clone();
    let find = |names: &[&str]| {
        header.iter().position(|column| {
            names.iter().any(|name| column.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
        })
    };
    let missing = |name: &str| {
        let found = header.iter().collect::<Vec<_>>().join(", ");
        format!("{shown} has no column {name}; its columns are: {found}")
    };
    let frequency_column = find(&["frequency", "x"]).ok_or_else(|| missing("frequency (or x)"))?;
    let recency_column = find(&["recency", "t_x", "t.x"]);
    let age_column = find(&["T", "T.cal", "T_cal", "age"]);
    let spend_column = find(&["mean_spend", "zbar", "m_x", "m.x"]);
    let log_gaps_column = find(&["log_gaps", "litt"]);
    let id_column = find(&["id", "customer_id", "customerid", "cust"]);
    if model == ModelChoice::Spend {
        spend_column.ok_or_else(|| missing("mean_spend (or zbar)"))?;
    } else {
        recency_column.ok_or_else(|| missing("recency (or t_x)"))?;
        age_column.ok_or_else(|| missing("T (or T.cal)"))?;
    }
    let mut table = Table {
        time_unit,
        id: id_column.map(|column| (header[column].to_owned(), Vec::new())),
        frequency: Vec::new(),
        recency: recency_column.map(|_| Vec::new()),
        age: age_column.map(|_| Vec::new()),
        log_gaps: log_gaps_column.map(|_| Vec::new()),
        mean_spend: spend_column.map(|_| Vec::new()),
        after: None,
    };
    let mut record = csv::StringRecord::new();
    while csv.read_record(&mut record).map_err(|error| format!("cannot read {shown}: {error}"))? {
        let line = record.position().map_or(0, csv::Position::line);
        let number = |column: usize| {
            let text = &record[column];
            text.parse::<f64>()
                .map_err(|_| format!("{shown}, line {line}: {} is not a number: {text:?}", &header[column]))
        };
        let frequency = number(frequency_column)?;
        if !(0.0..=f64::from(u32::MAX)).contains(&frequency) || frequency.fract() != 0.0 {
            return Err(format!("{shown}, line {line}: frequency must be a whole number, but is {frequency}"));
        }
        table.frequency.push(frequency as u32);
        for (values, column) in [
            (&mut table.recency, recency_column),
            (&mut table.age, age_column),
            (&mut table.log_gaps, log_gaps_column),
            (&mut table.mean_spend, spend_column),
        ] {
            if let (Some(values), Some(column)) = (values, column) {
                values.push(number(column)?);
            }
        }
        if let (Some((_, values)), Some(column)) = (&mut table.id, id_column) {
            values.push(record[column].to_owned());
        }
    }
    if table.frequency.is_empty() {
        return Err(format!("{shown} has a header but no rows: it needs one line a customer"));
    }
    Ok(table)
}
