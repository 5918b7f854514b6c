//! Requests and answers.

use serde::{Deserialize, Serialize};
use shared::api::{ChunkPlace, Manifest};
use shared::domain::{Currency, CustomerId, Day};
use shared::ingest::{Detection, Dialect, DryRunReport, FileProblem, Mapping};
use shared::planning::{
    Contribution, Estimate, Holdout, HoldoutProblem, Lever, LeverEffect, ModelCard, ModelCheck, OrderTiming, Ranges,
    Refit, RefitProblem, RefitRequest, RefitStep, Scenario, ScopeCounts, TierChanges,
};
use shared::scoring::catalogue::ModelKind;

use crate::{BoardView, CustomerView, ListPage, ListQuery, ReviewAnswer, ReviewQuestion, WhatIfAnswer};

/// What the app asks of the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// Answered with [`Answer::Pong`]; a worker that does not is restarted.
    Ping,
    /// With `file`: what is it? Answered with [`Answer::Inspected`] or [`Answer::FileFailed`].
    Inspect {
        /// The dialect the person has chosen; `None` to detect it.
        dialect: Option<Dialect>,
    },
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
    /// Fits to the orders up to a day and compares the rest. Answered with [`Answer::Holdout`].
    Holdout {
        /// Last day the fit sees; `None` leaves the last third of the orders' span, at most a year.
        split: Option<Day>,
    },
    /// Slower; asked when the levers rest. Answered with [`Answer::WhatIfIntervals`].
    WhatIfIntervals {
        /// The scenario.
        scenario: Scenario,
    },
    /// Slower; asked lever by lever when they rest. Answered with [`Answer::LeverEffect`].
    LeverEffect {
        /// The scenario from which it moves.
        scenario: Scenario,
        /// Which lever.
        lever: Lever,
    },
    /// From which change of a lever on a cost comes back. Answered with [`Answer::BreakEven`].
    BreakEven {
        /// How it is counted: margin, discount rate and horizon; what customers do in it is left out.
        scenario: Scenario,
        /// Which lever.
        lever: Lever,
        /// The cost in minor units.
        cost_minor: f64,
    },
    /// Which orders a scenario adds and which it brings forward. Answered with [`Answer::OrderTiming`].
    OrderTiming {
        /// The scenario.
        scenario: Scenario,
    },
    /// What each lever adds to the change from the base scenario. Answered with [`Answer::Contributions`].
    Contributions {
        /// The scenario.
        scenario: Scenario,
    },
    /// Who changes tier from the base scenario. Answered with [`Answer::TierChanges`].
    TierChanges {
        /// The scenario.
        scenario: Scenario,
    },
    /// Customer equity of several scenarios of the same customers. Answered with [`Answer::Equities`].
    Equities {
        /// The scenarios.
        scenarios: Vec<Scenario>,
    },
    /// How many customers there are of each kind. Answered with [`Answer::ScopeCounts`].
    ScopeCounts,
    /// With `buffers`: identity chunks in the order of rows, as stored. All customers of the filter with their
    /// scores as CSV, safe against formula injection. Answered with [`Answer::Csv`].
    ExportCsv {
        /// Which customers, in which order.
        query: ListQuery,
    },
    /// What the models in use are. Answered with [`Answer::ModelCard`].
    ModelCard,
    /// Fits to the orders up to a day and compares all weeks and customers. Answered with [`Answer::ModelCheck`].
    ModelCheck {
        /// Last day the fit sees; `None` leaves the last third of the orders' span, at most a year.
        split: Option<Day>,
    },
    /// Fits models to orders of one's choice. Stops a refit before it. [`Answer::RefitProgress`]…, then [`Answer::Refitted`].
    Refit(RefitRequest),
    /// Stops the running refit after its step, which then answers [`Answer::RefitCancelled`]. Not answered itself.
    CancelRefit,
    /// Answered with [`Answer::Review`].
    Review(ReviewQuestion),
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// See [`CustomerView`].
    Customer {
        /// `None` when the base has no such customer.
        view: Option<Box<CustomerView>>,
    },
    /// See [`WhatIfAnswer`].
    WhatIf {
        /// `None` where the verdict is to rank by lateness.
        result: Option<Box<WhatIfAnswer>>,
    },
    /// Equity of base and scenario with intervals.
    WhatIfIntervals {
        /// `None` where the verdict is to rank by lateness.
        result: Option<Ranges>,
    },
    /// Which orders the scenario adds.
    OrderTiming {
        /// `None` where the verdict is to rank by lateness.
        result: Option<OrderTiming>,
    },
    /// One entry a lever that differs from the base scenario.
    Contributions {
        /// `None` where the verdict is to rank by lateness.
        result: Option<Vec<Contribution>>,
    },
    /// Who changes tier.
    TierChanges {
        /// `None` where the verdict is to rank by lateness.
        result: Option<TierChanges>,
    },
    /// Customer equity in minor units, one entry a scenario.
    Equities {
        /// `None` where the verdict is to rank by lateness.
        result: Option<Vec<f64>>,
    },
    /// What the lever does to customer equity.
    LeverEffect {
        /// `None` where the verdict is to rank by lateness.
        result: Option<LeverEffect>,
    },
    /// The change of the lever as a share, -0.03 for 3 % less.
    BreakEven {
        /// `None` where no change pays, or where the verdict is to rank by lateness.
        change: Option<Estimate>,
    },
    /// See [`ScopeCounts`].
    ScopeCounts(Box<ScopeCounts>),
    /// What the forecast said of the time after the split, and what happened.
    Holdout {
        /// Or why nothing can be compared.
        outcome: Result<Box<Holdout>, HoldoutProblem>,
    },
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
    /// See [`ModelCard`].
    ModelCard {
        /// `None` without an order.
        card: Option<Box<ModelCard>>,
    },
    /// See [`ModelCheck`].
    ModelCheck {
        /// Or why nothing can be compared.
        outcome: Result<Box<ModelCheck>, HoldoutProblem>,
    },
    /// A step begins. Not the last answer.
    RefitProgress {
        /// The model.
        model: ModelKind,
        /// What is done with it.
        step: RefitStep,
        /// Steps done.
        done: u32,
        /// Steps there are.
        of: u32,
    },
    /// See [`Refit`].
    Refitted {
        /// Or why nothing was fitted.
        outcome: Result<Box<Refit>, RefitProblem>,
    },
    /// The refit was stopped by [`Request::CancelRefit`] or by another [`Request::Refit`].
    RefitCancelled,
    /// See [`ReviewAnswer`].
    Review(Box<ReviewAnswer>),
}

impl Answer {
    /// Whether no more answers follow to the same request.
    #[must_use]
    pub fn is_last(&self) -> bool {
        !matches!(self, Self::FileProgress { .. } | Self::Chunk { .. } | Self::RefitProgress { .. })
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;

    use super::{Answer, Request};
    use crate::ReviewAnswer;

    #[test]
    fn answers_with_and_without_a_result_read_back() {
        let answers = [
            Answer::Pong,
            Answer::Customer { view: None },
            Answer::WhatIf { result: None },
            Answer::WhatIfIntervals { result: None },
            Answer::LeverEffect { result: None },
            Answer::BreakEven { change: None },
            Answer::ModelCard { card: None },
            Answer::Review(Box::new(ReviewAnswer::Repurchase(None))),
            Answer::BaseLoaded { generation: 3, customers: 17 },
            Answer::Cut { chunks: vec![1, 0, 2] },
            Answer::Panicked { message: "a \"quoted\" text".into() },
        ];
        for answer in answers {
            let text = serde_json::to_string(&answer).expect("every answer is written");
            assert_eq!(serde_json::from_str::<Answer>(&text).expect("and read back"), answer);
        }
    }

    #[test]
    fn a_list_request_may_leave_out_its_filters() {
        let text = r#"{"list":{"sort":{"column":"value-at-risk","descending":true},"filter":{},"offset":0,"limit":5}}"#;
        let Request::List(query) = serde_json::from_str(text).expect("a list request") else { panic!("another kind") };
        assert_eq!(query.filter, crate::Filter::default());
        let request = Request::Customer { id: CustomerId(u64::MAX) };
        let text = serde_json::to_string(&request).expect("every request is written");
        assert_eq!(serde_json::from_str::<Request>(&text).expect("and read back"), request);
    }
}
