//! What contacting the highest scores first finds.

use super::Ranking;

/// One slice of the customers, best scores first.
///
/// ```
/// use shared::scoring::classification::metrics::Ranking;
/// // Both who left are in the better half.
/// let rows = Ranking::of(&[0.9, 0.1, 0.8, 0.4], &[true, false, true, false])?.gains(2);
/// assert_eq!((rows[0].contacted, rows[0].rate, rows[0].lift, rows[0].cumulative_gain), (0.5, 1.0, 2.0, 1.0));
/// assert_eq!((rows[1].lift, rows[1].cumulative_gain, rows[1].cumulative_lift), (0.0, 1.0, 1.0));
/// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GainRow {
    /// Share of all customers in this and the better slices.
    pub contacted: f64,
    /// Share of the slice's customers for whom the event came.
    pub rate: f64,
    /// That rate over the rate of all customers: 1 for a slice no better than chance.
    pub lift: f64,
    /// Share of all positives found in this and the better slices.
    pub cumulative_gain: f64,
    /// [`Self::cumulative_gain`] over [`Self::contacted`].
    pub cumulative_lift: f64,
}

impl Ranking {
    /// Positives found among the best-scored share of the customers. Where the share ends inside a tie, it takes its
    /// part of the tie's positives: what a random order of the tie finds on average.
    ///
    /// ```
    /// use shared::scoring::classification::metrics::Ranking;
    /// let ranking = Ranking::of(&[0.9, 0.4, 0.4, 0.1], &[true, false, true, false])?;
    /// assert_eq!(ranking.positives_among(0.25), 1.0);
    /// // The share ends in the middle of two equal scores, one of which left.
    /// assert_eq!(ranking.positives_among(0.5), 1.5);
    /// # Ok::<(), shared::scoring::classification::metrics::MetricError>(())
    /// ```
    #[must_use]
    pub fn positives_among(&self, share: f64) -> f64 {
        let mut left = share.clamp(0.0, 1.0) * self.customers() as f64;
        let mut found = 0.0;
        for tie in self.ties() {
            let part = (left / tie.customers() as f64).min(1.0);
            found += part * f64::from(tie.positives);
            left -= tie.customers() as f64;
            if left <= 0.0 {
                break;
            }
        }
        found
    }

    /// The table of gains and lifts over so many slices of equal size, 10 as a rule.
    #[must_use]
    pub fn gains(&self, slices: u32) -> Vec<GainRow> {
        let base_rate = self.positives() as f64 / self.customers() as f64;
        let mut found_before = 0.0;
        let row = |slice: u32| {
            let contacted = f64::from(slice) / f64::from(slices);
            let found = self.positives_among(contacted);
            let rate = (found - found_before) * f64::from(slices) / self.customers() as f64;
            found_before = found;
            let cumulative_gain = found / self.positives() as f64;
            let (lift, cumulative_lift) = (rate / base_rate, cumulative_gain / contacted);
            GainRow { contacted, rate, lift, cumulative_gain, cumulative_lift }
        };
        (1..=slices).map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Ranking;

    #[test]
    fn gains_are_those_counted_by_hand() {
        let scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2];
        let outcomes = [true, true, false, true, false, false, false, false];
        let table = Ranking::of(&scores, &outcomes).expect("both outcomes").gains(4);
        let column = |of: fn(&super::GainRow) -> f64| table.iter().map(of).collect::<Vec<_>>();
        assert_eq!(column(|row| row.contacted), [0.25, 0.5, 0.75, 1.0]);
        assert_eq!(column(|row| row.rate), [1.0, 0.5, 0.0, 0.0]);
        assert_eq!(column(|row| row.cumulative_gain), [2.0 / 3.0, 1.0, 1.0, 1.0]);
        assert_eq!(column(|row| row.cumulative_lift), [8.0 / 3.0, 2.0, 4.0 / 3.0, 1.0]);
        assert!((table[1].lift - 4.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn a_tie_is_shared_between_slices() {
        let ranking = Ranking::of(&[0.5; 10], &[true, false, false, false, false, true, false, false, false, false]);
        let table = ranking.expect("both outcomes").gains(4);
        assert!(table.iter().all(|row| (row.lift - 1.0).abs() < 1e-14 && (row.cumulative_lift - 1.0).abs() < 1e-14));
    }
}
