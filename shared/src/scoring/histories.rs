//! Distinct histories with counts: what every fit and every score works on.

use super::sorting::{sort_by_field, sort_by_position};
use super::{DAYS_PER_WEEK, History, LogGaps, LogGapsError};

/// Above this many distinct histories a sample pays.
const SAMPLE_ABOVE: usize = 20_000;
/// Least number of distinct histories in it.
const LEAST_SAMPLE: usize = 2_000;

/// All customers' histories, equal ones merged, sorted by frequency, recency and age.
///
/// Frequency and age take few values, so whatever depends on one of them alone is computed once a
/// value: see [`Histories::runs`] and [`Histories::ages`].
///
/// ```
/// use shared::scoring::{Histories, History};
/// // Four customers, two of them alike; one row a customer in each column, times in days.
/// let histories = Histories::from_days(&[2, 0, 2, 1], &[70, 0, 70, 14], &[140, 140, 140, 70]);
/// assert_eq!((histories.customers(), histories.repeat_customers(), histories.len()), (4.0, 3.0, 3));
/// assert_eq!(histories.iter().last(), Some(History { frequency: 2, recency: 10.0, age: 20.0 }));
/// assert_eq!(histories.count(), [1.0, 1.0, 2.0]);
/// // The first and the third customer have the last of the distinct histories.
/// assert_eq!(histories.history_of_customer(), [2, 0, 2, 1]);
/// assert_eq!((histories.ages(), histories.age_index()), (&[10.0, 20.0][..], &[1, 0, 1][..]));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Histories {
    recency: Vec<f64>,
    age_index: Vec<u32>,
    count: Vec<f64>,
    runs: Vec<Run>,
    ages: Vec<f64>,
    history_of_customer: Vec<u32>,
    log_gaps: Option<LogGaps>,
}

/// A stretch of histories of equal frequency.
///
/// ```
/// use shared::scoring::{Histories, Run};
/// let histories = Histories::from_days(&[2, 0, 2, 1], &[70, 0, 35, 14], &[140, 140, 140, 70]);
/// let twice = &histories.runs()[2];
/// assert_eq!(*twice, Run { frequency: 2, range: 2..4, customers: 2.0 });
/// assert_eq!(histories.recency()[twice.range.clone()], [5.0, 10.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Repeat transactions of all of them.
    pub frequency: u32,
    /// Where they stand among the distinct histories.
    pub range: std::ops::Range<usize>,
    /// Customers in them.
    pub customers: f64,
}

impl Histories {
    /// Groups histories given in whole days. The columns have one entry a customer and equal lengths.
    ///
    /// # Panics
    /// When the columns' lengths differ.
    #[must_use]
    pub fn from_days(frequency: &[u32], recency_days: &[u32], age_days: &[u32]) -> Self {
        assert!(frequency.len() == recency_days.len() && frequency.len() == age_days.len(), "columns of equal length");
        let mut keys: Vec<u128> = (0..frequency.len())
            .map(|row| {
                u128::from(frequency[row]) << 96
                    | u128::from(recency_days[row]) << 64
                    | u128::from(age_days[row]) << 32
                    | row as u128
            })
            .collect();
        let largest = |column: &[u32]| column.iter().copied().max().unwrap_or(0);
        sort_by_field(&mut keys, largest(age_days), |key| (key >> 32) as u32);
        let ages = number_ages(&mut keys);
        sort_by_field(&mut keys, largest(recency_days), |key| (key >> 64) as u32);
        sort_by_field(&mut keys, largest(frequency), |key| (key >> 96) as u32);
        let sorted = keys.iter().map(|key| Sorted {
            customer: *key as u32,
            frequency: (key >> 96) as u32,
            recency: f64::from((key >> 64) as u32) / DAYS_PER_WEEK,
            age: (key >> 32) as u32,
        });
        Self::group(sorted, keys.len(), ages, |index, _| index)
    }

    /// Groups histories given in weeks, one a customer.
    #[must_use]
    pub fn from_weeks(histories: &[History]) -> Self {
        let record = |row: u32| {
            let History { frequency, recency, age } = histories[row as usize];
            Sorted { customer: row, frequency, recency, age }
        };
        let mut records: Vec<Sorted<f64>> = in_order_of_frequency(histories).into_iter().map(record).collect();
        let mut scratch = Vec::new();
        for run in records.chunk_by_mut(|one, other| one.frequency == other.frequency) {
            sort_by_position(run, &mut scratch, |record| (record.recency, record.age));
        }
        let sorted = records.iter().copied();
        match distinct_ages(histories) {
            Some(ages) => {
                Self::group(sorted, records.len(), ages, |age, ages| ages.partition_point(|other| *other < age) as u32)
            }
            None => Self::group(sorted, records.len(), Vec::new(), added),
        }
    }

    /// Histories given in weeks in order of frequency alone, none merged: for scores of customers of whom hardly
    /// two are alike, since their times have decimals. To merge them would take longer than to score them one by one.
    ///
    /// ```
    /// use shared::scoring::{Histories, History};
    /// let twice = History::new(2, 30.43, 38.86)?;
    /// let once = History::new(0, 0.0, 38.86)?;
    /// let histories = Histories::unmerged(&[twice, once, twice]);
    /// assert_eq!((histories.len(), histories.history_of_customer()), (3, &[1, 0, 2][..]));
    /// assert_eq!(Histories::from_weeks(&[twice, once, twice]).len(), 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn unmerged(histories: &[History]) -> Self {
        let rows = in_order_of_frequency(histories);
        let mut all = Self {
            recency: rows.iter().map(|row| histories[*row as usize].recency).collect(),
            ages: rows.iter().map(|row| histories[*row as usize].age).collect(),
            age_index: (0..rows.len() as u32).collect(),
            count: vec![1.0; rows.len()],
            history_of_customer: vec![0; rows.len()],
            ..Self::default()
        };
        for (position, row) in rows.iter().enumerate() {
            all.history_of_customer[*row as usize] = position as u32;
        }
        for run in
            rows.chunk_by(|one, other| histories[*one as usize].frequency == histories[*other as usize].frequency)
        {
            let start = all.runs.last().map_or(0, |run| run.range.end);
            let frequency = histories[run[0] as usize].frequency;
            all.runs.push(Run { frequency, range: start..start + run.len(), customers: run.len() as f64 });
        }
        all
    }

    /// The same histories with what tells how regularly these customers buy.
    ///
    /// # Errors
    /// When the sums are of other customers, by their number and that of their gaps.
    pub fn with_log_gaps(self, log_gaps: LogGaps) -> Result<Self, LogGapsError> {
        if !log_gaps.belong_to(&self) {
            return Err(LogGapsError::OtherCustomers);
        }
        Ok(Self { log_gaps: Some(log_gaps), ..self })
    }

    /// What tells how regularly these customers buy, if it is known.
    #[must_use]
    pub fn log_gaps(&self) -> Option<&LogGaps> {
        self.log_gaps.as_ref()
    }

    /// Merges equal neighbours. `index_of` gives an age its position among the ages, where it may add it.
    fn group<Age: Copy + PartialEq>(
        sorted: impl Iterator<Item = Sorted<Age>>,
        customers: usize,
        ages: Vec<f64>,
        mut index_of: impl FnMut(Age, &mut Vec<f64>) -> u32,
    ) -> Self {
        let mut all = Self { history_of_customer: vec![0; customers], ages, ..Self::default() };
        let mut last: Option<Sorted<Age>> = None;
        for entry in sorted {
            if last.is_none_or(|last| !last.same_history(&entry)) {
                if last.is_none_or(|last| last.frequency != entry.frequency) {
                    let start = all.count.len();
                    all.runs.push(Run { frequency: entry.frequency, range: start..start, customers: 0.0 });
                }
                let age_index = index_of(entry.age, &mut all.ages);
                all.recency.push(entry.recency);
                all.age_index.push(age_index);
                all.count.push(0.0);
            }
            let index = all.count.len() - 1;
            all.count[index] += 1.0;
            all.history_of_customer[entry.customer as usize] = index as u32;
            let run = all.runs.last_mut().expect("the first entry starts a run");
            run.range.end = index + 1;
            run.customers += 1.0;
            last = Some(entry);
        }
        all
    }

    /// Number of distinct histories.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count.len()
    }

    /// Whether there is no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count.is_empty()
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.runs.iter().map(|run| run.customers).sum()
    }

    /// Number of customers with a repeat transaction.
    #[must_use]
    pub fn repeat_customers(&self) -> f64 {
        self.runs.iter().filter(|run| run.frequency > 0).map(|run| run.customers).sum()
    }

    /// Stretches of equal frequency, ascending.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The ages that occur, in weeks; [`Self::age_index`] points here. Ascending where they repeat.
    #[must_use]
    pub fn ages(&self) -> &[f64] {
        &self.ages
    }

    /// Recency of each distinct history, in weeks.
    #[must_use]
    pub fn recency(&self) -> &[f64] {
        &self.recency
    }

    /// Position of each distinct history's age in [`Self::ages`].
    #[must_use]
    pub fn age_index(&self) -> &[u32] {
        &self.age_index
    }

    /// Customers with each distinct history.
    #[must_use]
    pub fn count(&self) -> &[f64] {
        &self.count
    }

    /// For each customer, in the order given, their distinct history.
    #[must_use]
    pub fn history_of_customer(&self) -> &[u32] {
        &self.history_of_customer
    }

    /// The distinct histories one by one.
    pub fn iter(&self) -> impl Iterator<Item = History> + '_ {
        self.runs.iter().flat_map(move |run| {
            run.range.clone().map(move |index| History {
                frequency: run.frequency,
                recency: self.recency[index],
                age: self.ages[self.age_index[index] as usize],
            })
        })
    }

    /// About 2,000 of the distinct histories, or 1 % of them, where there are so many that a fit had better start there.
    #[must_use]
    pub fn small_sample(&self) -> Option<Self> {
        (self.len() > SAMPLE_ABOVE).then(|| self.sample(self.small_stride()))
    }

    /// The [small sample](Self::small_sample) and one with the square root of its share, where there are so many distinct
    /// histories that a fit had better start on the one and go on with the other: then two Newton steps on the whole end
    /// it. Else none.
    #[must_use]
    pub fn samples(&self) -> Vec<Self> {
        if self.len() <= SAMPLE_ABOVE {
            return Vec::new();
        }
        let stride = self.small_stride();
        vec![self.sample(stride), self.sample((stride as f64).sqrt().round() as usize)]
    }

    fn small_stride(&self) -> usize {
        (self.len() / LEAST_SAMPLE).clamp(2, 100)
    }

    /// Every `stride`-th distinct history with its count: a stratified sample, since they are sorted.
    ///
    /// ```
    /// use shared::scoring::Histories;
    /// let histories = Histories::from_days(&[0, 1, 2, 3], &[0, 7, 14, 21], &[70; 4]);
    /// let half = histories.sample(2);
    /// assert_eq!(half.iter().map(|history| history.frequency).collect::<Vec<_>>(), [0, 2]);
    /// // So few are not worth sampling for a fit.
    /// assert!(histories.small_sample().is_none() && histories.samples().is_empty());
    /// ```
    #[must_use]
    pub fn sample(&self, stride: usize) -> Self {
        let mut sample = Self { ages: Vec::new(), ..Self::default() };
        for run in &self.runs {
            let start = sample.count.len();
            let mut customers = 0.0;
            let first = run.range.start.next_multiple_of(stride);
            for index in (first..run.range.end).step_by(stride) {
                sample.recency.push(self.recency[index]);
                sample.age_index.push(sample.ages.len() as u32);
                sample.ages.push(self.ages[self.age_index[index] as usize]);
                sample.count.push(self.count[index]);
                customers += self.count[index];
            }
            let range = start..sample.count.len();
            if !range.is_empty() {
                sample.runs.push(Run { frequency: run.frequency, range, customers });
            }
        }
        sample
    }
}

#[derive(Clone, Copy)]
struct Sorted<Age> {
    customer: u32,
    frequency: u32,
    recency: f64,
    age: Age,
}

impl<Age: PartialEq> Sorted<Age> {
    fn same_history(&self, other: &Self) -> bool {
        self.frequency == other.frequency && self.recency == other.recency && self.age == other.age
    }
}

/// Rows of the customers, sorted by frequency.
fn in_order_of_frequency(histories: &[History]) -> Vec<u32> {
    let largest = histories.iter().map(|history| history.frequency).max().unwrap_or(0);
    let mut rows: Vec<u32> = (0..histories.len() as u32).collect();
    sort_by_field(&mut rows, largest, |row| histories[row as usize].frequency);
    rows
}

/// Adds an age to those that occur; its position.
fn added(age: f64, ages: &mut Vec<f64>) -> u32 {
    ages.push(age);
    ages.len() as u32 - 1
}

/// Replaces the ages in keys that are sorted by them with their positions among the distinct ages, in weeks, returned.
fn number_ages(keys: &mut [u128]) -> Vec<f64> {
    const AGE: u128 = (u32::MAX as u128) << 32;
    let (mut ages, mut last) = (Vec::new(), None);
    for key in keys {
        let days = (*key >> 32) as u32;
        if last != Some(days) {
            ages.push(f64::from(days) / DAYS_PER_WEEK);
            last = Some(days);
        }
        *key = *key & !AGE | (ages.len() as u128 - 1) << 32;
    }
    ages
}

/// The ages that occur, where they repeat often enough for a list of them to pay.
fn distinct_ages(histories: &[History]) -> Option<Vec<f64>> {
    let distinct = |ages: &mut Vec<f64>| {
        ages.sort_unstable_by(f64::total_cmp);
        ages.dedup();
    };
    // A sample says whether sorting them all is worth it.
    let mut sample: Vec<f64> = histories.iter().step_by(histories.len() / 1_000 + 1).map(|h| h.age).collect();
    let sampled = sample.len();
    distinct(&mut sample);
    if sampled > 500 && sample.len() * 10 > sampled * 9 {
        return None;
    }
    let mut ages: Vec<f64> = histories.iter().map(|h| h.age).collect();
    distinct(&mut ages);
    Some(ages)
}

#[cfg(test)]
mod tests {
    use super::{Histories, History};

    #[test]
    fn merges_equal_histories_and_remembers_whose_they_are() {
        let (x, t, age) = ([2, 0, 2, 1], [14, 0, 14, 7], [70, 21, 70, 70]);
        let grouped = Histories::from_days(&x, &t, &age);
        assert_eq!(grouped.len(), 3);
        assert_eq!(grouped.customers(), 4.0);
        assert_eq!(grouped.count(), [1.0, 1.0, 2.0]);
        assert_eq!(grouped.history_of_customer(), [2, 0, 2, 1]);
        assert_eq!(grouped.ages(), [3.0, 10.0]);
        let frequencies: Vec<_> = grouped.runs().iter().map(|run| (run.frequency, run.range.clone())).collect();
        assert_eq!(frequencies, [(0, 0..1), (1, 1..2), (2, 2..3)]);
        assert_eq!(grouped.iter().last(), Some(History { frequency: 2, recency: 2.0, age: 10.0 }));
    }

    #[test]
    fn days_and_weeks_group_alike() {
        let (x, t, age) = ([2, 0, 2, 1], [14, 0, 14, 7], [70, 21, 70, 70]);
        let weeks: Vec<History> = (0..4)
            .map(|i| History { frequency: x[i], recency: f64::from(t[i]) / 7.0, age: f64::from(age[i]) / 7.0 })
            .collect();
        let (by_days, by_weeks) = (Histories::from_days(&x, &t, &age), Histories::from_weeks(&weeks));
        assert!(by_days.iter().eq(by_weeks.iter()));
        assert_eq!(by_days.count(), by_weeks.count());
    }

    #[test]
    fn unmerged_histories_stay_with_their_customers() {
        let history = |frequency, age| History { frequency, recency: 0.5 * age, age };
        let customers: Vec<History> = (0..500).map(|row| history(row % 3, f64::from(row * 7 % 11 + 1))).collect();
        let histories = Histories::unmerged(&customers);
        let of_each: Vec<History> = histories.iter().collect();
        let found: Vec<History> = histories.history_of_customer().iter().map(|at| of_each[*at as usize]).collect();
        assert_eq!(found, customers);
        assert_eq!(histories.customers(), 500.0);
        assert!(histories.runs().iter().map(|run| run.frequency).eq(0..3));
    }

    #[test]
    fn a_sample_keeps_every_nth_history() {
        let days: Vec<u32> = (0..100).collect();
        let x: Vec<u32> = days.iter().map(|day| u32::from(*day >= 50)).collect();
        let t: Vec<u32> = x.clone();
        let grouped = Histories::from_days(&x, &t, &days.iter().map(|day| day + 1).collect::<Vec<_>>());
        let sample = grouped.sample(10);
        assert_eq!(sample.len(), 10);
        assert_eq!(sample.runs().len(), 2);
        assert!(sample.iter().all(|history| grouped.iter().any(|other| other == history)));
    }

    #[test]
    fn nothing_groups_to_nothing() {
        assert!(Histories::from_days(&[], &[], &[]).is_empty());
        assert!(Histories::from_weeks(&[]).is_empty());
    }
}
