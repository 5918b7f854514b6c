//! What the worker holds between requests, and the answer to each request about the base.

use protocol::{Answer, Request, ReviewQuestion};
use shared::api::{BasePart, IdentityRow, Manifest, decode_identities};
use shared::base::BaseReader;
use shared::planning::{RefitJob, RefitProblem, RefitRequest, ScenarioError};

use crate::base::LoadedBase;
use crate::text;

/// An answer, with the bytes that travel beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// Its buffer, if it has one.
    pub buffer: Option<Vec<u8>>,
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self { answer, buffer: None }
    }
}

impl Reply {
    /// The request could not be answered.
    #[must_use]
    pub fn failed(message: impl Into<String>) -> Self {
        Answer::Failed { message: message.into() }.into()
    }
}

/// The worker's memory.
#[derive(Debug)]
pub struct Session {
    loaded: Option<LoadedBase>,
    milliseconds: fn() -> f64,
}

impl Session {
    /// Without a base. `milliseconds` is the clock that answers are timed by.
    #[must_use]
    pub fn new(milliseconds: fn() -> f64) -> Self {
        Self { loaded: None, milliseconds }
    }

    /// Answers a request that needs no file and no buffers.
    pub fn answer(&mut self, request: Request) -> Reply {
        let milliseconds = self.milliseconds;
        match request {
            Request::Ping => return Answer::Pong.into(),
            Request::Inspect { .. } | Request::DryRun { .. } | Request::CutChunks { .. } => {
                return Reply::failed(text::NO_FILE);
            }
            _ => {}
        }
        let Some(loaded) = &mut self.loaded else { return Reply::failed(text::NO_BASE) };
        let answer = match request {
            Request::Board => Answer::Board(Box::new(loaded.board())),
            Request::List(query) => Answer::Page(Box::new(loaded.list(query))),
            Request::Customer { id } => Answer::Customer { view: loaded.customer(id).map(Box::new) },
            Request::Holdout { split } => Answer::Holdout { outcome: loaded.holdout(split).map(Box::new) },
            Request::WhatIf { scenario } => {
                said(loaded.what_if(&scenario, milliseconds), |result| Answer::WhatIf { result: result.map(Box::new) })
            }
            Request::WhatIfIntervals { scenario } => {
                said(loaded.what_if_intervals(&scenario), |result| Answer::WhatIfIntervals { result })
            }
            Request::LeverEffect { scenario, lever } => {
                said(loaded.lever_effect(&scenario, lever), |result| Answer::LeverEffect { result })
            }
            Request::BreakEven { scenario, lever, cost_minor } => {
                said(loaded.break_even(&scenario, lever, cost_minor), |change| Answer::BreakEven { change })
            }
            Request::OrderTiming { scenario } => {
                said(loaded.order_timing(&scenario), |result| Answer::OrderTiming { result })
            }
            Request::Contributions { scenario } => {
                said(loaded.contributions(&scenario), |result| Answer::Contributions { result })
            }
            Request::TierChanges { scenario } => {
                said(loaded.tier_changes(&scenario), |result| Answer::TierChanges { result })
            }
            Request::Equities { scenarios } => said(loaded.equities(&scenarios), |result| Answer::Equities { result }),
            Request::ScopeCounts => Answer::ScopeCounts(Box::new(loaded.scope_counts())),
            _ => Answer::Failed { message: text::NO_BUFFERS.into() },
        };
        answer.into()
    }

    /// Answers what is asked about the model. Apart from [`Self::answer`], so that the board does not wait for its code.
    pub fn about_model(&mut self, request: Request) -> Reply {
        let Some(loaded) = &self.loaded else { return Reply::failed(text::NO_BASE) };
        let answer = match request {
            Request::ModelCard => Answer::ModelCard { card: loaded.model_card().map(Box::new) },
            Request::ModelCheck { split } => Answer::ModelCheck { outcome: loaded.model_check(split).map(Box::new) },
            _ => Answer::Failed { message: text::NO_BUFFERS.into() },
        };
        answer.into()
    }

    /// A refit with the orders it needs, apart from the session; `None` without a base.
    #[must_use]
    pub fn refit_job(&self, request: RefitRequest) -> Option<Result<RefitJob, RefitProblem>> {
        self.loaded.as_ref().map(|loaded| loaded.refit_job(request))
    }

    /// Makes a base that has arrived whole the one that is asked.
    pub fn finish_load(&mut self, loading: Loading) -> Reply {
        if loading.next < loading.manifest.chunks.len() {
            return Reply::failed(text::TOO_FEW_CHUNKS);
        }
        match LoadedBase::new(*loading.manifest, loading.reader.finish()) {
            Ok(loaded) => {
                let answer = Answer::BaseLoaded { generation: loaded.generation(), customers: loaded.customers() };
                self.loaded = Some(loaded);
                answer.into()
            }
            Err(message) => Reply::failed(message),
        }
    }

    /// Answers [`Request::Review`]. Apart from [`Self::answer`], so that its code can be fetched when it is first needed.
    pub fn review(&self, question: ReviewQuestion) -> Reply {
        match &self.loaded {
            Some(loaded) => Answer::Review(Box::new(loaded.review(question))).into(),
            None => Reply::failed(text::NO_BASE),
        }
    }

    /// Answers [`Request::ExportCsv`] from identity chunks in the order of rows, unzipped.
    pub fn export(&mut self, query: &protocol::ListQuery, chunks: &[Vec<u8>]) -> Reply {
        let Some(loaded) = &mut self.loaded else { return Reply::failed(text::NO_BASE) };
        let identities: Result<Vec<Vec<IdentityRow>>, _> =
            chunks.iter().map(|bytes| decode_identities(bytes)).collect();
        let csv = match identities {
            Ok(identities) => loaded.export_csv(query, &identities.concat()),
            Err(_) => Err(text::DAMAGED_NAMES.into()),
        };
        match csv {
            Ok((rows, bytes)) => Reply { answer: Answer::Csv { rows }, buffer: Some(bytes) },
            Err(message) => Reply::failed(message),
        }
    }
}

/// The answer that holds a result, or the lever out of range.
fn said<T>(result: Result<T, ScenarioError>, answer: impl FnOnce(T) -> Answer) -> Answer {
    match result {
        Ok(result) => answer(result),
        Err(error) => Answer::Failed { message: error.to_string() },
    }
}

/// A base on its way in, chunk by chunk, so that only one chunk is in memory twice.
#[derive(Debug)]
pub struct Loading {
    manifest: Box<Manifest>,
    reader: BaseReader,
    next: usize,
}

impl Loading {
    /// Waits for the chunks of a manifest.
    #[must_use]
    pub fn new(manifest: Box<Manifest>) -> Self {
        let reader = BaseReader::new(manifest.as_of, manifest.sources.clone());
        Self { manifest, reader, next: 0 }
    }

    /// Takes the next chunk of the manifest, unzipped.
    ///
    /// # Errors
    /// In words, when it is not that chunk.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), String> {
        let chunk = self.manifest.chunks.get(self.next).ok_or(text::TOO_MANY_CHUNKS)?;
        self.next += 1;
        let pushed = match chunk.part {
            BasePart::Customers => self.reader.push_customers(bytes),
            BasePart::Orders => self.reader.push_orders(bytes),
        };
        pushed.map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Answer, Column, Filter, ListQuery, Request, Sort};
    use shared::api::{BaseChunk, BasePart, Manifest};
    use shared::base::{Base, encode_customers, encode_orders};
    use shared::planning::RefitRequest;
    use shared::scoring::catalogue::ModelKind;

    use super::{Loading, Session};
    use crate::base::test_base;

    fn manifest(base: &Base) -> Box<Manifest> {
        let chunk = |part| BaseChunk { part, number: 0, bytes: 0, url: String::new() };
        let chunks = vec![chunk(BasePart::Customers), chunk(BasePart::Orders)];
        Box::new(Manifest { chunks, ..test_base::manifest(base) })
    }

    fn loaded(base: &Base) -> Session {
        let mut loading = Loading::new(manifest(base));
        loading.push(&encode_customers(base, 0)).expect("the first chunk");
        loading.push(&encode_orders(base, 0)).expect("the second chunk");
        let mut session = Session::new(|| 0.0);
        let reply = session.finish_load(loading);
        assert!(matches!(reply.answer, Answer::BaseLoaded { generation: 1, customers: 90 }));
        session
    }

    fn query() -> ListQuery {
        let sort = Sort { column: Column::NetValue, descending: true };
        ListQuery { sort, filter: Filter::default(), offset: 0, limit: 90 }
    }

    #[test]
    fn a_base_that_arrived_in_chunks_is_the_base_that_was_sent() {
        let base = test_base::random(51, 90);
        let mut session = loaded(&base);
        let Answer::Page(page) = session.answer(Request::List(query())).answer else { panic!("another answer") };
        assert_eq!(*page, test_base::loaded(51, 90).list(query()));
        let id = base.customers.id[7];
        let Answer::Customer { view } = session.answer(Request::Customer { id }).answer else {
            panic!("another answer")
        };
        assert_eq!(view.expect("in the base").row.id, id);
        assert!(matches!(session.answer(Request::Board).answer, Answer::Board(_)));
    }

    #[test]
    fn without_a_base_or_a_file_the_answer_says_what_to_do() {
        let mut session = Session::new(|| 0.0);
        for request in [Request::Board, Request::List(query()), Request::Inspect { dialect: None }] {
            assert!(matches!(session.answer(request).answer, Answer::Failed { .. }));
        }
        assert_eq!(session.answer(Request::Ping).answer, Answer::Pong);
        assert!(matches!(session.about_model(Request::ModelCard).answer, Answer::Failed { .. }));
    }

    #[test]
    fn the_model_is_asked_about_apart() {
        let base = test_base::random(54, 90);
        let mut session = loaded(&base);
        let Answer::ModelCard { card } = session.about_model(Request::ModelCard).answer else {
            panic!("another answer")
        };
        let card = card.expect("the base has orders");
        assert_eq!((Some(card.as_of), card.transactions), (base.as_of, base.orders.day.len() as u64));
        let Answer::ModelCheck { outcome } = session.about_model(Request::ModelCheck { split: base.as_of }).answer
        else {
            panic!("another answer")
        };
        assert!(outcome.is_err(), "no day is left to compare");
        assert!(matches!(session.about_model(Request::Board).answer, Answer::Failed { .. }));
    }

    #[test]
    fn a_refit_stands_by_itself() {
        let request = RefitRequest { models: vec![ModelKind::Nbd], from: None, to: None, source: None, split: None };
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
        let mut loading = Loading::new(manifest(&base));
        assert!(loading.push(&encode_orders(&base, 0)).is_err(), "customers come first");
        let mut short = Loading::new(manifest(&base));
        short.push(&encode_customers(&base, 0)).expect("the first chunk");
        assert!(matches!(session.finish_load(short).answer, Answer::Failed { .. }), "orders are missing");
        assert!(matches!(session.answer(Request::Board).answer, Answer::Board(_)));
    }

    #[test]
    fn an_export_needs_the_names_of_every_row() {
        let base = test_base::random(53, 90);
        let mut session = loaded(&base);
        let identities = base.customers.id.iter().map(|id| shared::api::IdentityRow {
            id: *id,
            number: id.to_string(),
            name: None,
            email: None,
        });
        let identities: Vec<_> = identities.collect();
        let chunks: Vec<Vec<u8>> = identities.chunks(40).map(shared::api::encode_identities).collect();
        let reply = session.export(&query(), &chunks);
        assert_eq!(reply.answer, Answer::Csv { rows: 90 });
        assert!(reply.buffer.expect("the file").starts_with("\u{feff}Number,".as_bytes()));
        assert!(matches!(session.export(&query(), &chunks[1..]).answer, Answer::Failed { .. }));
        assert!(matches!(session.export(&query(), &[vec![1, 2, 3]]).answer, Answer::Failed { .. }));
    }
}
