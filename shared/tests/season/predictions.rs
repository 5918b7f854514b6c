//! What a season changes in predictions.

use shared::domain::Day;
use shared::scoring::catalogue::{ModelKind, fit};
use shared::scoring::preparation::season::{SeasonalIndex, estimate_season, operational_histories};
use shared::scoring::{Histories, Weeks};

use super::shops::{Shop, evenly, none, summer_and_christmas};

/// Expected and actual purchases of the customers known on a day in the days after it.
fn forecast(purchases: &[Vec<Day>], index: &SeasonalIndex, as_of: Day, days: i32) -> (f64, f64) {
    let histories: Histories = operational_histories(index, purchases.iter().map(Vec::as_slice), as_of);
    let fitted = fit(ModelKind::MbgNbd, &histories).expect("a fit");
    let horizon = index.operational_horizon(as_of, Weeks::of_days(f64::from(days)));
    let expected = fitted.model.expected_purchases_of_each(&histories, horizon);
    let expected = expected.iter().zip(histories.count()).map(|(expected, count)| expected * count).sum();
    let within = |day: &&Day| **day > as_of && day.0 <= as_of.0 + days;
    let known = purchases.iter().filter(|days| days[0] <= as_of);
    (expected, known.map(|days| days.iter().filter(within).count()).sum::<usize>() as f64)
}

fn known(purchases: &[Vec<Day>], as_of: Day) -> impl Iterator<Item = &[Day]> {
    purchases.iter().map(move |days| &days[..days.partition_point(|day| *day <= as_of)])
}

#[test]
fn the_high_season_and_the_low_one_are_predicted_better() {
    let shop = Shop { customers: 20_000, years: 4.0, season: summer_and_christmas, arrivals: evenly, seed: 11 };
    let purchases = shop.purchases();
    for (as_of, days) in [("2022-11-15", 42), ("2023-01-05", 60), ("2022-06-01", 90)] {
        let as_of: Day = as_of.parse().expect("a date");
        let season = estimate_season(known(&purchases, as_of), as_of).expect("two years").index;
        let (with, actual) = forecast(&purchases, &season, as_of, days);
        let (without, _) = forecast(&purchases, &SeasonalIndex::flat(), as_of, days);
        let [with, without] = [with, without].map(|expected| (expected / actual - 1.0).abs());
        assert!(with < 0.05 && with < 0.5 * without, "{as_of}: {with} {without}");
    }
}

#[test]
fn without_a_season_predictions_stay_as_they_are() {
    for seed in 0..6 {
        let shop = Shop { customers: 5_000, years: 3.0, season: none, arrivals: evenly, seed };
        let purchases = shop.purchases();
        let as_of = Day(shop.last_day().0 - 91);
        let season = estimate_season(known(&purchases, as_of), as_of).expect("two years").index;
        let (with, _) = forecast(&purchases, &season, as_of, 91);
        let (without, _) = forecast(&purchases, &SeasonalIndex::flat(), as_of, 91);
        assert!((with / without - 1.0).abs() < 0.01, "{seed}: {with} {without}");
    }
}
