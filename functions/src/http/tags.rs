//! Entity tags: `ETag` on what can be edited, `If-Match` on edits, so that nobody overwrites what they have not seen.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ApiError;

/// The tag of a thing by its content: the first 16 digits of the SHA-256 of its JSON.
pub fn content_tag<T: Serialize>(content: &T) -> String {
    let json = serde_json::to_vec(content).expect("content is plain data");
    let digits: String = Sha256::digest(&json).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

/// Puts a tag on an answer.
pub fn tagged(mut response: Response, tag: &str) -> Response {
    response.headers_mut().insert(header::ETAG, HeaderValue::try_from(tag).expect("a tag is plain text"));
    response
}

/// What an edit was made from. A request without it is answered 428.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(String);

impl IfMatch {
    /// Whether the edit was made from a thing with this tag. A tag that a compressing proxy has made weak still counts: the
    /// content under it is the same.
    #[must_use]
    pub fn names(&self, tag: &str) -> bool {
        self.is_any() || self.0.split(',').any(|given| given.trim().trim_start_matches("W/") == tag)
    }

    /// Whether it says `*`: from whatever is there.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.0.trim() == "*"
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let given = parts.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        given.map(|text| Self(text.to_owned())).ok_or(ApiError::PreconditionRequired)
    }
}

#[cfg(test)]
mod tests {
    use super::{IfMatch, content_tag};

    #[test]
    fn one_of_several_tags_is_enough_and_another_is_not() {
        let given = IfMatch("\"1\", W/\"2\"".into());
        assert!(given.names("\"1\"") && given.names("\"2\"") && !given.names("\"3\"") && !given.names("\"1"));
        assert!(IfMatch(" * ".into()).names("\"3\""));
        assert!(!IfMatch(String::new()).names("\"3\""));
    }

    #[test]
    fn a_tag_by_content_follows_the_content() {
        assert_eq!(content_tag(&[1, 2]), content_tag(&vec![1, 2]));
        assert_ne!(content_tag(&[1, 2]), content_tag(&[2, 1]));
    }
}
