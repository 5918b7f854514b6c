//! The edge towards the browser: the router made from the table of routes, who may call, bodies and problems.

mod access;
mod body;
mod claims;
mod edges;
mod error;
mod kept_answers;
mod member_cache;
mod paging;
mod router;
mod tags;

pub use access::Member;
pub(crate) use body::is_json;
pub use body::{Body, answer, answer_with};
pub(crate) use error::chain;
pub use error::{ApiError, ApiResult};
pub use member_cache::MemberCache;
pub use paging::{Paging, cursor, cursor_after, unknown_cursor};
pub use router::{ApiState, PublicState, api, public};
pub use tags::{IfMatch, content_tag, tagged};
