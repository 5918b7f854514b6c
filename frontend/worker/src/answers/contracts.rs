//! Customers under contract.

use protocol::{ContractsQuestion, LoadContracts, Topic};

use crate::{Reply, Session, text};

/// Answers about contracts.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::Contracts => session.answer(question, |base, asked: ContractsQuestion| Ok(base.contracts(asked.days))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

/// Takes the contracts of the base, unzipped.
pub fn take_contracts(session: &mut Session, question: &str, chunks: &[Vec<u8>]) -> Reply {
    session.answer(question, |base, asked: LoadContracts| base.take_contracts(asked.generation, chunks))
}

#[cfg(test)]
mod tests {
    use protocol::{ContractsQuestion, LoadContracts, Question, State};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn without_contracts_there_is_nothing_to_say_and_damaged_ones_are_refused() {
        let mut session = loaded(&test_base::random(82, 30));
        assert_eq!(ask(&mut session, super::answer, &ContractsQuestion { days: 90 }), Ok(None));
        let load = LoadContracts { generation: 1 }.write();
        assert_eq!(super::take_contracts(&mut session, &load, &[vec![1, 2]]).state, State::Failed);
    }
}
