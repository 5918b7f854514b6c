//! The error of the model itself, from CDNOW's calibration alone.

use shared::scoring::Weeks;
use shared::scoring::backtest::rolling_origins;
use shared::scoring::catalogue::{ModelKind, fit};
use shared::scoring::uncertainty::{Level, forecast};

use super::cdnow::{CALIBRATION_END, Purchases};

#[test]
fn with_the_models_own_error_the_interval_holds_what_happened() {
    let purchases = Purchases::read();
    let split = purchases.published_split();
    let histories = split.histories();
    let horizon = Weeks::of_weeks(39.0);
    for kind in [ModelKind::BgNbd, ModelKind::MbgNbd] {
        let rolling = rolling_origins(&purchases.rows(), CALIBRATION_END, horizon, |histories| fit(kind, histories));
        assert_eq!((rolling.origins.len(), rolling.unusable), (5, 0));
        let days: Vec<(i32, i32)> = rolling.origins.iter().map(|origin| (origin.day.0, origin.until.0)).collect();
        assert_eq!(days, [(68, 136), (85, 170), (102, 204), (119, 238), (136, 272)]);
        let error = rolling.model_error().expect("five origins");
        let forecast = forecast(&fit(kind, &histories).expect("a fit"), &histories, horizon);
        let interval = forecast.interval_with(&error, Level::NINETY).expect("a covariance");
        assert!(interval.high < 2_300.0, "{kind}: {interval:?}");
        assert!(interval.holds(1_882.0), "{kind}: {interval:?}");
        assert!(!forecast.interval(Level::NINETY).expect("a covariance").holds(1_882.0), "{kind}");
    }
}
