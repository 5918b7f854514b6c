//! What the models are: what they were fitted to, their parameters with intervals, and what these mean.

use serde::{Deserialize, Serialize};

use super::meaning::values;
use super::{FrequencyBar, PresenceCell, PurchaseMeaning, SpendMeaning, frequency_plot, presence};
use crate::base::Base;
use crate::domain::Day;
use crate::math::ln;
use crate::planning::assess::spend;
use crate::planning::{Assessment, ModelFit, ModelName, Verdict};
use crate::scoring::beta_geometric::{self, Dropout};
use crate::scoring::gamma_gamma::{self, Spends};
use crate::scoring::optimise::{LogLikelihood, Matrix, Scale};
use crate::scoring::uncertainty::{Interval, Level, Peak};
use crate::scoring::{Histories, Limit};

/// A parameter as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardParameter {
    /// Its usual symbol.
    pub name: String,
    /// Maximum-likelihood estimate; times in weeks, money in minor units.
    pub value: f64,
    /// Standard error; `None` at a boundary.
    pub standard_error: Option<f64>,
    /// 95 % interval by the profile of the likelihood; an end is `None` where the data do not bound it, the whole where the
    /// parameter is at a boundary.
    pub interval: Option<(f64, Option<f64>)>,
}

/// One fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CardFit {
    /// Which.
    pub model: ModelName,
    /// Its parameters in their usual order.
    pub parameters: Vec<CardParameter>,
    /// Log-likelihood at the estimate.
    pub log_likelihood: f64,
    /// Boundaries the fit ended at.
    pub limits: Vec<Limit>,
    /// Customers the fit used.
    pub customers: u32,
    /// Newton iterations.
    pub iterations: u32,
}

/// All that can be said of the models in use without holding anything back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Day of the first order.
    pub first_day: Day,
    /// Last day of the orders, up to which every customer is watched.
    pub as_of: Day,
    /// Transactions of all customers.
    pub transactions: u64,
    /// Customers with a repeat transaction.
    pub repeat_customers: u32,
    /// The fits that were made.
    pub fits: Vec<CardFit>,
    /// What the parameters of MBG/NBD mean.
    pub purchases: Option<PurchaseMeaning>,
    /// What the parameters of Gamma-Gamma mean.
    pub spend: Option<SpendMeaning>,
    /// Customers by repeat transactions; empty without a fit.
    pub frequency: Vec<FrequencyBar>,
    /// P(alive) by repeat transactions and silence; empty where the verdict is to rank by lateness.
    pub presence: Vec<Vec<PresenceCell>>,
}

/// The card of the models that `assessment` holds of this base; `None` without an order.
#[must_use]
pub fn model_card(base: &Base, assessment: &Assessment) -> Option<ModelCard> {
    let customers = &base.customers;
    let (as_of, first_day) = (base.as_of?, *base.orders.day.iter().min()?);
    let histories = Histories::from_days(&customers.frequency, &customers.recency_days, &customers.age_days);
    let spends = Spends::group((0..customers.len()).map(|row| spend(customers, row)));
    let purchases = assessment.fit(ModelName::MbgNbd);
    let model = purchases.and_then(|fit| {
        beta_geometric::Parameters::from_array(values(fit)?).check(Dropout::AfterEveryTransaction).ok()
    });
    let is_used = assessment.verdict == Verdict::Estimated;
    Some(ModelCard {
        first_day,
        as_of,
        transactions: base.orders.day.len() as u64,
        repeat_customers: histories.repeat_customers() as u32,
        fits: assessment.fits.iter().map(|fit| card_fit(fit, &histories, &spends)).collect(),
        purchases: purchases.and_then(PurchaseMeaning::of),
        spend: assessment.fit(ModelName::GammaGamma).and_then(SpendMeaning::of),
        frequency: model.as_ref().map_or_else(Vec::new, |model| frequency_plot(model, &histories)),
        presence: model.as_ref().filter(|_| is_used).map_or_else(Vec::new, |model| presence(model, customers)),
    })
}

fn card_fit(fit: &ModelFit, histories: &Histories, spends: &Spends) -> CardFit {
    let of_purchases = |dropout| beta_geometric::DistinctLikelihood { dropout, histories };
    let intervals = match fit.model {
        ModelName::BgNbd => intervals(fit, &of_purchases(Dropout::AfterRepeats)),
        ModelName::MbgNbd => intervals(fit, &of_purchases(Dropout::AfterEveryTransaction)),
        ModelName::GammaGamma => intervals(fit, &gamma_gamma::DistinctLikelihood { spends }),
    };
    let parameter = |(parameter, interval): (&crate::planning::Parameter, Option<Interval>)| CardParameter {
        name: parameter.name.clone(),
        value: parameter.value,
        standard_error: parameter.standard_error,
        interval: interval.map(|it| (it.low, it.high.is_finite().then_some(it.high))),
    };
    CardFit {
        model: fit.model,
        parameters: fit.parameters.iter().zip(intervals).map(parameter).collect(),
        log_likelihood: fit.log_likelihood,
        limits: fit.limits.clone(),
        customers: fit.customers,
        iterations: fit.iterations,
    }
}

fn intervals(fit: &ModelFit, likelihood: &dyn LogLikelihood) -> Vec<Option<Interval>> {
    let point: Vec<f64> = fit.parameters.iter().map(|parameter| ln(parameter.value)).collect();
    let order = point.len();
    if fit.log_covariance.len() != order * order {
        return vec![None; order];
    }
    let covariance = Matrix::from_fn(order, |i, j| fit.log_covariance[order * i + j]);
    let peak = Peak { likelihood, point: &point, covariance: &covariance };
    let interval = |coordinate| peak.parameter_interval(coordinate, Scale::Log, Level::NINETY_FIVE);
    (0..order).map(|coordinate| fit.parameters[coordinate].standard_error.and_then(|_| interval(coordinate))).collect()
}

#[cfg(test)]
mod tests {
    use super::model_card;
    use crate::base::{Base, build};
    use crate::domain::Day;
    use crate::planning::{ModelName, Reason, Verdict, assess};
    use crate::sample::{SampleShop, sample_shop};
    use crate::scoring::Histories;
    use crate::scoring::catalogue::{ModelKind, fit, likelihood};
    use crate::scoring::uncertainty::{Level, parameter_intervals};

    fn shop() -> Base {
        let shop = SampleShop { seed: 5, customers: 1_500, last_day: Day(20_000), days: 700 };
        build(&sample_shop(shop).1.map(|(history, _)| history).collect::<Vec<_>>())
    }

    #[test]
    fn the_card_holds_the_fits_of_the_assessment_with_the_intervals_of_a_fresh_fit() {
        let base = shop();
        let assessment = assess(&base.customers);
        let card = model_card(&base, &assessment).expect("a shop with orders");
        assert_eq!(card.fits.len(), 3);
        let of = &base.customers;
        let histories = Histories::from_days(&of.frequency, &of.recency_days, &of.age_days);
        for (kind, name) in [(ModelKind::BgNbd, ModelName::BgNbd), (ModelKind::MbgNbd, ModelName::MbgNbd)] {
            let fitted = fit(kind, &histories).expect("a fit");
            let fresh = parameter_intervals(&fitted, likelihood(&fitted, &histories).as_ref(), Level::NINETY_FIVE);
            let shown = card.fits.iter().find(|fit| fit.model == name).expect("on the card");
            for ((parameter, fresh), (symbol, value)) in shown.parameters.iter().zip(fresh).zip(fitted.estimates()) {
                assert_eq!((parameter.name.as_str(), parameter.value.to_bits()), (symbol, value.to_bits()));
                let (low, high) = parameter.interval.expect("a regular fit");
                let fresh = fresh.expect("a regular fit");
                assert_eq!((low.to_bits(), high.map(f64::to_bits)), (fresh.low.to_bits(), Some(fresh.high.to_bits())));
                assert!(low < value && value < fresh.high);
            }
        }
        let spend = &card.fits[2].parameters;
        assert!(spend.iter().all(|parameter| parameter.interval.is_some_and(|(low, _)| low < parameter.value)));
        assert_eq!(card.frequency.iter().map(|bar| bar.actual).sum::<u32>() as usize, of.len());
        assert_eq!(card.presence.iter().flatten().map(|cell| cell.customers).sum::<u32>() as usize, of.len());
        assert_eq!(card.first_day, *base.orders.day.iter().min().expect("orders"));
    }

    #[test]
    fn a_model_that_is_not_used_says_nothing_of_who_is_there() {
        let base = shop();
        let mut assessment = assess(&base.customers);
        assessment.verdict = Verdict::RankByLateness { reason: Reason::DropoutNotIdentified };
        let card = model_card(&base, &assessment).expect("a shop with orders");
        assert!(card.presence.is_empty() && !card.frequency.is_empty());
        assessment.fits.clear();
        let empty = model_card(&base, &assessment).expect("a shop with orders");
        assert!(empty.frequency.is_empty() && empty.fits.is_empty() && empty.purchases.is_none());
        assert!(model_card(&Base::default(), &assessment).is_none());
    }
}
