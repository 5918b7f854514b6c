//! What the worker holds between questions.

use protocol::{BaseChunk, LoadBase, Question};
use shared::api::BasePart;
use shared::base::BaseReader;
use shared::planning::{RefitJob, RefitProblem, RefitRequest};

use crate::base::LoadedBase;
use crate::{Reply, text};

/// The worker's memory.
#[derive(Debug)]
pub struct Session {
    loaded: Option<LoadedBase>,
    /// A base on its way in.
    pub(crate) loading: Option<Loading>,
    pub(crate) milliseconds: fn() -> f64,
}

impl Session {
    /// Without a base. `milliseconds` is the clock that answers are timed by.
    #[must_use]
    pub fn new(milliseconds: fn() -> f64) -> Self {
        Self { loaded: None, loading: None, milliseconds }
    }

    /// Reads a question about the base and answers it, or says in words why not.
    pub(crate) fn answer<Q: Question>(
        &mut self,
        question: &str,
        answer: impl FnOnce(&mut LoadedBase, Q) -> Result<Q::Answer, String>,
    ) -> Reply {
        let Some(loaded) = &mut self.loaded else { return Reply::failed(text::NO_BASE) };
        let Ok(question) = Q::read(question) else { return Reply::failed(text::OTHER_VERSION) };
        match answer(loaded, question) {
            Ok(answer) => Reply::to::<Q>(&answer),
            Err(reason) => Reply::failed(reason),
        }
    }

    /// A refit with the orders it needs, apart from the session; `None` without a base.
    #[must_use]
    pub fn refit_job(&self, request: RefitRequest) -> Option<Result<RefitJob, RefitProblem>> {
        self.loaded.as_ref().map(|loaded| loaded.refit_job(request))
    }

    /// Waits for the next chunk, or makes a base that has arrived whole the one that is asked.
    pub fn go_on(&mut self, loading: Loading) -> Reply {
        if loading.next < loading.announced.parts.len() {
            self.loading = Some(loading);
            return Reply::to::<BaseChunk>(&());
        }
        let Loading { announced, reader, bytes, .. } = loading;
        drop(bytes);
        match LoadedBase::new(announced, reader.finish()) {
            Ok(loaded) => {
                self.loaded = Some(loaded);
                Reply::to::<BaseChunk>(&())
            }
            Err(message) => Reply::failed(message),
        }
    }
}

/// A base on its way in, chunk by chunk, so that only one chunk is in memory twice.
#[derive(Debug)]
pub struct Loading {
    announced: LoadBase,
    reader: BaseReader,
    next: usize,
    /// Memory for one chunk, unzipped: it serves all of them.
    pub(crate) bytes: Vec<u8>,
}

impl Loading {
    /// Waits for the chunks of a generation.
    #[must_use]
    pub fn new(announced: LoadBase) -> Self {
        let mut reader = BaseReader::new(announced.as_of, announced.sources.clone());
        reader.reserve(announced.customers as usize, usize::try_from(announced.transactions).unwrap_or_default());
        Self { announced, reader, next: 0, bytes: Vec::new() }
    }

    /// Takes the next chunk of the generation, unzipped.
    ///
    /// # Errors
    /// In words, when it is not that chunk.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), String> {
        let part = self.announced.parts.get(self.next).ok_or(text::TOO_MANY_CHUNKS)?;
        self.next += 1;
        let pushed = match part {
            BasePart::Customers => self.reader.push_customers(bytes),
            BasePart::Orders => self.reader.push_orders(bytes),
        };
        pushed.map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use protocol::{BoardQuestion, LoadBase, State};
    use shared::base::{Base, encode_customers, encode_orders};
    use shared::planning::{RefitRequest, Scope};
    use shared::scoring::catalogue::ModelKind;

    use super::{Loading, Session};
    use crate::answers::board;
    use crate::answers::test_ask::{ask, loaded};
    use crate::base::test_base;

    fn two_chunks(base: &Base) -> LoadBase {
        test_base::in_two_chunks(&test_base::manifest(base))
    }

    #[test]
    fn a_base_is_asked_once_its_last_chunk_has_arrived() {
        let base = test_base::random(51, 90);
        let mut session = Session::new(|| 0.0);
        let mut loading = Loading::new(two_chunks(&base));
        loading.push(&encode_customers(&base, 0)).expect("the first chunk");
        assert_eq!(session.go_on(loading).state, State::Answered);
        assert!(ask(&mut session, board::answer, &BoardQuestion).is_err(), "there is no base yet");
        let mut loading = session.loading.take().expect("it waits for orders");
        loading.push(&encode_orders(&base, 0)).expect("the second chunk");
        assert!(loading.push(&encode_orders(&base, 0)).is_err(), "there is no third");
        assert_eq!(session.go_on(loading).state, State::Answered);
        assert!(session.loading.is_none());
        assert!(ask(&mut session, board::answer, &BoardQuestion).is_ok());
    }

    #[test]
    fn a_refit_stands_by_itself() {
        let request =
            RefitRequest { models: vec![ModelKind::Nbd], from: None, to: None, scope: Scope::Everyone, split: None };
        let mut session = Session::new(|| 0.0);
        assert!(session.refit_job(request.clone()).is_none(), "no base is loaded");
        session = loaded(&test_base::random(55, 90));
        let mut job = session.refit_job(request).expect("a base is loaded").expect("most come back");
        drop(session);
        while job.next_step().is_some() {
            job.step();
        }
        let refit = job.finish();
        assert_eq!((refit.customers, refit.models.len() + refit.failed.len()), (90, 1));
    }

    #[test]
    fn chunks_out_of_place_are_refused_and_the_base_before_stays() {
        let base = test_base::random(52, 90);
        let mut session = loaded(&base);
        let mut loading = Loading::new(two_chunks(&base));
        assert!(loading.push(&encode_orders(&base, 0)).is_err(), "customers come first");
        let mut short = Loading::new(two_chunks(&base));
        short.push(&encode_customers(&base, 0)).expect("the first chunk");
        session.go_on(short);
        let mut other = Loading::new(LoadBase { customers: 91, ..two_chunks(&base) });
        other.push(&encode_customers(&base, 0)).expect("the first chunk");
        other.push(&encode_orders(&base, 0)).expect("the second chunk");
        assert_eq!(session.go_on(other).state, State::Failed, "a customer is missing");
        assert!(ask(&mut session, board::answer, &BoardQuestion).is_ok());
    }
}
