//! Whether the data can be trusted.

use protocol::{QualityQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about the quality of the data.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Quality => session.answer(question, |base, asked: QualityQuestion| Ok(base.quality(asked.today))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::QualityQuestion;
    use shared::domain::Day;
    use shared::quality::quality;

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn the_checks_are_those_of_the_base() {
        let base = test_base::random(73, 300);
        let today = Day(19_990);
        let answer = ask(&mut loaded(&base), super::answer, &QualityQuestion { today });
        assert_eq!(answer, Ok(quality(&base, today)));
    }
}
