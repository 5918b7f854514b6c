//! What the app and the functions say to each other: routes, rights, bodies, problems.

mod base;
mod customers;
mod defections;
mod endpoints;
mod erasures;
mod exports;
mod goals;
mod imports;
mod keys;
mod orders;
mod paging;
mod problem;
mod quality;
mod rights;
mod routes;
mod scenarios;
mod scoring_state;
mod segments;
mod session;
mod sources;
mod tags;

pub use base::{BaseAnswer, BaseChunk, BasePart, Manifest, PartAnswer};
pub use customers::{
    CustomerAnswer, CustomerName, CustomerRef, Duplicates, ExportAnswer, IDENTITY_ROWS_PER_CHUNK, IdentityRow,
    MAX_NAMES, MergeCustomer, NamesAnswer, NamesRequest, OrderAnswer, SearchAnswer, decode_identities,
    encode_identities,
};
pub use defections::{DefectionAnswer, DefectionDraft, DefectionList, MAX_DEFECTION_NOTE, SavedDefection};
pub use endpoints::{
    Attempt, ChangedSegment, Endpoint, EndpointDraft, EndpointEvent, EndpointList, ErasedCustomer, Event,
    FinishedImport, FinishedScoring, MAX_ENDPOINT_URL, MAX_ENDPOINTS, MAX_RESENT, NewEndpoint, Notice, NoticeList,
    NoticeState, ResentNotices, TestReceipt, TestedEndpoint,
};
pub use erasures::{EraseCustomer, ErasedCounts, ErasureAnswer, ErasureState, KeptCounts, MAX_ERASED_RECORDS};
pub use exports::{DataExport, EXPORT_HOURS, ExportContent, ExportFile, ExportList, ExportState};
pub use goals::{GOAL_PERIODS, GoalDraft, GoalList, MAX_GOAL_NOTE, MAX_GOAL_OWNER, MAX_GOALS, SavedGoal, ZERO_CHURN};
pub use imports::{
    ChunkPlace, ChunkUpload, ChunkUploadsRequest, CommitImport, ImportAnswer, ImportList, ImportState, Reading,
    StartImport, UploadHeader, UploadedChunks, UploadsAnswer, buckets_for,
};
pub use keys::{ApiKey, ApiKeyDraft, ApiKeyList, KEY_MARK, MAX_KEY_NAME, MAX_KEYS, NewApiKey};
pub use orders::{
    CustomerPage, MAX_ORDER_LINES, MAX_ORDER_TEXT, MAX_ORDERS, OrderBatch, OrderInput, OrderOutcome, OrderResult,
    OrderResults, OrderedProduct, OrderingCustomer,
};
pub use paging::MAX_PAGE;
pub use problem::{Problem, ProblemCode, ProblemField};
pub use quality::{ConcernedPerson, DoubledOrder, MOST_CONCERNED, QualityAnswer};
pub use rights::{Right, Role};
pub use routes::{Access, FunctionName, KEPT_ANSWERS, Method, ROUTES, Route, methods_of, path};
pub use scenarios::{
    MAX_SCENARIO_COMMENT, MAX_SCENARIO_NAME, MAX_SCENARIOS, SavedScenario, ScenarioDraft, ScenarioList,
};
pub use scoring_state::ScoringState;
pub use segments::{
    EvaluateSegment, MAX_SEGMENT_COMMENT, MAX_SEGMENT_NAME, MAX_SEGMENT_VERSIONS, MAX_SEGMENTS,
    SEGMENT_MEMBERS_PER_PAGE, SavedSegment, SegmentCount, SegmentDraft, SegmentList, SegmentMembers,
};
pub use session::{CodeExchange, Me, SessionConfiguration, SessionToken};
pub use sources::{
    Delivery, DeliveryList, DeliveryReceipt, DeliveryState, MAX_SOURCES, NewSource, Source, SourceDraft, SourceKind,
    SourceList,
};
pub use tags::version_tag;
