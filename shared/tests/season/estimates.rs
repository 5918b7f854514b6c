//! Known seasons are found.

use shared::math::{cos, exp};
use shared::scoring::preparation::season::{SeasonEstimate, estimate_season};

use super::shops::{Shop, evenly, none, summer_and_christmas};

fn estimate(shop: &Shop) -> SeasonEstimate {
    let purchases = shop.purchases();
    estimate_season(purchases.iter().map(Vec::as_slice), shop.last_day()).expect("two years")
}

/// The largest and the mean relative error of the weeks.
fn errors(shop: &Shop, estimate: &SeasonEstimate) -> (f64, f64) {
    let pairs = estimate.index.weekly().iter().zip(shop.true_index());
    let errors: Vec<f64> = pairs.map(|(found, truth)| (found / truth - 1.0).abs()).collect();
    (errors.iter().fold(0.0, |largest: f64, error| largest.max(*error)), errors.iter().sum::<f64>() / 52.0)
}

#[test]
fn two_purchases_on_the_first_day_tell_nothing() {
    let shop = Shop { customers: 2_000, years: 2.5, season: summer_and_christmas, arrivals: evenly, seed: 9 };
    let twice: Vec<Vec<_>> = shop.purchases().into_iter().map(|days| [&days[..1], &days[..]].concat()).collect();
    let twice = estimate_season(twice.iter().map(Vec::as_slice), shop.last_day()).expect("two years");
    assert_eq!(twice, estimate(&shop));
}

#[test]
fn a_known_season_is_found() {
    for (years, customers, seed, widest) in [(3.0, 20_000, 1, 0.12), (2.0, 20_000, 2, 0.12), (5.3, 60_000, 3, 0.06)] {
        let shop = Shop { customers, years, season: summer_and_christmas, arrivals: evenly, seed };
        let estimate = estimate(&shop);
        let (largest, mean) = errors(&shop, &estimate);
        assert!(largest < widest && mean < widest / 4.0, "{years} {largest} {mean} {estimate:?}");
        assert!(estimate.dispersion < 1.5 && estimate.chi_squared > 100.0);
    }
}

#[test]
fn customers_who_all_come_in_one_season_are_no_season() {
    // Most come around the turn of the year, and buy most in the weeks after.
    fn around_new_year(share: f64) -> f64 {
        exp(2.0 * (cos(std::f64::consts::TAU * share) - 1.0))
    }
    for seed in 0..4 {
        let shop = Shop { customers: 8_000, years: 3.0, season: none, arrivals: around_new_year, seed };
        let estimate = estimate(&shop);
        assert!(errors(&shop, &estimate).0 < 0.03, "{estimate:?}");
    }
}

#[test]
fn the_season_of_a_few_customers_is_shrunk_to_none_or_near_the_truth() {
    for seed in 0..4 {
        let shop = Shop { customers: 300, years: 2.5, season: summer_and_christmas, arrivals: evenly, seed };
        let estimate = estimate(&shop);
        assert!(estimate.harmonics <= 4, "{estimate:?}");
        assert!(estimate.index.weekly().iter().all(|index| (0.4..2.5).contains(index)), "{estimate:?}");
    }
}
