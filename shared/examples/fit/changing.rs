//! The file of covariates that change over time.

use std::collections::{BTreeMap, BTreeSet};

use shared::domain::Day;
use shared::scoring::covariates::{CovariateError, CovariateFitError};
use shared::scoring::pareto_nbd::time_varying::{
    VaryingColumn, VaryingCovariates, VaryingError, VaryingHistory, VaryingModel,
};
use shared::scoring::{DAYS_PER_WEEK, Weeks};

use super::Failure;
use super::columns::Columns;
use super::histories::CUSTOMER;
use super::options::CovariateOptions;
use super::periods::Periods;
use super::table::{Calendar, Table};

/// What is known of each customer of the table in each period, for either process, and when they bought.
pub(super) struct ChangingTables {
    pub(super) histories: Vec<VaryingHistory>,
    pub(super) purchase: VaryingCovariates,
    pub(super) dropout: VaryingCovariates,
    /// λ of the ridge penalty ½ λ γ² on every coefficient.
    pub(super) penalty: f64,
}

impl ChangingTables {
    /// Reads the columns that were asked for; they must reach to the end of the holdout period and of the horizon.
    pub(super) fn read(options: &CovariateOptions, table: &Table, horizon: Option<Weeks>) -> Result<Self, Failure> {
        let (Some(calendar), Some((_, customers))) = (&table.calendar, &table.id) else {
            return Err("covariates that change over time need a file of orders".to_owned());
        };
        let mut names: Vec<&String> = options.purchase.iter().chain(&options.dropout).collect();
        names.sort_unstable();
        names.dedup();
        let lines = Lines::read(options, &names)?;
        let periods = Periods::of(&lines.starts).map_err(|error| format!("{}: {error}", lines.shown))?;
        periods.check_cover(needed(calendar, table, horizon)).map_err(|error| format!("{}: {error}", lines.shown))?;
        let columns = lines.columns(&periods, names.len(), customers)?;
        let process = |of_process: &[String]| {
            let column = |name: &String| {
                let at = names.iter().position(|other| *other == name).expect("all names are among them");
                (name.clone(), columns[at].clone())
            };
            let columns = of_process.iter().map(column).collect();
            let period = Weeks::of_days(f64::from(periods.days));
            VaryingCovariates::new(period, periods.count, customers.len(), columns)
                .map_err(|error| format!("{}: {error}", lines.shown))
        };
        let history = |days: &Vec<Day>| {
            let weeks = |from: Day, to: Day| f64::from(to.0 - from.0) / DAYS_PER_WEEK;
            let repeats = days[1..].iter().map(|day| weeks(days[0], *day)).collect();
            VaryingHistory::new(weeks(periods.first, days[0]), repeats, weeks(days[0], calendar.as_of))
        };
        let histories: Result<_, VaryingError> = calendar.days.iter().map(history).collect();
        Ok(Self {
            histories: histories.map_err(|error| error.to_string())?,
            purchase: process(&options.purchase)?,
            dropout: process(&options.dropout)?,
            penalty: options.penalty,
        })
    }

    /// P(alive) and expected purchases of each customer within the horizon.
    pub(super) fn scores(&self, model: &VaryingModel, horizon: Weeks) -> Result<(Vec<f64>, Vec<f64>), VaryingError> {
        let score = |(row, history): (usize, &VaryingHistory)| {
            let customer = model.customer(row, history, &self.purchase, &self.dropout)?;
            Ok((customer.probability_alive(), customer.expected_purchases(horizon)?))
        };
        self.histories.iter().enumerate().map(score).collect()
    }
}

/// What is wrong with a fit, in words for periods.
pub(super) fn failure(error: &VaryingError) -> Failure {
    match error {
        VaryingError::Fit(CovariateFitError::Covariates(CovariateError::Constant { name })) => format!(
            "the covariate {name:?} never changes as long as customers are observed, so that its effect cannot be told: \
             leave it out"
        ),
        other => other.to_string(),
    }
}

/// First and last day that covariates are needed of.
fn needed(calendar: &Calendar, table: &Table, horizon: Option<Weeks>) -> (Day, Day) {
    let first = calendar.days.iter().map(|days| days[0]).min().unwrap_or(calendar.as_of);
    let ahead = horizon.map_or(0.0, |horizon| horizon.get() * DAYS_PER_WEEK).ceil();
    let of_scores = Day(calendar.as_of.0.saturating_add(ahead as i32));
    let of_holdout = table.after.as_ref().map_or(of_scores, |after| after.holdout_end);
    (first, of_scores.max(of_holdout))
}

/// The file's lines.
struct Lines {
    shown: String,
    starts: Vec<Day>,
    /// Whose the lines are; none where they hold for all.
    customers: Option<Vec<String>>,
    values: Vec<Vec<f64>>,
}

impl Lines {
    fn read(options: &CovariateOptions, names: &[&String]) -> Result<Self, Failure> {
        let mut file = Columns::open(options.file.path())?;
        let start_column = file.require(&["period_start"], "period_start")?;
        let columns: Vec<usize> =
            names.iter().map(|name| file.require(&[name.as_str()], name)).collect::<Result<_, _>>()?;
        let customer_column = file.find(&CUSTOMER);
        let mut lines = Self {
            shown: file.shown().to_owned(),
            starts: Vec::new(),
            customers: customer_column.map(|_| Vec::new()),
            values: Vec::new(),
        };
        while file.next_line()? {
            let start = file.text(start_column);
            let start = start
                .parse()
                .map_err(|_| file.failure(&format!("period_start must be a date like 2025-06-30, but is {start:?}")));
            lines.starts.push(start?);
            let value = |column: &usize| match file.number(*column)? {
                value if value.is_finite() => Ok(value),
                value => Err(file.failure(&format!("{} is not a finite number: {value}", file.name(*column)))),
            };
            lines.values.push(columns.iter().map(value).collect::<Result<_, _>>()?);
            if let (Some(customers), Some(column)) = (&mut lines.customers, customer_column) {
                customers.push(file.text(column).to_owned());
            }
        }
        Ok(lines)
    }

    /// The values by period, and by customer where the lines say whose they are.
    fn columns(&self, periods: &Periods, width: usize, wanted: &[String]) -> Result<Vec<VaryingColumn>, Failure> {
        let Some(owners) = &self.customers else {
            let row_of: BTreeMap<usize, usize> =
                self.starts.iter().enumerate().map(|(line, start)| (periods.position(*start), line)).collect();
            if row_of.len() < self.starts.len() {
                let mut seen = BTreeSet::new();
                let twice = self.starts.iter().find(|start| !seen.insert(**start)).expect("there are fewer periods");
                return Err(format!(
                    "{} has more than one line of the period {twice}: give one, or say in a column customer whose they are",
                    self.shown
                ));
            }
            let column = |at: usize| row_of.values().map(|line| self.values[*line][at]).collect();
            return Ok((0..width).map(|at| VaryingColumn::OfPeriods(column(at))).collect());
        };
        let row_of: BTreeMap<&str, usize> =
            wanted.iter().enumerate().map(|(row, customer)| (customer.as_str(), row)).collect();
        let mut line_of = vec![None; wanted.len() * periods.count];
        let mut unused = 0_u64;
        for (line, (start, owner)) in self.starts.iter().zip(owners).enumerate() {
            let Some(row) = row_of.get(owner.as_str()) else {
                unused += 1;
                continue;
            };
            if line_of[row * periods.count + periods.position(*start)].replace(line).is_some() {
                return Err(format!(
                    "{} has more than one line of customer {owner} for the period {start}",
                    self.shown
                ));
            }
        }
        if unused > 0 {
            eprintln!("fit: {unused} lines of {} belong to no customer and are left out", self.shown);
        }
        let found = |(cell, line): (usize, &Option<usize>)| {
            line.ok_or_else(|| {
                let (customer, start) = (&wanted[cell / periods.count], periods.start(cell % periods.count));
                format!("{} has no line of customer {customer} for the period {start}: add it", self.shown)
            })
        };
        let lines: Vec<usize> = line_of.iter().enumerate().map(found).collect::<Result<_, Failure>>()?;
        let column = |at: usize| lines.iter().map(|line| self.values[*line][at]).collect();
        Ok((0..width).map(|at| VaryingColumn::OfBoth(column(at))).collect())
    }
}
