//! The file of histories.

use std::path::Path;

use shared::scoring::DAYS_PER_WEEK;
use shared::scoring::preparation::TimeUnit;

use super::Failure;
use super::columns::Columns;
use super::options::ModelChoice;
use super::table::Table;

/// Names of a column that says whose a line is.
pub(super) const CUSTOMER: [&str; 5] = ["customer", "id", "customer_id", "customerid", "cust"];

/// Reads the file. A spend model requires a column of mean spends, a purchase model those of times.
pub(super) fn read(path: &Path, model: ModelChoice, time_unit: TimeUnit) -> Result<Table, Failure> {
    let mut file = Columns::open(path)?;
    let frequency_column = file.require(&["frequency", "x"], "frequency (or x)")?;
    let recency_column = file.find(&["recency", "t_x", "t.x"]);
    let age_column = file.find(&["T", "T.cal", "T_cal", "age"]);
    let spend_column = file.find(&["mean_spend", "zbar", "m_x", "m.x"]);
    let log_gaps_column = file.find(&["log_gaps", "litt"]);
    let id_column = file.find(&CUSTOMER);
    if model == ModelChoice::Spend {
        file.require(&["mean_spend", "zbar", "m_x", "m.x"], "mean_spend (or zbar)")?;
    } else {
        file.require(&["recency", "t_x", "t.x"], "recency (or t_x)")?;
        file.require(&["T", "T.cal", "T_cal", "age"], "T (or T.cal)")?;
    }
    let mut table = Table {
        time_unit,
        in_given_order: true,
        id: id_column.map(|column| (file.name(column).to_owned(), Vec::new())),
        frequency: Vec::new(),
        recency: recency_column.map(|_| Vec::new()),
        age: age_column.map(|_| Vec::new()),
        log_gaps: log_gaps_column.map(|_| Vec::new()),
        mean_spend: spend_column.map(|_| Vec::new()),
        seen_days: 0,
        calendar: None,
        season: None,
        after: None,
    };
    while file.next_line()? {
        table.frequency.push(file.count(frequency_column, "frequency")?);
        for (values, column) in [
            (&mut table.recency, recency_column),
            (&mut table.age, age_column),
            (&mut table.log_gaps, log_gaps_column),
            (&mut table.mean_spend, spend_column),
        ] {
            if let (Some(values), Some(column)) = (values, column) {
                values.push(file.number(column)?);
            }
        }
        if let (Some((_, values)), Some(column)) = (&mut table.id, id_column) {
            values.push(file.text(column).to_owned());
        }
    }
    if table.frequency.is_empty() {
        return Err(format!("{} has a header but no rows: it needs one line a customer", file.shown()));
    }
    let longest = table.age.iter().flatten().fold(0.0, |longest: f64, age| longest.max(*age));
    table.seen_days = ((longest * time_unit.weeks(1.0).get() * DAYS_PER_WEEK) as u32).saturating_add(1);
    Ok(table)
}
