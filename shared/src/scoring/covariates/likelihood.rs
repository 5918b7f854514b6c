//! The log-likelihood with covariates and penalties.

use super::{CovariateData, Layout, Process};
use crate::scoring::optimise::{Evaluation, LogLikelihood};

/// Ridge penalties: ½ λ γ² is subtracted from the log-likelihood for every coefficient γ, as if it were known
/// beforehand to be 0 with variance 1/λ. A coefficient that both processes share bears both.
///
/// ```
/// use shared::scoring::covariates::{Options, Penalty};
/// // Coefficients of purchases are taken to be within ± 0.5 or so: variance 1/4, λ = 4. Those of dropout are free.
/// let options = Options { penalty: Penalty { purchase: 4.0, dropout: 0.0 }, ..Options::default() };
/// assert_eq!(0.5 * options.penalty.purchase * 0.5 * 0.5, 0.5);
/// assert_eq!(Options::default().penalty, Penalty { purchase: 0.0, dropout: 0.0 });
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Penalty {
    /// λ of the purchase process.
    pub purchase: f64,
    /// λ of the dropout process.
    pub dropout: f64,
}

/// The penalised log-likelihood of a model with covariates, in the coordinates of the layout.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{CovariateLikelihood, Covariates, Grouped, Layout, Penalty, Profiles};
/// use shared::scoring::nbd::covariates::{EFFECTS, Plain};
/// use shared::scoring::optimise::LogLikelihood;
/// let histories = [History::new(1, 20.0, 39.0)?, History::new(3, 30.0, 39.0)?];
/// let purchase = Covariates::new(2, vec![("newsletter".to_owned(), vec![0.0, 1.0])])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(2))?;
/// let data = Grouped { plain: &Plain, profiles: &profiles };
/// let layout = Layout::new(&EFFECTS, profiles.purchase_names(), &[], &[])?;
/// let value = |purchase| {
///     let penalty = Penalty { purchase, dropout: 0.0 };
///     CovariateLikelihood { data: &data, layout: &layout, penalty }.evaluate(&[0.0, 2.0, 0.5]).value
/// };
/// // ½ · 8 · 0.5².
/// assert!((value(0.0) - value(8.0) - 1.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct CovariateLikelihood<'a, Data> {
    /// The model and the data.
    pub data: &'a Data,
    /// What stands where among the coordinates.
    pub layout: &'a Layout,
    /// Penalties on the coefficients.
    pub penalty: Penalty,
}

impl<Data: CovariateData> LogLikelihood for CovariateLikelihood<'_, Data> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let mut total = self.data.log_likelihood(self.layout, point);
        for (process, penalty) in [(Process::Purchase, self.penalty.purchase), (Process::Dropout, self.penalty.dropout)]
        {
            for at in self.layout.coefficients(process) {
                total.value -= 0.5 * penalty * point[*at] * point[*at];
                total.gradient[*at] -= penalty * point[*at];
                total.hessian[(*at, *at)] -= penalty;
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::{CovariateLikelihood, Penalty};
    use crate::scoring::covariates::{Covariates, Effect, Grouped, Layout, PlainLikelihood, Process, Profiles};
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::optimise::{Evaluation, LogLikelihood};
    use crate::scoring::{Histories, History, nbd};

    struct Nbd;

    impl PlainLikelihood for Nbd {
        fn evaluate(&self, histories: &Histories, log_parameters: &[f64]) -> Evaluation {
            nbd::DistinctLikelihood { histories }.evaluate(log_parameters)
        }
    }

    /// An NBD whose r has "dropout" covariates, so that both processes and the sign are seen.
    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let data: [(u32, f64, f64, [f64; 2]); 5] = [
            (0, 0.0, 38.9, [0.0, 0.3]),
            (1, 1.7, 38.9, [1.0, 0.3]),
            (2, 30.4, 38.9, [1.0, -1.5]),
            (2, 30.4, 38.9, [1.0, -1.5]),
            (29, 37.0, 38.0, [0.0, 2.0]),
        ];
        let histories: Vec<History> =
            data.iter().map(|&(frequency, recency, age, _)| History { frequency, recency, age }).collect();
        let column = |name: &str, index: usize| (name.to_owned(), data.iter().map(|row| row.3[index]).collect());
        let both = Covariates::new(5, vec![column("one", 0), column("two", 1)]).expect("a table");
        let second = Covariates::new(5, vec![column("two", 1)]).expect("a table");
        let profiles = Profiles::of(&histories, &both, &second).expect("equal lengths");
        let grouped = Grouped { plain: &Nbd, profiles: &profiles };
        let effects = [
            Effect::Shift { process: Process::Dropout, sign: 1.0 },
            Effect::Shift { process: Process::Purchase, sign: -1.0 },
        ];
        let penalty = Penalty { purchase: 0.7, dropout: 0.2 };
        let plain = |[r, alpha]: [HyperDual64; 2], h: &(u32, f64, f64, [f64; 2])| {
            let rising: HyperDual64 = (0..h.0).map(|j| (r + f64::from(j)).ln()).sum();
            rising + r * alpha.ln() - (r + f64::from(h.0)) * (alpha + h.2).ln()
        };

        let layout =
            Layout::new(&effects, profiles.purchase_names(), profiles.dropout_names(), &[]).expect("nothing shared");
        let apart = CovariateLikelihood { data: &grouped, layout: &layout, penalty };
        let sum = |[r, alpha, one, two, on_r]: [HyperDual64; 5]| {
            let all: HyperDual64 = data
                .iter()
                .map(|h| {
                    let [x, y] = h.3;
                    plain([(r + on_r * y).exp(), (alpha - one * x - two * y).exp()], h)
                })
                .sum();
            all - (one * one + two * two) * (0.5 * 0.7) - on_r * on_r * (0.5 * 0.2)
        };
        let point = [-1.0, 2.5, 0.3, -0.2, 0.4];
        assert_agree(&apart.evaluate(&point), &derivatives(sum, point), 1e-12);

        let layout = Layout::new(&effects, profiles.purchase_names(), profiles.dropout_names(), &["two".to_owned()])
            .expect("in both");
        assert_eq!(layout.len(), 4);
        let shared = CovariateLikelihood { data: &grouped, layout: &layout, penalty };
        let sum_shared = |[r, alpha, one, two]: [HyperDual64; 4]| sum([r, alpha, one, two, two]);
        let point = [-1.0, 2.5, 0.3, -0.2];
        assert_agree(&shared.evaluate(&point), &derivatives(sum_shared, point), 1e-12);
        assert!(
            Layout::new(&effects, profiles.purchase_names(), profiles.dropout_names(), &["one".to_owned()]).is_err()
        );
    }
}
