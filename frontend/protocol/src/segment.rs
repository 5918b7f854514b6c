//! Segments: who passes a rule, and what rules can ask about.

use serde::{Deserialize, Serialize};
use shared::segments::{Definition, RuleFault, SegmentFigures, StageRules, StageTransitions, TierCuts, TierWorth};

use crate::CustomerRow;
use crate::question::question;

/// With `buffers`: chunks of attributes in their order, as stored. Answered with the number of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadAttributes {
    /// The generation they belong to.
    pub generation: u64,
}

/// Who passes a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentQuestion {
    /// The rule.
    pub definition: Definition,
    /// Members to show, at most 50; they are a sample, for rows are in the order of hashes.
    pub sample: u32,
    /// Whether to hash all members.
    pub with_hash: bool,
}

/// The answer to a [`SegmentQuestion`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SegmentAnswer {
    /// Those who pass.
    Members(SegmentView),
    /// The rule cannot be asked.
    Fault {
        /// Where, see [`RuleFault`].
        place: String,
        /// What to do.
        message: String,
    },
}

/// Those who pass a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentView {
    /// Size and worth.
    pub figures: SegmentFigures,
    /// Who they are, see [`members_hash`](shared::segments::members_hash), if it was asked for.
    pub members_hash: Option<String>,
    /// Some of them.
    pub sample: Vec<CustomerRow>,
    /// Milliseconds that counting took.
    pub count_ms: f64,
}

/// Size and worth of several rules, each or why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentsQuestion {
    /// The rules.
    pub definitions: Vec<Definition>,
}

/// What rules can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentChoicesQuestion;

/// The answer to a [`SegmentChoicesQuestion`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentChoices {
    /// Whether products and other attributes are here.
    pub has_attributes: bool,
    /// The most bought products, most buyers first.
    pub products: Vec<String>,
    /// Products beyond them.
    pub products_left_out: u32,
    /// Attributes and their values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Known customers without an order.
    pub leads: u32,
}

/// Where value tiers end if an order leaves this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierCutsQuestion {
    /// What an order leaves.
    pub worth: TierWorth,
}

/// Who is in which stage, and who moved within so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StagesQuestion {
    /// Days before the as-of day.
    pub days: u32,
}

/// The answer to a [`StagesQuestion`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StagesView {
    /// Customers by stage, in the order of [`Stage::ALL`](shared::segments::Stage::ALL).
    pub customers: [u32; 6],
    /// Median and ninth decile of the gaps between orders, in days.
    pub gaps_days: (u32, u32),
    /// Who moved; `None` where the data do not reach back.
    pub transitions: Option<StageTransitions>,
}

impl StagesView {
    /// With the yardsticks of a shop.
    #[must_use]
    pub fn new(customers: [u32; 6], rules: StageRules, transitions: Option<StageTransitions>) -> Self {
        Self { customers, gaps_days: (rules.usual_gap_days, rules.long_pause_days), transitions }
    }
}

impl From<RuleFault> for SegmentAnswer {
    fn from(fault: RuleFault) -> Self {
        Self::Fault { place: fault.place, message: fault.message }
    }
}

question!(LoadAttributes => u32, LoadAttributes);
question!(SegmentQuestion => SegmentAnswer, Segment);
question!(SegmentsQuestion => Vec<Result<SegmentFigures, String>>, Segments);
question!(SegmentChoicesQuestion => SegmentChoices, SegmentChoices);
question!(TierCutsQuestion => Option<TierCuts>, TierCuts);
question!(StagesQuestion => StagesView, Stages);
