//! Fits, predictions and simulations of every model in the catalogue.

use shared::base::Customers;
use shared::domain::Day;
use shared::random::Random;
use shared::scoring::bg_bb::{self, Cells, DiscountPerOpportunity, DiscreteHistory};
use shared::scoring::catalogue::{self, ModelKind};
use shared::scoring::covariates::{Covariates, Options};
use shared::scoring::preparation::season::{estimate_season, operational_history};
use shared::scoring::purchase_model::{NextPurchase, next_purchase_quantile, silence_until_alive_below};
use shared::scoring::{Certificate, DiscountRate, Histories, History, Levers, LogGaps, PurchaseModel, Weeks};

use crate::digest::Bits;

/// Customers that the models are fitted to: the first of the base.
const CUSTOMERS: usize = 1_000;
/// Customers of whom everything is predicted.
const PREDICTED: usize = 40;

/// A model fitted, what it says of some customers and what it draws.
pub(crate) fn digest_model(kind: ModelKind, customers: &Customers, bits: &mut Bits) {
    let few = customers.len().min(CUSTOMERS);
    let (frequency, recency) = (&customers.frequency[..few], &customers.recency_days[..few]);
    let log_gaps = LogGaps::from_days(frequency, recency, &customers.log_gaps[..few]).expect("sums of real gaps");
    let histories = Histories::from_days(frequency, recency, &customers.age_days[..few]);
    let histories = histories.with_log_gaps(log_gaps).expect("of the same customers");
    let fitted = catalogue::fit(kind, &histories).expect("the sample shop can be fitted");
    digest_certificate(&fitted.certificate, bits);
    bits.add_text(&catalogue::save(fitted.model.as_ref()));
    for history in histories.iter().step_by(histories.len() / PREDICTED) {
        digest_predictions(fitted.model.as_ref(), &history, bits);
    }
    let mut random = Random::new(20_261_122, 0);
    let quarter = Weeks::of_months(3.0);
    for history in histories.iter().step_by(histories.len() / PREDICTED) {
        bits.add_all(fitted.model.simulate_future(&history, quarter, &mut random));
        let drawn = fitted.model.simulate_history(Weeks::of_years(1.0), &mut random);
        bits.add_all([f64::from(drawn.frequency), drawn.recency, drawn.age]);
    }
}

/// MBG/NBD with a covariate on both processes.
pub(crate) fn digest_covariates(customers: &Customers, bits: &mut Bits) {
    let few = customers.len().min(CUSTOMERS);
    let week = |days: u32| f64::from(days) / 7.0;
    let histories: Vec<History> = (0..few)
        .map(|row| History {
            frequency: customers.frequency[row],
            recency: week(customers.recency_days[row]),
            age: week(customers.age_days[row]),
        })
        .collect();
    let source = customers.source[..few].iter().map(|source| f64::from(*source % 2)).collect();
    let table = Covariates::new(few, vec![("source".to_owned(), source)]).expect("sources differ");
    let fitted = catalogue::fit_with_covariates(ModelKind::MbgNbd, &histories, &table, &table, &Options::default());
    let fitted = fitted.expect("the sample shop can be fitted");
    digest_certificate(&fitted.certificate, bits);
    bits.add_text(&fitted.model.save());
}

/// BG/BB with a month of 30 days as an opportunity.
pub(crate) fn digest_bg_bb(customers: &Customers, bits: &mut Bits) {
    let few = customers.len().min(CUSTOMERS);
    let histories: Vec<DiscreteHistory> = (0..few)
        .map(|row| {
            let last = customers.recency_days[row].div_ceil(30);
            let opportunities = customers.age_days[row].div_ceil(30);
            DiscreteHistory::new(customers.frequency[row].min(last), last, opportunities).expect("possible")
        })
        .collect();
    let cells = Cells::of(histories);
    let fitted = bg_bb::fit(&cells).expect("the sample shop can be fitted");
    digest_certificate(&fitted.certificate, bits);
    bits.add_text(&bg_bb::save(&fitted.model));
    let model = &fitted.model;
    let rate = DiscountPerOpportunity::effective(0.01).expect("a rate");
    let whole = |number: Option<u32>| number.map_or(-1.0, f64::from);
    let mut random = Random::new(20_261_122, 1);
    for cell in cells.as_slice().iter().step_by(1 + cells.as_slice().len() / PREDICTED) {
        let history = cell.history;
        bits.add_all([model.log_likelihood(history), model.probability_alive(history)]);
        bits.add_all([model.probability_alive_after(history, 3), model.expected_purchases(history, 12)]);
        bits.add_all([0, 1, 3].map(|count| model.purchase_count_probability(history, count, 12)));
        bits.add_all([Some(12), None].map(|horizon| model.no_purchase_probability(history, horizon)));
        bits.add_all([Some(5_000), None].map(|horizon| model.discounted_purchases(history, rate, horizon)));
        bits.add(whole(model.next_purchase_quantile(history, 0.5)));
        bits.add(whole(model.silence_until_alive_below(history, 0.5)));
        let posterior = model.posterior(history);
        bits.add_all([posterior.purchase, posterior.dropout].map(|moments| moments.mean));
        bits.add_all(model.simulate_future(history, 12, &mut random).into_iter().map(f64::from));
    }
}

/// A season found in orders that come in waves, and histories on its clock.
pub(crate) fn digest_season(bits: &mut Bits) {
    let rows: Vec<Vec<Day>> = (0..3_000)
        .map(|customer| {
            let first = 18_000 + customer % 900;
            let order = |order: i32| first + order * (9 + customer % 47) + 20 * (order % 2);
            // Every third order of a summer is left out.
            let is_kept = |day: &i32| (day % 365) / 90 != 2 || day % 3 > 0;
            let days = (1..customer % 11).map(order).filter(is_kept);
            std::iter::once(first).chain(days).filter(|day| *day <= 19_000).map(Day).collect()
        })
        .collect();
    let as_of = Day(19_000);
    let season = estimate_season(rows.iter().map(Vec::as_slice), as_of).expect("two years");
    assert!(season.harmonics > 0, "the orders come in waves");
    bits.add_all([f64::from(season.harmonics), season.dispersion, season.chi_squared]);
    bits.add_all(season.index.weekly().iter().copied());
    bits.add(season.index.operational_horizon(as_of, Weeks::of_weeks(13.0)).get());
    for days in &rows {
        let (history, log_gaps) = operational_history(&season.index, days, as_of).expect("known");
        bits.add_all([history.recency, history.age, log_gaps]);
    }
}

pub(crate) fn digest_certificate(certificate: &Certificate, bits: &mut Bits) {
    bits.add_all([certificate.log_likelihood, certificate.gradient_norm, certificate.condition_number]);
    bits.add_all(certificate.standard_errors.iter().map(|error| error.unwrap_or(-1.0)));
    if let Some(covariance) = &certificate.covariance {
        bits.add_all(covariance.entries().iter().copied());
    }
    bits.add(f64::from(certificate.iterations));
    bits.add_text(&format!("{:?}", certificate.limits));
}

fn digest_predictions(model: &dyn PurchaseModel, history: &History, bits: &mut Bits) {
    let (quarter, year) = (Weeks::of_months(3.0), Weeks::of_years(1.0));
    let rate = DiscountRate::annual_effective(0.12).expect("a rate");
    bits.add_all([model.log_likelihood(history), model.probability_alive(history)]);
    bits.add_all([model.probability_alive_after(history, year), model.expected_purchases(history, year)]);
    bits.add_all([0, 1, 3].map(|count| model.purchase_count_probability(history, count, quarter)));
    bits.add_all([quarter, Weeks::FOREVER].map(|horizon| model.no_purchase_probability(history, horizon)));
    bits.add_all([year, Weeks::FOREVER].map(|horizon| model.discounted_purchases(history, rate, horizon)));
    bits.add(match next_purchase_quantile(model, history, 0.5) {
        NextPurchase::Within(weeks) => weeks.get(),
        NextPurchase::Never => -1.0,
    });
    bits.add(silence_until_alive_below(model, history, 0.5).map_or(-1.0, Weeks::get));
    if let Some(future) = model.alive_future(history, &Levers { purchase_rate: 1.2, dropout: 0.8 }) {
        bits.add_all([future.expected_purchases(year), future.discounted_purchases(rate, year)]);
        bits.add_all([future.probability_alive_after(year), future.no_purchase_probability(quarter)]);
    }
    if let Some(posterior) = model.posterior(history) {
        for moments in [posterior.purchase_rate, posterior.dropout] {
            bits.add_all([moments.mean, moments.variance]);
        }
    }
}
