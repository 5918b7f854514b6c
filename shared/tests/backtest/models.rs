//! Backtests of several models side by side.

use shared::math::ln;
use shared::scoring::Limit;
use shared::scoring::backtest::{Baseline, Verdict, backtest, choose};
use shared::scoring::catalogue::ModelKind;
use shared::scoring::preparation::CalibrationHoldout;

use super::cdnow::Purchases;

#[test]
fn every_model_is_backtested_and_beats_the_naive_forecasts() {
    let purchases = Purchases::read();
    let split = purchases.published_split();
    for kind in [ModelKind::BgNbd, ModelKind::MbgNbd] {
        let backtest = backtest(kind, &purchases.rows(), &split).expect("a fit");
        assert_eq!(backtest.customers, 2_357);
        assert!(backtest.is_regular());
        let actual: f64 = backtest.deciles.iter().map(|decile| decile.actual).sum();
        assert!((actual - 1_882.0).abs() < 1e-9);
        assert!(backtest.deciles[0].lift.expect("purchases") > 4.0);
        assert!(backtest.ranking_gini.expect("varied") > 0.6);
        let predicted: f64 = backtest.bins.iter().map(|bin| bin.predicted).sum();
        assert!((predicted / backtest.forecast.expected - 1.0).abs() < 1e-9);
        for (baseline, naive) in backtest.baselines {
            assert!(naive.mean_absolute_error > backtest.accuracy.mean_absolute_error, "{baseline:?}");
            assert!(naive.root_mean_squared_error > backtest.accuracy.root_mean_squared_error, "{baseline:?}");
        }
        // The year before repeats itself: the repeat transactions of the calibration.
        assert_eq!(backtest.baselines[0].0, Baseline::SameAsLastPeriod);
        assert_eq!(backtest.baselines[0].1.predicted, 2_457.0);
    }
}

#[test]
fn dropout_wins_on_cdnow() {
    let purchases = Purchases::read();
    let split = purchases.published_split();
    let backtests: Vec<_> = [ModelKind::Nbd, ModelKind::BgNbd, ModelKind::MbgNbd]
        .into_iter()
        .map(|kind| backtest(kind, &purchases.rows(), &split).expect("a fit"))
        .collect();
    assert!((backtests[0].akaike() - 2.0 * (2.0 + 9_763.657_615)).abs() < 1e-5);
    assert!((backtests[1].schwarz() - backtests[1].akaike() - 4.0 * (ln(2_357.0) - 2.0)).abs() < 1e-8);
    let choice = choose(&backtests);
    let order = [ModelKind::MbgNbd, ModelKind::BgNbd, ModelKind::Nbd];
    for sorted in [&choice.by_akaike, &choice.by_schwarz, &choice.by_log_score, &choice.by_absolute_error] {
        assert_eq!(*sorted, order);
    }
    assert!(choice.out.is_empty());
    let verdict = "Use mbg-nbd: it fits best; the holdout cannot tell its forecasts from those of bg-nbd.";
    assert_eq!(choice.verdict.to_string(), verdict);
}

#[test]
fn a_model_at_its_limit_is_out() {
    let purchases = Purchases::read();
    // Eight weeks of calibration, while customers still arrive, tell BG/NBD nothing of the spread of dropout.
    let split = CalibrationHoldout::of(purchases.rows(), shared::domain::Day(55), shared::domain::Day(111));
    let split = split.expect("eight weeks are left");
    let bg_nbd = backtest(ModelKind::BgNbd, &purchases.rows(), &split).expect("a fit");
    assert_eq!(bg_nbd.fitted.certificate.limits, [Limit::AllOrNothingDropout]);
    assert!(!bg_nbd.is_regular());
    let choice = choose(&[bg_nbd]);
    assert_eq!(choice.out, [ModelKind::BgNbd]);
    assert_eq!(choice.verdict, Verdict::NoModel);
}
