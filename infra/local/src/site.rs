//! The app's files, compressed beforehand, with the CDN's caching.

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// A folder of files.
#[derive(Clone, Debug)]
pub struct Site {
    folder: Option<PathBuf>,
}

impl Site {
    /// The files in a folder, or none.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Answers one request. A path without a dot is a page of the app, and every page is `index.html`.
    pub async fn answer(&self, request: Request<Body>) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let path = request.uri().path();
        let path = if path.contains('.') { path.trim_start_matches('/') } else { "index.html" };
        let relative = Path::new(path);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return StatusCode::NOT_FOUND.into_response();
        }
        let Some(folder) = &self.folder else { return (StatusCode::NOT_FOUND, "No site was given.\n").into_response() };
        let file = folder.join(relative);
        for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
            if accepts(request.headers(), encoding)
                && let Ok(bytes) = tokio::fs::read(with_ending(&file, ending)).await
            {
                let mut response = found(path, bytes);
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
                return response;
            }
        }
        match tokio::fs::read(&file).await {
            Ok(bytes) => found(path, bytes),
            Err(_) => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn found(path: &str, bytes: Vec<u8>) -> Response {
    let caching = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the name holds a hash of the content: `-` and 12 or more hexadecimal digits before an underscore or the ending.
fn is_hashed(path: &str) -> bool {
    path.split('-').skip(1).any(|part| {
        let hash: String = part.chars().take_while(char::is_ascii_hexdigit).collect();
        hash.len() >= 12 && part[hash.len()..].starts_with(['.', '_'])
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a browser takes an encoding: it is named and not refused by `q=0`.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|offer| {
        let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
        let refused = quality.trim().strip_prefix("q=").and_then(|q| q.parse::<f64>().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_names_with_a_whole_hash_are_kept_forever() {
        assert!(is_hashed("app-0123456789abcdef.js"));
        assert!(is_hashed("app-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("worker-glue-0123456789abcdef_bg.wasm"));
        assert!(is_hashed("app_bg-0123456789ab.wasm"));
        for name in ["index.html", "app-0123456789a.js", "app-0123456789abx.js", "worker-glue.js"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
