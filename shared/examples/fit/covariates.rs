//! The file of covariates.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use shared::scoring::covariates::{CovariateError, Covariates};

use super::Failure;
use super::columns::Columns;
use super::histories::CUSTOMER;
use super::options::CovariateOptions;
use super::table::Table;

/// What is known of each customer of the table, for either process.
pub(super) struct CovariateTables {
    pub(super) purchase: Covariates,
    pub(super) dropout: Covariates,
    /// λ of the ridge penalty ½ λ γ² on every coefficient.
    pub(super) penalty: f64,
}

impl CovariateTables {
    /// Reads the columns that were asked for: lines belong to customers by a column of their names where there is one,
    /// else in the order of the table.
    pub(super) fn read(options: &CovariateOptions, table: &Table) -> Result<Self, Failure> {
        let mut names: Vec<&String> = options.purchase.iter().chain(&options.dropout).collect();
        names.sort_unstable();
        names.dedup();
        let rows = rows(options.file.path(), &names, table)?;
        let shown = options.file.path().display();
        let process = |of_process: &[String]| -> Result<Covariates, Failure> {
            let column = |name: &String| {
                let at = names.iter().position(|other| *other == name).expect("all names are among them");
                (name.clone(), rows.iter().map(|row| row[at]).collect())
            };
            let columns = of_process.iter().map(column).collect();
            Covariates::new(rows.len(), columns).map_err(|error: CovariateError| format!("{shown}: {error}"))
        };
        Ok(Self {
            purchase: process(&options.purchase)?,
            dropout: process(&options.dropout)?,
            penalty: options.penalty,
        })
    }
}

/// The values of these columns, one row a customer of the table.
fn rows(path: &Path, names: &[&String], table: &Table) -> Result<Vec<Vec<f64>>, Failure> {
    let mut file = Columns::open(path)?;
    let columns: Result<Vec<usize>, Failure> = names.iter().map(|name| file.require(&[name.as_str()], name)).collect();
    let columns = columns?;
    let customer_column = file.find(&CUSTOMER);
    let (mut rows, mut customers) = (Vec::new(), Vec::new());
    while file.next_line()? {
        let row: Result<Vec<f64>, Failure> = columns.iter().map(|column| file.number(*column)).collect();
        rows.push(row?);
        customers.extend(customer_column.map(|column| file.text(column).to_owned()));
    }
    match (customer_column, &table.id) {
        (Some(_), Some((_, wanted))) => joined(file.shown(), &customers, &rows, wanted),
        (Some(column), None) => Err(format!(
            "{} says in its column {} whose a line is, but the histories have no such column to join by",
            file.shown(),
            file.name(column)
        )),
        (None, _) if !table.in_given_order => {
            Err(format!("{} needs a column customer: a file of orders has its customers in no order", file.shown()))
        }
        (None, _) if rows.len() != table.frequency.len() => Err(format!(
            "{} has {} lines for {} customers: without a column customer it needs one line a customer in the same order",
            file.shown(),
            rows.len(),
            table.frequency.len()
        )),
        (None, _) => Ok(rows),
    }
}

fn joined(shown: &str, customers: &[String], rows: &[Vec<f64>], wanted: &[String]) -> Result<Vec<Vec<f64>>, Failure> {
    let mut row_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, customer) in customers.iter().enumerate() {
        if row_of.insert(customer, row).is_some() {
            return Err(format!("{shown} has more than one line of customer {customer}"));
        }
    }
    let row = |customer: &String| match row_of.get(customer.as_str()) {
        Some(row) => Ok(rows[*row].clone()),
        None => Err(format!("{shown} has no line of customer {customer}")),
    };
    let joined: Vec<Vec<f64>> = wanted.iter().map(row).collect::<Result<_, Failure>>()?;
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    let unused = row_of.keys().filter(|customer| !wanted.contains(*customer)).count();
    if unused > 0 {
        eprintln!("fit: {unused} lines of {shown} belong to no customer and are left out");
    }
    Ok(joined)
}
