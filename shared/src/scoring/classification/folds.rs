//! Which customers are left out together.

use super::logistic::LogisticError;

/// A number from 0 up for each customer: the fold in which the customer is left out of a fit.
///
/// ```
/// use shared::scoring::classification::Folds;
/// let folds = Folds::stratified(&[true, false, true, false, false], 2)?;
/// assert_eq!((folds.len(), folds.count()), (5, 2));
/// // Each fold has one who left.
/// assert_eq!(folds.parts(0), (vec![2, 3], vec![0, 1, 4]));
/// # Ok::<(), shared::scoring::classification::logistic::LogisticError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folds {
    of_row: Vec<u32>,
    count: u32,
}

impl Folds {
    /// Folds with nearly the same share of each outcome: the customers of one outcome go round the folds in their
    /// order. Rows of one customer (several months, for example) must not be parted: see [`Self::of_groups`].
    ///
    /// # Errors
    /// When a fold would lack an outcome or there are fewer than two folds.
    pub fn stratified(outcomes: &[bool], count: u32) -> Result<Self, LogisticError> {
        let mut next = [0_u32; 2];
        let of_row: Vec<u32> = outcomes
            .iter()
            .map(|outcome| {
                let next = &mut next[usize::from(*outcome)];
                *next += 1;
                (*next - 1) % count.max(1)
            })
            .collect();
        let rarer = next[0].min(next[1]) as usize;
        check_count(count)?;
        if rarer < count as usize {
            return Err(LogisticError::TooFewForFolds { rarer, folds: count as usize });
        }
        Ok(Self { of_row, count })
    }

    /// Folds by group: rows of equal group number are never parted. Groups go round the folds in the order of their
    /// numbers.
    ///
    /// ```
    /// use shared::scoring::classification::Folds;
    /// // The months of customers 7, 9 and 4.
    /// let folds = Folds::of_groups(&[7, 7, 9, 9, 4], 3)?;
    /// assert_eq!(folds.parts(1), (vec![2, 3, 4], vec![0, 1]));
    /// assert!(Folds::of_groups(&[7, 7, 9], 3).is_err());
    /// # Ok::<(), shared::scoring::classification::logistic::LogisticError>(())
    /// ```
    ///
    /// # Errors
    /// When there are fewer than two folds or fewer groups than folds.
    pub fn of_groups(groups: &[u32], count: u32) -> Result<Self, LogisticError> {
        let mut distinct = groups.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        check_count(count)?;
        if distinct.len() < count as usize {
            return Err(LogisticError::TooFewForFolds { rarer: distinct.len(), folds: count as usize });
        }
        let fold = |group: &u32| distinct.partition_point(|other| other < group) as u32 % count;
        Ok(Self { of_row: groups.iter().map(fold).collect(), count })
    }

    /// The folds among the rows that a fit sees when this fold is left out.
    ///
    /// ```
    /// use shared::scoring::classification::Folds;
    /// let others = Folds::of_groups(&[7, 7, 9, 9, 4], 3)?.without(0)?;
    /// assert_eq!((others.len(), others.count()), (4, 2));
    /// assert_eq!(others.parts(0), (vec![2, 3], vec![0, 1]));
    /// assert!(others.without(0).is_err());
    /// # Ok::<(), shared::scoring::classification::logistic::LogisticError>(())
    /// ```
    ///
    /// # Errors
    /// When only one fold is left.
    pub fn without(&self, fold: u32) -> Result<Self, LogisticError> {
        if self.count < 3 {
            return Err(LogisticError::TooFewFolds { folds: self.count });
        }
        let others = self.of_row.iter().copied().filter(|other| *other != fold);
        Ok(Self { of_row: others.map(|other| other - u32::from(other > fold)).collect(), count: self.count - 1 })
    }

    /// Number of customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of_row.len()
    }

    /// Whether there is no customer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of_row.is_empty()
    }

    /// Number of folds.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Rows that a fit sees when this fold is left out, and the rows left out.
    #[must_use]
    pub fn parts(&self, fold: u32) -> (Vec<usize>, Vec<usize>) {
        (0..self.of_row.len()).partition(|row| self.of_row[*row] != fold)
    }
}

fn check_count(folds: u32) -> Result<(), LogisticError> {
    if folds < 2 { Err(LogisticError::TooFewFolds { folds }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::Folds;

    #[test]
    fn every_fold_has_both_outcomes_and_every_row_is_left_out_once() {
        let outcomes: Vec<bool> = (0..50).map(|row| row % 4 == 0).collect();
        let folds = Folds::stratified(&outcomes, 5).expect("13 customers left");
        let mut times_left_out = vec![0; outcomes.len()];
        for fold in 0..folds.count() {
            let (seen, left_out) = folds.parts(fold);
            assert_eq!(seen.len() + left_out.len(), outcomes.len());
            assert!((2..=3).contains(&left_out.iter().filter(|row| outcomes[**row]).count()));
            left_out.iter().for_each(|row| times_left_out[*row] += 1);
        }
        assert!(times_left_out.iter().all(|times| *times == 1));
        assert!(Folds::stratified(&outcomes, 14).is_err() && Folds::stratified(&outcomes, 1).is_err());
    }

    #[test]
    fn a_group_is_never_parted() {
        let groups = [9, 3, 9, 4, 3, 7, 7, 9];
        let folds = Folds::of_groups(&groups, 2).expect("four groups");
        let (_, left_out) = folds.parts(0);
        assert_eq!(left_out, [1, 4, 5, 6]);
        assert!(Folds::of_groups(&groups, 5).is_err());
        let three = Folds::of_groups(&groups, 3).expect("four groups");
        assert_eq!(three.parts(0).0, [3, 5, 6]);
        assert_eq!(three.without(0).expect("two are left").parts(0), (vec![1, 2], vec![0]));
        assert!(folds.without(1).is_err());
    }
}
