//! Drawn histories and futures have the probabilities that the model says.

use shared::random::Random;
use shared::scoring::Weeks;
use shared::scoring::pareto_nbd::time_varying::VaryingHistory;

use crate::base::base;

const DRAWS: u32 = 40_000;

#[test]
fn futures_have_the_mean_and_the_silence_the_model_says() {
    let base = base(31, 3);
    let horizon = Weeks::of_weeks(30.0);
    for (row, history) in [
        VaryingHistory::new(3.0, vec![8.0, 20.0, 41.0, 43.5], 50.0),
        VaryingHistory::new(0.0, vec![], 40.0),
        VaryingHistory::new(33.0, vec![], 0.0),
    ]
    .into_iter()
    .enumerate()
    {
        let history = history.expect("in order");
        let customer = base.truth.customer(row, &history, &base.purchase, &base.dropout).expect("long enough");
        let mut random = Random::new(32, row as u64);
        let (mut sum, mut square, mut silent, mut late) = (0.0, 0.0, 0.0, 0.0);
        for _ in 0..DRAWS {
            let times = customer.simulate_future(horizon, &mut random).expect("covered");
            assert!(times.is_sorted() && times.iter().all(|time| (0.0..=30.0).contains(time)));
            let count = times.len() as f64;
            sum += count;
            square += count * count;
            silent += f64::from(u8::from(times.is_empty()));
            late += times.iter().filter(|time| **time > 10.0).count() as f64;
        }
        let draws = f64::from(DRAWS);
        let error = ((square / draws - (sum / draws) * (sum / draws)) / draws).sqrt();
        let expected = |weeks: f64| customer.expected_purchases(Weeks::of_weeks(weeks)).expect("covered");
        assert!((sum / draws - expected(30.0)).abs() < 5.0 * error, "{row}: {} {}", sum / draws, expected(30.0));
        let after = expected(30.0) - expected(10.0);
        assert!((late / draws - after).abs() < 5.0 * error, "{row}: {} {after}", late / draws);
        let none = customer.no_purchase_probability(horizon).expect("covered");
        let error = (none * (1.0 - none) / draws).sqrt();
        assert!((silent / draws - none).abs() < 5.0 * error, "{row}: {} {none}", silent / draws);
    }
}

#[test]
fn histories_are_alive_as_often_as_their_chances_add_up_to() {
    // Of drawn customers, those who buy in the next year are as many as their histories say.
    let base = base(33, 2_000);
    let (mut expected, mut variance, mut bought) = (0.0, 0.0, 0.0);
    for (row, whole) in base.histories.iter().enumerate() {
        let age = 52.0 - whole.first();
        let (seen, later): (Vec<f64>, Vec<f64>) = whole.repeats().iter().partition(|time| **time <= age);
        let history = VaryingHistory::new(whole.first(), seen, age).expect("in order");
        let customer = base.truth.customer(row, &history, &base.purchase, &base.dropout).expect("long enough");
        let buys = 1.0 - customer.no_purchase_probability(Weeks::of_weeks(52.0)).expect("covered");
        expected += buys;
        variance += buys * (1.0 - buys);
        bought += f64::from(u8::from(!later.is_empty()));
    }
    assert!((bought - expected).abs() < 4.0 * variance.sqrt(), "{bought} {expected}");
}
