//! Scores of every customer.

use super::Assessment;
use super::horizon::Outlook;
use super::portfolio::Portfolio;
use super::prediction::{Prediction, probability_interval};
use crate::base::Customers;
use crate::domain::Settings;
use crate::scoring::PurchaseModel;

/// Fills the score columns: P(alive) with interval, expected orders in a year, expected spend,
/// lifetime value with interval, value at risk. All NaN where the verdict is to rank by lateness.
pub fn score(customers: &mut Customers, assessment: &Assessment, settings: &Settings) {
    clear(customers);
    let Some(portfolio) = Portfolio::new(customers, assessment) else { return };
    let outlook = Outlook::new(settings.horizon_months, settings.annual_discount_rate);
    score_presence(customers, &portfolio);
    score_value(customers, &portfolio, &outlook, settings.margin_share);
}

/// Lifetime value in minor units. One expression for scores and what-ifs, so that they agree to the last bit:
/// `weight` is P(alive) times expected spend, `discounted` the discounted purchases of an alive customer.
pub(super) fn lifetime_value(weight: f64, discounted: f64, margin_share: f64) -> f64 {
    weight * discounted * margin_share
}

/// Fills P(alive) with its interval only; NaN where the verdict is to rank by lateness.
pub(crate) fn score_presence_of(customers: &mut Customers, assessment: &Assessment) {
    clear(customers);
    if let Some(portfolio) = Portfolio::new(customers, assessment) {
        score_presence(customers, &portfolio);
    }
}

fn clear(customers: &mut Customers) {
    let rows = customers.len();
    for column in [
        &mut customers.probability_alive,
        &mut customers.expected_orders,
        &mut customers.expected_spend_minor,
        &mut customers.lifetime_value_minor,
        &mut customers.value_at_risk_minor,
    ] {
        column.clear();
        column.resize(rows, f64::NAN);
    }
    for column in [
        &mut customers.probability_alive_low,
        &mut customers.probability_alive_high,
        &mut customers.lifetime_value_low_minor,
        &mut customers.lifetime_value_high_minor,
    ] {
        column.clear();
        column.resize(rows, f32::NAN);
    }
}

/// P(alive) with its interval, once a distinct history.
fn score_presence(customers: &mut Customers, portfolio: &Portfolio) {
    let presence: Vec<(f64, f64, f64)> = portfolio
        .histories
        .iter()
        .map(|history| {
            let logit = -portfolio.model.dropout_log_odds(&history);
            let gradient = portfolio.model.dropout_log_odds_gradient(&history);
            let (low, high) = probability_interval(logit, portfolio.parameter_variance(&gradient, &[0.0; 3]));
            (portfolio.model.probability_alive(&history), low, high)
        })
        .collect();
    for (row, (history, _)) in portfolio.rows().enumerate() {
        let (alive, low, high) = presence[history];
        customers.probability_alive[row] = alive;
        customers.probability_alive_low[row] = low as f32;
        customers.probability_alive_high[row] = high as f32;
    }
}

fn score_value(customers: &mut Customers, portfolio: &Portfolio, outlook: &Outlook, margin_share: f64) {
    let possible = "without levers the dropout distribution is the fitted one";
    let [discounted, at_risk, in_year] = portfolio.expectations(outlook).expect(possible);
    let [elasticity, _, _] = portfolio.elasticities(outlook).expect(possible);
    let noise = portfolio.noise(outlook).expect(possible);
    let alive_elasticity: Vec<[f64; 4]> =
        portfolio.histories.iter().map(|history| portfolio.alive_elasticity(&history)).collect();
    for (row, (history, pair)) in portfolio.rows().enumerate() {
        let alive = customers.probability_alive[row];
        customers.expected_orders[row] = alive * in_year[pair];
        let Some(spend) = portfolio.spend(customers, row) else { continue };
        let weight = alive * spend.mean;
        let value = lifetime_value(weight, discounted[pair], margin_share);
        let square = alive
            * margin_share
            * margin_share
            * (noise.squares[pair] * spend.square + noise.products[pair] * spend.product);
        let purchases = std::array::from_fn(|i| alive_elasticity[history][i] + elasticity[i][pair]);
        let parameters =
            portfolio.parameter_variance(&purchases, &portfolio.spend_elasticity(customers, row)) * value * value;
        let prediction = Prediction {
            mean: value,
            variance: (square - value * value).max(0.0) + parameters,
            none: 1.0 - alive * (1.0 - noise.none[pair]),
        };
        let (low, high) = prediction.interval();
        customers.expected_spend_minor[row] = spend.mean;
        customers.lifetime_value_minor[row] = value;
        customers.lifetime_value_low_minor[row] = low as f32;
        customers.lifetime_value_high_minor[row] = high as f32;
        customers.value_at_risk_minor[row] = lifetime_value(weight, at_risk[pair], margin_share);
    }
}
