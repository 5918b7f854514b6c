//! Log-rank: whether groups of spells last alike.

use super::Spells;
use crate::math::chi_squared_upper_tail;
use crate::scoring::optimise::{Information, Matrix};

/// The outcome of a log-rank test.
///
/// ```
/// use shared::scoring::survival::{Spells, log_rank};
/// // Weeks of remission with 6-mercaptopurine, those that went on first, and with placebo (Freireich et al. 1963).
/// let went_on = [6.0, 9.0, 10.0, 11.0, 17.0, 19.0, 20.0, 25.0, 32.0, 32.0, 34.0, 35.0];
/// let ended = [6.0, 6.0, 6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0];
/// let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(f64::from);
/// let is_end = [vec![false; 12], vec![true; 30]].concat();
/// let spells = Spells::new([&went_on[..], &ended[..], &placebo[..]].concat(), is_end)?;
/// let test = log_rank(&spells, &[[0; 21], [1; 21]].concat())?;
/// assert!((test.statistic - 16.79).abs() < 0.005 && (test.expected[0] - 19.25).abs() < 0.005);
/// assert_eq!((test.ended, test.degrees_of_freedom), (vec![9.0, 21.0], 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogRank {
    /// χ²: how far the groups' ends are from what they would be if all lasted alike.
    pub statistic: f64,
    /// Groups that could have had an end, less one.
    pub degrees_of_freedom: u32,
    /// Probability of a statistic at least as large if all last alike.
    pub p_value: f64,
    /// Ends of each group.
    pub ended: Vec<f64>,
    /// Ends of each group to be expected if all last alike.
    pub expected: Vec<f64>,
}

/// Why there is no test.
///
/// ```
/// use shared::scoring::survival::{LogRankError, Spells, log_rank};
/// let spells = Spells::new(vec![1.0, 2.0], vec![true, true])?;
/// assert_eq!(log_rank(&spells, &[0, 0]), Err(LogRankError::OneGroup));
/// assert_eq!(log_rank(&spells, &[0]), Err(LogRankError::Columns { spells: 2, groups: 1 }));
/// # Ok::<(), shared::scoring::survival::SpellsError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogRankError {
    /// Columns of different length.
    #[error("there are {spells} spells, but {groups} groups given")]
    Columns {
        /// Number of spells.
        spells: usize,
        /// Number of groups given.
        groups: usize,
    },
    /// Nothing to compare.
    #[error("only one group was ever at risk when a spell ended: there is nothing to compare")]
    OneGroup,
}

/// The log-rank test of two or more groups (Mantel 1966, Peto and Peto 1972); `groups` numbers each spell's group from 0.
///
/// χ² = (O − E)ᵀ V⁻¹ (O − E) over all groups but one: O the groups' ends, E = Σ d Y_g/Y their expectation with d ends
/// among Y at risk at each time, V its hypergeometric covariance.
///
/// It takes spells as independent: where customers have several, give it the
/// [first of each](Spells::first_of_each_customer).
///
/// ```
/// use shared::scoring::survival::{Spells, log_rank};
/// let spells = Spells::new(vec![1.0, 2.0, 3.0, 7.0, 8.0, 9.0], vec![true; 6])?;
/// let test = log_rank(&spells, &[0, 0, 0, 1, 1, 1])?;
/// assert_eq!(test.degrees_of_freedom, 1);
/// assert!(test.p_value < 0.05 && test.expected[0] < test.ended[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When there are not as many groups as spells, or fewer than two groups were at risk when a spell ended.
pub fn log_rank(spells: &Spells, groups: &[u32]) -> Result<LogRank, LogRankError> {
    if groups.len() != spells.len() {
        return Err(LogRankError::Columns { spells: spells.len(), groups: groups.len() });
    }
    let count = groups.iter().max().map_or(0, |last| *last as usize + 1);
    let Sums { ended, expected, covariance } = sums(spells, groups, count);
    let compared: Vec<usize> = (0..count).filter(|group| expected[*group] > 0.0).collect();
    // One group's ends follow from the others'.
    let Some((_, free)) = compared.split_first().filter(|(_, free)| !free.is_empty()) else {
        return Err(LogRankError::OneGroup);
    };
    let variance = Matrix::from_fn(free.len(), |i, j| covariance[(free[i], free[j])]);
    let excess: Vec<f64> = free.iter().map(|group| ended[*group] - expected[*group]).collect();
    let inverse = Information::decompose(&variance, vec![true; free.len()]).inverse().ok_or(LogRankError::OneGroup)?;
    let statistic = inverse.quadratic(&excess);
    let degrees_of_freedom = (0..).zip(free).last().map_or(0, |(last, _)| last + 1);
    let p_value = chi_squared_upper_tail(statistic, f64::from(degrees_of_freedom));
    Ok(LogRank { statistic, degrees_of_freedom, p_value, ended, expected })
}

struct Sums {
    ended: Vec<f64>,
    expected: Vec<f64>,
    covariance: Matrix,
}

/// Over the times: the groups' ends, their expectation d Y_g/Y and its hypergeometric covariance.
fn sums(spells: &Spells, groups: &[u32], count: usize) -> Sums {
    let mut at_risk = vec![0.0; count];
    for group in groups {
        at_risk[*group as usize] += 1.0;
    }
    let mut sums = Sums { ended: vec![0.0; count], expected: vec![0.0; count], covariance: Matrix::zero(count) };
    let mut remaining = spells.order();
    for moment in spells.moments() {
        let (tied, later) = remaining.split_at((moment.ended + moment.censored) as usize);
        remaining = later;
        if moment.ended > 0.0 {
            let rate = moment.ended / moment.at_risk;
            let spread = if moment.at_risk > 1.0 {
                rate * (moment.at_risk - moment.ended) / (moment.at_risk - 1.0)
            } else {
                0.0
            };
            for i in 0..count {
                sums.expected[i] += rate * at_risk[i];
                let share = at_risk[i] / moment.at_risk;
                sums.covariance[(i, i)] += spread * at_risk[i] * (1.0 - share);
                for j in (0..count).filter(|j| *j != i) {
                    sums.covariance[(i, j)] -= spread * share * at_risk[j];
                }
            }
        }
        for index in tied {
            let (index, group) = (*index as usize, groups[*index as usize] as usize);
            at_risk[group] -= 1.0;
            sums.ended[group] += f64::from(u8::from(spells.ended()[index]));
        }
    }
    sums
}
