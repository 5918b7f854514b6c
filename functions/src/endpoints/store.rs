//! Endpoints in the table of workspaces, as `kept` keeps them: `tenant#<id>` / `endpoint#<id>`; what each is told, for 30 days:
//! `notices#<endpoint>` / `<notice>`, and `noticed#<endpoint>` / `<event>`, which says that it was told before.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::api::{Endpoint, EndpointDraft, EndpointList, MAX_ENDPOINTS, Notice, NoticeState, ProblemField};

use crate::aws::{Change, Expression, Item, Key, Query, StoreError, Table, Value};
use crate::kept::{Kept, Stamp};
use crate::standard_webhooks;

/// How long notices are kept.
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// Notices that are looked through for one that was taken.
const LOOKED_THROUGH: u16 = 200;

/// An endpoint with its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct StoredEndpoint {
    /// What is shown of it.
    pub endpoint: Endpoint,
    /// What messages are signed with.
    pub secret: String,
    /// What signs too, and until which second.
    pub former: Option<(String, i64)>,
}

impl StoredEndpoint {
    /// Secrets that sign at a second.
    pub(super) fn secrets(&self, now: i64) -> Vec<String> {
        let former = self.former.iter().filter(|(_, until)| *until > now).map(|(secret, _)| secret);
        std::iter::once(&self.secret).chain(former).cloned().collect()
    }
}

impl Kept for StoredEndpoint {
    type Draft = EndpointDraft;
    type List = EndpointList;

    const KIND: &'static str = "endpoint";
    const KINDS: &'static str = "endpoints";
    const MOST: usize = MAX_ENDPOINTS;
    const NEWEST_FIRST: bool = true;

    fn faults(draft: &EndpointDraft) -> Vec<ProblemField> {
        draft.faults()
    }

    fn new(mut draft: EndpointDraft, stamp: Stamp, before: Option<&Self>) -> Self {
        draft.events.sort_unstable();
        draft.events.dedup();
        let paused_because = before.and_then(|before| before.endpoint.paused_because.clone());
        let endpoint = Endpoint {
            id: stamp.id,
            version: stamp.version,
            name: draft.name.trim().to_owned(),
            url: draft.url.trim().to_owned(),
            events: draft.events,
            paused: draft.paused,
            paused_because: paused_because.filter(|_| draft.paused),
            saved_at: stamp.saved_at,
            saved_by: stamp.saved_by,
        };
        let secret = before.map_or_else(standard_webhooks::new_secret, |before| before.secret.clone());
        Self { endpoint, secret, former: before.and_then(|before| before.former.clone()) }
    }

    fn id(&self) -> &str {
        &self.endpoint.id
    }

    fn version(&self) -> u64 {
        self.endpoint.version
    }

    fn saved_by(&self) -> &str {
        &self.endpoint.saved_by
    }

    fn list(endpoints: Vec<Self>, next_cursor: Option<String>) -> EndpointList {
        EndpointList { endpoints: endpoints.into_iter().map(|stored| stored.endpoint).collect(), next_cursor }
    }
}

/// A notice as kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct KeptNotice {
    /// What is shown of it.
    pub(super) notice: Notice,
    /// What is sent.
    pub(super) body: String,
    /// Grows with every attempt and whenever attempts begin anew.
    pub(super) step: u32,
    /// Attempts since it was made or they began anew.
    pub(super) tries: u32,
    /// When it is forgotten, seconds from 1970.
    pub(super) expires_at: i64,
}

impl KeptNotice {
    /// A new one.
    pub(super) fn new(notice: Notice, body: String, now: i64) -> Self {
        Self { notice, body, step: 0, tries: 0, expires_at: now + KEPT_SECONDS }
    }

    /// Begins its attempts anew.
    pub(super) fn begin_anew(&mut self, now: Timestamp) {
        self.step += 1;
        self.tries = 0;
        self.notice.state = NoticeState::Waiting;
        self.notice.next_at = Some(now.to_string());
    }
}

pub(super) fn notices_of(endpoint: &str) -> String {
    format!("notices#{endpoint}")
}

fn item(endpoint: &str, kept: &KeptNotice) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(kept).map_err(|error| StoreError::unreadable("notice", error))?;
    item.extend(Key::new(notices_of(endpoint), &kept.notice.id).attributes());
    Ok(item)
}

fn decode(item: Item) -> Result<KeptNotice, StoreError> {
    serde_dynamo::from_item(item).map_err(|error| StoreError::unreadable("notice", error))
}

/// Keeps a notice unless the endpoint was told of the event before: then that one.
///
/// # Errors
/// When the table fails or holds something else.
pub(super) async fn keep(table: &Table, endpoint: &str, kept: KeptNotice) -> Result<Option<KeptNotice>, StoreError> {
    let seen = Key::new(format!("noticed#{endpoint}"), &kept.notice.event_id);
    let mut mark = seen.clone().attributes();
    mark.insert("notice".to_owned(), Value::S(kept.notice.id.clone()));
    mark.insert("expires_at".to_owned(), Value::N(kept.expires_at.to_string()));
    let changes = vec![Change::Put(mark, Some(Expression::absent())), Change::Put(item(endpoint, &kept)?, None)];
    if table.change_together(changes).await? {
        return Ok(Some(kept));
    }
    let before = table.get(seen).await?;
    match before.and_then(|item| item.get("notice")?.as_s().ok().cloned()) {
        Some(id) => notice(table, endpoint, &id).await,
        None => Err(StoreError::Contended { what: "notice", tries: 1 }),
    }
}

/// One notice.
///
/// # Errors
/// When the table fails or holds something else.
pub(super) async fn notice(table: &Table, endpoint: &str, id: &str) -> Result<Option<KeptNotice>, StoreError> {
    table.get(Key::new(notices_of(endpoint), id)).await?.map(decode).transpose()
}

/// Puts what became of a notice in the place of its step before; `false` where it has gone on meanwhile.
///
/// # Errors
/// When the table fails.
pub(super) async fn note(table: &Table, endpoint: &str, step: u32, kept: &KeptNotice) -> Result<bool, StoreError> {
    table.put_if(item(endpoint, kept)?, Expression::new("step = :step").number(":step", step)).await
}

/// A page of an endpoint's notices, the newest first, and where the next one begins.
///
/// # Errors
/// When the table fails or holds something else.
pub(super) async fn page(
    table: &Table,
    endpoint: &str,
    limit: u16,
    after: Option<Item>,
) -> Result<(Vec<KeptNotice>, Option<Item>), StoreError> {
    let query =
        Query { pk: notices_of(endpoint), newest_first: true, limit: Some(limit.into()), after, ..Query::default() };
    let page = table.page(&query).await?;
    Ok((page.items.into_iter().map(decode).collect::<Result<_, _>>()?, page.next))
}

/// All notices of an endpoint, the oldest first.
///
/// # Errors
/// When the table fails or holds something else.
pub(super) async fn all(table: &Table, endpoint: &str) -> Result<Vec<KeptNotice>, StoreError> {
    let query = Query { pk: notices_of(endpoint), ..Query::default() };
    table.all(query).await?.into_iter().map(decode).collect()
}

/// Whether the endpoint has taken anything that was made later than a notice.
///
/// # Errors
/// When the table fails or holds something else.
pub(super) async fn took_any_since(table: &Table, endpoint: &str, notice: &Notice) -> Result<bool, StoreError> {
    let (newest, _) = page(table, endpoint, LOOKED_THROUGH, None).await?;
    Ok(newest.iter().any(|kept| kept.notice.id > notice.id && kept.notice.state == NoticeState::Taken))
}
