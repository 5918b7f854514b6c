//! Entity tags: what an edit was made from, for `ETag` and `If-Match`.

/// The tag of a thing that counts its versions.
///
/// ```
/// assert_eq!(shared::api::version_tag(3), "\"3\"");
/// ```
#[must_use]
pub fn version_tag(version: u64) -> String {
    format!("\"{version}\"")
}
