//! Keys, sources and endpoints: what goes in and out by program.

use shared::api::{
    ApiKey, ApiKeyDraft, ApiKeyList, Delivery, DeliveryList, Endpoint, EndpointDraft, EndpointList, Method, NewApiKey,
    NewEndpoint, NewSource, Notice, NoticeList, Source, SourceDraft, SourceList, TestReceipt, path, version_tag,
};

use super::ApiClientError;
use super::send::Caller::Member;
use super::send::{edit, exchange, order, read};

type Answer<T> = Result<T, ApiClientError>;

/// Part of a list, and the cursor of what comes after it.
type Page<T> = (Vec<T>, Option<String>);

fn at(path: &str, cursor: Option<&str>) -> String {
    cursor.map_or_else(|| path.to_owned(), |cursor| format!("{path}?cursor={cursor}"))
}

/// API keys, the newest first.
pub(crate) async fn keys(cursor: Option<String>) -> Answer<Page<ApiKey>> {
    let list: ApiKeyList = read(Member, Method::Get, &at(path::KEYS, cursor.as_deref())).await?;
    Ok((list.keys, list.next_cursor))
}

/// Makes a key; its secret is in this answer only.
pub(crate) async fn make_key(draft: &ApiKeyDraft) -> Answer<NewApiKey> {
    exchange(Member, Method::Post, path::KEYS, draft).await
}

/// Revokes a key.
pub(crate) async fn revoke_key(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::key(id)).await
}

/// Sources that deliver by webhook.
pub(crate) async fn sources(cursor: Option<String>) -> Answer<Page<Source>> {
    let list: SourceList = read(Member, Method::Get, &at(path::SOURCES, cursor.as_deref())).await?;
    Ok((list.sources, list.next_cursor))
}

/// Makes a source; its secret is in this answer only.
pub(crate) async fn make_source(draft: &SourceDraft) -> Answer<NewSource> {
    exchange(Member, Method::Post, path::SOURCES, draft).await
}

/// A new secret of a source.
pub(crate) async fn new_source_secret(id: &str) -> Answer<NewSource> {
    read(Member, Method::Post, &path::source_secret(id)).await
}

/// Removes a source.
pub(crate) async fn remove_source(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::source(id)).await
}

/// What a source delivered, the newest first, 200 a page.
pub(crate) async fn many_deliveries(id: &str, cursor: Option<String>) -> Answer<Page<Delivery>> {
    let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
    let at = format!("{}?limit=200{cursor}", path::source_deliveries(id));
    let list: DeliveryList = read(Member, Method::Get, &at).await?;
    Ok((list.deliveries, list.next_cursor))
}

/// What a source delivered, the newest first.
pub(crate) async fn source_deliveries(id: String, cursor: Option<String>) -> Answer<Page<Delivery>> {
    let list: DeliveryList = read(Member, Method::Get, &at(&path::source_deliveries(&id), cursor.as_deref())).await?;
    Ok((list.deliveries, list.next_cursor))
}

/// Endpoints that are told what happened, the newest first.
pub(crate) async fn endpoints(cursor: Option<String>) -> Answer<Page<Endpoint>> {
    let list: EndpointList = read(Member, Method::Get, &at(path::ENDPOINTS, cursor.as_deref())).await?;
    Ok((list.endpoints, list.next_cursor))
}

/// Makes an endpoint; its secret is in this answer only.
pub(crate) async fn make_endpoint(draft: &EndpointDraft) -> Answer<NewEndpoint> {
    exchange(Member, Method::Post, path::ENDPOINTS, draft).await
}

/// Changes an endpoint, unless somebody has changed it since this version.
pub(crate) async fn change_endpoint(id: &str, version: u64, draft: &EndpointDraft) -> Answer<Endpoint> {
    edit(&path::endpoint(id), &version_tag(version), draft).await.map(|(saved, _)| saved)
}

/// A new secret of an endpoint.
pub(crate) async fn new_endpoint_secret(id: &str) -> Answer<NewEndpoint> {
    read(Member, Method::Post, &path::endpoint_secret(id)).await
}

/// Sends a test event.
pub(crate) async fn test_endpoint(id: &str) -> Answer<TestReceipt> {
    read(Member, Method::Post, &path::endpoint_test(id)).await
}

/// Removes an endpoint.
pub(crate) async fn remove_endpoint(id: &str) -> Answer<()> {
    order(Member, Method::Delete, &path::endpoint(id)).await
}

/// Messages to an endpoint, the newest first.
pub(crate) async fn messages(id: String, cursor: Option<String>) -> Answer<Page<Notice>> {
    let list: NoticeList = read(Member, Method::Get, &at(&path::endpoint_deliveries(&id), cursor.as_deref())).await?;
    Ok((list.deliveries, list.next_cursor))
}
