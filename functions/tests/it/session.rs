//! Signing in, staying signed in, signing out.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Form, Json, Router};
use serde_json::{Value, json};
use shared::api::{SessionConfiguration, SessionToken, path};

use crate::support::{call, public_router, serve};

type Forms = Arc<Mutex<Vec<Vec<(String, String)>>>>;

/// A provider that takes the code `good` and the token `first`, and gives the token `second`.
async fn provider() -> (Forms, Router) {
    async fn token(State(forms): State<Forms>, Form(form): Form<Vec<(String, String)>>) -> (StatusCode, Json<Value>) {
        let value = |name: &str| form.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
        let known = value("code").as_deref() == Some("good") || value("refresh_token").as_deref() == Some("first");
        forms.lock().expect("not poisoned").push(form);
        if known {
            let tokens =
                json!({ "access_token": "access", "refresh_token": "second", "expires_in": 900, "id_token": "id" });
            (StatusCode::OK, Json(tokens))
        } else {
            (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" })))
        }
    }
    let forms = Forms::default();
    let address = serve(Router::new().route("/token", post(token)).with_state(forms.clone())).await;
    (forms, public_router(format!("{address}/token")))
}

#[tokio::test]
async fn the_app_learns_where_to_sign_in() {
    let (_, router) = provider().await;
    let answer = call(&router, None, "GET", path::SESSION_CONFIGURATION, &[], None).await;
    let configuration: SessionConfiguration = answer.read();
    assert_eq!(configuration.client_id, "app");
    assert_eq!(configuration.authorization_endpoint, "https://id.example/authorize");
}

#[tokio::test]
async fn a_code_becomes_a_token_and_a_cookie_that_no_script_can_read() {
    let (forms, router) = provider().await;
    let code = json!({ "code": "good", "code_verifier": "verifier", "redirect_uri": "https://shop.example/" });
    let answer = call(&router, None, "POST", path::SESSION_EXCHANGE, &[], Some(&code)).await;
    let cookie = answer.headers["set-cookie"].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("__Host-refresh=second; "), "{cookie}");
    for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert_eq!(answer.read::<SessionToken>(), SessionToken { access_token: "access".into(), expires_in: 900 });
    let sent = forms.lock().expect("not poisoned")[0].clone();
    for pair in [("grant_type", "authorization_code"), ("client_id", "app"), ("code_verifier", "verifier")] {
        assert!(sent.contains(&(pair.0.to_owned(), pair.1.to_owned())), "{pair:?}");
    }
}

#[tokio::test]
async fn a_wrong_code_is_not_signed_in() {
    let (_, router) = provider().await;
    let code = json!({ "code": "bad", "code_verifier": "verifier", "redirect_uri": "https://shop.example/" });
    let answer = call(&router, None, "POST", path::SESSION_EXCHANGE, &[], Some(&code)).await;
    assert_eq!(answer.problem(), (401, "not_signed_in"));
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn a_provider_that_is_down_is_our_fault_and_says_nothing_more() {
    let router = public_router("http://127.0.0.1:1/token".into());
    let code = json!({ "code": "good", "code_verifier": "verifier", "redirect_uri": "https://shop.example/" });
    let answer = call(&router, None, "POST", path::SESSION_EXCHANGE, &[], Some(&code)).await;
    assert_eq!(answer.problem(), (500, "unexpected"));
    assert!(!answer.body.to_string().contains("127.0.0.1"));
}

#[tokio::test]
async fn the_refresh_cookie_is_rotated_and_cleared_when_it_is_refused() {
    let (_, router) = provider().await;
    let with = |cookie: &'static str| [("cookie", cookie), ("sec-fetch-site", "same-origin")];
    let good = call(&router, None, "POST", path::SESSION_REFRESH, &with("a=b; __Host-refresh=first"), None).await;
    assert!(good.headers["set-cookie"].to_str().expect("text").starts_with("__Host-refresh=second; "));
    assert_eq!(good.read::<SessionToken>().access_token, "access");
    for cookie in ["__Host-refresh=stolen", "a=b"] {
        let refused = call(&router, None, "POST", path::SESSION_REFRESH, &with(cookie), None).await;
        assert_eq!(refused.problem(), (401, "not_signed_in"));
        assert!(refused.headers["set-cookie"].to_str().expect("text").contains("Max-Age=0"));
    }
}

#[tokio::test]
async fn another_sites_page_cannot_refresh() {
    let (forms, router) = provider().await;
    let cookie = ("cookie", "__Host-refresh=first");
    for header in [("content-type", "text/plain"), ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]
    {
        let answer = call(&router, None, "POST", path::SESSION_REFRESH, &[cookie, header], None).await;
        assert_eq!(answer.problem(), (400, "malformed"), "{header:?}");
    }
    assert!(forms.lock().expect("not poisoned").is_empty());
    let own = [cookie, ("x-requested-with", "curl")];
    let answer = call(&router, None, "POST", path::SESSION_REFRESH, &own, None).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_clears_the_cookie() {
    let (_, router) = provider().await;
    let answer = call(&router, None, "DELETE", path::SESSION, &[], None).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.headers["set-cookie"].to_str().expect("text").starts_with("__Host-refresh=; Max-Age=0;"));
}
