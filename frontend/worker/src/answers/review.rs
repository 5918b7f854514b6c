//! The Monday review.

use protocol::{
    BridgeQuestion, CohortsQuestion, GapQuestion, GoalsQuestion, LostQuestion, ProposalsQuestion, RepurchaseQuestion,
    RetentionQuestion, Topic, WhaleCurveQuestion,
};

use crate::{Reply, Session, text};

/// Answers about the review.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Retention => session
            .answer(question, |base, asked: RetentionQuestion| Ok(base.retention(asked.days, asked.inactive_days))),
        Topic::Cohorts => session.answer(question, |base, CohortsQuestion| Ok(base.cohorts())),
        Topic::Bridge => session.answer(question, |base, asked: BridgeQuestion| Ok(base.bridge(asked.days))),
        Topic::WhaleCurve => {
            session.answer(question, |base, asked: WhaleCurveQuestion| Ok(base.whale_curve(asked.cost_per_order_minor)))
        }
        Topic::Repurchase => {
            session.answer(question, |base, asked: RepurchaseQuestion| Ok(base.repurchase(asked.order)))
        }
        Topic::Proposals => session.answer(question, |base, ProposalsQuestion| Ok(base.proposals())),
        Topic::Goals => session.answer(question, |base, asked: GoalsQuestion| Ok(base.goals(&asked.aims))),
        Topic::Gap => session.answer(question, |base, asked: GapQuestion| Ok(base.gap(&asked))),
        Topic::Lost => session.answer(question, |base, asked: LostQuestion| Ok(base.lost(&asked))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{
        BridgeQuestion, CohortsQuestion, GoalsQuestion, ProposalsQuestion, RepurchaseQuestion, RetentionQuestion,
        WhaleCurveQuestion,
    };
    use shared::review::{GoalAim, GoalMetric};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn every_part_is_that_of_the_base() {
        let mut session = loaded(&test_base::random(71, 300));
        let base = test_base::loaded(71, 300);
        let retention = RetentionQuestion { days: 60, inactive_days: 45 };
        assert_eq!(ask(&mut session, super::answer, &retention), Ok(base.retention(60, 45)));
        assert_eq!(ask(&mut session, super::answer, &CohortsQuestion), Ok(base.cohorts()));
        assert_eq!(ask(&mut session, super::answer, &BridgeQuestion { days: 60 }), Ok(base.bridge(60)));
        let curve = WhaleCurveQuestion { cost_per_order_minor: 120.0 };
        assert_eq!(ask(&mut session, super::answer, &curve), Ok(base.whale_curve(120.0)));
        assert_eq!(ask(&mut session, super::answer, &RepurchaseQuestion { order: 2 }), Ok(base.repurchase(2)));
        assert_eq!(ask(&mut session, super::answer, &ProposalsQuestion), Ok(base.proposals()));
        let aims = vec![GoalAim { metric: GoalMetric::RepeatRate, period_days: 90, target: 0.5, due: None }];
        assert_eq!(ask(&mut session, super::answer, &GoalsQuestion { aims: aims.clone() }), Ok(base.goals(&aims)));
    }
}
