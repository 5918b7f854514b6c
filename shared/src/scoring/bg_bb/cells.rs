//! Distinct histories with counts.

use super::DiscreteHistory;

/// Customers of one history.
///
/// ```
/// use shared::scoring::bg_bb::{Cell, Cells, DiscreteHistory};
/// let history = DiscreteHistory::new(2, 4, 6)?;
/// assert_eq!(Cells::of([history, history]).as_slice(), [Cell { history, customers: 2.0 }]);
/// # Ok::<(), shared::scoring::bg_bb::HistoryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Their history.
    pub history: DiscreteHistory,
    /// How many they are.
    pub customers: f64,
}

/// All customers' histories, equal ones merged, sorted by opportunities, transactions and the last of them.
///
/// ```
/// use shared::scoring::bg_bb::{Cells, DiscreteHistory};
/// let (never, twice) = (DiscreteHistory::new(0, 0, 6)?, DiscreteHistory::new(2, 4, 6)?);
/// let cells = Cells::of_counted([(twice, 120), (never, 3464), (twice, 12)]);
/// assert_eq!((cells.customers(), cells.most_opportunities()), (3596.0, 6));
/// assert_eq!((cells.as_slice()[0].history, cells.as_slice()[1].customers), (never, 132.0));
/// # Ok::<(), shared::scoring::bg_bb::HistoryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells(Vec<Cell>);

impl Cells {
    /// Merges histories given one a customer.
    pub fn of(histories: impl IntoIterator<Item = DiscreteHistory>) -> Self {
        Self::of_counted(histories.into_iter().map(|history| (history, 1)))
    }

    /// Merges histories given with their numbers of customers.
    pub fn of_counted(histories: impl IntoIterator<Item = (DiscreteHistory, u32)>) -> Self {
        let mut sorted: Vec<(DiscreteHistory, u32)> = histories.into_iter().filter(|(_, count)| *count > 0).collect();
        sorted.sort_unstable();
        let mut cells: Vec<Cell> = Vec::new();
        for (history, count) in sorted {
            match cells.last_mut() {
                Some(last) if last.history == history => last.customers += f64::from(count),
                _ => cells.push(Cell { history, customers: f64::from(count) }),
            }
        }
        Self(cells)
    }

    /// The cells, sorted.
    #[must_use]
    pub fn as_slice(&self) -> &[Cell] {
        &self.0
    }

    /// The most opportunities that anyone had.
    #[must_use]
    pub fn most_opportunities(&self) -> u32 {
        self.0.last().map_or(0, |cell| cell.history.opportunities())
    }

    /// Number of customers.
    #[must_use]
    pub fn customers(&self) -> f64 {
        self.0.iter().map(|cell| cell.customers).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Cells, DiscreteHistory};

    #[test]
    fn merges_and_sorts() {
        let [early, late] = [(1, 2, 6), (1, 3, 6)].map(|(x, t, n)| DiscreteHistory::new(x, t, n).unwrap());
        let cells = Cells::of([late, early, late]);
        assert_eq!(cells, Cells::of_counted([(late, 2), (early, 1), (early, 0)]));
        assert_eq!(cells.customers(), 3.0);
        assert_eq!(cells.as_slice()[1].history, late);
    }
}
