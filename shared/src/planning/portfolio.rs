//! The customers of a base with the models fitted to them.

use super::assess::spend;
use super::horizon::{Outlook, WEEKS_AT_RISK};
use super::{Assessment, ModelFit, ModelName, Verdict};
use crate::base::Customers;
use crate::math::{exp, ln, ln_1p};
use crate::scoring::beta_geometric::{self, CurveRules, Dropout, FutureCurve, Model, PairCurve, Tabulator};
use crate::scoring::gamma_gamma::{self, SpendMoments};
use crate::scoring::uncertainty::small_base_factor;
use crate::scoring::{Histories, History, Pairs, PurchaseModel, WEEKS_PER_YEAR};

/// Step of the central differences in log parameters: errors of 1e-8.
const DIFFERENCE: f64 = 1e-4;
/// Where the variance of spend is infinite, E[Z Z′] counts as this multiple of E[Z]²: that of q + px = 2.1.
const LARGEST_SPREAD: f64 = 11.0;

/// Histories grouped, models restored, ready for tables.
#[derive(Clone, Debug)]
pub(crate) struct Portfolio {
    pub(super) model: Model,
    pub(crate) histories: Histories,
    pub(super) pairs: Pairs,
    log_covariance: [[f64; 4]; 4],
    spend: Option<SpendModel>,
    pub(super) tabulator: Tabulator,
}

#[derive(Clone, Debug)]
struct SpendModel {
    model: gamma_gamma::Model,
    log_covariance: [[f64; 3]; 3],
    /// Of customers of whom no more is known: without a repeat transaction, or where the model's mean is infinite.
    unknown: SpendMoments,
}

/// A column of figures with one entry a pair, for each parameter.
pub(super) type Elasticities<const COUNT: usize> = [[Vec<f64>; 4]; COUNT];

impl Portfolio {
    /// `None` where the verdict is to rank by lateness.
    pub(crate) fn new(customers: &Customers, assessment: &Assessment) -> Option<Self> {
        Self::of_part(customers, customers, assessment)
    }

    /// Of some of the customers the models were fitted to.
    pub(super) fn of_part(all: &Customers, part: &Customers, assessment: &Assessment) -> Option<Self> {
        if assessment.verdict != Verdict::Estimated {
            return None;
        }
        let purchases = assessment.fit(ModelName::MbgNbd)?;
        let parameters = beta_geometric::Parameters::from_array(values(purchases)?);
        let model = parameters.check(Dropout::AfterEveryTransaction).ok()?;
        let histories = Histories::from_days(&part.frequency, &part.recency_days, &part.age_days);
        let repeat_customers = all.frequency.iter().filter(|frequency| **frequency > 0).count();
        let widening = small_base_factor(repeat_customers as f64);
        Some(Self {
            model,
            pairs: Pairs::of(&histories),
            histories,
            log_covariance: covariance(purchases).map(|row| row.map(|entry| entry * widening)),
            spend: assessment.fit(ModelName::GammaGamma).and_then(|fit| SpendModel::restore(fit, all)),
            tabulator: Tabulator::default(),
        })
    }

    /// P(alive) of every distinct history.
    pub(crate) fn alive(&self) -> Vec<f64> {
        self.histories.iter().map(|history| self.model.probability_alive(&history)).collect()
    }

    /// For every customer: their distinct history and their pair.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.histories.history_of_customer().iter().map(|history| {
            let history = *history as usize;
            (history, self.pairs.of_history()[history] as usize)
        })
    }

    /// What the customer's transactions will be worth, minor units; `None` without a spend model.
    pub(super) fn spend(&self, customers: &Customers, row: usize) -> Option<SpendMoments> {
        let spend_model = self.spend.as_ref()?;
        let spend = spend(customers, row);
        if spend.frequency == 0 || spend.mean <= 0.0 {
            return Some(spend_model.unknown);
        }
        Some(spend_model.model.moments(spend).map_or(spend_model.unknown, bounded))
    }

    /// Derivatives of ln E[Z] in ln p, ln q and ln v.
    pub(super) fn spend_elasticity(&self, customers: &Customers, row: usize) -> [f64; 3] {
        self.spend_elasticity_of(spend(customers, row))
    }

    /// What repeat transactions of customers to come will be worth on average, minor units, and the derivatives of its
    /// logarithm; `None` without a spend model.
    pub(super) fn spend_of_newcomers(&self) -> Option<(f64, [f64; 3])> {
        let mean = self.spend.as_ref()?.unknown.mean;
        Some((mean, self.spend_elasticity_of(gamma_gamma::Spend { frequency: 0, mean: 0.0 })))
    }

    fn spend_elasticity_of(&self, spend: gamma_gamma::Spend) -> [f64; 3] {
        let Some(spend_model) = &self.spend else { return [0.0; 3] };
        let gamma_gamma::Parameters { p, q, v } = spend_model.model.parameters();
        let frequency = if spend.mean > 0.0 { f64::from(spend.frequency) } else { 0.0 };
        let less_one = p * frequency + q - 1.0;
        if less_one <= 0.0 {
            return [0.0; 3];
        }
        [1.0 - p * frequency / less_one, -q / less_one, v / (v + frequency * spend.mean)]
    }

    /// Variance of a figure with these derivatives in the log parameters of purchases and spend.
    pub(crate) fn parameter_variance(&self, purchases: &[f64; 4], spend: &[f64; 3]) -> f64 {
        let spend_variance = self.spend.as_ref().map_or(0.0, |model| quadratic(&model.log_covariance, spend));
        quadratic(&self.log_covariance, purchases) + spend_variance
    }

    /// Discounted and plain purchases within the outlook and P(alive) at its end, per pair of alive customers.
    /// `None` when the levers allow no dropout distribution.
    pub(super) fn futures(&self, outlook: &Outlook) -> Option<[Vec<f64>; 3]> {
        let &Outlook { horizon, rate, .. } = outlook;
        self.tabulator.tabulate(
            &self.model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| FutureCurve::new(rules, shortest, longest(outlook)),
            |rules, curve, rate_time| {
                let (plain, discounted) = outlook.purchases(rules, curve, rate_time, (rate, horizon));
                [discounted, plain, curve.survival(rate_time, outlook.own_weeks(horizon))]
            },
        )
    }

    /// Per pair of alive customers: discounted purchases within the outlook, the same were dropout switched off
    /// for 90 days less without, and purchases within a year.
    pub(super) fn expectations(&self, outlook: &Outlook) -> Option<[Vec<f64>; 3]> {
        self.expectations_of(&self.model, outlook)
    }

    fn expectations_of(&self, model: &Model, outlook: &Outlook) -> Option<[Vec<f64>; 3]> {
        let &Outlook { horizon, rate, .. } = outlook;
        let delay = WEEKS_AT_RISK.min(horizon);
        let discount = exp(-rate * delay);
        let meanwhile = outlook.steady_purchases(delay);
        let rest = outlook.after(delay);
        self.tabulator.tabulate(
            model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| (FutureCurve::new(rules, shortest, longest(outlook)), shortest.rate_shape),
            |rules, (curve, rate_shape), rate_time| {
                let now = outlook.purchases(rules, curve, rate_time, (rate, horizon)).1;
                let later = rest.purchases(rules, curve, rate_time, (rate, rest.horizon)).1;
                let kept = rate_shape / rate_time * meanwhile + discount * later;
                let in_year = outlook.purchases(rules, curve, rate_time, (0.0, WEEKS_PER_YEAR)).0;
                [now, (kept - now).max(0.0), in_year]
            },
        )
    }

    /// Derivatives of the logarithms of [`Self::expectations`] in the log parameters.
    pub(super) fn elasticities(&self, outlook: &Outlook) -> Option<Elasticities<3>> {
        self.elasticities_of(|model| self.expectations_of(model, outlook))
    }

    /// Discounted purchases within the outlook, per pair of alive customers. `None` when the levers allow no dropout
    /// distribution.
    pub(super) fn discounted(&self, outlook: &Outlook) -> Option<Vec<f64>> {
        self.discounted_of(&self.model, outlook).map(|[discounted]| discounted)
    }

    /// The same with the derivatives of their logarithms in the log parameters.
    pub(super) fn discounted_with_elasticities(&self, outlook: &Outlook) -> Option<(Vec<f64>, [Vec<f64>; 4])> {
        let [elasticities] = self.elasticities_of(|model| self.discounted_of(model, outlook))?;
        Some((self.discounted(outlook)?, elasticities))
    }

    fn discounted_of(&self, model: &Model, outlook: &Outlook) -> Option<[Vec<f64>; 1]> {
        let &Outlook { horizon, rate, .. } = outlook;
        self.tabulator.tabulate(
            model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| FutureCurve::new(rules, shortest, longest(outlook)),
            |rules, curve, rate_time| [outlook.purchases(rules, curve, rate_time, (rate, horizon)).1],
        )
    }

    /// Derivatives of logarithms in the log parameters, by central differences.
    pub(super) fn elasticities_of<const COUNT: usize>(
        &self,
        columns: impl Fn(&Model) -> Option<[Vec<f64>; COUNT]>,
    ) -> Option<Elasticities<COUNT>> {
        let mut elasticities: Elasticities<COUNT> = std::array::from_fn(|_| Default::default());
        let at = self.model.values().to_array();
        for parameter in 0..4 {
            let moved = |step: f64| {
                let mut values = at;
                values[parameter] *= exp(step);
                columns(&beta_geometric::Parameters::from_array(values).check(self.model.dropout()).ok()?)
            };
            let (up, down) = (moved(DIFFERENCE)?, moved(-DIFFERENCE)?);
            for (column, (up, down)) in elasticities.iter_mut().zip(up.iter().zip(&down)) {
                let slope = |(up, down): (&f64, &f64)| {
                    if *down > 0.0 && *up > 0.0 { (ln(*up) - ln(*down)) / (2.0 * DIFFERENCE) } else { 0.0 }
                };
                column[parameter] = up.iter().zip(down).map(slope).collect();
            }
        }
        Some(elasticities)
    }

    /// Per pair of alive customers, what the variance of their future needs. Products of two orders are discounted as though
    /// a purchase rate that changes did so evenly.
    pub(super) fn noise(&self, outlook: &Outlook) -> Option<Noise> {
        let &Outlook { horizon, rate, .. } = outlook;
        let own_horizon = outlook.own_weeks(horizon);
        let even_rate = if horizon > 0.0 { rate * (horizon / own_horizon) } else { rate };
        let [squares, products, pairs_in_year, none] = self.tabulator.tabulate(
            &self.model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| {
                let longest = longest(outlook);
                let curve = FutureCurve::new(rules, shortest, longest);
                (curve, PairCurve::new(rules, shortest, longest), shortest.rate_shape)
            },
            |rules, (curve, pairs, rate_shape), rate_time| {
                let none = exp(-rate_shape * ln_1p(own_horizon / rate_time));
                [
                    outlook.purchases(rules, curve, rate_time, (2.0 * rate, horizon)).1,
                    pairs.discounted(rules, rate_time, even_rate, own_horizon),
                    pairs.discounted(rules, rate_time, 0.0, outlook.own_weeks(WEEKS_PER_YEAR)),
                    none,
                ]
            },
        )?;
        Some(Noise { squares, products, pairs_in_year, none })
    }

    /// A customer whose first order is now, with one log parameter moved by a step. `None` when the levers allow no dropout
    /// distribution.
    pub(super) fn newcomer(&self, outlook: &Outlook, moved: Option<(usize, f64)>) -> Option<Newcomer> {
        let mut values = self.model.values().to_array();
        if let Some((parameter, step)) = moved {
            values[parameter] *= exp(step);
        }
        let parameters = beta_geometric::Parameters::from_array(values);
        let model = parameters.check(self.model.dropout()).ok()?;
        let future = model.future(&History::NEW).with_levers(&outlook.own_levers())?;
        // The lever holds for the first order too: what remains of the Beta without that order.
        let occasions = model.dropout().opportunities(0);
        let stays = if occasions > 0.0 { (future.dropout_b - occasions) / (parameters.a + parameters.b) } else { 1.0 };
        let rules = CurveRules::default();
        let curve = FutureCurve::new(&rules, &future, longest(outlook));
        Some(Newcomer { alive: stays.max(0.0), rate_time: future.rate_time, rules, curve })
    }

    /// Derivatives of ln P(alive) in the log parameters.
    pub(crate) fn alive_elasticity(&self, history: &History) -> [f64; 4] {
        let dead = 1.0 - self.model.probability_alive(history);
        self.model.dropout_log_odds_gradient(history).map(|slope| -dead * slope)
    }
}

/// How far curves reach, in weeks: the same for all figures of an outlook, so that they agree to the last bit.
pub(super) fn longest(outlook: &Outlook) -> f64 {
    outlook.own_weeks(outlook.horizon.max(WEEKS_PER_YEAR))
}

/// A customer whose first order is now.
#[derive(Clone, Debug)]
pub(super) struct Newcomer {
    /// Probability that the first order was not the last.
    alive: f64,
    rate_time: f64,
    rules: CurveRules,
    curve: FutureCurve,
}

impl Newcomer {
    /// Discounted repeat orders within the outlook, or what is left of it.
    pub(super) fn purchases(&self, outlook: &Outlook) -> f64 {
        self.purchases_within(outlook, outlook.horizon)
    }

    /// Discounted repeat orders within so many weeks of it.
    pub(super) fn purchases_within(&self, outlook: &Outlook, weeks: f64) -> f64 {
        self.alive * outlook.purchases(&self.rules, &self.curve, self.rate_time, (outlook.rate, weeks)).1
    }
}

/// What the variance of alive customers' futures needs, per pair.
#[derive(Clone, Debug)]
pub(super) struct Noise {
    /// E[Σ e^(−2 rate t)].
    pub(super) squares: Vec<f64>,
    /// E[Σ_{i≠j} e^(−rate(t_i + t_j))].
    pub(super) products: Vec<f64>,
    /// E[N(N − 1)] for the purchases of a year.
    pub(super) pairs_in_year: Vec<f64>,
    /// Probability of no purchase within the horizon.
    pub(super) none: Vec<f64>,
}

impl SpendModel {
    fn restore(fit: &ModelFit, customers: &Customers) -> Option<Self> {
        let model = gamma_gamma::Parameters::from_array(values(fit)?).check().ok()?;
        let unknown = model.moments(gamma_gamma::Spend { frequency: 0, mean: 0.0 }).map(bounded);
        let unknown = unknown.unwrap_or_else(|| observed(customers, model.parameters().p));
        Some(Self { model, log_covariance: covariance(fit), unknown })
    }
}

/// Moments as observed among repeat customers: for a model whose mean is infinite (q ≤ 1).
fn observed(customers: &Customers, p: f64) -> SpendMoments {
    let (mut transactions, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for spend in (0..customers.len()).map(|row| spend(customers, row)).filter(|spend| spend.mean > 0.0) {
        let frequency = f64::from(spend.frequency);
        transactions += frequency;
        sum += frequency * spend.mean;
        squares += frequency * spend.mean * spend.mean;
    }
    let product = squares / transactions;
    SpendMoments { mean: sum / transactions, square: product * (p + 1.0) / p, product }
}

fn bounded(moments: SpendMoments) -> SpendMoments {
    let product = moments.product.min(LARGEST_SPREAD * moments.mean * moments.mean);
    let ratio = if moments.product.is_finite() { moments.square / moments.product } else { 2.0 };
    SpendMoments { product, square: product * ratio, ..moments }
}

fn values<const N: usize>(fit: &ModelFit) -> Option<[f64; N]> {
    let values: Vec<f64> = fit.parameters.iter().map(|parameter| parameter.value).collect();
    values.try_into().ok()
}

/// Zero where the fit has none.
fn covariance<const N: usize>(fit: &ModelFit) -> [[f64; N]; N] {
    if fit.log_covariance.len() != N * N {
        return [[0.0; N]; N];
    }
    std::array::from_fn(|i| std::array::from_fn(|j| fit.log_covariance[i * N + j]))
}

fn quadratic<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for (row, left) in matrix.iter().zip(vector) {
        for (entry, right) in row.iter().zip(vector) {
            sum += left * entry * right;
        }
    }
    sum.max(0.0)
}
