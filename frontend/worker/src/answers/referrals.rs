//! Who recommended the shop to whom.

use protocol::{LoadReferrals, ReferralsQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about referrals.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Referrals => session.answer(question, |base, _: ReferralsQuestion| Ok(base.referrals())),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

/// Takes the referrals of the base, unzipped.
pub fn take_referrals(session: &mut Session, question: &str, chunks: &[Vec<u8>]) -> Reply {
    session.answer(question, |base, asked: LoadReferrals| base.take_referrals(asked.generation, chunks))
}

#[cfg(test)]
mod tests {
    use protocol::{LoadReferrals, Question, ReferralsQuestion, State};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn without_referrals_there_is_nothing_to_say_and_damaged_ones_are_refused() {
        let mut session = loaded(&test_base::random(84, 30));
        assert_eq!(ask(&mut session, super::answer, &ReferralsQuestion), Ok(None));
        let load = LoadReferrals { generation: 1 }.write();
        assert_eq!(super::take_referrals(&mut session, &load, &[vec![1, 2]]).state, State::Failed);
    }
}
