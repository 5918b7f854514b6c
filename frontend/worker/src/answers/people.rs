//! The list of customers, and one of them.

use protocol::{CustomerQuestion, ListQuery, Topic};

use crate::{Reply, Session, text};

/// Answers about customers.
pub fn answer(session: &mut Session, topic: Topic, question: &str) -> Reply {
    match topic {
        Topic::List => session.answer(question, |base, query: ListQuery| {
            base.check_filter(&query.filter)?;
            Ok(base.list(query))
        }),
        Topic::Customer => session.answer(question, |base, asked: CustomerQuestion| Ok(base.customer(asked.id))),
        _ => Reply::failed(text::OTHER_VERSION),
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Column, CustomerQuestion, Filter, ListQuery, Sort, State, Topic};

    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    #[test]
    fn list_and_customer_are_those_of_the_base() {
        let base = test_base::random(51, 90);
        let mut session = loaded(&base);
        let sort = Sort { column: Column::NetValue, descending: true };
        let query = ListQuery { sort, filter: Filter::default(), offset: 0, limit: 90 };
        assert_eq!(ask(&mut session, super::answer, &query), Ok(test_base::loaded(51, 90).list(query)));
        let id = base.customers.id[7];
        let view = ask(&mut session, super::answer, &CustomerQuestion { id }).expect("an answer");
        assert_eq!(view.expect("in the base").row.id, id);
    }

    #[test]
    fn what_is_no_question_or_asked_elsewhere_is_refused() {
        let mut session = loaded(&test_base::random(51, 90));
        assert_eq!(super::answer(&mut session, Topic::List, "{}").state, State::Failed);
        assert_eq!(super::answer(&mut session, Topic::Board, "null").state, State::Failed);
    }
}
