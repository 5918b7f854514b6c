//! Asking a session as the app does, in tests.

use protocol::{Question, State};
use shared::api::Manifest;
use shared::base::{Base, encode_customers, encode_orders};

use super::Answer;
use crate::base::test_base;
use crate::{Loading, Session};

/// A session that was given a base.
pub(crate) fn loaded(base: &Base) -> Session {
    loaded_with(&test_base::manifest(base), base)
}

/// A session that was given a base in two chunks.
pub(crate) fn loaded_with(manifest: &Manifest, base: &Base) -> Session {
    let mut loading = Loading::new(test_base::in_two_chunks(manifest));
    loading.push(&encode_customers(base, 0)).expect("the first chunk");
    loading.push(&encode_orders(base, 0)).expect("the second chunk");
    let mut session = Session::new(|| 0.0);
    let reply = session.go_on(loading);
    assert_eq!(reply.state, State::Answered, "{}", reply.text);
    session
}

/// The answer, or the reason why there is none.
pub(crate) fn ask<Q: Question>(session: &mut Session, answer: Answer, question: &Q) -> Result<Q::Answer, String> {
    let reply = answer(session, Q::TOPIC, &question.write());
    match reply.state {
        State::Answered => Ok(Q::read_answer(&reply.text).expect("an answer to the question")),
        _ => Err(reply.text),
    }
}
