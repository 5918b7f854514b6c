//! Which differences mean something.

use serde::{Deserialize, Serialize};

use crate::scoring::backtest::{Backtest, Verdict, choose};
use crate::scoring::catalogue::ModelKind;

/// How a figure of a model compares with the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// The best of all.
    Best,
    /// So near the best that the difference means nothing.
    Alike,
    /// Worse by more than chance makes.
    Worse,
    /// Out of the comparison: the fit ended at a limit or did not settle.
    Out,
}

/// A difference in AIC or BIC below this is not worth a mention (Burnham and Anderson 2002, section 2.6; Kass and Raftery
/// 1995, section 3.2).
const CRITERION: f64 = 2.0;
/// A lead of so many standard errors is more than chance.
const MORE_THAN_CHANCE: f64 = 2.0;

/// Marks of a criterion, lower the better; `None` for a model out of the comparison.
pub(super) fn by_criterion(values: &[Option<f64>]) -> Vec<Mark> {
    let best = values.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let mut is_found = false;
    let mark = |value: &Option<f64>| match value {
        None => Mark::Out,
        Some(value) if *value == best && !is_found => {
            is_found = true;
            Mark::Best
        }
        Some(value) if value - best < CRITERION => Mark::Alike,
        Some(_) => Mark::Worse,
    };
    values.iter().map(mark).collect()
}

/// Marks of losses that every model made on the same cases, lower the better: alike where the mean of the paired differences
/// from the best lies within two standard errors. `None` for a model out of the comparison.
pub(super) fn by_losses(losses: &[Option<Vec<f64>>]) -> Vec<Mark> {
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len().max(1) as f64;
    let ranked = losses.iter().enumerate().filter_map(|(index, losses)| Some((index, losses.as_ref()?)));
    let Some((best, best_losses)) = ranked.min_by(|one, other| mean(one.1).total_cmp(&mean(other.1))) else {
        return vec![Mark::Out; losses.len()];
    };
    let mark = |(index, losses): (usize, &Option<Vec<f64>>)| match losses {
        None => Mark::Out,
        Some(_) if index == best => Mark::Best,
        Some(losses) if is_alike(best_losses, losses) => Mark::Alike,
        Some(_) => Mark::Worse,
    };
    losses.iter().enumerate().map(mark).collect()
}

fn is_alike(best: &[f64], other: &[f64]) -> bool {
    let cases = best.len() as f64;
    let differences = || other.iter().zip(best).map(|(other, best)| other - best);
    let mean = differences().sum::<f64>() / cases;
    let squares: f64 = differences().map(|difference| (difference - mean) * (difference - mean)).sum();
    mean <= MORE_THAN_CHANCE * (squares / (cases * (cases - 1.0).max(1.0))).sqrt()
}

/// What the backtests of all models say, or the criteria of the fits where there is no holdout.
pub(super) fn verdict(backtests: &[Backtest], akaike: &[(ModelKind, Option<f64>)]) -> Verdict {
    if !backtests.is_empty() {
        return choose(backtests).verdict;
    }
    let regular = akaike.iter().filter_map(|(model, value)| Some((*model, (*value)?)));
    let best = regular.min_by(|one, other| one.1.total_cmp(&other.1));
    best.map_or(Verdict::NoModel, |(model, _)| Verdict::FitsBest { model })
}

#[cfg(test)]
mod tests {
    use super::{Mark, by_criterion, by_losses};

    #[test]
    fn criteria_within_two_of_the_best_are_alike() {
        let marks = by_criterion(&[Some(100.0), Some(101.9), Some(102.0), None, Some(100.0)]);
        assert_eq!(marks, [Mark::Best, Mark::Alike, Mark::Worse, Mark::Out, Mark::Alike]);
        assert_eq!(by_criterion(&[None]), [Mark::Out]);
    }

    #[test]
    fn losses_are_compared_case_by_case() {
        let best = vec![1.0, 2.0, 3.0, 4.0];
        // A little worse every time is worse; now better, now worse is alike.
        let always: Vec<f64> = best.iter().zip([0.10, 0.11, 0.09, 0.10]).map(|(loss, more)| loss + more).collect();
        let sometimes: Vec<f64> = best.iter().zip([1.0, -0.9, 1.1, -0.8]).map(|(loss, more)| loss + more).collect();
        let marks = by_losses(&[Some(always), Some(best.clone()), Some(sometimes), None, Some(best)]);
        assert_eq!(marks, [Mark::Worse, Mark::Best, Mark::Alike, Mark::Out, Mark::Alike]);
    }
}
