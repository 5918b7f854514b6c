//! Kaplan-Meier and Nelson-Aalen.

use shared::scoring::survival::{Spells, kaplan_meier, nelson_aalen};
use shared::scoring::uncertainty::{Interval, Level};

use crate::fixtures::{assert_relative, spells, subscribers, treated};

#[track_caller]
fn assert_interval(actual: Option<Interval>, low: f64, high: f64) {
    let actual = actual.expect("an interval");
    assert_relative(actual.low, low, 1e-10, "low");
    assert_relative(actual.high, high, 1e-10, "high");
}

#[test]
fn survival_agrees_with_lifelines() {
    let curve = kaplan_meier(&spells(&subscribers()), Level::NINETY_FIVE);
    for (time, survival, low, high) in [
        (1.0, 0.922_500_000_000_000_1, 0.901_699_134_264_280_8, 0.939_048_509_718_132_5),
        (5.0, 0.811_989_575_677_700_5, 0.781_684_376_011_127, 0.838_529_728_120_299_7),
        (12.0, 0.679_500_886_913_725_2, 0.642_026_373_918_397_2, 0.713_958_762_255_619),
        (24.0, 0.458_583_382_411_271_06, 0.413_034_510_280_408_7, 0.502_892_675_966_266),
        (40.0, 0.322_841_750_355_911_1, 0.273_302_119_604_530_7, 0.373_289_328_428_321_85),
    ] {
        assert_relative(curve.at(time), survival, 1e-12, "S");
        assert_interval(curve.point_at(time).expect("a point").interval, low, high);
    }
    let median = curve.median();
    assert_eq!((median.time, curve.quantile(0.25).time), (Some(22.0), Some(8.0)));
    assert!(median.lower.expect("a bound") < 22.0 && median.upper.expect("a bound") > 22.0);
    assert_eq!(curve.quantile(0.99).time, None);
}

#[test]
fn the_cumulative_hazard_agrees_with_lifelines() {
    let points = nelson_aalen(&spells(&subscribers()), Level::NINETY_FIVE);
    let at = |time: f64| *points.iter().find(|point| point.time == time).expect("a point");
    assert_relative(at(5.0).cumulative_hazard, 0.208_109_002_109_728_7, 1e-12, "H(5)");
    assert_interval(at(5.0).interval, 0.175_971_398_174_195_93, 0.246_115_887_061_570_3);
    assert_relative(at(24.0).cumulative_hazard, 0.778_360_592_249_436_3, 1e-12, "H(24)");
    assert_interval(at(24.0).interval, 0.686_306_800_671_863_8, 0.882_761_486_515_648_2);
}

#[test]
fn the_trials_curve_is_the_published_one() {
    let curve = kaplan_meier(&treated(), Level::NINETY_FIVE);
    for (time, printed) in
        [(6.0, 0.8571), (7.0, 0.8067), (10.0, 0.7529), (13.0, 0.6902), (16.0, 0.6275), (22.0, 0.5378), (23.0, 0.4482)]
    {
        assert!((curve.at(time) - printed).abs() <= 0.5e-4, "S({time}) = {}", curve.at(time));
    }
    assert_eq!(curve.median().time, Some(23.0));
    let error = curve.point_at(10.0).expect("a point").standard_error;
    assert!((error - 0.0963).abs() <= 0.5e-4, "{error}");
}

#[test]
fn a_curve_that_reaches_zero_has_no_interval_there() {
    let spells = Spells::new(vec![1.0, 2.0], vec![true, true]).expect("spells");
    let curve = kaplan_meier(&spells, Level::NINETY_FIVE);
    assert_eq!((curve.at(2.0), curve.points[1].interval, curve.points[1].standard_error), (0.0, None, 0.0));
    assert_eq!(curve.median().time, Some(1.0));
}
