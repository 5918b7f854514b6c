//! The one evaluator: a rule over a base gives a bitmap.

use super::members::Members;
use super::{Bought, Comparison, Condition, Derived, Measure, Reading, Rule, RuleFault, tiers_by};
use crate::base::{Base, Customers, email_consent};
use crate::domain::Day;
use crate::planning::RiskBand;

/// Parts of the base beyond the customer columns that a rule needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The transactions.
    pub orders: bool,
    /// Products and other attributes.
    pub attributes: bool,
}

impl Needs {
    /// Of a rule.
    ///
    /// ```
    /// use shared::segments::{Condition, Needs, Rule, Stage};
    /// let new = Rule::Is(Condition::Stage { any_of: vec![Stage::New] });
    /// assert_eq!(Needs::of(&new), Needs { orders: true, attributes: false });
    /// ```
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        let conditions = rule.conditions();
        Self {
            orders: conditions.iter().any(|condition| matches!(condition, Condition::Stage { .. })),
            attributes: conditions
                .iter()
                .any(|condition| matches!(condition, Condition::Product { .. } | Condition::Attribute { .. })),
        }
    }
}

/// Who of a base passes a rule. Conditions are one pass each over their columns; groups work on words of 64 customers.
///
/// # Errors
/// When a condition asks for what the base does not hold, with its place.
///
/// ```
/// use shared::base::{Base, Customers};
/// use shared::domain::CustomerId;
/// use shared::segments::{Comparison, Condition, Derived, Measure, Reading, Rule, members};
/// let customers = Customers { id: vec![CustomerId(1), CustomerId(2)], frequency: vec![0, 4], ..Customers::default() };
/// let base = Base { customers, ..Base::default() };
/// let compare = Comparison::AtLeast { value: 3.0 };
/// let often = Rule::Is(Condition::Number { measure: Measure::Orders, reading: Reading::Estimate, compare });
/// let members = members(&often, &base, &Derived::default())?;
/// assert_eq!(members.iter().collect::<Vec<_>>(), [1]);
/// # Ok::<(), shared::segments::RuleFault>(())
/// ```
pub fn members(rule: &Rule, base: &Base, derived: &Derived) -> Result<Members, RuleFault> {
    let rows = base.customers.len();
    let part = |rules: &[Rule], index: usize, step: &str| {
        members(&rules[index], base, derived).map_err(|fault| fault.under(&format!("{step}[{index}]")))
    };
    match rule {
        Rule::All(rules) => (0..rules.len())
            .try_fold(Members::everyone(rows), |members, index| Ok(members.and(&part(rules, index, "all")?))),
        Rule::Any(rules) => (0..rules.len())
            .try_fold(Members::nobody(rows), |members, index| Ok(members.or(&part(rules, index, "any")?))),
        Rule::Not(rule) => Ok(members(rule, base, derived).map_err(|fault| fault.under("not"))?.not()),
        Rule::Is(condition) => holds(condition, base, derived).map_err(|fault| fault.under("is")),
    }
}

fn holds(condition: &Condition, base: &Base, derived: &Derived) -> Result<Members, RuleFault> {
    let customers = &base.customers;
    let rows = customers.len();
    Ok(match condition {
        Condition::Number { measure, reading, compare } => number(*measure, *reading, *compare, base, derived),
        Condition::FirstOrder { from, to } => {
            let as_of = base.as_of.map_or(0, |day| day.0);
            in_period(rows, (*from, *to), |row| as_of.wrapping_sub_unsigned(customers.age_days[row]))
        }
        Condition::LastOrder { from, to } => {
            let as_of = base.as_of.map_or(0, |day| day.0);
            in_period(rows, (*from, *to), |row| as_of.wrapping_sub_unsigned(customers.silent_days(row)))
        }
        Condition::Product { bought, products } => product(*bought, products, base)?,
        Condition::Source { any_of } => {
            let meant: Vec<bool> = base.sources.iter().map(|source| any_of.contains(source)).collect();
            Members::of(rows, |row| meant.get(usize::from(customers.source[row])).copied().unwrap_or(false))
        }
        Condition::Attribute { name, any_of } => attribute(name, any_of, base)?,
        Condition::EmailConsent { any_of } => {
            Members::of(rows, |row| any_of.contains(&email_consent(customers.flags[row])))
        }
        Condition::Stage { any_of } => {
            if base.orders.start.len() != rows + 1 || (rows > 0 && base.orders.day.is_empty()) {
                return Err(RuleFault::here("Stages need the transactions, which were not read."));
            }
            let stages = derived.stages(base);
            Members::of(rows, |row| any_of.contains(&stages[row]))
        }
        Condition::Risk { any_of } => Members::of(rows, |row| {
            RiskBand::of(customers.probability_alive[row]).is_some_and(|risk| any_of.contains(&risk))
        }),
        Condition::Tier { any_of, worth } => {
            let own;
            let tiers = match worth {
                None => derived.tiers(base),
                Some(_) => {
                    own = tiers_by(customers, *worth);
                    &own
                }
            };
            Members::of(rows, |row| tiers[row].is_some_and(|tier| any_of.contains(&tier)))
        }
    })
}

fn number(measure: Measure, reading: Reading, compare: Comparison, base: &Base, derived: &Derived) -> Members {
    let customers = &base.customers;
    let rows = customers.len();
    let (low, high) = compare.ends();
    let passes = |value: f64| low <= value && value <= high;
    let of = |value: &dyn Fn(usize) -> f64| Members::of(rows, |row| passes(value(row)));
    let column = |values: &[f64]| Members::of(rows, |row| passes(values[row]));
    let estimate = |values: &[f64], lows: &[f32], highs: &[f32]| match reading {
        Reading::Estimate => column(values),
        Reading::Surely => Members::of(rows, |row| passes(f64::from(lows[row])) && passes(f64::from(highs[row]))),
        Reading::Possibly => Members::of(rows, |row| f64::from(highs[row]) >= low && f64::from(lows[row]) <= high),
    };
    match measure {
        Measure::Orders => Members::of(rows, |row| passes(f64::from(customers.frequency[row]) + 1.0)),
        Measure::DaysSinceLastOrder => Members::of(rows, |row| passes(f64::from(customers.silent_days(row)))),
        Measure::DaysSinceFirstOrder => Members::of(rows, |row| passes(f64::from(customers.age_days[row]))),
        Measure::Spend => of(&|row| (transactions_minor(customers, row) + customers.refunds_minor[row]) as f64),
        Measure::AverageOrder => {
            of(&|row| transactions_minor(customers, row) as f64 / (f64::from(customers.frequency[row]) + 1.0))
        }
        Measure::MeanGap => of(&|row| customers.mean_gap_days(row).unwrap_or(f64::NAN)),
        Measure::Lateness => of(&|row| customers.lateness(row).unwrap_or(f64::NAN)),
        Measure::ProbabilityAlive => {
            estimate(&customers.probability_alive, &customers.probability_alive_low, &customers.probability_alive_high)
        }
        Measure::LifetimeValue => estimate(
            &customers.lifetime_value_minor,
            &customers.lifetime_value_low_minor,
            &customers.lifetime_value_high_minor,
        ),
        Measure::ExpectedOrders => column(&customers.expected_orders),
        Measure::ValueAtRisk => column(&customers.value_at_risk_minor),
        Measure::RecencyScore | Measure::FrequencyScore | Measure::SpendScore => {
            let scores = derived.scores(base);
            Members::of(rows, |row| {
                passes(f64::from(match measure {
                    Measure::RecencyScore => scores[row].recency,
                    Measure::FrequencyScore => scores[row].frequency,
                    _ => scores[row].spend,
                }))
            })
        }
    }
}

fn transactions_minor(customers: &Customers, row: usize) -> i64 {
    customers.first_spend_minor[row] + customers.repeat_spend_minor[row]
}

fn in_period(rows: usize, (from, to): (Option<Day>, Option<Day>), day: impl Fn(usize) -> i32) -> Members {
    let (first, last) = (from.map_or(i32::MIN, |day| day.0), to.map_or(i32::MAX, |day| day.0));
    Members::of(rows, |row| (first..=last).contains(&day(row)))
}

fn product(bought: Bought, names: &[String], base: &Base) -> Result<Members, RuleFault> {
    let rows = base.customers.len();
    let attributes = base.attributes.as_ref().ok_or_else(no_attributes)?;
    let buyers = |name: &String| {
        let buyers = attributes.buyers(name).ok_or_else(|| {
            RuleFault::here(format!(
                "\"{name}\" is not among the {} most bought products, so that it is not known who bought it.",
                attributes.products.len()
            ))
        })?;
        let mut members = Members::nobody(rows);
        members.add(buyers);
        Ok(members)
    };
    let any = || names.iter().try_fold(Members::nobody(rows), |members, name| Ok(members.or(&buyers(name)?)));
    match bought {
        Bought::AnyOf => any(),
        Bought::AllOf => {
            names.iter().try_fold(Members::everyone(rows), |members, name| Ok(members.and(&buyers(name)?)))
        }
        Bought::NoneOf => Ok(any()?.not()),
    }
}

fn attribute(name: &str, any_of: &[String], base: &Base) -> Result<Members, RuleFault> {
    let attributes = base.attributes.as_ref().ok_or_else(no_attributes)?;
    let column = attributes.columns.iter().find(|column| column.name == name);
    let column = column.ok_or_else(|| RuleFault::here(format!("The customers have no attribute \"{name}\".")))?;
    let meant: Vec<bool> = column.values.iter().map(|value| any_of.contains(value)).collect();
    Ok(Members::of(base.customers.len(), |row| {
        column.codes.get(row).and_then(|code| meant.get(usize::from(*code))).copied().unwrap_or(false)
    }))
}

fn no_attributes() -> RuleFault {
    RuleFault::here(
        "Who bought which product is not known in this generation of scores. Import orders or save the settings, and it \
         will be in the next.",
    )
}
