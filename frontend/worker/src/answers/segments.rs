//! Segments.

use protocol::{
    LoadAttributes, SegmentChoicesQuestion, SegmentQuestion, SegmentsQuestion, StagesQuestion, TierCutsQuestion, Topic,
};

use crate::{Reply, Session, text};

/// Answers about segments.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    let milliseconds = session.milliseconds;
    match topic {
        Topic::Segment => {
            session.answer(question, |base, asked: SegmentQuestion| Ok(base.segment(&asked, milliseconds)))
        }
        Topic::Segments => {
            session.answer(question, |base, asked: SegmentsQuestion| Ok(base.segments(&asked.definitions)))
        }
        Topic::SegmentChoices => session.answer(question, |base, SegmentChoicesQuestion| Ok(base.segment_choices())),
        Topic::TierCuts => session.answer(question, |base, asked: TierCutsQuestion| Ok(base.tier_cuts(asked.worth))),
        Topic::Stages => session.answer(question, |base, asked: StagesQuestion| Ok(base.stages(asked))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

/// Takes the attributes of the base, unzipped.
pub fn take_attributes(session: &mut Session, question: &str, chunks: &[Vec<u8>]) -> Reply {
    session.answer(question, |base, asked: LoadAttributes| base.take_attributes(asked.generation, chunks))
}

#[cfg(test)]
mod tests {
    use protocol::{Question, SegmentAnswer, SegmentQuestion, State};
    use shared::segments::{Definition, Rule};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn a_rule_is_counted_and_a_faulty_one_named() {
        let mut session = loaded(&test_base::random(51, 90));
        let asked = |rule| SegmentQuestion { definition: Definition::new(rule), sample: 3, with_hash: false };
        let everyone = ask(&mut session, super::answer, &asked(Rule::everyone())).expect("an answer");
        let SegmentAnswer::Members(view) = everyone else { panic!("everyone passes") };
        assert_eq!((view.figures.customers, view.sample.len(), view.members_hash), (90, 3, None));
        let faulty = ask(&mut session, super::answer, &asked(Rule::All(vec![Rule::Any(vec![])]))).expect("an answer");
        assert!(matches!(faulty, SegmentAnswer::Fault { place, .. } if place == "all[0]"));
        let load = protocol::LoadAttributes { generation: 1 }.write();
        assert_eq!(super::take_attributes(&mut session, &load, &[vec![1, 2]]).state, State::Failed);
    }
}
