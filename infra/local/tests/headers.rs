//! What every answer carries, from the template's own policy.

mod support;

use std::fs;

use reqwest::header::HeaderMap;
use support::{attached, client, real_template};

const SECURITY: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
         worker-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

fn site() -> tempfile::TempDir {
    let site = tempfile::tempdir().expect("a folder");
    let files = [
        ("index.html", "<!doctype html>"),
        ("app-0123456789abcdef.js", "plain"),
        ("app-0123456789abcdef.js.br", "brotli"),
        ("app-0123456789abcdef.js.gz", "gzip"),
    ];
    for (name, content) in files {
        fs::write(site.path().join(name), content).expect("written");
    }
    site
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map_or("", |value| value.to_str().expect("plain text"))
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let site = site();
    let system = attached(real_template(), Some(site.path().to_owned())).await;
    let paths = [
        "/",
        "/customers/17",
        "/app-0123456789abcdef.js",
        "/missing.js",
        "/api/me",
        "/api/nothing",
        "/local-idp/authorize",
        "/local-idp/.well-known/openid-configuration",
        "/holdfast-000000000000/imports/x",
    ];
    for path in paths {
        let answer = client().get(format!("{}{path}", system.origin)).send().await.expect("an answer");
        for (name, value) in SECURITY {
            assert_eq!(header(answer.headers(), name), value, "{path}");
        }
    }
}

#[tokio::test]
async fn pages_are_the_index_and_files_are_negotiated_and_cached_by_their_names() {
    let site = site();
    let system = attached(real_template(), Some(site.path().to_owned())).await;
    let get = |path: &str, encoding: &str| {
        client().get(format!("{}{path}", system.origin)).header("accept-encoding", encoding).send()
    };
    for page in ["/", "/what-if", "/customers/00f1d2c3b4a59687"] {
        let answer = get(page, "identity").await.expect("an answer");
        assert_eq!(header(answer.headers(), "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(answer.headers(), "cache-control"), "no-cache");
    }
    let cases = [("br, gzip", "br", "brotli"), ("gzip;q=1.0, br;q=0", "gzip", "gzip"), ("identity", "", "plain")];
    for (accepted, encoding, body) in cases {
        let answer = get("/app-0123456789abcdef.js", accepted).await.expect("an answer");
        assert_eq!(header(answer.headers(), "content-encoding"), encoding);
        assert_eq!(header(answer.headers(), "content-type"), "text/javascript; charset=utf-8");
        assert_eq!(header(answer.headers(), "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.text().await.expect("text"), body);
    }
    assert_eq!(get("/missing.js", "br").await.expect("an answer").status(), 404);
    assert_eq!(get("/..%2fCargo.toml", "br").await.expect("an answer").status(), 404);
}

#[tokio::test]
async fn another_name_for_this_machine_is_sent_here_or_away() {
    let site = site();
    let system = attached(real_template(), Some(site.path().to_owned())).await;
    let port = system.origin.rsplit(':').next().expect("a port");
    let with_host = |host: String| client().get(format!("{}/customers?a=b", system.origin)).header("host", host).send();
    let moved = with_host(format!("localhost:{port}")).await.expect("an answer");
    assert_eq!(moved.status(), 308);
    assert_eq!(header(moved.headers(), "location"), format!("{}/customers?a=b", system.origin));
    assert_eq!(with_host("rebound.example".into()).await.expect("an answer").status(), 421);
}
