//! Contracts: intervals of the parameters and of the number of customers still active later.

use shared::math::{exp, ln_1p, powf};
use shared::random::Random;
use shared::scoring::contractual::{Cohort, ContractKind, Renewals, fit};
use shared::scoring::uncertainty::Level;

use super::figures::Figures;
use super::options::Options;
use super::outcome::{Outcome, add_figures, at_limit};
use super::seeds::for_each_seed;

/// Periods known of each of the cohorts, which have equally many customers.
const AGES: [u32; 5] = [7, 6, 5, 4, 3];
/// The same for LCW, whose five parameters seven periods do not tell: the logit of its theta_2 would have a standard
/// error of 3.9 there, the logarithm of c_2 one of 1.2, the logit of w one of 1.9. Here they are 0.45, 0.13 and 0.25.
const AGES_OF_TWO_CLASSES: [u32; 5] = [24, 21, 18, 15, 12];
/// Periods of the holdout.
const AHEAD: u32 = 5;

/// True parameters, and how a customer's own are drawn from them.
#[derive(Clone, Copy, Debug)]
pub(super) enum ContractTruth {
    Sbg { alpha: f64, beta: f64 },
    Bdw { alpha: f64, beta: f64, c: f64 },
    Lcw { theta_1: f64, c_1: f64, theta_2: f64, c_2: f64, w: f64 },
}

impl ContractTruth {
    pub(super) fn kind(self) -> ContractKind {
        match self {
            Self::Sbg { .. } => ContractKind::Sbg,
            Self::Bdw { .. } => ContractKind::Bdw,
            Self::Lcw { .. } => ContractKind::Lcw,
        }
    }

    fn ages(self) -> [u32; 5] {
        if matches!(self, Self::Lcw { .. }) { AGES_OF_TWO_CLASSES } else { AGES }
    }

    /// As the model names them.
    fn named(self) -> Vec<(&'static str, f64)> {
        match self {
            Self::Sbg { alpha, beta } => vec![("alpha", alpha), ("beta", beta)],
            Self::Bdw { alpha, beta, c } => vec![("alpha", alpha), ("beta", beta), ("c", c)],
            Self::Lcw { theta_1, c_1, theta_2, c_2, w } => {
                vec![("theta_1", theta_1), ("c_1", c_1), ("theta_2", theta_2), ("c_2", c_2), ("w", w)]
            }
        }
    }

    /// θ and c of one customer, who survives t renewals with probability (1 − θ)^(t^c).
    fn customer(self, random: &mut Random) -> (f64, f64) {
        match self {
            Self::Sbg { alpha, beta } => (random.beta(alpha, beta), 1.0),
            Self::Bdw { alpha, beta, c } => (random.beta(alpha, beta), c),
            Self::Lcw { theta_1, c_1, theta_2, c_2, w } => {
                if random.chance(w) {
                    (theta_1, c_1)
                } else {
                    (theta_2, c_2)
                }
            }
        }
    }

    /// Renewals that a customer makes, at most `most`.
    fn renewals(self, most: u32, random: &mut Random) -> u32 {
        let (theta, c) = self.customer(random);
        let renews = |t: f64, random: &mut Random| random.chance(exp(ln_1p(-theta) * (powf(t, c) - powf(t - 1.0, c))));
        let mut made = 0;
        while made < most && renews(f64::from(made + 1), random) {
            made += 1;
        }
        made
    }
}

pub(super) fn measure(truth: ContractTruth, model: &str, options: &Options, figures: &mut Figures) {
    let outcomes = for_each_seed(options.bases, options.threads, |seed| outcome(truth, options.customers, seed));
    add_figures(model, &truth.named(), &outcomes, figures);
}

/// Renewals are drawn up to the end of the holdout and then cut at the as-of day.
fn outcome(truth: ContractTruth, customers: u32, seed: u64) -> Outcome {
    let mut random = Random::new(seed, 0);
    let (mut cohorts, mut actual) = (Vec::new(), 0.0);
    for age in truth.ages() {
        let mut active = vec![0; (age + AHEAD) as usize + 1];
        for _ in 0..customers.div_ceil(AGES.len() as u32) {
            let made = truth.renewals(age + AHEAD, &mut random) as usize;
            active[..=made].iter_mut().for_each(|count| *count += 1);
        }
        actual += f64::from(active[active.len() - 1]);
        active.truncate(age as usize + 1);
        cohorts.push(Cohort::new(active).expect("a cohort only shrinks"));
    }
    let renewals = Renewals::of(&cohorts);
    let fitted = fit(truth.kind(), &renewals).expect("some renew and some leave");
    let forecast = fitted.forecast_active(&cohorts, AHEAD);
    Outcome {
        parameters: fitted.parameter_intervals(&renewals, Level::NINETY_FIVE),
        expected: forecast.expected,
        total: forecast.interval(Level::NINETY),
        actual,
        at_limit: at_limit(&fitted.certificate),
    }
}
