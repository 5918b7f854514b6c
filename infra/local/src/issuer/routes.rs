//! The issuer's endpoints.

use std::sync::Arc;

use axum::extract::{Form, Json, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, debug_handler};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::api::Role;

use super::{CLIENT_ID, Directory, Grants, Key, PATH, Person, TOKEN_SECONDS, TokenKind, page};

/// The issuer.
#[derive(Debug)]
pub struct Issuer {
    /// Address of the one origin, without a slash at the end.
    pub origin: String,
    /// Signs tokens.
    pub key: Key,
    /// Codes and refresh tokens.
    pub grants: Grants,
    /// Memberships.
    pub directory: Directory,
}

impl Issuer {
    /// The issuer's own address, as in `iss`.
    #[must_use]
    pub fn address(origin: &str) -> String {
        format!("{origin}{PATH}")
    }

    /// A token for a script: one person for each role and workspace, who is made a member first.
    ///
    /// # Errors
    /// When the membership cannot be written.
    pub fn mint(&self, tenant: &str, role: Role, seconds: i64) -> anyhow::Result<String> {
        let person = Person::of_script(tenant, role);
        self.directory.add_workspace(tenant)?;
        self.directory.add_member(tenant, &person)?;
        Ok(self.key.sign(&person, TokenKind::Access, seconds))
    }

    fn tokens(&self, person: &Person, refresh_token: &str) -> Json<Value> {
        Json(json!({
            "access_token": self.key.sign(person, TokenKind::Access, TOKEN_SECONDS),
            "id_token": self.key.sign(person, TokenKind::Identity, TOKEN_SECONDS),
            "refresh_token": refresh_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
        }))
    }
}

/// All endpoints, under [`PATH`].
pub fn router(issuer: Arc<Issuer>) -> Router {
    let at = |path: &str| format!("{PATH}{path}");
    Router::new()
        .route(&at("/authorize"), get(show_people).post(choose_person))
        .route(&at("/style.css"), get(|| async { ([(header::CONTENT_TYPE, "text/css")], page::STYLE) }))
        .route(&at("/token"), post(token))
        .route(&at("/mint"), post(mint))
        .route(&at("/.well-known/openid-configuration"), get(configuration))
        .route(&at("/.well-known/jwks.json"), get(key_set))
        .with_state(issuer)
}

#[derive(Debug, Deserialize)]
struct Authorization {
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    code_challenge: String,
    #[serde(default)]
    code_challenge_method: String,
}

impl Authorization {
    fn check(&self, origin: &str) -> Result<(), &'static str> {
        if self.response_type != "code" {
            return Err("Only the code flow is offered.");
        }
        if self.client_id != CLIENT_ID {
            return Err("The client is not known.");
        }
        if !self.redirect_uri.starts_with(&format!("{origin}/")) {
            return Err("The address to return to is not the app's.");
        }
        if self.code_challenge_method != "S256" || self.code_challenge.len() != 43 {
            return Err("A PKCE challenge by S256 is needed.");
        }
        Ok(())
    }
}

#[derive(Debug, Deserialize)]
struct Choice {
    person: String,
    #[serde(flatten)]
    authorization: Authorization,
}

#[debug_handler]
async fn show_people(State(issuer): State<Arc<Issuer>>, Query(asked): Query<Authorization>) -> Response {
    if let Err(message) = asked.check(&issuer.origin) {
        return (StatusCode::BAD_REQUEST, Html(page::problem(message))).into_response();
    }
    let fields = [
        ("response_type", asked.response_type.as_str()),
        ("client_id", &asked.client_id),
        ("redirect_uri", &asked.redirect_uri),
        ("state", &asked.state),
        ("scope", &asked.scope),
        ("code_challenge", &asked.code_challenge),
        ("code_challenge_method", &asked.code_challenge_method),
    ];
    (no_store(), Html(page::sign_in(&Person::all(), &fields))).into_response()
}

#[debug_handler]
async fn choose_person(State(issuer): State<Arc<Issuer>>, Form(choice): Form<Choice>) -> Response {
    let asked = &choice.authorization;
    if let Err(message) = asked.check(&issuer.origin) {
        return (StatusCode::BAD_REQUEST, Html(page::problem(message))).into_response();
    }
    let Some(person) = Person::all().into_iter().find(|person| person.subject == choice.person) else {
        return (StatusCode::BAD_REQUEST, Html(page::problem("There is no such person."))).into_response();
    };
    let code = issuer.grants.grant_code(person, &asked.redirect_uri, &asked.code_challenge);
    let separator = if asked.redirect_uri.contains('?') { '&' } else { '?' };
    let state = percent_encode(&asked.state);
    let location = format!("{}{separator}code={code}&state={state}", asked.redirect_uri);
    (StatusCode::FOUND, no_store(), [(header::LOCATION, location)]).into_response()
}

#[derive(Debug, Deserialize)]
struct TokenRequest {
    grant_type: String,
    client_id: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    redirect_uri: String,
    #[serde(default)]
    code_verifier: String,
    #[serde(default)]
    refresh_token: String,
}

#[debug_handler]
async fn token(State(issuer): State<Arc<Issuer>>, Form(asked): Form<TokenRequest>) -> Response {
    let refuse = |error: &str| (StatusCode::BAD_REQUEST, no_store(), Json(json!({"error": error}))).into_response();
    if asked.client_id != CLIENT_ID {
        return refuse("invalid_client");
    }
    let granted = match asked.grant_type.as_str() {
        "authorization_code" => {
            let person = issuer.grants.redeem_code(&asked.code, &asked.redirect_uri, &asked.code_verifier);
            person.map(|person| (person.clone(), issuer.grants.grant_refresh(person)))
        }
        "refresh_token" => issuer.grants.rotate_refresh(&asked.refresh_token),
        _ => return refuse("unsupported_grant_type"),
    };
    match granted {
        Some((person, refresh)) => (no_store(), issuer.tokens(&person, &refresh)).into_response(),
        None => refuse("invalid_grant"),
    }
}

#[derive(Debug, Deserialize)]
struct Mint {
    tenant: String,
    role: Role,
    expires_in: Option<i64>,
}

#[debug_handler]
async fn mint(State(issuer): State<Arc<Issuer>>, Json(asked): Json<Mint>) -> Response {
    let good = |tenant: &str| tenant.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if !(1..=40).contains(&asked.tenant.len()) || !good(&asked.tenant) {
        let detail = "a tenant has 1 to 40 lower-case letters, digits and hyphens";
        return (StatusCode::BAD_REQUEST, Json(json!({"error": detail}))).into_response();
    }
    let seconds = asked.expires_in.unwrap_or(TOKEN_SECONDS);
    let minting = tokio::task::spawn_blocking(move || issuer.mint(&asked.tenant, asked.role, seconds)).await;
    match minting {
        Ok(Ok(token)) => Json(json!({"access_token": token, "expires_in": seconds})).into_response(),
        Ok(Err(error)) => {
            (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({"error": format!("{error:#}")}))).into_response()
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, Json(json!({"error": error.to_string()}))).into_response(),
    }
}

#[debug_handler]
async fn configuration(State(issuer): State<Arc<Issuer>>) -> Json<Value> {
    let address = Issuer::address(&issuer.origin);
    Json(json!({
        "issuer": address,
        "authorization_endpoint": format!("{address}/authorize"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/.well-known/jwks.json"),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
    }))
}

#[debug_handler]
async fn key_set(State(issuer): State<Arc<Issuer>>) -> Response {
    Json(issuer.key.key_set()).into_response()
}

fn no_store() -> [(header::HeaderName, &'static str); 1] {
    [(header::CACHE_CONTROL, "no-store")]
}

fn percent_encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}
