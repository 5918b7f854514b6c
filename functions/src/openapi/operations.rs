//! What each route takes and gives.

use shared::api::{
    ApiKeyDraft, ApiKeyList, BaseAnswer, ChunkUploadsRequest, CodeExchange, CommitImport, CustomerAnswer, CustomerPage,
    DataExport, DefectionAnswer, DefectionDraft, DefectionList, Duplicates, EraseCustomer, ErasureAnswer,
    EvaluateSegment, ExportAnswer, ExportList, GoalDraft, GoalList, ImportAnswer, ImportList, Me, MergeCustomer,
    Method, NamesAnswer, NamesRequest, NewApiKey, OrderBatch, OrderResults, PartAnswer, QualityAnswer, SavedDefection,
    SavedGoal, SavedScenario, SavedSegment, ScenarioDraft, ScenarioList, SearchAnswer, SegmentCount, SegmentDraft,
    SegmentList, SegmentMembers, SessionConfiguration, SessionToken, StartImport, UploadedChunks, UploadsAnswer, path,
};
use shared::api::{DeliveryList, DeliveryReceipt, NewSource, SourceDraft, SourceList};
use shared::api::{Endpoint, EndpointDraft, EndpointList, NewEndpoint, Notice, NoticeList, ResentNotices, TestReceipt};
use shared::domain::{Rates, Settings};
use shared::planning::{Outcome, Refit, RefitRequest, Scenario};
use shared::review::AvoidableKinds;
use utoipa::ToSchema;
use utoipa::openapi::{Ref, RefOr, Schema};

/// A type of `shared` as the document refers to it.
#[derive(Clone, Copy)]
pub(super) struct Body {
    name: fn() -> String,
    /// Collects the type and all types it is made of.
    pub(super) collect: fn(&mut Vec<(String, RefOr<Schema>)>),
}

impl Body {
    /// A type.
    pub(super) fn of<T: ToSchema>() -> Self {
        Self {
            name: || T::name().into_owned(),
            collect: |schemas| {
                schemas.push((T::name().into_owned(), T::schema()));
                T::schemas(schemas);
            },
        }
    }

    /// A reference to the type.
    pub(super) fn reference(self) -> Ref {
        Ref::from_schema_name((self.name)())
    }
}

/// What a route takes and gives.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) summary: &'static str,
    pub(super) request: Option<Body>,
    pub(super) status: u16,
    pub(super) answer: Option<Body>,
    /// Refusals beyond those that follow from the route's kind.
    pub(super) refusals: &'static [u16],
    /// Whether it answers a list page by page.
    pub(super) paged: bool,
    /// Whether its answer has an `ETag`.
    pub(super) tagged: bool,
    /// Whether it asks for `If-Match`.
    pub(super) edits: bool,
}

impl Operation {
    /// A route that takes and gives nothing and answers 200, until said otherwise.
    fn new(method: Method, path: &'static str, summary: &'static str) -> Self {
        Self {
            method,
            path,
            summary,
            request: None,
            status: 200,
            answer: None,
            refusals: &[],
            paged: false,
            tagged: false,
            edits: false,
        }
    }

    fn takes<T: ToSchema>(self) -> Self {
        Self { request: Some(Body::of::<T>()), ..self }
    }

    fn gives<T: ToSchema>(self) -> Self {
        Self { answer: Some(Body::of::<T>()), ..self }
    }

    fn refuses(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }

    fn paged(self) -> Self {
        Self { paged: true, ..self }
    }

    fn tagged(self) -> Self {
        Self { tagged: true, ..self }
    }

    fn edits(self) -> Self {
        Self { edits: true, tagged: true, ..self }
    }

    fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }
}

/// All operations. A test holds them against the table of routes.
pub(super) fn operations() -> Vec<Operation> {
    use Method::{Delete, Get, Post, Put};
    vec![
        Operation::new(Get, path::SESSION_CONFIGURATION, "Where to sign in").gives::<SessionConfiguration>(),
        Operation::new(Post, path::SESSION_EXCHANGE, "Exchange an authorization code; sets the refresh cookie")
            .takes::<CodeExchange>()
            .gives::<SessionToken>()
            .refuses(&[401]),
        Operation::new(Post, path::SESSION_REFRESH, "A new access token for the refresh cookie")
            .gives::<SessionToken>()
            .refuses(&[400, 401]),
        Operation::new(Delete, path::SESSION, "Sign out").with_status(204),
        Operation::new(Get, path::OPENAPI, "This document"),
        Operation::new(Get, path::ME, "Who is signed in").gives::<Me>(),
        Operation::new(Get, path::SETTINGS, "Settings of the workspace").gives::<Settings>().tagged(),
        Operation::new(Get, path::RATES, "Rates of other currencies").gives::<Rates>().tagged(),
        Operation::new(Put, path::RATES, "Replace the rates; orders that are stored keep theirs")
            .takes::<Rates>()
            .gives::<Rates>()
            .edits(),
        Operation::new(Put, path::SETTINGS, "Replace the settings; new scores follow")
            .takes::<Settings>()
            .gives::<Settings>()
            .edits()
            .refuses(&[409]),
        Operation::new(Get, path::BASE, "The newest generation of the base").gives::<BaseAnswer>(),
        Operation::new(Post, path::NAMES, "Names of rows of the newest generation")
            .takes::<NamesRequest>()
            .gives::<NamesAnswer>()
            .refuses(&[409]),
        Operation::new(Get, path::SEARCH, "Find customers by e-mail address, number or a word of the name")
            .gives::<SearchAnswer>()
            .refuses(&[400]),
        Operation::new(Post, path::EXPORT, "Where the names of all customers are")
            .gives::<ExportAnswer>()
            .refuses(&[409]),
        Operation::new(Get, path::CUSTOMER, "One customer with all orders").gives::<CustomerAnswer>(),
        Operation::new(Get, path::CUSTOMER_DUPLICATES, "Other records with the same e-mail address")
            .gives::<Duplicates>(),
        Operation::new(Post, path::CUSTOMER_MERGE, "Let a customer stand for another record of the same person")
            .takes::<MergeCustomer>()
            .gives::<CustomerAnswer>()
            .refuses(&[409]),
        Operation::new(Post, path::CUSTOMER_PART, "Part two records that were merged")
            .takes::<MergeCustomer>()
            .gives::<CustomerAnswer>()
            .refuses(&[409]),
        Operation::new(Get, path::IMPORTS, "Imports, the newest first").gives::<ImportList>().paged(),
        Operation::new(Post, path::IMPORTS, "Start an import")
            .takes::<StartImport>()
            .with_status(201)
            .gives::<ImportAnswer>(),
        Operation::new(Get, path::IMPORT, "One import").gives::<ImportAnswer>(),
        Operation::new(Post, path::IMPORT_CHUNKS, "Places to upload chunks to")
            .takes::<ChunkUploadsRequest>()
            .gives::<UploadsAnswer>()
            .refuses(&[409]),
        Operation::new(Get, path::IMPORT_CHUNKS, "Chunks that have arrived").gives::<UploadedChunks>(),
        Operation::new(Post, path::IMPORT_COMPARE, "All chunks are up: look what they would change")
            .takes::<CommitImport>()
            .with_status(202)
            .gives::<ImportAnswer>()
            .refuses(&[409]),
        Operation::new(Post, path::IMPORT_UNDO, "Take an import back")
            .with_status(202)
            .gives::<ImportAnswer>()
            .refuses(&[409]),
        Operation::new(Post, path::IMPORT_COMMIT, "All chunks are up: write the customers")
            .takes::<CommitImport>()
            .with_status(202)
            .gives::<ImportAnswer>()
            .refuses(&[409]),
        Operation::new(Post, path::IMPORT_CANCEL, "Cancel an import").gives::<ImportAnswer>().refuses(&[409]),
        Operation::new(Get, path::EXPORTS, "Who took which data out when, the newest first")
            .gives::<ExportList>()
            .paged(),
        Operation::new(Post, path::EXPORTS, "Write all data into files")
            .with_status(202)
            .gives::<DataExport>()
            .refuses(&[409]),
        Operation::new(Get, path::EXPORT_FILES, "One export, with addresses of its files").gives::<DataExport>(),
        Operation::new(Delete, path::EXPORT_FILES, "Cancel an export or remove its files")
            .with_status(204)
            .refuses(&[409]),
        Operation::new(Post, path::SAMPLE, "Load the sample shop").with_status(202),
        Operation::new(Delete, path::SAMPLE, "Remove the sample shop").with_status(202),
        Operation::new(Post, path::WHAT_IF, "What a scenario comes to, over all customers")
            .takes::<Scenario>()
            .gives::<Outcome>()
            .refuses(&[409]),
        Operation::new(Get, path::SCENARIOS, "Saved scenarios, the newest first").gives::<ScenarioList>().paged(),
        Operation::new(Post, path::SCENARIOS, "Save a scenario")
            .takes::<ScenarioDraft>()
            .with_status(201)
            .gives::<SavedScenario>()
            .tagged(),
        Operation::new(Get, path::SCENARIO, "One saved scenario").gives::<SavedScenario>().tagged(),
        Operation::new(Put, path::SCENARIO, "Change a saved scenario")
            .takes::<ScenarioDraft>()
            .gives::<SavedScenario>()
            .edits(),
        Operation::new(Delete, path::SCENARIO, "Remove a saved scenario").with_status(204),
        Operation::new(Post, path::FITS, "Models fitted to a period and segment, and compared")
            .takes::<RefitRequest>()
            .gives::<Refit>()
            .refuses(&[409]),
        Operation::new(Get, path::GOALS, "Goals of the board, the oldest first").gives::<GoalList>().paged(),
        Operation::new(Post, path::GOALS, "Set a goal")
            .takes::<GoalDraft>()
            .with_status(201)
            .gives::<SavedGoal>()
            .tagged(),
        Operation::new(Get, path::GOAL, "One goal").gives::<SavedGoal>().tagged(),
        Operation::new(Put, path::GOAL, "Change a goal").takes::<GoalDraft>().gives::<SavedGoal>().edits(),
        Operation::new(Delete, path::GOAL, "Remove a goal").with_status(204),
        Operation::new(Get, path::DEFECTIONS, "Why customers left, without notes").gives::<DefectionList>().paged(),
        Operation::new(Get, path::AVOIDABLE, "Which reasons count as avoidable").gives::<AvoidableKinds>().tagged(),
        Operation::new(Put, path::AVOIDABLE, "Say which reasons count as avoidable")
            .takes::<AvoidableKinds>()
            .gives::<AvoidableKinds>()
            .edits(),
        Operation::new(Get, path::DEFECTION, "Why a customer left").gives::<DefectionAnswer>().tagged(),
        Operation::new(Put, path::DEFECTION, "Write down why a customer left")
            .takes::<DefectionDraft>()
            .gives::<SavedDefection>()
            .edits(),
        Operation::new(Delete, path::DEFECTION, "Take back why a customer left").with_status(204),
        Operation::new(Get, path::ATTRIBUTES, "Where products and other attributes of all customers are")
            .gives::<PartAnswer>(),
        Operation::new(Get, path::CONTRACTS, "Where the contracts of all customers are").gives::<PartAnswer>(),
        Operation::new(Get, path::REFERRALS, "Where it is written who recommended the shop to whom")
            .gives::<PartAnswer>(),
        Operation::new(Get, path::QUALITY, "Customers without an address and orders that may be one")
            .gives::<QualityAnswer>(),
        Operation::new(Get, path::SEGMENTS, "Saved segments, the newest first").gives::<SegmentList>().paged(),
        Operation::new(Post, path::SEGMENTS, "Save a segment")
            .takes::<SegmentDraft>()
            .with_status(201)
            .gives::<SavedSegment>()
            .tagged(),
        Operation::new(Post, path::SEGMENT_EVALUATE, "How many customers pass a rule, and what they are worth")
            .takes::<EvaluateSegment>()
            .gives::<SegmentCount>()
            .refuses(&[409]),
        Operation::new(Get, path::SEGMENT, "A saved segment").gives::<SavedSegment>().tagged(),
        Operation::new(Put, path::SEGMENT, "Change a saved segment")
            .takes::<SegmentDraft>()
            .gives::<SavedSegment>()
            .edits(),
        Operation::new(Delete, path::SEGMENT, "Remove a saved segment that nothing uses")
            .with_status(204)
            .refuses(&[409]),
        Operation::new(Get, path::SEGMENT_VERSIONS, "The newest 50 versions of a segment").gives::<SegmentList>(),
        Operation::new(Get, path::SEGMENT_MEMBERS, "Identifiers of a segment's customers, page by page")
            .gives::<SegmentMembers>()
            .refuses(&[409]),
        Operation::new(Get, path::ERASURE, "What erasing a customer takes and leaves, and how far it is")
            .gives::<ErasureAnswer>(),
        Operation::new(Post, path::ERASURE, "Erase a customer for good")
            .takes::<EraseCustomer>()
            .with_status(202)
            .gives::<ErasureAnswer>(),
        Operation::new(Get, path::CUSTOMERS, "Customers of the newest generation, by id")
            .gives::<CustomerPage>()
            .paged(),
        Operation::new(Post, path::ORDERS, "Take orders; says of each what became of it")
            .takes::<OrderBatch>()
            .gives::<OrderResults>(),
        Operation::new(Get, path::KEYS, "API keys, the newest first").gives::<ApiKeyList>().paged(),
        Operation::new(Post, path::KEYS, "Make an API key; its secret is shown only now")
            .takes::<ApiKeyDraft>()
            .with_status(201)
            .gives::<NewApiKey>()
            .refuses(&[409]),
        Operation::new(Delete, path::KEY, "Revoke an API key").with_status(204),
        Operation::new(Get, path::SOURCES, "Sources that deliver by webhook").gives::<SourceList>().paged(),
        Operation::new(Post, path::SOURCES, "Make a source; its secret is shown only now")
            .takes::<SourceDraft>()
            .with_status(201)
            .gives::<NewSource>()
            .refuses(&[409]),
        Operation::new(Delete, path::SOURCE, "Remove a source").with_status(204),
        Operation::new(Post, path::SOURCE_SECRET, "Give a source another secret; the one before is good for a day")
            .gives::<NewSource>(),
        Operation::new(Get, path::SOURCE_DELIVERIES, "What a source delivered in 30 days, the newest first")
            .gives::<DeliveryList>()
            .paged(),
        Operation::new(Get, path::ENDPOINTS, "Endpoints that are told by webhook, the newest first")
            .gives::<EndpointList>()
            .paged(),
        Operation::new(Post, path::ENDPOINTS, "Make an endpoint; its secret is shown only now")
            .takes::<EndpointDraft>()
            .with_status(201)
            .gives::<NewEndpoint>()
            .tagged()
            .refuses(&[409]),
        Operation::new(Get, path::ENDPOINT, "One endpoint").gives::<Endpoint>().tagged(),
        Operation::new(Put, path::ENDPOINT, "Change, pause or resume an endpoint")
            .takes::<EndpointDraft>()
            .gives::<Endpoint>()
            .edits(),
        Operation::new(Delete, path::ENDPOINT, "Remove an endpoint").with_status(204),
        Operation::new(
            Post,
            path::ENDPOINT_SECRET,
            "Give an endpoint another secret; the one before signs too for a day",
        )
        .gives::<NewEndpoint>()
        .tagged()
        .refuses(&[409]),
        Operation::new(Post, path::ENDPOINT_TEST, "Send an endpoint a test event")
            .with_status(202)
            .gives::<TestReceipt>()
            .refuses(&[409]),
        Operation::new(Get, path::ENDPOINT_DELIVERIES, "What an endpoint was told in 30 days, the newest first")
            .gives::<NoticeList>()
            .paged(),
        Operation::new(Post, path::ENDPOINT_RESEND_FAILED, "Send an endpoint's failed messages again")
            .with_status(202)
            .gives::<ResentNotices>()
            .refuses(&[409]),
        Operation::new(Post, path::ENDPOINT_RESEND, "Send a failed message again, under the same id")
            .with_status(202)
            .gives::<Notice>()
            .refuses(&[409, 410]),
        Operation::new(Post, path::DELIVERY, "A signed delivery of a source, as its shop sends it")
            .with_status(202)
            .gives::<DeliveryReceipt>()
            .refuses(&[401, 413, 422]),
        Operation::new(Get, path::V1_CUSTOMERS, "Customers of the newest generation, by id")
            .gives::<CustomerPage>()
            .paged(),
        Operation::new(Get, path::V1_CUSTOMER, "One customer with all orders").gives::<CustomerAnswer>(),
        Operation::new(Post, path::V1_ORDERS, "Take orders; says of each what became of it")
            .takes::<OrderBatch>()
            .gives::<OrderResults>(),
    ]
}
