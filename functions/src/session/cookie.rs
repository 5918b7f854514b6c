//! The cookie of the refresh token.

use axum::http::{HeaderMap, HeaderValue, header};

/// Name of the cookie. With `__Host-` browsers take it only from this host, with `Secure` and for every path.
const NAME: &str = "__Host-refresh";

/// Longest time a browser keeps it: 30 days, as long as the provider lets a refresh token live.
const MAX_AGE_SECONDS: u32 = 30 * 24 * 60 * 60;

/// The refresh token of a request, if it has one.
pub(super) fn refresh_token(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, value)| *name == NAME && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// The header that keeps a refresh token; `None` for a token that cannot stand in a cookie.
pub(super) fn keep(refresh_token: &str) -> Option<HeaderValue> {
    let fits = refresh_token.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\'));
    if !fits || refresh_token.is_empty() {
        return None;
    }
    set(refresh_token, MAX_AGE_SECONDS)
}

/// The header that forgets it.
pub(super) fn forget() -> HeaderValue {
    set("", 0).expect("an empty value is plain text")
}

fn set(value: &str, max_age: u32) -> Option<HeaderValue> {
    let text = format!("{NAME}={value}; Max-Age={max_age}; Path=/; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{forget, keep, refresh_token};

    #[test]
    fn the_token_is_read_from_between_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-refresh=x.y=z; c=d"));
        assert_eq!(refresh_token(&headers).as_deref(), Some("x.y=z"));
        headers.insert(header::COOKIE, HeaderValue::from_static("x__Host-refresh=1; __Host-refresh="));
        assert_eq!(refresh_token(&headers), None);
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let kept = keep("token").expect("plain text");
        let text = kept.to_str().expect("plain text");
        for attribute in ["__Host-refresh=token", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
            assert!(text.contains(attribute), "{attribute}");
        }
        assert!(forget().to_str().expect("plain text").contains("Max-Age=0"));
        assert_eq!(keep("a; Domain=evil"), None);
    }
}
