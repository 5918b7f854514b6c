//! Kaplan-Meier and Nelson-Aalen.

use shared::scoring::survival::{Spells, kaplan_meier, nelson_aalen};
use shared::scoring::uncertainty::{Interval, Level};

use crate::fixtures::{assert_relative, customers, spells};

fn level() -> Level {
    Level::NINETY_FIVE
}

#[track_caller]
fn assert_interval(actual: Option<Interval>, lower: f64, upper: f64) {
    let actual = actual.expect("an interval");
    assert_relative(actual.low, lower, 1e-10, "lower");
    assert_relative(actual.high, upper, 1e-10, "upper");
}

#[test]
fn survival_agrees_with_lifelines() {
    let curve = kaplan_meier(&spells(&customers()), level());
    for (time, expected) in [
        (1.0, 0.945_961_319_681_456_6),
        (6.0, 0.884_826_238_933_272_4),
        (12.0, 0.843_199_553_815_830_2),
        (24.0, 0.788_736_398_370_596_5),
        (36.0, 0.748_545_414_876_370_2),
        (48.0, 0.708_840_184_346_074_1),
        (60.0, 0.664_403_914_374_739_7),
        (72.0, 0.592_790_152_052_227_5),
    ] {
        assert_relative(curve.at(time), expected, 1e-12, "S");
    }
    let interval = |time: f64| curve.point_at(time).expect("a point").interval;
    assert_interval(interval(1.0), 0.940_418_371_315_835_6, 0.951_002_120_957_240_3);
    assert_interval(interval(12.0), 0.834_168_685_811_462, 0.851_783_320_693_123_5);
    assert_interval(interval(72.0), 0.573_062_891_004_291_8, 0.611_936_209_192_661_9);
}

#[test]
fn the_median_is_not_reached_and_earlier_quantiles_are() {
    let curve = kaplan_meier(&spells(&customers()), level());
    let median = curve.median();
    assert_eq!((median.time, median.lower, median.upper), (None, None, None));
    assert_eq!(curve.quantile(0.25).time, Some(36.0));
    assert_eq!(curve.quantile(0.10).time, Some(5.0));
    let quarter = curve.quantile(0.25);
    assert!(quarter.lower.expect("a bound") < 36.0 && quarter.upper.expect("a bound") > 36.0);
}

#[test]
fn the_cumulative_hazard_agrees_with_lifelines() {
    let points = nelson_aalen(&spells(&customers()), level());
    let at = |time: f64| *points.iter().find(|point| point.time == time).expect("a point");
    assert_relative(at(12.0).cumulative_hazard, 0.170_537_439_927_148_47, 1e-12, "H(12)");
    assert_relative(at(72.0).cumulative_hazard, 0.522_774_886_524_712_4, 1e-12, "H(72)");
    assert_interval(at(12.0).interval, 0.160_409_765_136_476_4, 0.181_304_538_362_499_1);
    assert_interval(at(72.0).interval, 0.491_005_512_673_778_45, 0.556_599_824_088_942_2);
}

#[test]
fn a_hand_table_comes_out() {
    // Freireich's remission times in weeks under 6-mercaptopurine, a plus where cut off: 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+
    // 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+.
    let weeks = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35];
    let ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map(|ended| ended == 1);
    let spells = Spells::new(weeks.map(f64::from).to_vec(), ended.to_vec()).expect("spells");
    let curve = kaplan_meier(&spells, level());
    let shares =
        [(6.0, 0.8571), (7.0, 0.8067), (10.0, 0.7529), (13.0, 0.6902), (16.0, 0.6275), (22.0, 0.5378), (23.0, 0.4482)];
    for (time, printed) in shares {
        assert!((curve.at(time) - printed).abs() <= 0.5e-4, "S({time}) = {}", curve.at(time));
    }
    assert_eq!(curve.median().time, Some(23.0));
    let error = curve.point_at(10.0).expect("a point").standard_error;
    assert!((error - 0.0963).abs() <= 0.5e-4, "{error}");
}

#[test]
fn a_curve_that_reaches_zero_has_no_interval_there() {
    let spells = Spells::new(vec![1.0, 2.0], vec![true, true]).expect("spells");
    let curve = kaplan_meier(&spells, level());
    assert_eq!(curve.at(2.0), 0.0);
    assert_eq!(curve.points[1].interval, None);
    assert_eq!(curve.points[1].standard_error, 0.0);
    assert_eq!(curve.median().time, Some(1.0));
}
