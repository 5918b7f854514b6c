//! Draws against probabilities: |z| < 6.

use shared::random::Random;
use shared::scoring::gompertz_nbd::Model;
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::fixtures::model;

const DRAWS: u32 = 10_000;
const MODELS: [[f64; 5]; 3] = [[0.9, 8.0, 0.1, 0.5, 12.0], [0.55, 10.6, 0.01, 0.6, 0.12], [3.0, 20.0, 0.05, 2.0, 0.6]];

fn histories() -> [History; 4] {
    [(0, 0.0, 0.0), (0, 0.0, 38.86), (2, 30.43, 38.86), (9, 20.0, 38.86)].map(|(frequency, recency, age)| History {
        frequency,
        recency,
        age,
    })
}

#[track_caller]
fn assert_mean(sum: f64, draws: f64, mean: f64, variance: f64, what: &str) {
    let z = (sum / draws - mean) / (variance / draws).sqrt().max(1e-9);
    assert!(z.abs() < 6.0, "{what}: {} instead of {mean}, z = {z}", sum / draws);
}

#[test]
fn futures_have_the_probabilities_and_pairs_the_model_says() {
    let horizon = Weeks::of_weeks(39.0);
    let rate = DiscountRate::annual_effective(0.5).unwrap();
    for parameters in MODELS {
        let model = model(parameters);
        for history in histories() {
            let mut random = Random::new(5, 0);
            let (mut counts, mut value, mut value_square) = ([0.0; 6], 0.0, 0.0);
            for _ in 0..DRAWS {
                let times = model.simulate_future(&history, horizon, &mut random);
                counts[times.len().min(5)] += 1.0;
                let one: f64 = times.iter().map(|time| shared::math::exp(-rate.per_week() * time)).sum();
                value += one;
                value_square += one * one;
            }
            let draws = f64::from(DRAWS);
            for count in 0..5_u32 {
                let probability = model.purchase_count_probability(&history, count, horizon);
                let variance = probability * (1.0 - probability);
                assert_mean(counts[count as usize], draws, probability, variance, &format!("{history:?} {count}"));
            }
            let mean = model.discounted_purchases(&history, rate, horizon);
            let squares = model.discounted_purchases(
                &history,
                DiscountRate::continuous_per_week(2.0 * rate.per_week()).unwrap(),
                horizon,
            );
            let second = squares + model.discounted_pairs(&history, rate, horizon);
            assert_mean(value, draws, mean, second - mean * mean, "value");
            assert!(
                mean < 0.3 || (value_square / draws / second - 1.0).abs() < 0.15,
                "{} {second}",
                value_square / draws
            );
        }
    }
}

#[test]
fn customers_drawn_have_the_moments_of_the_posterior() {
    for parameters in MODELS {
        let model = model(parameters);
        for history in histories() {
            let mut random = Random::new(6, 0);
            let (mut alive, mut later, mut rate) = (0.0, 0.0, 0.0);
            let draws = 1_500;
            for _ in 0..draws {
                let customer = model.draw_customer(&history, &mut random);
                alive += f64::from(u8::from(customer.dropout_after > 0.0));
                later += f64::from(u8::from(customer.dropout_after > 20.0));
                rate += customer.purchase_rate;
                assert!(customer.dropout_after >= history.recency - history.age - 1e-9);
            }
            let draws = f64::from(draws);
            let probability = model.probability_alive(&history);
            assert_mean(alive, draws, probability, probability * (1.0 - probability), "alive");
            let probability = model.probability_alive_after(&history, Weeks::of_weeks(20.0));
            assert_mean(later, draws, probability, probability * (1.0 - probability), "alive later");
            let posterior = model.posterior(&history).unwrap();
            assert_mean(rate, draws, posterior.purchase_rate.mean, posterior.purchase_rate.variance, "rate");
        }
    }
}

/// One customer's purchases until `weeks`, and when they dropped out: by the definition of the model, not by its
/// formulas.
fn life(parameters: [f64; 5], weeks: f64, random: &mut Random) -> (Vec<f64>, f64, f64) {
    let [r, alpha, b, s, beta] = parameters;
    let rate = random.gamma(r, alpha);
    let hazard = random.gamma(s, beta);
    // S(t | η) = e^(−η(e^(bt) − 1)).
    let end = shared::math::ln_1p(random.exponential(1.0) / hazard) / b;
    let (mut times, mut time) = (Vec::new(), random.exponential(rate));
    while time <= end.min(weeks) {
        times.push(time);
        time += random.exponential(rate);
    }
    (times, end, hazard * b)
}

/// What was seen of a customer and what came after.
#[derive(Default)]
struct Group {
    customers: f64,
    /// Differences between what came and what the model expected, and the variances of those.
    purchases: [f64; 2],
    silent: [f64; 2],
    alive: [f64; 2],
    alive_later: [f64; 2],
    hazard: [f64; 2],
}

fn note(sums: &mut [f64; 2], difference: f64, variance: f64) {
    sums[0] += difference;
    sums[1] += variance;
}

fn note_event(sums: &mut [f64; 2], event: bool, probability: f64) {
    note(sums, f64::from(u8::from(event)) - probability, probability * (1.0 - probability));
}

/// The published conditional expectation of this model is wrong. This is the check that ours is right: whole lives,
/// cut at an age; what follows is, for every kind of history, what the model expects on average.
#[test]
fn what_follows_a_history_is_what_the_model_expects() {
    let horizon = Weeks::of_weeks(30.0);
    for parameters in MODELS {
        let model: Model = model(parameters);
        let mut random = Random::new(7, 0);
        // By frequency, and by whether the last purchase was long ago.
        let mut groups: Vec<Group> = (0..8).map(|_| Group::default()).collect();
        for _ in 0..DRAWS {
            let age = 10.0 + 40.0 * random.uniform();
            let (times, end, first_hazard) = life(parameters, age + horizon.get(), &mut random);
            let before = times.partition_point(|time| *time <= age);
            let recency = if before == 0 { 0.0 } else { times[before - 1] };
            let history = History { frequency: before as u32, recency, age };
            let group = &mut groups[2 * before.min(3) + usize::from(age - recency > 15.0)];
            let after = (times.len() - before) as f64;
            group.customers += 1.0;
            let expected = model.expected_purchases(&history, horizon);
            let pairs = model.discounted_pairs(&history, DiscountRate::none(), horizon);
            note(&mut group.purchases, after - expected, pairs + expected - expected * expected);
            note_event(&mut group.silent, after == 0.0, model.no_purchase_probability(&history, horizon));
            note_event(&mut group.alive, end > age, model.probability_alive(&history));
            let later = model.probability_alive_after(&history, horizon);
            note_event(&mut group.alive_later, end > age + horizon.get(), later);
            let hazard = first_hazard * shared::math::exp(parameters[2] * age);
            let posterior = model.posterior(&history).unwrap().dropout;
            note(&mut group.hazard, hazard - posterior.mean, posterior.variance);
        }
        for (index, group) in groups.iter().enumerate().filter(|(_, group)| group.customers > 100.0) {
            let figures = [group.purchases, group.silent, group.alive, group.alive_later, group.hazard];
            for (figure, [sum, variance]) in figures.into_iter().enumerate() {
                assert!(
                    sum.abs() < 6.0 * variance.sqrt(),
                    "{parameters:?} group {index} figure {figure}: {sum} {variance}"
                );
            }
        }
        assert!(groups.iter().filter(|group| group.customers > 100.0).count() >= 6);
    }
}
