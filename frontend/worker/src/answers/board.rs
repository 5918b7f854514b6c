//! What the board shows first.

use protocol::{BoardQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about the board.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Board => session.answer(question, |base, BoardQuestion| Ok(base.board())),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::BoardQuestion;

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;
    use crate::{Session, text};

    #[test]
    fn the_board_is_that_of_the_base() {
        let mut session = loaded(&test_base::random(51, 90));
        assert_eq!(ask(&mut session, super::answer, &BoardQuestion), Ok(test_base::loaded(51, 90).board()));
    }

    #[test]
    fn without_a_base_the_answer_says_what_to_do() {
        let mut session = Session::new(|| 0.0);
        assert_eq!(ask(&mut session, super::answer, &BoardQuestion), Err(text::NO_BASE.to_owned()));
    }
}
