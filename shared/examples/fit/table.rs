//! What is known of each customer.

use shared::domain::Day;
use shared::math::ln;
use shared::scoring::gamma_gamma::Spend;
use shared::scoring::preparation::{PurchaseLog, TimeUnit};
use shared::scoring::{Histories, History, HistoryError, LogGaps, Weeks};

use super::Failure;
use super::season::Season;

/// One entry a customer in every column; times in the unit given.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) time_unit: TimeUnit,
    /// Whether customers stand in the order of a file with one line each.
    pub(super) in_given_order: bool,
    /// Name of the identifier column and its values.
    pub(super) id: Option<(String, Vec<String>)>,
    pub(super) frequency: Vec<u32>,
    pub(super) recency: Option<Vec<f64>>,
    pub(super) age: Option<Vec<f64>>,
    /// Sums of the natural logarithms of the gaps between transactions.
    pub(super) log_gaps: Option<Vec<f64>>,
    pub(super) mean_spend: Option<Vec<f64>>,
    /// Days from the first purchase of all to the as-of day, both counted.
    pub(super) seen_days: u32,
    /// The days of purchase, where they are known.
    pub(super) calendar: Option<Calendar>,
    /// The season in whose time recency, age and log gaps are, where they are not the calendar's.
    pub(super) season: Option<Season>,
    /// What followed, where it is known.
    pub(super) after: Option<After>,
}

/// When customers bought.
#[derive(Debug)]
pub(super) struct Calendar {
    /// The as-of day.
    pub(super) as_of: Day,
    /// Days of purchase up to then, ascending, one list a customer.
    pub(super) days: Vec<Vec<Day>>,
}

/// What customers did in the days after those of the table.
#[derive(Debug)]
pub(super) struct After {
    /// Last day of the table.
    pub(super) calibration_end: Day,
    /// Last day of what followed.
    pub(super) holdout_end: Day,
    /// Transactions.
    pub(super) purchases: Vec<u32>,
    /// Their value.
    pub(super) spend: Vec<f64>,
    /// Every purchase, before and after, of all customers.
    pub(super) log: PurchaseLog<String>,
}

impl Calendar {
    /// Of customers whose days of purchase, later ones included, are these.
    pub(super) fn until<'a>(as_of: Day, days: impl Iterator<Item = &'a [Day]>) -> Self {
        let seen = |days: &[Day]| days[..days.partition_point(|day| *day <= as_of)].to_vec();
        Self { as_of, days: days.map(seen).collect() }
    }
}

impl Table {
    /// The rows as purchase histories.
    pub(super) fn histories(&self) -> Result<Vec<History>, Failure> {
        let (Some(recency), Some(age)) = (&self.recency, &self.age) else {
            return Err("the file needs the columns frequency, recency and T".into());
        };
        let row = |(row, ((frequency, recency), age)): (usize, ((&u32, &f64), &f64))| {
            self.history(*frequency, *recency, *age).map_err(|error| format!("line {}: {error}", row + 2))
        };
        self.frequency.iter().zip(recency).zip(age).enumerate().map(row).collect()
    }

    /// Equal histories of these rows merged, with the sums of log gaps where the table has them.
    pub(super) fn grouped(&self, rows: &[History]) -> Result<Histories, Failure> {
        let histories = Histories::from_weeks(rows);
        let Some(log_gaps) = &self.log_gaps else { return Ok(histories) };
        let unit = ln(self.time_unit.weeks(1.0).get());
        let in_weeks: Vec<f64> =
            self.frequency.iter().zip(log_gaps).map(|(frequency, sum)| sum + f64::from(*frequency) * unit).collect();
        let log_gaps = LogGaps::from_weeks(rows, &in_weeks).map_err(|error| error.to_string())?;
        histories.with_log_gaps(log_gaps).map_err(|error| error.to_string())
    }

    /// The time of the models that passes over a calendar horizon from the as-of day on.
    pub(super) fn operational(&self, horizon: Weeks) -> Weeks {
        let season = self.season.as_ref();
        season.map_or(horizon, |season| season.estimate.index.operational_horizon(season.as_of, horizon))
    }

    fn history(&self, frequency: u32, recency: f64, age: f64) -> Result<History, HistoryError> {
        // Checked as given, so that a message shows the file's numbers.
        History::new(frequency, recency, age)?;
        let weeks = |time: f64| self.time_unit.weeks(time).get();
        History::new(frequency, weeks(recency), weeks(age))
    }

    /// The rows as spends; none without a spend column.
    pub(super) fn spends(&self) -> impl Iterator<Item = Spend> + '_ {
        let means = self.mean_spend.as_deref().unwrap_or_default();
        self.frequency.iter().zip(means).map(|(frequency, mean)| Spend { frequency: *frequency, mean: *mean })
    }
}
