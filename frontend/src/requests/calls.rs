//! One function a route of `shared::api::ROUTES`.

use js_sys::ArrayBuffer;
use shared::api::{
    BaseAnswer, ChunkPlace, ChunkUpload, ChunkUploadsRequest, CodeExchange, CommitImport, CustomerAnswer, DataExport,
    DefectionAnswer, DefectionDraft, DefectionList, Duplicates, EraseCustomer, ErasureAnswer, EvaluateSegment,
    ExportAnswer, ExportList, GoalDraft, GoalList, ImportAnswer, ImportList, Me, MergeCustomer, Method, NamesAnswer,
    NamesRequest, PartAnswer, QualityAnswer, SavedDefection, SavedGoal, SavedScenario, SavedSegment, ScenarioDraft,
    ScenarioList, SearchAnswer, SegmentCount, SegmentDraft, SegmentList, SessionConfiguration, SessionToken,
    StartImport, UploadedChunks, UploadsAnswer, path, version_tag,
};
use shared::domain::{CustomerId, ImportId, Rates, Settings};
use shared::planning::{Refit, RefitRequest};
use shared::review::AvoidableKinds;
use shared::segments::Definition;

use super::ApiClientError;
use super::send::Caller::{Anybody, Member};
use super::send::{edit, exchange as send_body, order, read, read_object, read_tagged, read_with_text, write_object};

type Answer<T> = Result<T, ApiClientError>;

/// Where to sign in.
pub(crate) async fn session_configuration() -> Answer<SessionConfiguration> {
    read(Anybody, Method::Get, path::SESSION_CONFIGURATION).await
}

/// Turns the code of the identity provider into a session.
pub(crate) async fn exchange(code: &CodeExchange) -> Answer<SessionToken> {
    send_body(Anybody, Method::Post, path::SESSION_EXCHANGE, code).await
}

/// A new access token for the refresh cookie.
pub(crate) async fn refresh() -> Answer<SessionToken> {
    read(Anybody, Method::Post, path::SESSION_REFRESH).await
}

/// Ends the session.
pub(crate) async fn sign_out() -> Answer<()> {
    order(Anybody, Method::Delete, path::SESSION).await
}

/// Who is signed in.
pub(crate) async fn me() -> Answer<Me> {
    read(Member, Method::Get, path::ME).await
}

/// Replaces the workspace's settings, unless somebody has changed them since they had the tag.
pub(crate) async fn save_settings(settings: &Settings, tag: &str) -> Answer<(Settings, String)> {
    edit(path::SETTINGS, tag, settings).await
}

/// The workspace's settings and the tag that saving them takes.
pub(crate) async fn settings_to_edit() -> Answer<(Settings, String)> {
    read_tagged(Member, Method::Get, path::SETTINGS).await
}

/// The workspace's settings.
pub(crate) async fn settings() -> Answer<Settings> {
    read(Member, Method::Get, path::SETTINGS).await
}

/// The workspace's rates of other currencies and the tag that saving them takes.
pub(crate) async fn rates() -> Answer<(Rates, String)> {
    read_tagged(Member, Method::Get, path::RATES).await
}

/// Replaces the rates, unless somebody has changed them since they had the tag.
pub(crate) async fn save_rates(rates: &Rates, tag: &str) -> Answer<(Rates, String)> {
    edit(path::RATES, tag, rates).await
}

/// The newest generation of the base and whether another is on its way, with the text that said so.
pub(crate) async fn base() -> Answer<(BaseAnswer, String)> {
    read_with_text(Member, Method::Get, path::BASE).await
}

/// Names of rows.
pub(crate) async fn names(request: &NamesRequest) -> Answer<NamesAnswer> {
    send_body(Member, Method::Post, path::NAMES, request).await
}

/// Customers by number, e-mail address or the beginning of a name.
pub(crate) async fn search(words: &str) -> Answer<SearchAnswer> {
    let words = String::from(js_sys::encode_uri_component(words));
    read(Member, Method::Get, &format!("{}?q={words}", path::SEARCH)).await
}

/// Where the identity chunks of the newest generation are.
pub(crate) async fn export() -> Answer<ExportAnswer> {
    read(Member, Method::Post, path::EXPORT).await
}

/// A page of exports, the newest first.
pub(crate) async fn exports(cursor: Option<&str>) -> Answer<ExportList> {
    let at = cursor.map_or_else(|| path::EXPORTS.to_owned(), |cursor| format!("{}?cursor={cursor}", path::EXPORTS));
    read(Member, Method::Get, &at).await
}

/// Asks for files of all data.
pub(crate) async fn start_export() -> Answer<DataExport> {
    read(Member, Method::Post, path::EXPORTS).await
}

/// An export with addresses of its files.
pub(crate) async fn export_files(id: &str) -> Answer<DataExport> {
    read(Member, Method::Get, &path::export_files(id)).await
}

/// Cancels an export, or removes its files.
pub(crate) async fn remove_export(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::export_files(id)).await
}

/// One customer with orders.
pub(crate) async fn customer(id: CustomerId) -> Answer<CustomerAnswer> {
    read(Member, Method::Get, &path::customer(id)).await
}

/// Other records with the same e-mail address.
pub(crate) async fn duplicates(id: CustomerId) -> Answer<Duplicates> {
    read(Member, Method::Get, &path::customer_duplicates(id)).await
}

/// Lets a customer stand for another record; both as one.
pub(crate) async fn merge_customer(id: CustomerId, other: CustomerId) -> Answer<CustomerAnswer> {
    send_body(Member, Method::Post, &path::customer_merge(id), &MergeCustomer { other }).await
}

/// Parts a record from the customer who stands for it; the customer as before.
pub(crate) async fn part_customer(id: CustomerId, other: CustomerId) -> Answer<CustomerAnswer> {
    send_body(Member, Method::Post, &path::customer_part(id), &MergeCustomer { other }).await
}

/// The newest imports.
pub(crate) async fn imports() -> Answer<ImportList> {
    read(Member, Method::Get, path::IMPORTS).await
}

/// What was found in the records while scores were made.
pub(crate) async fn quality() -> Answer<QualityAnswer> {
    read(Member, Method::Get, path::QUALITY).await
}

/// The newest 200 imports.
pub(crate) async fn newest_imports() -> Answer<ImportList> {
    read(Member, Method::Get, &format!("{}?limit=200", path::IMPORTS)).await
}

/// One import.
pub(crate) async fn import(id: &ImportId) -> Answer<ImportAnswer> {
    read(Member, Method::Get, &path::import(id)).await
}

/// Starts an import.
pub(crate) async fn start_import(request: &StartImport) -> Answer<ImportAnswer> {
    send_body(Member, Method::Post, path::IMPORTS, request).await
}

/// Asks for places to upload chunks to, at most 64 at once.
pub(crate) async fn chunk_uploads(id: &ImportId, chunks: Vec<ChunkPlace>) -> Answer<UploadsAnswer> {
    send_body(Member, Method::Post, &path::import_chunks(id), &ChunkUploadsRequest { chunks }).await
}

/// Chunks that have arrived.
pub(crate) async fn uploaded_chunks(id: &ImportId) -> Answer<UploadedChunks> {
    read(Member, Method::Get, &path::import_chunks(id)).await
}

/// Says that all chunks are up and asks what they would change.
pub(crate) async fn compare_import(id: &ImportId, chunks: Vec<u16>) -> Answer<ImportAnswer> {
    send_body(Member, Method::Post, &path::import_compare(id), &CommitImport { chunks }).await
}

/// Takes an import back.
pub(crate) async fn undo_import(id: &ImportId) -> Answer<ImportAnswer> {
    read(Member, Method::Post, &path::import_undo(id)).await
}

/// Says that all chunks are up.
pub(crate) async fn commit_import(id: &ImportId, chunks: Vec<u16>) -> Answer<ImportAnswer> {
    send_body(Member, Method::Post, &path::import_commit(id), &CommitImport { chunks }).await
}

/// Cancels an import.
pub(crate) async fn cancel_import(id: &ImportId) -> Answer<ImportAnswer> {
    read(Member, Method::Post, &path::import_cancel(id)).await
}

/// Loads the sample shop.
pub(crate) async fn load_sample() -> Answer<()> {
    order(Member, Method::Post, path::SAMPLE).await
}

/// Removes the sample shop.
pub(crate) async fn remove_sample() -> Answer<()> {
    order(Member, Method::Delete, path::SAMPLE).await
}

/// The saved scenarios, the newest first.
pub(crate) async fn scenarios() -> Answer<ScenarioList> {
    read(Member, Method::Get, path::SCENARIOS).await
}

/// Saves a new scenario.
pub(crate) async fn save_scenario(draft: &ScenarioDraft) -> Answer<SavedScenario> {
    send_body(Member, Method::Post, path::SCENARIOS, draft).await
}

/// Saves a change of a scenario.
pub(crate) async fn change_scenario(id: &str, draft: &ScenarioDraft) -> Answer<SavedScenario> {
    edit(&path::scenario(id), &version_tag(draft.version), draft).await.map(|(saved, _)| saved)
}

/// Removes a saved scenario.
pub(crate) async fn remove_scenario(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::scenario(id)).await
}

/// Where the attributes of all customers are.
pub(crate) async fn attributes() -> Answer<PartAnswer> {
    read(Member, Method::Get, path::ATTRIBUTES).await
}

/// Where the contracts of all customers are.
pub(crate) async fn contracts() -> Answer<PartAnswer> {
    read(Member, Method::Get, path::CONTRACTS).await
}

/// Where it is written who recommended the shop to whom.
pub(crate) async fn referrals() -> Answer<PartAnswer> {
    read(Member, Method::Get, path::REFERRALS).await
}

/// The saved segments, the newest first.
pub(crate) async fn segments() -> Answer<SegmentList> {
    read(Member, Method::Get, path::SEGMENTS).await
}

/// One saved segment.
pub(crate) async fn segment(id: &str) -> Answer<SavedSegment> {
    read(Member, Method::Get, &path::segment(id)).await
}

/// Its versions, the newest first.
pub(crate) async fn segment_versions(id: &str) -> Answer<SegmentList> {
    read(Member, Method::Get, &path::segment_versions(id)).await
}

/// Saves a new segment.
pub(crate) async fn save_segment(draft: &SegmentDraft) -> Answer<SavedSegment> {
    send_body(Member, Method::Post, path::SEGMENTS, draft).await
}

/// Saves a change of a segment.
pub(crate) async fn change_segment(id: &str, draft: &SegmentDraft) -> Answer<SavedSegment> {
    edit(&path::segment(id), &version_tag(draft.version), draft).await.map(|(saved, _)| saved)
}

/// Removes a saved segment.
pub(crate) async fn remove_segment(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::segment(id)).await
}

/// Who passes a rule, counted on the server.
pub(crate) async fn evaluate_segment(definition: Definition) -> Answer<SegmentCount> {
    send_body(Member, Method::Post, path::SEGMENT_EVALUATE, &EvaluateSegment { definition }).await
}

/// Models fitted and compared on the server.
pub(crate) async fn compare_models(request: &RefitRequest) -> Answer<Refit> {
    send_body(Member, Method::Post, path::FITS, request).await
}

/// The goals, the oldest first.
pub(crate) async fn goals() -> Answer<GoalList> {
    read(Member, Method::Get, path::GOALS).await
}

/// Sets a new goal.
pub(crate) async fn set_goal(draft: &GoalDraft) -> Answer<SavedGoal> {
    send_body(Member, Method::Post, path::GOALS, draft).await
}

/// Saves a change of a goal.
pub(crate) async fn change_goal(id: &str, draft: &GoalDraft) -> Answer<SavedGoal> {
    edit(&path::goal(id), &version_tag(draft.version), draft).await.map(|(saved, _)| saved)
}

/// Removes a goal.
pub(crate) async fn remove_goal(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::goal(id)).await
}

/// Why customers left, without notes, all pages as one.
pub(crate) async fn defections() -> Answer<DefectionList> {
    let mut list: DefectionList = read(Member, Method::Get, path::DEFECTIONS).await?;
    while let Some(cursor) = list.next_cursor.take() {
        let place = format!("{}?cursor={cursor}", path::DEFECTIONS);
        let page: DefectionList = read(Member, Method::Get, &place).await?;
        for (kind, ids) in page.customers {
            list.customers.entry(kind).or_default().extend(ids);
        }
        list.next_cursor = page.next_cursor;
    }
    Ok(list)
}

/// Says which reasons count as avoidable, unless somebody has said it anew since they had the tag.
pub(crate) async fn set_avoidable(kinds: &AvoidableKinds, tag: &str) -> Answer<(AvoidableKinds, String)> {
    edit(path::AVOIDABLE, tag, kinds).await
}

/// Why a customer left.
pub(crate) async fn defection(id: CustomerId) -> Answer<DefectionAnswer> {
    read(Member, Method::Get, &path::defection(id)).await
}

/// Writes down why a customer left.
pub(crate) async fn write_defection(id: CustomerId, draft: &DefectionDraft) -> Answer<SavedDefection> {
    edit(&path::defection(id), &version_tag(draft.version), draft).await.map(|(saved, _)| saved)
}

/// Takes back why a customer left.
pub(crate) async fn remove_defection(id: CustomerId) -> Answer<()> {
    order(Member, Method::Delete, &path::defection(id)).await
}

/// What erasing a customer takes and leaves, and how far it is.
pub(crate) async fn erasure(id: CustomerId) -> Answer<ErasureAnswer> {
    read(Member, Method::Get, &path::erasure(id)).await
}

/// Erases a customer for good.
pub(crate) async fn erase(id: CustomerId, body: &EraseCustomer) -> Answer<ErasureAnswer> {
    send_body(Member, Method::Post, &path::erasure(id), body).await
}

/// Reads an object of the bucket by its pre-signed address.
pub(crate) async fn download(url: &str) -> Answer<ArrayBuffer> {
    read_object(url).await
}

/// Writes a chunk to its place in the bucket.
pub(crate) async fn upload(place: &ChunkUpload, body: &ArrayBuffer) -> Answer<()> {
    let headers: Vec<_> = place.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
    write_object(&place.url, &headers, body).await
}
