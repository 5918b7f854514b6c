//! Times until something happened, or until they could no longer be watched.

/// Spells: how long each lasted, whether it ended or was cut off by the end of observation (right-censored), and, where
/// customers have several, whose it is.
///
/// ```
/// use shared::scoring::survival::Spells;
/// // Months until a subscriber left; the third one is still here.
/// let spells = Spells::new(vec![3.0, 7.0, 12.0], vec![true, true, false])?;
/// assert_eq!((spells.len(), spells.ends()), (3, 2));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Spells {
    durations: Vec<f64>,
    ended: Vec<bool>,
    customers: Option<Vec<u32>>,
    /// Indices by duration, then by index.
    order: Vec<u32>,
    moments: Vec<Moment>,
}

/// What happened at one distinct duration.
///
/// ```
/// use shared::scoring::survival::{Moment, Spells};
/// let spells = Spells::new(vec![1.0, 2.0, 2.0, 3.0], vec![true, true, false, true])?;
/// assert_eq!(spells.moments().len(), 3);
/// assert_eq!(spells.moments()[1], Moment { time: 2.0, at_risk: 3.0, ended: 1.0, censored: 1.0 });
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// The duration.
    pub time: f64,
    /// Spells that lasted at least as long.
    pub at_risk: f64,
    /// Spells that ended then.
    pub ended: f64,
    /// Spells that were cut off then; they count as at risk at this moment and at none later.
    pub censored: f64,
}

/// Why numbers are no spells.
///
/// ```
/// use shared::scoring::survival::{Spells, SpellsError};
/// let error = Spells::new(vec![3.0, -1.0], vec![true, true]).unwrap_err();
/// assert_eq!(error, SpellsError::Duration { index: 1, duration: -1.0 });
/// assert_eq!(Spells::new(vec![], vec![]), Err(SpellsError::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpellsError {
    /// There is none.
    #[error("there is no spell")]
    Empty,
    /// Columns of different length.
    #[error("there are {durations} durations, but {other} {column}")]
    Columns {
        /// Number of durations.
        durations: usize,
        /// Name of the other column.
        column: &'static str,
        /// Its length.
        other: usize,
    },
    /// A duration that is negative or not a number.
    #[error("a duration must be zero or more and finite, but spell {index} lasts {duration}")]
    Duration {
        /// Which spell, from 0.
        index: usize,
        /// The duration given.
        duration: f64,
    },
}

/// Whole durations up to here are sorted by counting.
const LONGEST_COUNTED: f64 = 65_536.0;

impl Spells {
    /// Spells by duration and whether they ended, each of another customer. Durations are in any unit; what is made of
    /// them is in the same.
    ///
    /// # Errors
    /// When there is none, the columns differ in length, or a duration is negative or not finite.
    pub fn new(durations: Vec<f64>, ended: Vec<bool>) -> Result<Self, SpellsError> {
        if durations.is_empty() {
            return Err(SpellsError::Empty);
        }
        if durations.len() != ended.len() {
            return Err(SpellsError::Columns { durations: durations.len(), column: "endings", other: ended.len() });
        }
        let is_duration = |duration: &f64| duration.is_finite() && *duration >= 0.0;
        if let Some(index) = durations.iter().position(|duration| !is_duration(duration)) {
            return Err(SpellsError::Duration { index, duration: durations[index] });
        }
        let order = ascending(&durations);
        let moments = moments(&durations, &ended, &order);
        Ok(Self { durations, ended, customers: None, order, moments })
    }

    /// The same spells, each of the customer with this number: variances then allow for what spells of one customer have
    /// in common.
    ///
    /// ```
    /// use shared::scoring::survival::{Spells, kaplan_meier};
    /// use shared::scoring::uncertainty::Level;
    /// let spells = Spells::new(vec![1.0, 1.0, 3.0, 3.0], vec![true; 4])?;
    /// let by_customer = spells.clone().of_customers(vec![7, 7, 8, 8])?;
    /// // Two customers tell less than four: the standard error is √2 times as large.
    /// let error = |spells: &Spells| kaplan_meier(spells, Level::NINETY).points[0].standard_error;
    /// let (four, two) = (error(&spells), error(&by_customer));
    /// assert!((four - 0.25).abs() < 1e-12 && (two - 0.125_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), shared::scoring::survival::SpellsError>(())
    /// ```
    ///
    /// # Errors
    /// When there are not as many numbers as spells.
    pub fn of_customers(self, customers: Vec<u32>) -> Result<Self, SpellsError> {
        if customers.len() != self.len() {
            let (durations, other) = (self.len(), customers.len());
            return Err(SpellsError::Columns { durations, column: "customers", other });
        }
        Ok(Self { customers: Some(customers), ..self })
    }

    /// The days between successive purchases of each customer, and the censored days since her last one, in the order
    /// given; purchases of one customer are distinct days in ascending order, none after `as_of`.
    ///
    /// A customer's gaps resemble each other, and those of frequent buyers are many and short: take
    /// [`first_of_each_customer`](Self::first_of_each_customer) for the time to the second purchase, or all of them with
    /// variances by customer, which answers for gaps and not for customers.
    ///
    /// ```
    /// use shared::scoring::survival::Spells;
    /// // One customer bought on days 0, 10 and 30, another on day 5; it is day 40.
    /// let spells = Spells::between_purchases([&[0, 10, 30][..], &[5]], 40)?;
    /// assert_eq!(spells.durations(), [10.0, 20.0, 10.0, 35.0]);
    /// assert_eq!(spells.ended(), [true, true, false, false]);
    /// assert_eq!(spells.customers(), Some([0, 0, 0, 1].as_slice()));
    /// // The time to the second purchase alone.
    /// assert_eq!(spells.first_of_each_customer().durations(), [10.0, 35.0]);
    /// # Ok::<(), shared::scoring::survival::SpellsError>(())
    /// ```
    ///
    /// # Errors
    /// When no customer has a gap: all bought on the as-of day only.
    pub fn between_purchases<'a>(
        purchases: impl IntoIterator<Item = &'a [i32]>,
        as_of: i32,
    ) -> Result<Self, SpellsError> {
        let (mut durations, mut ended, mut customers) = (Vec::new(), Vec::new(), Vec::new());
        for (customer, days) in (0_u32..).zip(purchases) {
            for pair in days.windows(2) {
                durations.push(f64::from(pair[1]) - f64::from(pair[0]));
                ended.push(true);
                customers.push(customer);
            }
            if let Some(last) = days.last().filter(|last| **last < as_of) {
                durations.push(f64::from(as_of) - f64::from(*last));
                ended.push(false);
                customers.push(customer);
            }
        }
        Self::new(durations, ended)?.of_customers(customers)
    }

    /// The first spell of each customer, in the order given.
    #[must_use]
    pub fn first_of_each_customer(&self) -> Self {
        let Some(customers) = &self.customers else { return self.clone() };
        let mut by_customer: Vec<u32> = (0..).take(self.len()).collect();
        by_customer.sort_by_key(|index| customers[*index as usize]);
        by_customer.dedup_by_key(|index| customers[*index as usize]);
        by_customer.sort_unstable();
        let durations = by_customer.iter().map(|index| self.durations[*index as usize]).collect();
        let ended = by_customer.iter().map(|index| self.ended[*index as usize]).collect();
        Self::new(durations, ended).expect("some of valid spells are valid spells")
    }

    /// Number of spells.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always at least one spell")]
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Number of spells that ended.
    #[must_use]
    pub fn ends(&self) -> usize {
        self.ended.iter().filter(|ended| **ended).count()
    }

    /// How long each lasted.
    #[must_use]
    pub fn durations(&self) -> &[f64] {
        &self.durations
    }

    /// Whether each ended.
    #[must_use]
    pub fn ended(&self) -> &[bool] {
        &self.ended
    }

    /// The customer of each, where customers may have several.
    #[must_use]
    pub fn customers(&self) -> Option<&[u32]> {
        self.customers.as_deref()
    }

    /// Indices of the spells in ascending order of duration, ties in the order given.
    ///
    /// ```
    /// use shared::scoring::survival::Spells;
    /// let spells = Spells::new(vec![7.0, 3.0, 7.0], vec![true, false, true])?;
    /// assert_eq!(spells.order(), [1, 0, 2]);
    /// # Ok::<(), shared::scoring::survival::SpellsError>(())
    /// ```
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The distinct durations, ascending.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }
}

fn ascending(durations: &[f64]) -> Vec<u32> {
    let is_counted = |duration: &f64| *duration < LONGEST_COUNTED && *duration == duration.trunc();
    if durations.iter().all(is_counted) {
        return ascending_by_counting(durations);
    }
    let mut order: Vec<u32> = (0..).take(durations.len()).collect();
    order.sort_by(|i, j| durations[*i as usize].total_cmp(&durations[*j as usize]));
    order
}

fn ascending_by_counting(durations: &[f64]) -> Vec<u32> {
    let longest = durations.iter().fold(0.0, |longest: f64, duration| longest.max(*duration));
    let mut next = vec![0_u32; longest as usize + 2];
    for duration in durations {
        next[*duration as usize + 1] += 1;
    }
    for index in 1..next.len() {
        next[index] += next[index - 1];
    }
    let mut order = vec![0; durations.len()];
    for (index, duration) in (0..).zip(durations) {
        let place = &mut next[*duration as usize];
        order[*place as usize] = index;
        *place += 1;
    }
    order
}

fn moments(durations: &[f64], ended: &[bool], order: &[u32]) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    let mut at_risk = durations.len() as f64;
    for tied in order.chunk_by(|i, j| durations[*i as usize] == durations[*j as usize]) {
        let ends = tied.iter().filter(|index| ended[**index as usize]).count() as f64;
        let censored = tied.len() as f64 - ends;
        moments.push(Moment { time: durations[tied[0] as usize], at_risk, ended: ends, censored });
        at_risk -= tied.len() as f64;
    }
    moments
}

#[cfg(test)]
mod tests {
    use super::{Spells, SpellsError};

    #[test]
    fn moments_count_who_is_at_risk() {
        let spells = Spells::new(vec![5.0, 2.0, 5.0, 2.0, 9.0], vec![true, true, false, true, false]).expect("spells");
        let seen: Vec<_> = spells.moments().iter().map(|m| (m.time, m.at_risk, m.ended, m.censored)).collect();
        assert_eq!(seen, [(2.0, 5.0, 2.0, 0.0), (5.0, 3.0, 1.0, 1.0), (9.0, 1.0, 0.0, 1.0)]);
        assert_eq!(spells.order(), [1, 3, 0, 2, 4]);
    }

    #[test]
    fn counting_and_comparing_sort_alike() {
        let durations: Vec<f64> = (0..500).map(|i| f64::from((i * 7919) % 37)).collect();
        let compared = Spells::new(durations.iter().map(|x| x + 0.5).collect(), vec![true; 500]).expect("spells");
        assert_eq!(Spells::new(durations, vec![true; 500]).expect("spells").order(), compared.order());
    }

    #[test]
    fn gaps_end_with_the_next_purchase_and_the_last_is_cut_off() {
        let purchases: [&[i32]; 4] = [&[0, 10, 14], &[3], &[20], &[]];
        let spells = Spells::between_purchases(purchases, 20).expect("spells");
        assert_eq!(spells.durations(), [10.0, 4.0, 6.0, 17.0]);
        assert_eq!(spells.ended(), [true, true, false, false]);
        assert_eq!(spells.customers(), Some(&[0, 0, 0, 1][..]));
        let first = spells.first_of_each_customer();
        assert_eq!((first.durations(), first.ended()), (&[10.0, 17.0][..], &[true, false][..]));
    }

    #[test]
    fn refuses_what_are_no_spells() {
        assert_eq!(Spells::new(vec![], vec![]), Err(SpellsError::Empty));
        let error = Spells::new(vec![1.0, -1.0], vec![true; 2]).expect_err("negative");
        assert_eq!(error, SpellsError::Duration { index: 1, duration: -1.0 });
        assert!(matches!(Spells::new(vec![1.0], vec![]), Err(SpellsError::Columns { .. })));
    }
}
