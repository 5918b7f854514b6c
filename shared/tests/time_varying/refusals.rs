//! What a fit refuses, by name.

use shared::scoring::FitError;
use shared::scoring::Weeks;
use shared::scoring::covariates::{CovariateError, CovariateFitError, Options};
use shared::scoring::pareto_nbd::time_varying::{VaryingColumn, VaryingCovariates, VaryingError, VaryingHistory, fit};

use crate::base::{WEEKS, base, season, table};

fn error(histories: &[VaryingHistory], purchase: &VaryingCovariates, dropout: &VaryingCovariates) -> VaryingError {
    fit(histories, purchase, dropout, &Options::default()).expect_err("refused")
}

#[test]
fn what_is_wrong_is_named() {
    let base = base(21, 50);
    let histories = &base.histories;
    let none = |periods: usize, customers: usize| {
        VaryingCovariates::none(Weeks::of_weeks(1.0), periods, customers).expect("a table")
    };
    let (all, short, few) = (none(WEEKS, 50), none(WEEKS - 1, 50), none(WEEKS, 49));
    assert!(matches!(error(histories, &all, &short), VaryingError::TooShort { .. }));
    assert!(matches!(error(histories, &few, &all), VaryingError::Customers { found: 49, expected: 50 }));
    let covariates = |found: VaryingError| match found {
        VaryingError::Fit(CovariateFitError::Covariates(error)) => error,
        other => panic!("{other}"),
    };
    let ones = table(50, vec![("one", VaryingColumn::OfPeriods(vec![1.0; WEEKS]))]);
    assert!(matches!(covariates(error(histories, &ones, &all)), CovariateError::Constant { name } if name == "one"));
    let twice = table(50, vec![("season", season()), ("again", season())]);
    assert!(matches!(covariates(error(histories, &all, &twice)), CovariateError::Collinear));
    let options = Options { shared: vec!["season".to_owned()], ..Options::default() };
    let found = fit(histories, &table(50, vec![("season", season())]), &all, &options).expect_err("refused");
    assert!(matches!(covariates(found), CovariateError::NotInBoth { .. }));
    let nobody = none(WEEKS, 0);
    let found = error(&[], &nobody, &nobody);
    assert!(matches!(found, VaryingError::Fit(CovariateFitError::Histories(FitError::NoCustomers))));
}

#[test]
fn what_varies_only_beyond_the_as_of_day_is_constant() {
    let base = base(22, 20);
    let history = |history: &VaryingHistory| {
        let age = 40.0 - history.first();
        let repeats = history.repeats().iter().copied().filter(|time| *time <= age).collect();
        VaryingHistory::new(history.first(), repeats, age).expect("in order")
    };
    let histories: Vec<VaryingHistory> = base.histories.iter().map(history).collect();
    // The season begins in week 42.
    let purchase = table(20, vec![("season", season())]);
    let none = VaryingCovariates::none(Weeks::of_weeks(1.0), WEEKS, 20).expect("a table");
    let found = error(&histories, &purchase, &none);
    let constant = CovariateError::Constant { name: "season".to_owned() };
    assert_eq!(found, VaryingError::Fit(CovariateFitError::Covariates(constant)));
}
