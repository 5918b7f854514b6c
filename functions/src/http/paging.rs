//! Long lists, page by page: a cursor is the sort key at which the page before ended, so it holds nothing of another
//! workspace and cannot lead there.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use shared::api::MAX_PAGE;

use super::ApiError;
use crate::aws::{Item, Key};

#[derive(Deserialize)]
struct Asked {
    cursor: Option<String>,
    limit: Option<u16>,
}

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    after: Option<String>,
    limit: Option<u16>,
}

impl Paging {
    /// Entries of the page.
    #[must_use]
    pub fn limit(&self, unless_said: u16) -> u16 {
        self.limit.unwrap_or(unless_said)
    }

    /// The sort key after which the page begins.
    #[must_use]
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// Where a query of a partition goes on.
    ///
    /// # Errors
    /// [`ApiError::Invalid`] for a cursor of another list.
    pub fn start(&self, partition: &str, prefix: &str) -> Result<Option<Item>, ApiError> {
        match &self.after {
            None => Ok(None),
            Some(sk) if sk.starts_with(prefix) => Ok(Some(Key::new(partition, sk).attributes())),
            Some(_) => Err(unknown_cursor()),
        }
    }
}

/// The cursor after a sort key.
#[must_use]
pub fn cursor(sort_key: &str) -> String {
    URL_SAFE_NO_PAD.encode(sort_key)
}

/// The cursor after the last item of a page that is not the last.
#[must_use]
pub fn cursor_after(next: Option<&Item>) -> Option<String> {
    Some(cursor(next?.get("sk")?.as_s().ok()?))
}

/// A cursor that no page of this list has given.
#[must_use]
pub fn unknown_cursor() -> ApiError {
    ApiError::invalid("cursor", "this cursor is none of this list: begin again without one")
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let wrong = || ApiError::Malformed(format!("Ask with ?cursor=… and ?limit=… from 1 to {MAX_PAGE}."));
        let Query(asked) = Query::<Asked>::from_request_parts(parts, state).await.map_err(|_| wrong())?;
        if asked.limit.is_some_and(|limit| !(1..=MAX_PAGE).contains(&limit)) {
            return Err(wrong());
        }
        let after = match asked.cursor {
            None => None,
            Some(cursor) => {
                let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| unknown_cursor())?;
                let key = String::from_utf8(bytes).ok().filter(|key| (1..=1_000).contains(&key.len()));
                Some(key.ok_or_else(unknown_cursor)?)
            }
        };
        Ok(Self { after, limit: asked.limit })
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::FromRequestParts;
    use axum::http::Request;

    use super::{Paging, cursor};

    async fn asked(query: &str) -> Option<Paging> {
        let (mut parts, ()) = Request::get(format!("/x?{query}")).body(()).expect("a request").into_parts();
        Paging::from_request_parts(&mut parts, &()).await.ok()
    }

    #[tokio::test]
    async fn a_cursor_leads_back_to_its_key_within_its_list_only() {
        let paging = asked(&format!("limit=2&cursor={}", cursor("import#7"))).await.expect("a page");
        assert_eq!((paging.limit(50), paging.after()), (2, Some("import#7")));
        let start = paging.start("tenant#a", "import#").expect("of this list").expect("a start");
        assert_eq!(start["pk"].as_s().expect("text"), "tenant#a");
        assert!(paging.start("tenant#a", "scenario#").is_err());
        assert_eq!(asked("").await.expect("a page").limit(50), 50);
        for wrong in ["limit=0", "limit=201", "limit=x", "cursor=!", "cursor="] {
            assert_eq!(asked(wrong).await, None, "{wrong}");
        }
    }
}
