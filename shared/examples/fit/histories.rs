//! The file of histories.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use shared::scoring::History;
use shared::scoring::gamma_gamma::Spend;

use super::Failure;

/// The columns of the file that matter.
pub(super) struct Table {
    /// Name of the identifier column and its values.
    pub(super) id: Option<(String, Vec<String>)>,
    pub(super) frequency: Vec<u32>,
    pub(super) recency: Option<Vec<f64>>,
    pub(super) age: Option<Vec<f64>>,
    pub(super) mean_spend: Option<Vec<f64>>,
}

impl Table {
    /// The rows as purchase histories.
    pub(super) fn histories(&self) -> Result<Vec<History>, Failure> {
        let (Some(recency), Some(age)) = (&self.recency, &self.age) else {
            return Err("the file needs the columns frequency, recency and T".into());
        };
        let row = |(row, ((frequency, recency), age)): (usize, ((&u32, &f64), &f64))| {
            History::new(*frequency, *recency, *age).map_err(|error| format!("line {}: {error}", row + 2))
        };
        self.frequency.iter().zip(recency).zip(age).enumerate().map(row).collect()
    }

    /// The rows as spends; none without a spend column.
    pub(super) fn spends(&self) -> impl Iterator<Item = Spend> + '_ {
        let means = self.mean_spend.as_deref().unwrap_or_default();
        self.frequency.iter().zip(means).map(|(frequency, mean)| Spend { frequency: *frequency, mean: *mean })
    }
}

/// Reads the file, plain or gzip. `needs_spend`: a column of mean spends is required, one of times is not.
pub(super) fn read(path: &Path, needs_spend: bool) -> Result<Table, Failure> {
    let shown = path.display();
    let file = File::open(path).map_err(|error| format!("cannot open {shown}: {error}"))?;
    let is_gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    let reader: Box<dyn Read> =
        if is_gzip { Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(file))) } else { Box::new(file) };
    let mut csv = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
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
    let id_column = find(&["id", "customer_id", "customerid", "cust"]);
    if needs_spend {
        spend_column.ok_or_else(|| missing("mean_spend (or zbar)"))?;
    } else {
        recency_column.ok_or_else(|| missing("recency (or t_x)"))?;
        age_column.ok_or_else(|| missing("T (or T.cal)"))?;
    }
    let mut table = Table {
        id: id_column.map(|column| (header[column].to_owned(), Vec::new())),
        frequency: Vec::new(),
        recency: recency_column.map(|_| Vec::new()),
        age: age_column.map(|_| Vec::new()),
        mean_spend: spend_column.map(|_| Vec::new()),
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
        for (values, column) in
            [(&mut table.recency, recency_column), (&mut table.age, age_column), (&mut table.mean_spend, spend_column)]
        {
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
