//! What the worker holds between requests, and the answer to each request about the base.

use protocol::{Answer, Request};
use shared::api::{BasePart, IdentityRow, Manifest, decode_identities};
use shared::base::BaseReader;

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
            Request::WhatIf { scenario } => match loaded.what_if(&scenario, milliseconds) {
                Ok(result) => Answer::WhatIf { result: result.map(Box::new) },
                Err(error) => Answer::Failed { message: error.to_string() },
            },
            Request::WhatIfIntervals { scenario } => match loaded.what_if_intervals(&scenario) {
                Ok(result) => Answer::WhatIfIntervals { result },
                Err(error) => Answer::Failed { message: error.to_string() },
            },
            _ => Answer::Failed { message: text::NO_BUFFERS.into() },
        };
        answer.into()
    }

    /// Makes a base that has arrived whole the one that is asked.
    pub fn finish_load(&mut self, loading: Loading) -> Reply {
        match LoadedBase::new(*loading.manifest, loading.reader.finish()) {
            Ok(loaded) => {
                let answer = Answer::BaseLoaded { generation: loaded.generation(), customers: loaded.customers() };
                self.loaded = Some(loaded);
                answer.into()
            }
            Err(message) => Reply::failed(message),
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
