//! Requests and answers.

use serde::{Deserialize, Serialize};
use shared::api::{ChunkPlace, Manifest};
use shared::domain::{Currency, CustomerId};
use shared::ingest::{Detection, Dialect, DryRunReport, FileProblem, Mapping};
use shared::planning::Scenario;

use crate::{BoardView, CustomerView, ListPage, ListQuery, WhatIfAnswer, WhatIfIntervals};

/// What the app asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Request {
    /// Answered with [`Answer::Pong`]; a worker that does not is restarted.
    Ping,
    /// With `file`: what is it? Answered with [`Answer::Inspected`] or [`Answer::FileFailed`].
    Inspect,
    /// With `file`: reads all of it. [`Answer::FileProgress`]…, then [`Answer::DryRunDone`].
    DryRun {
        /// Confirmed dialect.
        dialect: Dialect,
        /// Checked mapping.
        mapping: Mapping,
        /// The workspace's currency.
        currency: Currency,
    },
    /// With `file`: reads all of it again and cuts it into upload chunks. [`Answer::Chunk`]… and
    /// [`Answer::FileProgress`]…, then [`Answer::Cut`]. At most four chunks wait for [`Request::ChunkTaken`].
    CutChunks {
        /// Confirmed dialect.
        dialect: Dialect,
        /// Checked mapping.
        mapping: Mapping,
        /// The workspace's currency.
        currency: Currency,
        /// The import's data source.
        data_source: String,
        /// The import's number of buckets.
        buckets: u16,
    },
    /// A chunk has been uploaded; the next may come. Not answered.
    ChunkTaken,
    /// Stops the running file job, which then answers [`Answer::FileCancelled`]. Not answered itself.
    CancelFile,
    /// With `buffers`: the chunks of `manifest.chunks` in their order, as stored. Answered with [`Answer::BaseLoaded`].
    LoadBase {
        /// The generation.
        manifest: Box<Manifest>,
    },
    /// Answered with [`Answer::Board`].
    Board,
    /// Answered with [`Answer::Page`].
    List(ListQuery),
    /// Answered with [`Answer::Customer`].
    Customer {
        /// Which one.
        id: CustomerId,
    },
    /// Answered with [`Answer::WhatIf`].
    WhatIf {
        /// The scenario; the base scenario follows from the manifest's settings.
        scenario: Scenario,
    },
    /// Slower; asked when the levers rest. Answered with [`Answer::WhatIfIntervals`].
    WhatIfIntervals {
        /// The scenario.
        scenario: Scenario,
    },
    /// With `buffers`: identity chunks in the order of rows, as stored. All customers of the filter with their
    /// scores as CSV, safe against formula injection. Answered with [`Answer::Csv`].
    ExportCsv {
        /// Which customers, in which order.
        query: ListQuery,
    },
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Answer {
    /// Alive.
    Pong,
    /// The file can be read.
    Inspected {
        /// What it is.
        detection: Box<Detection>,
    },
    /// Not the last answer, at least 100 ms apart.
    FileProgress {
        /// Bytes read.
        bytes: u64,
        /// Bytes of the file.
        total: u64,
        /// Lines read.
        lines: u64,
    },
    /// With one buffer: all rejected rows as CSV (UTF-8 with byte order mark).
    DryRunDone {
        /// What the file holds.
        report: Box<DryRunReport>,
    },
    /// With one buffer: the chunk, gzip. Not the last answer.
    Chunk {
        /// Its place.
        place: ChunkPlace,
    },
    /// The whole file is cut.
    Cut {
        /// Chunks of each bucket.
        chunks: Vec<u16>,
    },
    /// The file cannot be read on.
    FileFailed {
        /// Why.
        problem: FileProblem,
    },
    /// The file job was stopped by [`Request::CancelFile`].
    FileCancelled,
    /// The base is ready.
    BaseLoaded {
        /// Its generation.
        generation: u64,
        /// Customers.
        customers: u32,
    },
    /// See [`BoardView`].
    Board(Box<BoardView>),
    /// See [`ListPage`].
    Page(Box<ListPage>),
    /// `None` when the base has no such customer.
    Customer(Option<Box<CustomerView>>),
    /// `None` where the verdict is to rank by lateness.
    WhatIf(Option<Box<WhatIfAnswer>>),
    /// `None` where the verdict is to rank by lateness.
    WhatIfIntervals(Option<WhatIfIntervals>),
    /// With one buffer: the file.
    Csv {
        /// Lines below the header.
        rows: u32,
    },
    /// The request could not be answered, for example because no base is loaded.
    Failed {
        /// What to do.
        message: String,
    },
    /// The worker's program has ended; it must be restarted. Its `id` is 0.
    Panicked {
        /// The panic's text.
        message: String,
    },
}

impl Answer {
    /// Whether no more answers follow to the same request.
    #[must_use]
    pub fn is_last(&self) -> bool {
        !matches!(self, Self::FileProgress { .. } | Self::Chunk { .. })
    }
}
