//! Signing in on this machine: the code flow, its refusals, and tokens for scripts.

mod support;

use local::System;
use local::issuer::challenge_of;
use serde_json::{Value, json};
use support::{attached, client, fixture};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn authorization(system: &System) -> Vec<(&'static str, String)> {
    vec![
        ("response_type", "code".into()),
        ("client_id", "holdfast-app".into()),
        ("redirect_uri", format!("{}/signed-in", system.origin)),
        ("state", "a b&c".into()),
        ("scope", "openid".into()),
        ("code_challenge", challenge_of(VERIFIER)),
        ("code_challenge_method", "S256".into()),
    ]
}

fn with_query(address: &str, query: &[(&str, String)]) -> reqwest::Url {
    reqwest::Url::parse_with_params(address, query).expect("an address")
}

/// Signs somebody in and gives the code that comes back.
async fn code(system: &System, person: &str) -> String {
    let mut form = authorization(system);
    form.push(("person", person.into()));
    let address = format!("{}/local-idp/authorize", system.origin);
    let response = client().post(address).form(&form).send().await.expect("a response");
    assert_eq!(response.status(), 302);
    let location = response.headers()["location"].to_str().expect("plain text");
    let (before, rest) = location.split_once("?code=").expect("a code");
    assert_eq!(before, format!("{}/signed-in", system.origin));
    let (code, state) = rest.split_once("&state=").expect("a state");
    assert_eq!(state, "a%20b%26c");
    code.to_owned()
}

async fn token(system: &System, form: &[(&str, &str)]) -> (u16, Value) {
    let address = format!("{}/local-idp/token", system.origin);
    let response = client().post(address).form(form).send().await.expect("a response");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

async fn exchange(system: &System, code: &str, verifier: &str) -> (u16, Value) {
    let redirect_uri = format!("{}/signed-in", system.origin);
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", "holdfast-app"),
        ("code", code),
        ("redirect_uri", redirect_uri.as_str()),
        ("code_verifier", verifier),
    ];
    token(system, &form).await
}

async fn refresh(system: &System, refresh_token: &str) -> (u16, Value) {
    let form = [("grant_type", "refresh_token"), ("client_id", "holdfast-app"), ("refresh_token", refresh_token)];
    token(system, &form).await
}

#[tokio::test]
async fn a_code_is_exchanged_once_for_tokens_that_the_published_key_verifies() {
    let system = attached(fixture(), None).await;
    let code = code(&system, "ida.finch").await;
    let (status, tokens) = exchange(&system, &code, VERIFIER).await;
    assert_eq!((status, &tokens["expires_in"]), (200, &json!(900)));
    assert_eq!(exchange(&system, &code, VERIFIER).await, (400, json!({"error": "invalid_grant"})));

    let address = format!("{}/local-idp/.well-known/jwks.json", system.origin);
    let keys: jsonwebtoken::jwk::JwkSet =
        client().get(address).send().await.expect("a response").json().await.expect("JSON");
    let mut validation = jsonwebtoken::Validation::new(jsonwebtoken::Algorithm::RS256);
    validation.set_audience(&["holdfast-app"]);
    validation.set_issuer(&[format!("{}/local-idp", system.origin)]);
    let key = jsonwebtoken::DecodingKey::from_jwk(&keys.keys[0]).expect("a key");
    for (name, kind) in [("access_token", "access"), ("id_token", "id")] {
        let token = tokens[name].as_str().expect("a token");
        let claims = jsonwebtoken::decode::<Value>(token, &key, &validation).expect("verifies").claims;
        assert_eq!((&claims["sub"], &claims["token_use"]), (&json!("ida.finch"), &json!(kind)));
    }
}

#[tokio::test]
async fn a_code_without_its_verifier_is_worthless_and_used_up() {
    let system = attached(fixture(), None).await;
    let code = code(&system, "kim.ash").await;
    let wrong = VERIFIER.replace('d', "e");
    assert_eq!(exchange(&system, &code, &wrong).await, (400, json!({"error": "invalid_grant"})));
    assert_eq!(exchange(&system, &code, VERIFIER).await, (400, json!({"error": "invalid_grant"})));
}

#[tokio::test]
async fn refresh_tokens_rotate_and_survive_a_reload_at_that_moment() {
    let system = attached(fixture(), None).await;
    let (_, tokens) = exchange(&system, &code(&system, "sam.birch").await, VERIFIER).await;
    let first = tokens["refresh_token"].as_str().expect("a token").to_owned();
    let (status, tokens) = refresh(&system, &first).await;
    assert_eq!(status, 200);
    let second = tokens["refresh_token"].as_str().expect("a token").to_owned();
    assert_ne!(first, second);
    assert_eq!(refresh(&system, &first).await.0, 200, "the page that asked for the second one was reloaded");
    assert_eq!(refresh(&system, &second).await.0, 200);
    assert_eq!(refresh(&system, "no token").await.0, 400);
}

#[tokio::test]
async fn the_page_lists_the_people_and_refuses_other_apps() {
    let system = attached(fixture(), None).await;
    let address = format!("{}/local-idp/authorize", system.origin);
    let page = client().get(with_query(&address, &authorization(&system))).send().await.expect("a response");
    assert_eq!(page.status(), 200);
    let page = page.text().await.expect("text");
    for name in ["Robin Maple", "Ida Finch", "Sam Birch", "Kim Ash"] {
        assert!(page.contains(name), "{name}");
    }
    for forbidden in ["<script", "<style", "style=", "<a "] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    for (name, value) in [
        ("redirect_uri", "https://elsewhere.example/"),
        ("redirect_uri", "//"),
        ("client_id", "another"),
        ("code_challenge_method", "plain"),
        ("response_type", "token"),
    ] {
        let mut query = authorization(&system);
        query.iter_mut().find(|(there, _)| *there == name).expect("there").1 = value.into();
        let response = client().get(with_query(&address, &query)).send().await.expect("a response");
        assert_eq!(response.status(), 400, "{name}={value}");
        assert!(response.headers().get("location").is_none());
    }
}

#[tokio::test]
async fn a_script_gets_a_token_and_its_workspace_and_bad_names_are_refused() {
    let system = attached(fixture(), None).await;
    let mint = |body: Value| client().post(format!("{}/local-idp/mint", system.origin)).json(&body).send();
    let answer = mint(json!({"tenant": "acme", "role": "analyst"})).await.expect("a response");
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer["expires_in"], 900);
    for bad in [json!({"tenant": "a/b", "role": "owner"}), json!({"tenant": "", "role": "owner"})] {
        assert_eq!(mint(bad).await.expect("a response").status(), 400);
    }
    assert_eq!(mint(json!({"tenant": "acme", "role": "king"})).await.expect("a response").status(), 422);
}
