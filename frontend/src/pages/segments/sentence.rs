//! A rule as an English sentence.

use shared::domain::Day;
use shared::segments::{Bought, Comparison, Condition, Measure, Reading, Rule};

use crate::formats::{self, Money};
use crate::text::{board, segments as text};

/// "Customers who ordered at least 3 times and whose chance of still being a customer is surely less than 30%".
pub(crate) fn sentence(rule: &Rule, money: Option<Money>) -> String {
    match rule {
        Rule::All(rules) if rules.is_empty() => text::everyone().to_owned(),
        Rule::All(rules) | Rule::Any(rules) if rules.len() == 1 => sentence(&rules[0], money),
        _ => text::customers_who(&clause(rule, money, false)),
    }
}

fn clause(rule: &Rule, money: Option<Money>, is_inner: bool) -> String {
    let join = |rules: &[Rule], word: &str| {
        let parts: Vec<String> = rules.iter().map(|rule| clause(rule, money, true)).collect();
        let joined = parts.join(word);
        if is_inner && parts.len() > 1 { text::bracketed(&joined) } else { joined }
    };
    match rule {
        Rule::All(rules) if rules.is_empty() => text::are_anyone().to_owned(),
        Rule::Any(rules) if rules.is_empty() => text::are_nobody().to_owned(),
        Rule::All(rules) => join(rules, text::and()),
        Rule::Any(rules) => join(rules, text::or()),
        Rule::Not(rule) => text::not_so(&clause(rule, money, true)),
        Rule::Is(condition) => phrase(condition, money),
    }
}

fn phrase(condition: &Condition, money: Option<Money>) -> String {
    match condition {
        Condition::Number { measure, reading, compare } => {
            let bound = bound(*compare, &|value| amount(*measure, value, money));
            let surely = match reading {
                Reading::Estimate => "",
                Reading::Surely => text::surely_word(),
                Reading::Possibly => text::possibly_word(),
            };
            text::number_phrase(*measure, surely, &bound)
        }
        Condition::FirstOrder { from, to } => text::first_ordered(&period(*from, *to)),
        Condition::LastOrder { from, to } => text::last_ordered(&period(*from, *to)),
        Condition::Product { bought, products } => match bought {
            Bought::AnyOf => text::bought(&list(products, text::or())),
            Bought::AllOf => text::bought(&list(products, text::and())),
            Bought::NoneOf => text::never_bought(&list(products, text::or())),
        },
        Condition::Source { any_of } => text::came_through(&list(any_of, text::or())),
        Condition::Attribute { any_of, .. } => text::recorded_in(&list(any_of, text::or())),
        Condition::EmailConsent { any_of } => {
            text::consented(&words(any_of.iter().map(|status| text::consent_status(*status))))
        }
        Condition::Stage { any_of } => text::in_stage(&words(any_of.iter().map(|stage| text::stage(*stage)))),
        Condition::Risk { any_of } => text::in_risk(&words(any_of.iter().map(|risk| board::risk(*risk)))),
        Condition::Tier { any_of, worth } => {
            let tiers = words(any_of.iter().map(|tier| board::tier(*tier)));
            let cost = worth.filter(|worth| worth.cost_to_serve_minor > 0.0);
            let cost = cost.map(|worth| amount(Measure::Spend, worth.cost_to_serve_minor, money));
            text::in_tier(&tiers, cost.as_deref())
        }
    }
}

fn bound(compare: Comparison, amount: &dyn Fn(f64) -> String) -> String {
    match compare {
        Comparison::AtLeast { value } => text::at_least(&amount(value)),
        Comparison::MoreThan { value } => text::more_than(&amount(value)),
        Comparison::AtMost { value } => text::at_most(&amount(value)),
        Comparison::LessThan { value } => text::less_than(&amount(value)),
        Comparison::Between { low, high } => text::between(&amount(low), &amount(high)),
    }
}

fn amount(measure: Measure, value: f64, money: Option<Money>) -> String {
    match (measure, money) {
        (Measure::ProbabilityAlive, _) => formats::percent(value),
        (measure, Some(money)) if measure.is_money() => money.exact(value),
        (_, _) => formats::decimal(value, if value == value.trunc() { 0 } else { 2 }),
    }
}

fn period(from: Option<Day>, to: Option<Day>) -> String {
    match (from, to) {
        (None, None) => text::no_period().to_owned(),
        (Some(from), None) => text::from_day(&formats::day_medium(from)),
        (None, Some(to)) => text::until_day(&formats::day_medium(to)),
        (Some(from), Some(to)) => text::between_days(&formats::day_medium(from), &formats::day_medium(to)),
    }
}

fn list(names: &[String], word: &str) -> String {
    if names.is_empty() { text::nothing_chosen().to_owned() } else { names.join(word) }
}

fn words<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { text::nothing_chosen().to_owned() } else { names.join(text::or()) }
}
