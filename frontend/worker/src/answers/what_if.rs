//! What-ifs.

use protocol::{
    BreakEvenQuestion, ContributionsQuestion, EquityChangesQuestion, IntervalsQuestion, LeverEffectQuestion,
    NewcomersQuestion, OrderTimingQuestion, ScopeCountsQuestion, TierChangesQuestion, Topic, WhatIfQuestion,
};
use shared::planning::ScenarioError;

use crate::{Reply, Session, text};

/// Answers about scenarios.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    let milliseconds = session.milliseconds;
    match topic {
        Topic::WhatIf => session.answer(question, |base, asked: WhatIfQuestion| {
            base.check_scope(&asked.scenario.scope)?;
            said(base.what_if(&asked.scenario, milliseconds))
        }),
        Topic::Intervals => {
            session.answer(question, |base, asked: IntervalsQuestion| said(base.what_if_intervals(&asked.scenario)))
        }
        Topic::LeverEffect => session
            .answer(question, |base, asked: LeverEffectQuestion| said(base.lever_effect(&asked.scenario, asked.lever))),
        Topic::BreakEven => session.answer(question, |base, asked: BreakEvenQuestion| {
            said(base.break_even(&asked.scenario, asked.lever, asked.cost_minor))
        }),
        Topic::OrderTiming => {
            session.answer(question, |base, asked: OrderTimingQuestion| said(base.order_timing(&asked.scenario)))
        }
        Topic::Contributions => {
            session.answer(question, |base, asked: ContributionsQuestion| said(base.contributions(&asked.scenario)))
        }
        Topic::TierChanges => {
            session.answer(question, |base, asked: TierChangesQuestion| said(base.tier_changes(&asked.scenario)))
        }
        Topic::Newcomers => {
            session.answer(question, |base, asked: NewcomersQuestion| said(base.newcomers(&asked.scenario)))
        }
        Topic::EquityChanges => session
            .answer(question, |base, asked: EquityChangesQuestion| said(base.equity_changes(&asked.from, &asked.to))),
        Topic::ScopeCounts => session.answer(question, |base, ScopeCountsQuestion| Ok(base.scope_counts())),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

/// The result, or in words which lever is out of range.
fn said<T>(result: Result<T, ScenarioError>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use protocol::{ScopeCountsQuestion, WhatIfQuestion};
    use shared::planning::Scenario;

    use crate::answers::test_ask::{ask, loaded_with};
    use crate::base::test_base;

    #[test]
    fn a_scenario_is_answered_and_one_out_of_range_is_named() {
        let (manifest, base) = test_base::scored_shop();
        let scenario = Scenario { dropout: 0.9, ..Scenario::base(&manifest.settings) };
        let mut session = loaded_with(&manifest, &base);
        let wild = WhatIfQuestion { scenario: Scenario { purchase_rate: 9.0, ..scenario.clone() } };
        let reason = ask(&mut session, super::answer, &wild).expect_err("out of range");
        assert!(reason.contains("purchase_rate"), "{reason}");
        let mut loaded = test_base::load(&manifest, base);
        let expected = loaded.what_if(&scenario, || 0.0).expect("in range");
        assert!(expected.is_some());
        assert_eq!(ask(&mut session, super::answer, &WhatIfQuestion { scenario }), Ok(expected));
        assert_eq!(ask(&mut session, super::answer, &ScopeCountsQuestion), Ok(loaded.scope_counts()));
    }
}
