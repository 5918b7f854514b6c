//! Whether one customer passes a rule, as a person would look it up: from the orders where that is possible, by counting where
//! ranks are meant. It shares no code with the evaluator but the names of things.

use shared::domain::CustomerHistory;
use shared::segments::{Bought, Comparison, Condition, Measure, Reading, Rule, Stage};

use super::shop::Shop;

pub(crate) fn passes(rule: &Rule, shop: &Shop, row: u32) -> bool {
    match rule {
        Rule::All(rules) => rules.iter().all(|rule| passes(rule, shop, row)),
        Rule::Any(rules) => rules.iter().any(|rule| passes(rule, shop, row)),
        Rule::Not(rule) => !passes(rule, shop, row),
        Rule::Is(condition) => holds(condition, shop, row as usize),
    }
}

fn history(shop: &Shop, row: usize) -> &CustomerHistory {
    &shop.histories[&shop.base.customers.id[row]]
}

/// Days with a positive sum, and the sums.
fn transactions(shop: &Shop, row: usize) -> Vec<(i32, i64)> {
    let mut by_day = std::collections::BTreeMap::<i32, i64>::new();
    for order in &history(shop, row).orders {
        *by_day.entry(order.day.0).or_default() += order.net_minor;
    }
    by_day.into_iter().filter(|(_, net)| *net > 0).collect()
}

fn holds(condition: &Condition, shop: &Shop, row: usize) -> bool {
    let columns = &shop.base.customers;
    let days: Vec<i32> = transactions(shop, row).into_iter().map(|(day, _)| day).collect();
    match condition {
        Condition::Number { measure, reading, compare } => {
            let (low, value, high) = numbers(*measure, shop, row);
            match reading {
                Reading::Estimate => satisfies(*compare, value),
                Reading::Surely => satisfies(*compare, low) && satisfies(*compare, high),
                Reading::Possibly => match *compare {
                    Comparison::AtLeast { .. } | Comparison::MoreThan { .. } => satisfies(*compare, high),
                    Comparison::AtMost { .. } | Comparison::LessThan { .. } => satisfies(*compare, low),
                    Comparison::Between { low: least, high: greatest } => {
                        (least..=greatest).contains(&low)
                            || (least..=greatest).contains(&high)
                            || (low < least && greatest < high)
                    }
                },
            }
        }
        Condition::FirstOrder { from, to } => {
            from.is_none_or(|from| days[0] >= from.0) && to.is_none_or(|to| days[0] <= to.0)
        }
        Condition::LastOrder { from, to } => {
            let last = days[days.len() - 1];
            from.is_none_or(|from| last >= from.0) && to.is_none_or(|to| last <= to.0)
        }
        Condition::Product { bought, products } => {
            let has = |product: &String| {
                let lines = history(shop, row).orders.iter().flat_map(|order| &order.lines);
                lines.filter(|line| line.product == *product).map(|line| line.units).sum::<i64>() > 0
            };
            match bought {
                Bought::AnyOf => products.iter().any(has),
                Bought::AllOf => products.iter().all(has),
                Bought::NoneOf => !products.iter().any(has),
            }
        }
        Condition::Source { any_of } => {
            any_of.contains(&history(shop, row).identity.acquisition_source.clone().unwrap_or("unknown".into()))
        }
        Condition::Attribute { name, any_of } => {
            name == "data source" && any_of.contains(&history(shop, row).key.data_source)
        }
        Condition::EmailConsent { any_of } => any_of.contains(&history(shop, row).consents.marketing_email()),
        Condition::Stage { any_of } => any_of.contains(&stage(shop, row, &days)),
        Condition::Risk { any_of } => {
            let alive = columns.probability_alive[row];
            let band = [0.8, 0.5, 0.2, -1.0].iter().position(|least| alive >= *least);
            band.is_some_and(|band| any_of.contains(&shared::planning::RiskBand::ALL[band]))
        }
        Condition::Tier { any_of, worth } => {
            let worth = |row: usize| {
                let value = columns.lifetime_value_minor[row] / columns.probability_alive[row];
                let value = if columns.probability_alive[row] == 0.0 { 0.0 } else { value };
                value
                    * worth.map_or(1.0, |worth| {
                        worth.margin_share - worth.cost_to_serve_minor / columns.expected_spend_minor[row]
                    })
            };
            let own = worth(row);
            if own.is_nan() {
                return false;
            }
            let known = (0..columns.len()).filter(|other| !worth(*other).is_nan()).count();
            let better = (0..columns.len())
                .filter(|other| {
                    let order = worth(*other).total_cmp(&own);
                    !worth(*other).is_nan() && (order.is_gt() || (order.is_eq() && *other < row))
                })
                .count();
            let tier =
                [0.1, 0.3, 0.7].iter().position(|share| (better as f64) < share * known as f64 - 1e-9).unwrap_or(3);
            any_of.contains(&shared::planning::ValueTier::ALL[tier])
        }
    }
}

fn satisfies(compare: Comparison, value: f64) -> bool {
    match compare {
        Comparison::AtLeast { value: least } => value >= least,
        Comparison::MoreThan { value: least } => value > least,
        Comparison::AtMost { value: greatest } => value <= greatest,
        Comparison::LessThan { value: greatest } => value < greatest,
        Comparison::Between { low, high } => value >= low && value <= high,
    }
}

/// Lower end, estimate, upper end; three times the same where there is no interval.
fn numbers(measure: Measure, shop: &Shop, row: usize) -> (f64, f64, f64) {
    let columns = &shop.base.customers;
    let transactions = transactions(shop, row);
    let as_of = shop.base.as_of.expect("not empty").0;
    let (first, last) = (transactions[0].0, transactions[transactions.len() - 1].0);
    let orders = transactions.len() as f64;
    let spent: i64 = transactions.iter().map(|(_, net)| net).sum();
    let gap = if orders > 1.0 { f64::from(last - first) / (orders - 1.0) } else { f64::NAN };
    let one = match measure {
        Measure::Orders => orders,
        Measure::DaysSinceLastOrder => f64::from(as_of - last),
        Measure::DaysSinceFirstOrder => f64::from(as_of - first),
        Measure::Spend => history(shop, row).orders.iter().map(|order| order.net_minor).sum::<i64>() as f64,
        Measure::AverageOrder => spent as f64 / orders,
        Measure::MeanGap => gap,
        Measure::Lateness => f64::from(as_of - last) / gap,
        Measure::ProbabilityAlive => {
            let ends = (columns.probability_alive_low[row], columns.probability_alive_high[row]);
            return (f64::from(ends.0), columns.probability_alive[row], f64::from(ends.1));
        }
        Measure::LifetimeValue => {
            let ends = (columns.lifetime_value_low_minor[row], columns.lifetime_value_high_minor[row]);
            return (f64::from(ends.0), columns.lifetime_value_minor[row], f64::from(ends.1));
        }
        Measure::ExpectedOrders => columns.expected_orders[row],
        Measure::ValueAtRisk => columns.value_at_risk_minor[row],
        Measure::RecencyScore => fifth(shop, row, &|row| -i64::from(columns.silent_days(row))),
        Measure::FrequencyScore => fifth(shop, row, &|row| i64::from(columns.frequency[row])),
        Measure::SpendScore => {
            fifth(shop, row, &|row| columns.first_spend_minor[row] + columns.repeat_spend_minor[row])
        }
    };
    (one, one, one)
}

/// The fifth of the middle of those equal to it.
fn fifth(shop: &Shop, row: usize, value: &dyn Fn(usize) -> i64) -> f64 {
    let rows = 0..shop.base.customers.len();
    let smaller = rows.clone().filter(|other| value(*other) < value(row)).count();
    let equal = rows.clone().filter(|other| value(*other) == value(row)).count();
    (1 + (5 * (2 * smaller + equal)) / (2 * rows.len())) as f64
}

fn stage(shop: &Shop, row: usize, days: &[i32]) -> Stage {
    let mut gaps: Vec<i32> = (0..shop.base.customers.len())
        .flat_map(|row| {
            let days: Vec<i32> = transactions(shop, row).into_iter().map(|(day, _)| day).collect();
            days.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
        })
        .collect();
    gaps.sort_unstable();
    let usual = gaps[gaps.len().div_ceil(2) - 1];
    let long = gaps[(gaps.len() * 9).div_ceil(10) - 1];
    let silent = shop.base.as_of.expect("not empty").0 - days[days.len() - 1];
    let own: Vec<i32> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mean = |gaps: &[i32]| gaps.iter().sum::<i32>() as f64 / gaps.len() as f64;
    let is_long =
        |pause: i32, before: &[i32]| pause > long && (before.is_empty() || f64::from(pause) > 3.0 * mean(before));
    if own.is_empty() && silent <= usual {
        return Stage::New;
    }
    if silent <= usual && own.split_last().is_some_and(|(last, before)| is_long(*last, before)) {
        return Stage::WonBack;
    }
    let columns = &shop.base.customers;
    let (lapsed, at_risk) = if columns.probability_alive[row].is_nan() {
        let patience = if own.is_empty() { f64::from(usual) } else { 2.0 * mean(&own) };
        (is_long(silent, &own), f64::from(silent) > patience)
    } else {
        (columns.probability_alive_high[row] < 0.2, f64::from(columns.probability_alive_low[row]) < 0.5)
    };
    match (lapsed, at_risk) {
        (true, _) => Stage::Lapsed,
        (_, true) => Stage::AtRisk,
        _ => Stage::Active,
    }
}
