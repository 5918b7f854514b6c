//! The models in use.

use protocol::{ModelCardQuestion, ModelCheckQuestion, Topic};

use crate::{Reply, Session, text};

/// Answers about the models.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::ModelCard => session.answer(question, |base, ModelCardQuestion| Ok(base.model_card())),
        Topic::ModelCheck => {
            session.answer(question, |base, asked: ModelCheckQuestion| Ok(base.model_check(asked.split)))
        }
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{ModelCardQuestion, ModelCheckQuestion};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn card_and_check_are_those_of_the_base() {
        let base = test_base::random(54, 90);
        let mut session = loaded(&base);
        let card = ask(&mut session, super::answer, &ModelCardQuestion).expect("an answer");
        let card = card.expect("the base has orders");
        assert_eq!((Some(card.as_of), card.transactions), (base.as_of, base.orders.day.len() as u64));
        let check = ask(&mut session, super::answer, &ModelCheckQuestion { split: base.as_of }).expect("an answer");
        assert!(check.is_err(), "no day is left to compare");
    }
}
