//! Which model is chosen, and when.

use shared::scoring::gamma_gamma::Spends;
use shared::scoring::spend::{SpendModel, choose};

use super::{cdnow, drawn};

#[test]
fn independent_spend_keeps_gamma_gamma() {
    for seed in 0..10 {
        let spends = Spends::group(drawn(seed, 3_000, [6.0, 3.7, 15.0, 0.0]));
        let choice = choose(&spends).unwrap();
        assert_eq!(choice.chosen, SpendModel::Independent(choice.independent.model));
        assert!(choice.p_value > 1e-3);
        let (slope, error) = slope_of(&choice);
        assert!(slope.abs() < 4.0 * error);
    }
}

#[test]
fn the_slope_that_data_were_made_with_is_found() {
    for truth in [-0.4, 0.3] {
        let spends = Spends::group(drawn(7, 3_000, [6.0, 3.7, 15.0, truth]));
        let choice = choose(&spends).unwrap();
        assert_eq!(choice.chosen, SpendModel::ByFrequency(choice.by_frequency.model));
        let (slope, error) = slope_of(&choice);
        assert!((slope - truth).abs() < 3.5 * error && error < 0.05, "{slope} ± {error}");
        let correlation = choice.correlation.expect("varies");
        for measure in [correlation.of_logarithms, correlation.of_ranks] {
            assert!(measure.coefficient * truth > 0.0 && measure.p_value < 1e-9);
            assert!(measure.low * measure.high > 0.0);
        }
        let fits = [&choice.independent.certificate, &choice.by_frequency.certificate];
        assert_eq!(choice.deviance, 2.0 * (fits[1].log_likelihood - fits[0].log_likelihood));
    }
}

#[test]
fn customers_of_cdnow_who_buy_more_often_spend_more() {
    // By hand: 30.5 is beyond ln 946 = 6.9, and beyond any doubt.
    let choice = choose(&Spends::group(cdnow())).unwrap();
    assert!((choice.deviance - 30.4786).abs() < 1e-3 && choice.p_value < 1e-7);
    let (slope, error) = slope_of(&choice);
    assert!((slope - 0.2255).abs() < 1e-3 && (error - 0.0405).abs() < 1e-3);
    assert!(matches!(choice.chosen, SpendModel::ByFrequency(_)));
    let correlation = choice.correlation.expect("varies");
    assert!((correlation.of_logarithms.coefficient - 0.1464).abs() < 1e-3);
    assert!((correlation.of_ranks.coefficient - 0.1637).abs() < 1e-3);
}

#[test]
fn nobody_to_learn_from_is_an_error() {
    assert!(choose(&Spends::group([])).is_err());
}

#[test]
fn customers_of_one_frequency_have_no_slope() {
    let mut spends = drawn(3, 500, [6.0, 3.7, 15.0, 0.0]);
    spends.retain(|spend| spend.frequency == 2);
    let choice = choose(&Spends::group(spends)).unwrap();
    assert_eq!(choice.chosen, SpendModel::Independent(choice.independent.model));
    assert!(choice.correlation.is_none());
}

fn slope_of(choice: &shared::scoring::spend::SpendChoice) -> (f64, f64) {
    let slope = choice.by_frequency.model.values().slope;
    (slope, choice.by_frequency.certificate.standard_errors[3].expect("regular"))
}
