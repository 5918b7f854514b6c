//! Segments: rules over customers, and the one evaluator that says who passes them.
//!
//! A [`Rule`] is a tree of AND, OR and NOT over [`Condition`]s. [`members`] turns it into a [`Members`] bitmap over the rows
//! of a base; preview, list, export and server all call it, so that they cannot disagree. `docs/segments.md` defines every
//! condition.

mod by_name;
mod compare;
mod condition;
mod definition;
mod derived;
mod evaluate;
mod fault;
mod figures;
#[cfg(test)]
mod fixture;
mod measure;
mod members;
mod members_hash;
mod ready_made;
mod rule;
mod stage;
mod stage_rules;
mod stages;
mod transitions;
mod worth;

pub(crate) use by_name::by_name;
pub use compare::{Comparison, Reading};
pub use condition::{Bought, Condition};
pub use definition::{
    Definition, MAX_CONDITIONS, MAX_DEPTH, MAX_NAME_CHARACTERS, MAX_NAMES, RULE_VERSION, UnreadableDefinition,
};
pub use derived::Derived;
pub use evaluate::{Needs, members};
pub use fault::RuleFault;
pub use figures::{SegmentFigures, figures};
pub use measure::Measure;
pub use members::Members;
pub use members_hash::members_hash;
pub use ready_made::{ReadyMade, ready_made};
pub use rule::Rule;
pub use stage::{Stage, StageFacts};
pub use stage_rules::StageRules;
pub use stages::stages;
pub use transitions::{OrderedSince, StageTransitions, transitions};
pub use worth::{TierCuts, TierWorth, tiers_by};
