//! Covariates that do not change are static ones; coefficients of 0 leave the plain model; how time is cut is no
//! matter.

use shared::random::Random;
use shared::scoring::covariates::{CovariateEstimate, Covariates, Options};
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingHistory, VaryingModel, fit};
use shared::scoring::pareto_nbd::{self, Parameters};
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use crate::base::{PARAMETERS, WEEKS, base, named, regions, table};

fn horizons() -> [Weeks; 2] {
    [4.5, 26.0].map(Weeks::of_weeks)
}

/// The answers of a time-varying model beside those of a plain one.
fn assert_alike(
    varying: &VaryingModel,
    tables: [&VaryingCovariates; 2],
    row: usize,
    history: &VaryingHistory,
    plain: &impl PurchaseModel,
) {
    let summary = history.summary();
    let customer = varying.customer(row, history, tables[0], tables[1]).expect("long enough");
    let close = |found: f64, expected: f64, what: &str| {
        assert!((found - expected).abs() < 1e-11 * expected.abs().max(1.0), "{what}, {history:?}: {found} {expected}");
    };
    close(customer.log_likelihood(), plain.log_likelihood(&summary), "log-likelihood");
    close(customer.probability_alive(), plain.probability_alive(&summary), "alive");
    let rate = DiscountRate::annual_effective(0.1).expect("a rate");
    for horizon in horizons() {
        let of = |found: Result<f64, _>| found.expect("covered");
        close(of(customer.expected_purchases(horizon)), plain.expected_purchases(&summary, horizon), "purchases");
        let discounted = plain.discounted_purchases(&summary, rate, horizon);
        close(of(customer.discounted_purchases(rate, horizon)), discounted, "discounted");
        let silent = plain.no_purchase_probability(&summary, horizon);
        close(of(customer.no_purchase_probability(horizon)), silent, "no purchase");
        let alive = plain.probability_alive_after(&summary, horizon);
        close(of(customer.probability_alive_after(horizon)), alive, "alive after");
    }
}

/// Half of the calendar is seen, the other half is the future.
fn halves() -> Vec<VaryingHistory> {
    let base = base(1, 60);
    let half = WEEKS as f64 / 2.0;
    let seen = |history: VaryingHistory| {
        let age = half - history.first();
        let repeats = history.repeats().iter().copied().filter(|time| *time <= age).collect();
        VaryingHistory::new(history.first(), repeats, age).expect("in order")
    };
    base.histories.into_iter().map(seen).collect()
}

#[test]
fn coefficients_of_zero_leave_the_plain_model() {
    let base = base(1, 60);
    let zero = |names: &[String]| names.iter().map(|name| (name.clone(), 0.0)).collect::<Vec<_>>();
    for parameters in [PARAMETERS, Parameters { r: 0.3, alpha: 2.0, s: 3.0, beta: 0.4 }] {
        let varying = VaryingModel::new(parameters, zero(base.purchase.names()), zero(base.dropout.names()));
        let varying = varying.expect("possible");
        for (row, history) in halves().iter().enumerate() {
            let plain = parameters.check().expect("positive");
            assert_alike(&varying, [&base.purchase, &base.dropout], row, history, &plain);
        }
    }
}

#[test]
fn covariates_that_do_not_change_shift_alpha_and_beta() {
    let histories = halves();
    let region = regions(1, histories.len());
    let covariates = table(histories.len(), vec![("region", VaryingColumn::OfCustomers(region.clone()))]);
    let varying = VaryingModel::new(PARAMETERS, named(&[("region", 0.9)]), named(&[("region", -1.3)]));
    let varying = varying.expect("possible");
    for (row, history) in histories.iter().enumerate() {
        let shifted = Parameters {
            alpha: PARAMETERS.alpha * shared::math::exp(-0.9 * region[row]),
            beta: PARAMETERS.beta * shared::math::exp(1.3 * region[row]),
            ..PARAMETERS
        };
        let plain = shifted.check().expect("positive");
        assert_alike(&varying, [&covariates, &covariates], row, history, &plain);
    }
}

#[test]
fn periods_may_be_cut_in_two() {
    let base = base(2, 40);
    let column = |periods: &dyn Fn(usize) -> usize, count: usize| {
        let values = (0..count).map(|period| (periods(period) * 7 % 5) as f64 / 4.0).collect();
        vec![("season".to_owned(), VaryingColumn::OfPeriods(values))]
    };
    let whole = VaryingCovariates::new(Weeks::of_weeks(2.0), 52, 40, column(&|period| period, 52));
    let halves = VaryingCovariates::new(Weeks::of_weeks(1.0), 104, 40, column(&|period| period / 2, 104));
    let (whole, halves) = (whole.expect("a table"), halves.expect("a table"));
    let model = VaryingModel::new(PARAMETERS, named(&[("season", 1.5)]), named(&[("season", -2.0)]));
    let model = model.expect("possible");
    for (row, history) in base.histories.iter().enumerate() {
        let of = |purchase, dropout| {
            let customer = model.customer(row, history, purchase, dropout).expect("long enough");
            [customer.log_likelihood(), customer.probability_alive()]
        };
        let expected = of(&whole, &whole);
        for found in [of(&halves, &halves), of(&whole, &halves)] {
            assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-11), "{found:?}");
        }
    }
}

fn assert_same_estimate(varying: &CovariateEstimate, fixed: &CovariateEstimate) {
    let (one, other) = (&varying.certificate, &fixed.certificate);
    assert!((one.log_likelihood - other.log_likelihood).abs() < 1e-7, "{one:?} {other:?}");
    assert_eq!(one.limits, other.limits);
    for (one, other) in varying.point.iter().zip(&fixed.point) {
        assert!((one - other).abs() < 1e-5, "{one} {other}");
    }
    for (one, other) in one.standard_errors.iter().zip(&other.standard_errors) {
        let (one, other) = (one.expect("regular"), other.expect("regular"));
        assert!((one / other - 1.0).abs() < 1e-4, "{one} {other}");
    }
}

#[test]
fn the_fit_is_that_of_static_covariates() {
    let customers = 800;
    let region = regions(3, customers);
    let mut random = Random::new(3, 1 << 42);
    let income: Vec<f64> = (0..customers).map(|_| 2.0 + random.normal()).collect();
    let columns = || {
        let of = |values: &[f64]| VaryingColumn::OfCustomers(values.to_vec());
        vec![("region", of(&region)), ("income", of(&income))]
    };
    let covariates = table(customers, columns());
    let coefficients = [named(&[("region", 0.5), ("income", 0.3)]), named(&[("region", -0.8), ("income", 0.2)])];
    let [purchase, dropout] = coefficients;
    let truth = VaryingModel::new(PARAMETERS, purchase, dropout).expect("possible");
    let histories: Vec<VaryingHistory> = (0..customers)
        .map(|row| {
            let mut random = Random::new(4, row as u64);
            let first = 20.0 * random.uniform();
            let age = Weeks::of_weeks(70.0 - first);
            truth.simulate_history(row, first, age, &covariates, &covariates, &mut random).expect("long enough")
        })
        .collect();
    let summaries: Vec<History> = histories.iter().map(VaryingHistory::summary).collect();
    let column = |name: &str, values: &[f64]| (name.to_owned(), values.to_vec());
    let fixed = Covariates::new(customers, vec![column("region", &region), column("income", &income)]);
    let fixed = fixed.expect("a table");
    for shared in [vec![], vec!["income".to_owned()]] {
        let options = Options { shared, ..Options::default() };
        let fixed = pareto_nbd::covariates::fit(&summaries, &fixed, &fixed, &options).expect("a fit");
        let varying = fit(&histories, &covariates, &covariates, &options).expect("a fit");
        assert_same_estimate(&varying.estimate, &fixed.estimate);
        assert_same_estimate(&varying.without_dropout, &fixed.without_dropout);
    }
}
