//! A customer's covariates from one time to another.

use super::{VaryingCovariates, VaryingError};

/// Covariates of both processes, constant on each piece of a stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    /// Weeks that each piece lasts.
    weeks: Vec<f64>,
    /// Values of the purchase process and then of the dropout process, piece by piece.
    values: Vec<f64>,
    purchase: usize,
    width: usize,
}

/// One piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    /// How long it lasts.
    pub(super) weeks: f64,
    /// x: covariates of the purchase process.
    pub(super) purchase: &'a [f64],
    /// z: covariates of the dropout process.
    pub(super) dropout: &'a [f64],
}

impl Path {
    /// The path of a customer who first bought `first` weeks after the calendar's beginning, `from` to `to` weeks after
    /// that. Successive periods with equal covariates become one piece; no time has no piece.
    pub(super) fn new(
        purchase: &VaryingCovariates,
        dropout: &VaryingCovariates,
        customer: usize,
        first: f64,
        (from, to): (f64, f64),
    ) -> Result<Self, VaryingError> {
        for table in [purchase, dropout] {
            table.check_covers(first + to)?;
        }
        let width = purchase.names().len() + dropout.names().len();
        let mut path = Self { weeks: Vec::new(), values: Vec::new(), purchase: purchase.names().len(), width };
        let mut time = from;
        while time < to {
            let (of_purchase, of_dropout) = (purchase.period_at(first + time), dropout.period_at(first + time));
            let after = |period: usize, table: &VaryingCovariates| (period + 1) as f64 * table.period() - first;
            let end = after(of_purchase, purchase).min(after(of_dropout, dropout));
            // The last period goes on to `to`, whatever rounding says.
            let end = if end > time { end.min(to) } else { to };
            let start = path.values.len();
            purchase.push_values(customer, of_purchase, &mut path.values);
            dropout.push_values(customer, of_dropout, &mut path.values);
            let (before, new) = path.values.split_at(start);
            match path.weeks.last_mut() {
                Some(last) if before.ends_with(new) => {
                    *last += end - time;
                    path.values.truncate(start);
                }
                _ => path.weeks.push(end - time),
            }
            time = end;
        }
        Ok(path)
    }

    /// Its pieces.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.weeks.iter().enumerate().map(|(index, weeks)| {
            let values = &self.values[index * self.width..(index + 1) * self.width];
            let (purchase, dropout) = values.split_at(self.purchase);
            Piece { weeks: *weeks, purchase, dropout }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{VaryingColumn, VaryingCovariates, VaryingError};
    use super::Path;
    use crate::scoring::Weeks;

    fn path(from: f64, to: f64) -> Result<Path, VaryingError> {
        let season = VaryingColumn::OfPeriods(vec![0.0, 0.0, 1.0, 1.0, 0.0]);
        let columns = vec![("season".to_owned(), season)];
        let purchase = VaryingCovariates::new(Weeks::of_weeks(1.0), 5, 1, columns).expect("a table");
        let dropout = VaryingCovariates::none(Weeks::of_weeks(2.0), 3, 1).expect("a table");
        Path::new(&purchase, &dropout, 0, 0.25, (from, to))
    }

    fn pieces(from: f64, to: f64) -> Vec<(f64, f64)> {
        path(from, to).expect("long enough").pieces().map(|piece| (piece.weeks, piece.purchase[0])).collect()
    }

    #[test]
    fn periods_with_equal_covariates_are_one_piece() {
        assert_eq!(pieces(0.0, 4.5), [(1.75, 0.0), (2.0, 1.0), (0.75, 0.0)]);
    }

    #[test]
    fn a_stretch_may_start_anywhere_and_have_no_length() {
        assert_eq!(pieces(2.0, 4.0), [(1.75, 1.0), (0.25, 0.0)]);
        assert_eq!(pieces(2.0, 2.0), []);
    }

    #[test]
    fn a_stretch_beyond_the_last_period_is_refused() {
        assert!(path(0.0, 4.75).is_ok());
        assert!(matches!(path(0.0, 4.76), Err(VaryingError::TooShort { known: 5.0, .. })));
    }
}
