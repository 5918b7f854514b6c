//! The one table of routes. Router, template, OpenAPI document, rights and tests are held against it.

use serde::{Deserialize, Serialize};

use super::Right;

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or starts.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// Its name as in a request.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// The function that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FunctionName {
    /// For members of a workspace.
    Api,
    /// For everybody, with the least rights.
    Public,
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Everybody,
    /// Members whose role has the right.
    Member(Right),
    /// Programs whose API key has the right.
    Key(Right),
}

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with `{name}` for parameters, as in the template and the OpenAPI document.
    pub path: &'static str,
    /// Function that answers.
    pub function: FunctionName,
    /// Who may call.
    pub access: Access,
}

/// Paths, as constants for the router and as functions for the app.
pub mod path {
    use crate::domain::{CustomerId, ImportId};

    /// See [`super::ROUTES`].
    pub const SESSION_CONFIGURATION: &str = "/api/session/configuration";
    /// See [`super::ROUTES`].
    pub const SESSION_EXCHANGE: &str = "/api/session/exchange";
    /// See [`super::ROUTES`].
    pub const SESSION_REFRESH: &str = "/api/session/refresh";
    /// See [`super::ROUTES`].
    pub const SESSION: &str = "/api/session";
    /// See [`super::ROUTES`].
    pub const OPENAPI: &str = "/api/openapi.json";
    /// See [`super::ROUTES`].
    pub const ME: &str = "/api/me";
    /// See [`super::ROUTES`].
    pub const SETTINGS: &str = "/api/settings";
    /// Rates of other currencies.
    pub const RATES: &str = "/api/rates";
    /// See [`super::ROUTES`].
    pub const BASE: &str = "/api/base";
    /// See [`super::ROUTES`].
    pub const NAMES: &str = "/api/customers/names";
    /// See [`super::ROUTES`].
    pub const SEARCH: &str = "/api/customers/search";
    /// See [`super::ROUTES`].
    pub const EXPORT: &str = "/api/customers/export";
    /// See [`super::ROUTES`].
    pub const CUSTOMER: &str = "/api/customers/{id}";
    /// See [`super::ROUTES`].
    pub const CUSTOMER_DUPLICATES: &str = "/api/customers/{id}/duplicates";
    /// See [`super::ROUTES`].
    pub const CUSTOMER_MERGE: &str = "/api/customers/{id}/merge";
    /// See [`super::ROUTES`].
    pub const CUSTOMER_PART: &str = "/api/customers/{id}/part";
    /// See [`super::ROUTES`].
    pub const IMPORTS: &str = "/api/imports";
    /// See [`super::ROUTES`].
    pub const IMPORT: &str = "/api/imports/{id}";
    /// See [`super::ROUTES`].
    pub const IMPORT_CHUNKS: &str = "/api/imports/{id}/chunks";
    /// See [`super::ROUTES`].
    pub const IMPORT_COMMIT: &str = "/api/imports/{id}/commit";
    /// See [`super::ROUTES`].
    pub const IMPORT_COMPARE: &str = "/api/imports/{id}/compare";
    /// See [`super::ROUTES`].
    pub const IMPORT_UNDO: &str = "/api/imports/{id}/undo";
    /// See [`super::ROUTES`].
    pub const IMPORT_CANCEL: &str = "/api/imports/{id}/cancel";
    /// See [`super::ROUTES`].
    pub const SAMPLE: &str = "/api/sample";
    /// See [`super::ROUTES`].
    pub const WHAT_IF: &str = "/api/what-if";
    /// See [`super::ROUTES`].
    pub const SCENARIOS: &str = "/api/scenarios";
    /// See [`super::ROUTES`].
    pub const SCENARIO: &str = "/api/scenarios/{id}";
    /// See [`super::ROUTES`].
    pub const CUSTOMERS: &str = "/api/customers";
    /// See [`super::ROUTES`].
    pub const ORDERS: &str = "/api/orders";
    /// See [`super::ROUTES`].
    pub const EXPORTS: &str = "/api/exports";
    /// See [`super::ROUTES`].
    pub const EXPORT_FILES: &str = "/api/exports/{id}";
    /// See [`super::ROUTES`].
    pub const KEYS: &str = "/api/keys";
    /// See [`super::ROUTES`].
    pub const KEY: &str = "/api/keys/{id}";
    /// See [`super::ROUTES`].
    pub const SOURCES: &str = "/api/sources";
    /// See [`super::ROUTES`].
    pub const SOURCE: &str = "/api/sources/{id}";
    /// See [`super::ROUTES`].
    pub const SOURCE_SECRET: &str = "/api/sources/{id}/secret";
    /// See [`super::ROUTES`].
    pub const SOURCE_DELIVERIES: &str = "/api/sources/{id}/deliveries";
    /// See [`super::ROUTES`].
    pub const DELIVERY: &str = "/api/deliveries/{id}";
    /// Endpoints that are told by webhook what happened.
    pub const ENDPOINTS: &str = "/api/endpoints";
    /// One endpoint.
    pub const ENDPOINT: &str = "/api/endpoints/{id}";
    /// Its secret.
    pub const ENDPOINT_SECRET: &str = "/api/endpoints/{id}/secret";
    /// A test of it.
    pub const ENDPOINT_TEST: &str = "/api/endpoints/{id}/test";
    /// What it was told.
    pub const ENDPOINT_DELIVERIES: &str = "/api/endpoints/{id}/deliveries";
    /// What failed of it, sent again.
    pub const ENDPOINT_RESEND_FAILED: &str = "/api/endpoints/{id}/deliveries/resend";
    /// One message of it that failed, sent again.
    pub const ENDPOINT_RESEND: &str = "/api/endpoints/{id}/deliveries/{delivery}/resend";
    /// What programs call by key begins with this and is the same without `/v1`.
    pub const V1_CUSTOMERS: &str = "/api/v1/customers";
    /// See [`super::ROUTES`].
    pub const V1_CUSTOMER: &str = "/api/v1/customers/{id}";
    /// See [`super::ROUTES`].
    pub const V1_ORDERS: &str = "/api/v1/orders";
    /// Models fitted to orders of one's choice and compared.
    pub const FITS: &str = "/api/fits";
    /// Goals of the board.
    pub const GOALS: &str = "/api/goals";
    /// One goal.
    pub const GOAL: &str = "/api/goals/{id}";
    /// Why customers left, all of a workspace.
    pub const DEFECTIONS: &str = "/api/defections";
    /// Which reasons count as avoidable.
    pub const AVOIDABLE: &str = "/api/defections/avoidable";
    /// Why one customer left.
    pub const DEFECTION: &str = "/api/customers/{id}/defection";
    /// Where products and other attributes of all customers are.
    pub const ATTRIBUTES: &str = "/api/base/attributes";
    /// Where the contracts of all customers are.
    pub const CONTRACTS: &str = "/api/base/contracts";
    /// Where it is written who recommended the shop to whom.
    pub const REFERRALS: &str = "/api/base/referrals";
    /// What was found in the records while scores were made.
    pub const QUALITY: &str = "/api/base/quality";
    /// Saved segments.
    pub const SEGMENTS: &str = "/api/segments";
    /// One saved segment.
    pub const SEGMENT: &str = "/api/segments/{id}";
    /// Its versions.
    pub const SEGMENT_VERSIONS: &str = "/api/segments/{id}/versions";
    /// Its members.
    pub const SEGMENT_MEMBERS: &str = "/api/segments/{id}/members";
    /// What erasing a customer takes and leaves, and how far it is.
    pub const ERASURE: &str = "/api/customers/{id}/erasure";
    /// What a rule comes to.
    pub const SEGMENT_EVALUATE: &str = "/api/segments/evaluate";

    /// [`ENDPOINT`] of one endpoint.
    #[must_use]
    pub fn endpoint(id: &str) -> String {
        format!("/api/endpoints/{id}")
    }

    /// [`ENDPOINT_SECRET`] of one endpoint.
    #[must_use]
    pub fn endpoint_secret(id: &str) -> String {
        format!("/api/endpoints/{id}/secret")
    }

    /// [`ENDPOINT_TEST`] of one endpoint.
    #[must_use]
    pub fn endpoint_test(id: &str) -> String {
        format!("/api/endpoints/{id}/test")
    }

    /// [`ENDPOINT_DELIVERIES`] of one endpoint.
    #[must_use]
    pub fn endpoint_deliveries(id: &str) -> String {
        format!("/api/endpoints/{id}/deliveries")
    }

    /// [`ENDPOINT_RESEND_FAILED`] of one endpoint.
    #[must_use]
    pub fn endpoint_resend_failed(id: &str) -> String {
        format!("/api/endpoints/{id}/deliveries/resend")
    }

    /// [`ENDPOINT_RESEND`] of one message.
    #[must_use]
    pub fn endpoint_resend(id: &str, delivery: &str) -> String {
        format!("/api/endpoints/{id}/deliveries/{delivery}/resend")
    }

    /// [`DELIVERY`] of one source.
    #[must_use]
    pub fn delivery(source: &str) -> String {
        format!("/api/deliveries/{source}")
    }

    /// [`SOURCE`] of one source.
    #[must_use]
    pub fn source(id: &str) -> String {
        format!("/api/sources/{id}")
    }

    /// [`SOURCE_SECRET`] of one source.
    #[must_use]
    pub fn source_secret(id: &str) -> String {
        format!("/api/sources/{id}/secret")
    }

    /// [`SOURCE_DELIVERIES`] of one source.
    #[must_use]
    pub fn source_deliveries(id: &str) -> String {
        format!("/api/sources/{id}/deliveries")
    }

    /// [`KEY`] of one key.
    #[must_use]
    pub fn key(id: &str) -> String {
        format!("/api/keys/{id}")
    }

    /// [`CUSTOMER`] of one customer.
    #[must_use]
    pub fn customer(id: CustomerId) -> String {
        format!("/api/customers/{id}")
    }

    /// [`DEFECTION`] of one customer.
    #[must_use]
    pub fn defection(id: CustomerId) -> String {
        format!("/api/customers/{id}/defection")
    }

    /// [`ERASURE`] of one customer.
    #[must_use]
    pub fn erasure(id: CustomerId) -> String {
        format!("/api/customers/{id}/erasure")
    }

    /// [`CUSTOMER_DUPLICATES`] of one customer.
    #[must_use]
    pub fn customer_duplicates(id: CustomerId) -> String {
        format!("/api/customers/{id}/duplicates")
    }

    /// [`CUSTOMER_MERGE`] of one customer.
    #[must_use]
    pub fn customer_merge(id: CustomerId) -> String {
        format!("/api/customers/{id}/merge")
    }

    /// [`CUSTOMER_PART`] of one customer.
    #[must_use]
    pub fn customer_part(id: CustomerId) -> String {
        format!("/api/customers/{id}/part")
    }

    /// [`SCENARIO`] of one saved scenario.
    #[must_use]
    pub fn scenario(id: &str) -> String {
        format!("/api/scenarios/{id}")
    }

    /// [`GOAL`] of one goal.
    #[must_use]
    pub fn goal(id: &str) -> String {
        format!("/api/goals/{id}")
    }

    /// [`SEGMENT`] of one saved segment.
    #[must_use]
    pub fn segment(id: &str) -> String {
        format!("/api/segments/{id}")
    }

    /// [`SEGMENT_VERSIONS`] of one saved segment.
    #[must_use]
    pub fn segment_versions(id: &str) -> String {
        format!("/api/segments/{id}/versions")
    }

    /// [`SEGMENT_MEMBERS`] of one saved segment.
    #[must_use]
    pub fn segment_members(id: &str) -> String {
        format!("/api/segments/{id}/members")
    }

    /// [`IMPORT`] of one import.
    #[must_use]
    pub fn import(id: &ImportId) -> String {
        format!("/api/imports/{id}")
    }

    /// [`IMPORT_CHUNKS`] of one import.
    #[must_use]
    pub fn import_chunks(id: &ImportId) -> String {
        format!("/api/imports/{id}/chunks")
    }

    /// [`IMPORT_COMMIT`] of one import.
    #[must_use]
    pub fn import_commit(id: &ImportId) -> String {
        format!("/api/imports/{id}/commit")
    }

    /// [`IMPORT_COMPARE`] of one import.
    #[must_use]
    pub fn import_compare(id: &ImportId) -> String {
        format!("/api/imports/{id}/compare")
    }

    /// [`IMPORT_UNDO`] of one import.
    #[must_use]
    pub fn import_undo(id: &ImportId) -> String {
        format!("/api/imports/{id}/undo")
    }

    /// [`EXPORT_FILES`] of one export.
    #[must_use]
    pub fn export_files(id: &str) -> String {
        format!("/api/exports/{id}")
    }

    /// [`IMPORT_CANCEL`] of one import.
    #[must_use]
    pub fn import_cancel(id: &ImportId) -> String {
        format!("/api/imports/{id}/cancel")
    }
}

const fn public(method: Method, path: &'static str) -> Route {
    Route { method, path, function: FunctionName::Public, access: Access::Everybody }
}

const fn member(method: Method, path: &'static str, right: Right) -> Route {
    Route { method, path, function: FunctionName::Api, access: Access::Member(right) }
}

const fn key(method: Method, path: &'static str, right: Right) -> Route {
    Route { method, path, function: FunctionName::Api, access: Access::Key(right) }
}

/// Every route of the system.
pub const ROUTES: &[Route] = &[
    // Where to sign in: SessionConfiguration.
    public(Method::Get, path::SESSION_CONFIGURATION),
    // CodeExchange -> SessionToken; sets the refresh cookie.
    public(Method::Post, path::SESSION_EXCHANGE),
    // Refresh cookie -> SessionToken; 401 without one.
    public(Method::Post, path::SESSION_REFRESH),
    // Signs out: clears the cookie; 204.
    public(Method::Delete, path::SESSION),
    // The OpenAPI 3.1 document.
    public(Method::Get, path::OPENAPI),
    // Me.
    member(Method::Get, path::ME, Right::ViewFigures),
    // Settings.
    member(Method::Get, path::SETTINGS, Right::ViewFigures),
    // Settings -> Settings; by If-Match, 412 where somebody else has changed them since; asks for new scores.
    member(Method::Put, path::SETTINGS, Right::EditSettings),
    // Rates, with their ETag.
    member(Method::Get, path::RATES, Right::ViewFigures),
    // Rates -> Rates; by If-Match, 412 where somebody else has changed them since.
    member(Method::Put, path::RATES, Right::EditSettings),
    // BaseAnswer.
    member(Method::Get, path::BASE, Right::ViewFigures),
    // NamesRequest -> NamesAnswer.
    member(Method::Post, path::NAMES, Right::ViewPersonalData),
    // ?q= -> SearchAnswer.
    member(Method::Get, path::SEARCH, Right::ViewPersonalData),
    // -> ExportAnswer.
    member(Method::Post, path::EXPORT, Right::ExportCustomers),
    // CustomerAnswer.
    member(Method::Get, path::CUSTOMER, Right::ViewPersonalData),
    // Duplicates.
    member(Method::Get, path::CUSTOMER_DUPLICATES, Right::ViewPersonalData),
    // MergeCustomer -> CustomerAnswer; asks for new scores.
    member(Method::Post, path::CUSTOMER_MERGE, Right::EditCustomers),
    // MergeCustomer -> CustomerAnswer; asks for new scores.
    member(Method::Post, path::CUSTOMER_PART, Right::EditCustomers),
    // ImportList.
    member(Method::Get, path::IMPORTS, Right::ImportOrders),
    // StartImport -> 201 ImportAnswer.
    member(Method::Post, path::IMPORTS, Right::ImportOrders),
    // ImportAnswer.
    member(Method::Get, path::IMPORT, Right::ImportOrders),
    // ChunkUploadsRequest -> UploadsAnswer.
    member(Method::Post, path::IMPORT_CHUNKS, Right::ImportOrders),
    // UploadedChunks.
    member(Method::Get, path::IMPORT_CHUNKS, Right::ImportOrders),
    // CommitImport -> 202 ImportAnswer.
    member(Method::Post, path::IMPORT_COMPARE, Right::ImportOrders),
    // -> 202 ImportAnswer.
    member(Method::Post, path::IMPORT_UNDO, Right::ImportOrders),
    // CommitImport -> 202 ImportAnswer.
    member(Method::Post, path::IMPORT_COMMIT, Right::ImportOrders),
    // -> ImportAnswer.
    member(Method::Post, path::IMPORT_CANCEL, Right::ImportOrders),
    // ExportList.
    member(Method::Get, path::EXPORTS, Right::ExportCustomers),
    // -> 202 DataExport.
    member(Method::Post, path::EXPORTS, Right::ExportCustomers),
    // DataExport, with addresses.
    member(Method::Get, path::EXPORT_FILES, Right::ExportCustomers),
    // Cancels an export, or removes its files: 204.
    member(Method::Delete, path::EXPORT_FILES, Right::ExportCustomers),
    // Loads the sample shop: 202.
    member(Method::Post, path::SAMPLE, Right::ImportOrders),
    // Removes the sample shop: 202.
    member(Method::Delete, path::SAMPLE, Right::ImportOrders),
    // Scenario -> Outcome, computed on the server from the newest generation.
    member(Method::Post, path::WHAT_IF, Right::ViewFigures),
    // ScenarioList.
    member(Method::Get, path::SCENARIOS, Right::ViewFigures),
    // ScenarioDraft -> 201 SavedScenario.
    member(Method::Post, path::SCENARIOS, Right::SaveScenarios),
    // ScenarioDraft -> SavedScenario; by If-Match, 412 where somebody else has changed it since.
    member(Method::Put, path::SCENARIO, Right::SaveScenarios),
    // SavedScenario, with its ETag.
    member(Method::Get, path::SCENARIO, Right::ViewFigures),
    // 204.
    member(Method::Delete, path::SCENARIO, Right::SaveScenarios),
    // RefitRequest -> Refit, computed on the server from the newest generation.
    member(Method::Post, path::FITS, Right::ViewFigures),
    // GoalList.
    member(Method::Get, path::GOALS, Right::ViewFigures),
    // GoalDraft -> 201 SavedGoal.
    member(Method::Post, path::GOALS, Right::SetGoals),
    // SavedGoal, with its ETag.
    member(Method::Get, path::GOAL, Right::ViewFigures),
    // GoalDraft -> SavedGoal; by If-Match, 412 where somebody else has changed it since.
    member(Method::Put, path::GOAL, Right::SetGoals),
    // 204.
    member(Method::Delete, path::GOAL, Right::SetGoals),
    // DefectionList.
    member(Method::Get, path::DEFECTIONS, Right::ViewFigures),
    // AvoidableKinds, with their ETag.
    member(Method::Get, path::AVOIDABLE, Right::ViewFigures),
    // AvoidableKinds -> AvoidableKinds; by If-Match, 412 where somebody else has changed them since.
    member(Method::Put, path::AVOIDABLE, Right::EditSettings),
    // DefectionAnswer.
    member(Method::Get, path::DEFECTION, Right::ViewPersonalData),
    // DefectionDraft -> SavedDefection; by If-Match, 412 where somebody else has changed it since.
    member(Method::Put, path::DEFECTION, Right::RecordReasons),
    // 204.
    member(Method::Delete, path::DEFECTION, Right::RecordReasons),
    // PartAnswer.
    member(Method::Get, path::ATTRIBUTES, Right::ViewFigures),
    // PartAnswer.
    member(Method::Get, path::CONTRACTS, Right::ViewFigures),
    member(Method::Get, path::REFERRALS, Right::ViewFigures),
    // QualityAnswer.
    member(Method::Get, path::QUALITY, Right::ViewPersonalData),
    // SegmentList.
    member(Method::Get, path::SEGMENTS, Right::ViewFigures),
    // SegmentDraft -> 201 SavedSegment.
    member(Method::Post, path::SEGMENTS, Right::SaveSegments),
    // EvaluateSegment -> SegmentCount, computed on the server from the newest generation.
    member(Method::Post, path::SEGMENT_EVALUATE, Right::ViewFigures),
    // SavedSegment.
    member(Method::Get, path::SEGMENT, Right::ViewFigures),
    // SegmentDraft -> SavedSegment; by If-Match, 412 where somebody else has changed it since.
    member(Method::Put, path::SEGMENT, Right::SaveSegments),
    // 204; 409 where it is used, with what uses it.
    member(Method::Delete, path::SEGMENT, Right::SaveSegments),
    // SegmentList of its versions.
    member(Method::Get, path::SEGMENT_VERSIONS, Right::ViewFigures),
    // ?cursor= -> SegmentMembers.
    member(Method::Get, path::SEGMENT_MEMBERS, Right::ViewFigures),
    // ErasureAnswer.
    member(Method::Get, path::ERASURE, Right::EraseCustomers),
    // EraseCustomer -> 202 ErasureAnswer; asks for new scores.
    member(Method::Post, path::ERASURE, Right::EraseCustomers),
    // CustomerPage.
    member(Method::Get, path::CUSTOMERS, Right::ViewPersonalData),
    // OrderBatch -> OrderResults.
    member(Method::Post, path::ORDERS, Right::ImportOrders),
    // ApiKeyList.
    member(Method::Get, path::KEYS, Right::ManageConnections),
    // ApiKeyDraft -> 201 NewApiKey, the only time its secret is shown.
    member(Method::Post, path::KEYS, Right::ManageConnections),
    // Revokes a key: 204.
    member(Method::Delete, path::KEY, Right::ManageConnections),
    // SourceList.
    member(Method::Get, path::SOURCES, Right::ManageConnections),
    // SourceDraft -> 201 NewSource, the only time its secret is shown.
    member(Method::Post, path::SOURCES, Right::ManageConnections),
    // 204.
    member(Method::Delete, path::SOURCE, Right::ManageConnections),
    // -> NewSource with another secret; the one before is good for a day.
    member(Method::Post, path::SOURCE_SECRET, Right::ManageConnections),
    // DeliveryList.
    member(Method::Get, path::SOURCE_DELIVERIES, Right::ManageConnections),
    // EndpointList.
    member(Method::Get, path::ENDPOINTS, Right::ManageConnections),
    // EndpointDraft -> 201 NewEndpoint, the only time its secret is shown.
    member(Method::Post, path::ENDPOINTS, Right::ManageConnections),
    // Endpoint, with its ETag.
    member(Method::Get, path::ENDPOINT, Right::ManageConnections),
    // EndpointDraft -> Endpoint; by If-Match, 412 where it has changed since.
    member(Method::Put, path::ENDPOINT, Right::ManageConnections),
    // 204.
    member(Method::Delete, path::ENDPOINT, Right::ManageConnections),
    // -> NewEndpoint with another secret; the one before signs too for a day.
    member(Method::Post, path::ENDPOINT_SECRET, Right::ManageConnections),
    // -> 202 TestReceipt; 409 while it is paused.
    member(Method::Post, path::ENDPOINT_TEST, Right::ManageConnections),
    // NoticeList.
    member(Method::Get, path::ENDPOINT_DELIVERIES, Right::ManageConnections),
    // -> 202 ResentNotices; 409 while it is paused.
    member(Method::Post, path::ENDPOINT_RESEND_FAILED, Right::ManageConnections),
    // -> 202 Notice; 409 unless it has failed, 410 where it is not kept any more.
    member(Method::Post, path::ENDPOINT_RESEND, Right::ManageConnections),
    // A signed delivery -> 202 DeliveryReceipt.
    public(Method::Post, path::DELIVERY),
    // The same for programs, by API key.
    key(Method::Get, path::V1_CUSTOMERS, Right::ViewPersonalData),
    key(Method::Get, path::V1_CUSTOMER, Right::ViewPersonalData),
    key(Method::Post, path::V1_ORDERS, Right::ImportOrders),
];

/// Paths whose `POST` creates something and keeps its answer by `Idempotency-Key`: sent again with the same key and body
/// it answers the same and creates nothing. Not [`path::KEYS`], whose secret is stored nowhere, so neither is its answer.
pub const KEPT_ANSWERS: &[&str] = &[
    path::IMPORTS,
    path::EXPORTS,
    path::SCENARIOS,
    path::GOALS,
    path::SEGMENTS,
    path::SOURCES,
    path::ENDPOINTS,
    path::ORDERS,
    path::V1_ORDERS,
];

/// The methods of a path as it is requested; empty where there is no such path.
///
/// ```
/// use shared::api::{Method, methods_of};
/// assert_eq!(methods_of("/api/settings"), [Method::Get, Method::Put]);
/// assert_eq!(methods_of("/api/imports/17"), [Method::Get]);
/// assert_eq!(methods_of("/api/imports/"), []);
/// ```
#[must_use]
pub fn methods_of(requested: &str) -> Vec<Method> {
    // What is named goes before what only fits a parameter, as in the gateway.
    let parameters = |path: &str| path.matches('{').count();
    let fitting = || ROUTES.iter().filter(|route| fits(route.path, requested));
    let Some(fewest) = fitting().map(|route| parameters(route.path)).min() else { return Vec::new() };
    fitting().filter(|route| parameters(route.path) == fewest).map(|route| route.method).collect()
}

fn fits(path: &str, requested: &str) -> bool {
    let mut given = requested.split('/');
    let fits_all = path.split('/').all(|part| {
        given.next().is_some_and(|given| if part.starts_with('{') { !given.is_empty() } else { part == given })
    });
    fits_all && given.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{Access, FunctionName, ROUTES};

    #[test]
    fn no_route_stands_twice_and_members_routes_are_not_public() {
        for (index, route) in ROUTES.iter().enumerate() {
            assert!(!ROUTES[..index].iter().any(|other| (other.method, other.path) == (route.method, route.path)));
            assert_eq!(route.access == Access::Everybody, route.function == FunctionName::Public, "{}", route.path);
        }
    }
}
