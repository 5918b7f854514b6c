//! Models of purchases in time: intervals of parameters, of a base's purchases and of single customers'.

use shared::scoring::catalogue::{FittedModel, ModelKind, fit, likelihood, load};
use shared::scoring::uncertainty::{
    CountInterval, Interval, Level, ParameterDraws, count_interval, forecast, parameter_intervals,
};
use shared::scoring::{PurchaseModel, Weeks};

use super::base::{Base, HORIZON};
use super::figures::{Figures, Tally};
use super::options::Options;
use super::outcome::{Outcome, add_figures, at_limit};
use super::seeds::for_each_seed;

/// Customers looked at in each base.
const CUSTOMERS_LOOKED_AT: usize = 10;
/// Parameters drawn for their intervals.
const DRAWS: u32 = 30;

/// A model and its true parameters.
#[derive(Debug)]
pub(super) struct PurchaseSubject {
    pub(super) kind: ModelKind,
    /// As saved JSON names them.
    pub(super) parameters: &'static str,
}

impl PurchaseSubject {
    pub(super) fn truth(&self) -> Box<dyn PurchaseModel> {
        let saved = format!(r#"{{"model":"{}","time_unit":"week","parameters":{{{}}}}}"#, self.kind, self.parameters);
        load(&saved).expect("a subject has possible parameters")
    }

    /// The true values of the parameters that are estimated; regularity is chosen.
    fn estimated_truth(&self) -> Vec<(&'static str, f64)> {
        self.truth().parameters().into_iter().filter(|(name, _)| *name != "k").collect()
    }

    fn fit(&self, base: &Base) -> FittedModel {
        fit(self.kind, &base.histories).expect("a base has customers")
    }
}

/// The intervals of single customers' purchases, with what they bought.
type OfCustomers = Vec<(CountInterval, u32)>;

pub(super) fn measure(subject: &PurchaseSubject, model: &str, options: &Options, figures: &mut Figures) {
    let outcomes = for_each_seed(options.bases, options.threads, |seed| outcome(subject, options.customers, seed));
    let (outcomes, of_customers): (Vec<Outcome>, Vec<OfCustomers>) = outcomes.into_iter().unzip();
    add_figures(model, &subject.estimated_truth(), &outcomes, figures);
    let (mut customers, mut stated) = (Tally::default(), 0.0);
    let looked_at: OfCustomers = of_customers.into_iter().flatten().collect();
    for (interval, actual) in &looked_at {
        let [low, high] = [interval.low, interval.high].map(f64::from);
        customers.count(Some(Interval { low, high }), f64::from(*actual), |interval| interval.width());
        stated += interval.probability;
    }
    figures.add(format!("coverage.customer_90.{model}"), customers.coverage());
    figures.add(format!("stated.customer_90.{model}"), 100.0 * stated / looked_at.len() as f64);
}

fn outcome(subject: &PurchaseSubject, customers: u32, seed: u64) -> (Outcome, OfCustomers) {
    let base = Base::draw(subject.truth().as_ref(), customers, seed);
    let fitted = subject.fit(&base);
    let horizon = Weeks::of_weeks(HORIZON);
    let forecast = forecast(&fitted, &base.histories, horizon);
    let draws = ParameterDraws::new(&fitted, &base.histories, DRAWS, seed);
    let of_customer = |draws: &ParameterDraws| {
        let step = (base.each.len() / CUSTOMERS_LOOKED_AT).max(1);
        let looked_at = base.each.iter().zip(&base.future).step_by(step).take(CUSTOMERS_LOOKED_AT);
        looked_at.map(|(history, future)| (count_interval(draws, history, horizon, Level::NINETY), *future)).collect()
    };
    let outcome = Outcome {
        parameters: parameter_intervals(&fitted, likelihood(&fitted, &base.histories).as_ref(), Level::NINETY_FIVE),
        expected: forecast.expected,
        total: forecast.interval(Level::NINETY),
        actual: base.future.iter().map(|count| f64::from(*count)).sum(),
        at_limit: at_limit(&fitted.certificate),
    };
    (outcome, draws.as_ref().map_or_else(Vec::new, of_customer))
}
