//! Covariates: α of a customer is α e^(−γ·z), so that purchases come e^(γ·z) times as often.

use super::DistinctLikelihood;
use crate::scoring::Histories;
use crate::scoring::covariates::{Effect, PlainLikelihood, Process};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// What covariates do to ln r and ln α.
pub const EFFECTS: [Effect; 2] = [Effect::None, Effect::Shift { process: Process::Purchase, sign: -1.0 }];

/// The likelihood on which they act.
///
/// ```
/// use shared::scoring::covariates::{CovariateProblem, Covariates, Grouped, Options, Profiles};
/// use shared::scoring::nbd::covariates::{EFFECTS, Plain};
/// use shared::scoring::optimise::LogLikelihood;
/// use shared::scoring::History;
/// let histories = [History::new(1, 20.0, 39.0)?, History::new(3, 30.0, 39.0)?];
/// let purchase = Covariates::new(2, vec![("newsletter".to_owned(), vec![0.0, 1.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(2))?;
/// let data = Grouped { plain: &Plain, profiles: &profiles };
/// let problem = CovariateProblem::new(&data, &EFFECTS, &Options::default())?;
/// // ln r, ln alpha and the coefficient: who has the newsletter bought more, so that it wants to rise.
/// let evaluation = problem.evaluate(&[0.0, 2.5, 0.0]);
/// assert!(evaluation.gradient.len() == 3 && evaluation.gradient[2] > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Plain;

impl PlainLikelihood for Plain {
    fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation {
        DistinctLikelihood { histories }.evaluate(log_parameters)
    }
}
