//! Whether the forecast was right about the past.

use protocol::{HoldoutQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about the holdout.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Holdout => session.answer(question, |base, asked: HoldoutQuestion| Ok(base.holdout(asked.split))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::HoldoutQuestion;

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn a_split_at_the_end_leaves_nothing_to_compare() {
        let base = test_base::random(56, 90);
        let question = HoldoutQuestion { split: base.as_of };
        let expected = test_base::loaded(56, 90).holdout(base.as_of);
        assert!(expected.is_err(), "no day is left");
        assert_eq!(ask(&mut loaded(&base), super::answer, &question), Ok(expected));
    }
}
