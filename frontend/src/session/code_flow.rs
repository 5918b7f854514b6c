//! Out to the identity provider and back.
//!
//! Verifier, state and the wanted page wait in `sessionStorage` for the way back; nothing else is stored.

use futures::future::LocalBoxFuture;
use js_sys::encode_uri_component;
use leptos::prelude::window;
use shared::api::CodeExchange;
use wasm_bindgen::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Storage, UrlSearchParams};

use super::{SignInError, pkce};
use crate::requests::{self, ApiClientError};

const CALLBACK: &str = "/signed-in";
const SIGNED_OUT: &str = "/signed-out";
const VERIFIER: &str = "sign-in verifier";
const STATE: &str = "sign-in state";
const WANTED: &str = "sign-in page";

/// Leaves for the identity provider; on return the page that is open now is shown again.
///
/// # Errors
/// When the server cannot say where to sign in.
pub(crate) async fn go_to_sign_in() -> Result<(), SignInError> {
    match leaving().await {
        Ok(leaving) => leaving.await,
        Err(_) => Err(ApiClientError::Offline.into()),
    }
}

/// In the part of the page to sign in on: whoever is signed in does not leave.
#[wasm_split(sign_in, fallible)]
fn leaving() -> Result<LocalBoxFuture<'static, Result<(), SignInError>>, SplitLoaderError> {
    Ok(Box::pin(leave()))
}

async fn leave() -> Result<(), SignInError> {
    let configuration = requests::session_configuration().await?;
    let unavailable = || ApiClientError::Unexpected("no cryptography in this browser".to_owned());
    let verifier = pkce::random_text().ok_or_else(unavailable)?;
    let state = pkce::random_text().ok_or_else(unavailable)?;
    let challenge = pkce::challenge(&verifier).await.ok_or_else(unavailable)?;
    let storage = storage().ok_or_else(unavailable)?;
    for (key, value) in [(VERIFIER, &verifier), (STATE, &state), (WANTED, &wanted_page())] {
        storage.set_item(key, value).map_err(|_| unavailable())?;
    }
    let parameters = [
        ("response_type", "code"),
        ("client_id", &configuration.client_id),
        ("redirect_uri", &redirect_uri()),
        ("scope", &configuration.scope),
        ("state", &state),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| format!("{name}={}", String::from(encode_uri_component(value))));
    let address = format!("{}?{}", configuration.authorization_endpoint, parameters.join("&"));
    window().location().assign(&address).map_err(|_| unavailable())?;
    Ok(())
}

/// Takes the code from the address on the way back, and puts the wanted page there instead.
///
/// # Errors
/// When the provider refused, or the answer belongs to another window.
pub(super) fn take_code() -> Result<Option<CodeExchange>, SignInError> {
    let location = window().location();
    if location.pathname().ok().as_deref() != Some(CALLBACK) {
        return Ok(None);
    }
    let answer = location.search().ok().and_then(|query| UrlSearchParams::new_with_str(&query).ok());
    let answer = |name: &str| answer.as_ref().and_then(|answer| answer.get(name));
    let wanted = take(WANTED).filter(|page| page.starts_with('/') && !page.starts_with("//"));
    let (verifier, state) = (take(VERIFIER), take(STATE));
    show_page(wanted.as_deref().unwrap_or("/"));
    if let Some(error) = answer("error") {
        return Err(SignInError::Refused(answer("error_description").unwrap_or(error)));
    }
    match (answer("code"), verifier) {
        (Some(code), Some(code_verifier)) if state.is_some() && answer("state") == state => {
            Ok(Some(CodeExchange { code, code_verifier, redirect_uri: redirect_uri() }))
        }
        // A reloaded or bookmarked callback: the cookie of the finished sign-in may still be good.
        (None, None) => Ok(None),
        _ => Err(SignInError::State),
    }
}

fn wanted_page() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    if path == CALLBACK || path == SIGNED_OUT { "/".to_owned() } else { path + &location.search().unwrap_or_default() }
}

/// Loads the page that says that the person has signed out.
pub(super) fn go_to_signed_out() {
    // Refused only for an address that cannot be read.
    let _ = window().location().assign(SIGNED_OUT);
}

/// Whether that page is open.
pub(super) fn is_signed_out() -> bool {
    window().location().pathname().is_ok_and(|path| path == SIGNED_OUT)
}

fn redirect_uri() -> String {
    window().location().origin().unwrap_or_default() + CALLBACK
}

fn show_page(page: &str) {
    if let Ok(history) = window().history() {
        // Fails only for another origin.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(page));
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn take(key: &str) -> Option<String> {
    let storage = storage()?;
    let value = storage.get_item(key).ok().flatten();
    // Fails only where reading failed before.
    let _ = storage.remove_item(key);
    value
}
