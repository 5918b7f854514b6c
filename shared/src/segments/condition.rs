//! Conditions: the leaves of a rule.

use serde::{Deserialize, Serialize};

use super::definition::{MAX_NAME_CHARACTERS, MAX_NAMES};
use super::{Comparison, Measure, Reading, RuleFault, Stage, TierWorth, by_name};
use crate::domain::{ConsentStatus, Day};
use crate::planning::{RiskBand, ValueTier};

/// How a list of products is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Bought {
    /// At least one of them.
    AnyOf,
    /// Every one of them.
    AllOf,
    /// None of them.
    NoneOf,
}

/// Something that holds of a customer or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "about", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Condition {
    /// A number is in a range. What is not known passes nothing.
    Number {
        /// Which number.
        measure: Measure,
        /// Which end of its interval, where it is an estimate that has one.
        #[serde(default, skip_serializing_if = "Reading::is_estimate")]
        reading: Reading,
        /// What it must be.
        #[serde(deserialize_with = "by_name")]
        compare: Comparison,
    },
    /// The first transaction was in a period, both days included.
    FirstOrder {
        /// First day; open without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-01-01"))]
        from: Option<Day>,
        /// Last day; open without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-03-31"))]
        to: Option<Day>,
    },
    /// The last transaction was in a period, both days included.
    LastOrder {
        /// First day; open without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-01-01"))]
        from: Option<Day>,
        /// Last day; open without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date, example = "2026-03-31"))]
        to: Option<Day>,
    },
    /// Bought products, or did not. Needs the attributes of the base.
    Product {
        /// How the list is meant.
        bought: Bought,
        /// Names as in the orders.
        products: Vec<String>,
    },
    /// Came through one of these acquisition sources.
    Source {
        /// Names as in the base; `unknown` for customers of whom it is not known.
        any_of: Vec<String>,
    },
    /// Has one of these values of an attribute. Needs the attributes of the base.
    Attribute {
        /// Name of the attribute's column, for example `data source`.
        name: String,
        /// Its values.
        any_of: Vec<String>,
    },
    /// Consent to marketing by e-mail.
    EmailConsent {
        /// One of these.
        any_of: Vec<ConsentStatus>,
    },
    /// Lifecycle stage.
    Stage {
        /// One of these.
        any_of: Vec<Stage>,
    },
    /// Band of P(alive).
    Risk {
        /// One of these; whose band is not known is in none.
        any_of: Vec<RiskBand>,
    },
    /// Tier by predicted margin.
    Tier {
        /// One of these; whose value is not known is in none.
        any_of: Vec<ValueTier>,
        /// What an order leaves; as the scores have it without.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worth: Option<TierWorth>,
    },
}

impl Condition {
    /// Whether it can be asked of any base.
    pub(super) fn check(&self) -> Result<(), RuleFault> {
        match self {
            Self::Number { measure, reading, compare } => {
                if !reading.is_estimate() && !measure.has_interval() {
                    return Err(RuleFault::here(
                        "No interval is kept for this number. Only P(alive) and lifetime value can be \"surely\" or \
                         \"possibly\" something.",
                    ));
                }
                compare.check()
            }
            Self::FirstOrder { from: Some(from), to: Some(to) }
            | Self::LastOrder { from: Some(from), to: Some(to) }
                if from > to =>
            {
                Err(RuleFault::here("The first day is after the last, so that nobody could pass."))
            }
            Self::FirstOrder { from: None, to: None } | Self::LastOrder { from: None, to: None } => {
                Err(RuleFault::here("Please give a first day, a last day or both."))
            }
            Self::FirstOrder { .. } | Self::LastOrder { .. } => Ok(()),
            Self::Product { products: names, .. } | Self::Source { any_of: names } => check_names(names),
            Self::Attribute { name, any_of } => {
                check_names(std::slice::from_ref(name))?;
                check_names(any_of)
            }
            Self::EmailConsent { any_of } => some(any_of.len()),
            Self::Stage { any_of } => some(any_of.len()),
            Self::Risk { any_of } => some(any_of.len()),
            Self::Tier { any_of, worth } => {
                some(any_of.len())?;
                worth.map_or(Ok(()), TierWorth::check)
            }
        }
    }
}

fn some(choices: usize) -> Result<(), RuleFault> {
    match choices {
        0 => Err(RuleFault::here("Please choose at least one.")),
        1..=16 => Ok(()),
        _ => Err(RuleFault::here("A choice stands here more than once.")),
    }
}

fn check_names(names: &[String]) -> Result<(), RuleFault> {
    if names.is_empty() {
        return Err(RuleFault::here("Please name at least one."));
    }
    if names.len() > MAX_NAMES {
        return Err(RuleFault::here(format!("At most {MAX_NAMES} names can stand here.")));
    }
    if names.iter().any(|name| name.is_empty() || name.chars().count() > MAX_NAME_CHARACTERS) {
        return Err(RuleFault::here(format!("A name has 1 to {MAX_NAME_CHARACTERS} characters.")));
    }
    Ok(())
}
