//! The lifecycle stage of one customer.

use serde::{Deserialize, Serialize};

use super::StageRules;

/// Where a customer stands. Everybody is in exactly one stage; [`Stage::of`] has the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Known, but has not bought yet. Leads have no row in the base.
    Lead,
    /// Bought once, and a second order is not overdue.
    New,
    /// More likely than not still a customer, also at the lower end of the interval.
    Active,
    /// Perhaps no longer a customer.
    AtRisk,
    /// Hardly a customer any more, also at the upper end of the interval.
    Lapsed,
    /// Came back just now after a long pause.
    WonBack,
}

/// What the stage follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StageFacts {
    /// Transactions, the first included.
    pub transactions: u32,
    /// Days since the last.
    pub silent_days: u32,
    /// Days between the last two.
    pub last_gap_days: Option<u32>,
    /// Mean of the gaps before the last one, in days.
    pub earlier_gap_days: Option<f64>,
    /// Mean of all gaps in days.
    pub mean_gap_days: Option<f64>,
    /// Ends of the 95 % interval of P(alive), where the model can say.
    pub alive: Option<(f64, f64)>,
}

impl Stage {
    /// All stages, in the order in which customers usually pass them.
    pub const ALL: [Self; 6] = [Self::Lead, Self::New, Self::Active, Self::AtRisk, Self::Lapsed, Self::WonBack];

    /// The first of these that holds:
    ///
    /// 1. *Lead*: no transaction.
    /// 2. *New*: one transaction, no longer ago than the shop's usual gap.
    /// 3. *Won back*: the last transaction ended a long pause ([`StageRules::is_long`]) and is no longer ago than the usual gap.
    /// 4. *Lapsed*: the upper end of P(alive) is below 0.2.
    /// 5. *At risk*: the lower end of P(alive) is below 0.5.
    /// 6. *Active*.
    ///
    /// Where the model cannot say, silence decides: *lapsed* during a long pause; *at risk* after twice the customer's own mean
    /// gap, or after the shop's usual gap for one-time buyers; else *active*.
    ///
    /// ```
    /// use shared::segments::{Stage, StageFacts, StageRules};
    /// let rules = StageRules { usual_gap_days: 30, long_pause_days: 100 };
    /// let once = StageFacts { transactions: 1, silent_days: 10, ..StageFacts::default() };
    /// assert_eq!(Stage::of(&once, &rules), Stage::New);
    /// let gone = StageFacts { silent_days: 300, alive: Some((0.01, 0.19)), ..once };
    /// assert_eq!(Stage::of(&gone, &rules), Stage::Lapsed);
    /// ```
    #[must_use]
    pub fn of(facts: &StageFacts, rules: &StageRules) -> Self {
        let is_recent = facts.silent_days <= rules.usual_gap_days;
        if facts.transactions == 0 {
            return Self::Lead;
        }
        if facts.transactions == 1 && is_recent {
            return Self::New;
        }
        if is_recent && facts.last_gap_days.is_some_and(|gap| rules.is_long(gap, facts.earlier_gap_days)) {
            return Self::WonBack;
        }
        let (is_lapsed, is_at_risk) = match facts.alive {
            Some((low, high)) => (high < 0.2, low < 0.5),
            None => {
                let patience = facts.mean_gap_days.map_or(f64::from(rules.usual_gap_days), |gap| 2.0 * gap);
                let is_long = rules.is_long(facts.silent_days, facts.mean_gap_days);
                (is_long, f64::from(facts.silent_days) > patience)
            }
        };
        if is_lapsed {
            Self::Lapsed
        } else if is_at_risk {
            Self::AtRisk
        } else {
            Self::Active
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, StageFacts, StageRules};

    const RULES: StageRules = StageRules { usual_gap_days: 30, long_pause_days: 100 };
    const REGULAR: StageFacts = StageFacts {
        transactions: 5,
        silent_days: 20,
        last_gap_days: Some(25),
        earlier_gap_days: Some(20.0),
        mean_gap_days: Some(21.25),
        alive: Some((0.9, 0.95)),
    };

    #[test]
    fn every_rule_decides_where_it_is_the_first() {
        let stage = |facts: StageFacts| Stage::of(&facts, &RULES);
        assert_eq!(stage(StageFacts::default()), Stage::Lead);
        assert_eq!(stage(REGULAR), Stage::Active);
        let once =
            StageFacts { transactions: 1, last_gap_days: None, earlier_gap_days: None, mean_gap_days: None, ..REGULAR };
        let low = Some((0.1, 0.4));
        assert_eq!(stage(StageFacts { alive: low, ..once }), Stage::New, "nobody is at risk on the day after");
        assert_eq!(stage(StageFacts { silent_days: 31, alive: low, ..once }), Stage::AtRisk);
        let back = StageFacts { last_gap_days: Some(101), ..REGULAR };
        assert_eq!(stage(StageFacts { alive: low, ..back }), Stage::WonBack);
        assert_eq!(stage(StageFacts { silent_days: 31, alive: low, ..back }), Stage::AtRisk);
        assert_eq!(stage(StageFacts { earlier_gap_days: Some(40.0), ..back }), Stage::Active, "long for the shop only");
        for (alive, expected) in [
            ((0.5, 0.9), Stage::Active),
            ((0.49, 0.9), Stage::AtRisk),
            ((0.1, 0.2), Stage::AtRisk),
            ((0.1, 0.19), Stage::Lapsed),
        ] {
            assert_eq!(stage(StageFacts { alive: Some(alive), ..REGULAR }), expected, "{alive:?}");
        }
    }

    #[test]
    fn without_a_model_silence_decides() {
        let stage = |silent_days, mean_gap_days: Option<f64>| {
            let transactions = if mean_gap_days.is_some() { 3 } else { 1 };
            Stage::of(&StageFacts { transactions, silent_days, mean_gap_days, ..StageFacts::default() }, &RULES)
        };
        assert_eq!(stage(42, Some(21.0)), Stage::Active);
        assert_eq!(stage(43, Some(21.0)), Stage::AtRisk);
        assert_eq!(stage(101, Some(21.0)), Stage::Lapsed);
        assert_eq!(stage(101, Some(40.0)), Stage::AtRisk, "three times 40 days have not passed");
        assert_eq!([stage(30, None), stage(31, None), stage(101, None)], [Stage::New, Stage::AtRisk, Stage::Lapsed]);
    }
}
