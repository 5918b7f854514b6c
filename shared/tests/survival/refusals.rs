//! What no regression can be fitted to, by name.

use shared::scoring::survival::{Covariates, FitError, Spells, cox, weibull_aft};

use crate::fixtures::{NAMES, Subscriber, covariates, spells, subscribers};

/// The subscribers with another column.
fn with_column(name: &str, value: impl Fn(&Subscriber) -> f64) -> (Spells, Covariates) {
    let subscribers = subscribers();
    let covariates = covariates(&subscribers);
    let mut names: Vec<String> = NAMES.map(String::from).to_vec();
    names.push(name.to_owned());
    let mut values = Vec::new();
    for (index, subscriber) in subscribers.iter().enumerate() {
        values.extend_from_slice(covariates.row(index));
        values.push(value(subscriber));
    }
    (spells(&subscribers), Covariates::new(names, values).expect("covariates"))
}

fn both(spells: &Spells, covariates: &Covariates) -> [Option<FitError>; 2] {
    [cox::fit(spells, covariates).err(), weibull_aft::fit(spells, covariates).err()]
}

#[test]
fn covariates_that_determine_each_other_are_named() {
    let (spells, covariates) = with_column("no_support", |subscriber| 1.0 - subscriber.support);
    let expected = FitError::Collinear { covariates: vec!["support".to_owned(), "no_support".to_owned()] };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn a_constant_covariate_is_named() {
    let (spells, covariates) = with_column("customer", |_| 1.0);
    let expected = FitError::Constant { covariate: "customer".to_owned() };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn a_covariate_that_separates_who_stays_is_named() {
    // Nobody with the flag ever left.
    let (spells, covariates) = with_column("vip", |subscriber| {
        let is_vip = !subscriber.left && subscriber.plan == 1;
        f64::from(u8::from(is_vip))
    });
    let expected = FitError::Separated { covariates: vec!["vip".to_owned()] };
    assert_eq!(both(&spells, &covariates), [Some(expected.clone()), Some(expected)]);
}

#[test]
fn covariates_that_separate_together_are_named_where_information_has_vanished() {
    // Two of twelve end, and one mix of the covariates is the largest of all at risk each time.
    let zeros = [(1.0, false, 0.0, 0.0); 9];
    let others = [(19.0, true, 0.862, -0.888), (20.0, false, 1.129, 0.0), (1.0, true, 0.0, -0.082)];
    let rows: Vec<(f64, bool, f64, f64)> = zeros.into_iter().chain(others).collect();
    let spells = Spells::new(rows.iter().map(|row| row.0).collect(), rows.iter().map(|row| row.1).collect());
    let values = rows.iter().flat_map(|row| [row.2, row.3 + 7.0]).collect();
    let covariates = Covariates::new(vec!["x".to_owned(), "y".to_owned()], values).expect("covariates");
    let separated = FitError::Separated { covariates: vec!["x".to_owned(), "y".to_owned()] };
    assert_eq!(both(&spells.expect("spells"), &covariates), [Some(separated), Some(FitError::NoSpread)]);
}

#[test]
fn spells_and_covariates_that_cannot_be_fitted_say_why() {
    let columns = |values: &[f64]| Covariates::new(vec!["x".to_owned()], values.to_vec());
    let never_ended = Spells::new(vec![1.0, 2.0], vec![false, false]).expect("spells");
    let two = columns(&[0.0, 1.0]).expect("covariates");
    assert_eq!(both(&never_ended, &two), [Some(FitError::NobodyEnded), Some(FitError::NobodyEnded)]);
    let not_a_number = columns(&[0.0, f64::NAN]).expect_err("refused");
    assert_eq!(not_a_number, FitError::NotANumber { covariate: "x".to_owned(), spell: 1 });
    let with_zero = Spells::new(vec![1.0, 0.0, 3.0], vec![true, true, true]).expect("spells");
    let rows = FitError::Rows { spells: 3, rows: 2 };
    assert_eq!(both(&with_zero, &two), [Some(rows.clone()), Some(rows)]);
    let three = columns(&[0.0, 1.0, 0.5]).expect("covariates");
    assert_eq!(weibull_aft::fit(&with_zero, &three).err(), Some(FitError::NoDuration { spell: 1 }));
}
