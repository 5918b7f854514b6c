//! One attempt: resolved once, checked, pinned to what was checked, never redirected, bounded in time and bytes.

use std::net::SocketAddr;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use shared::api::Attempt;

use super::addresses;
use crate::standard_webhooks::{ID, SIGNATURE, TIMESTAMP, sign};

/// How long an attempt may take, and how long a connection.
const TIMEOUT: Duration = Duration::from_secs(15);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Bytes of an answer that are read, so that the connection ends well. None of them is kept or shown.
const ANSWER_BYTES: usize = 16 << 10;

/// Answers every name with the addresses that were checked.
struct Pinned(Vec<SocketAddr>);

impl Resolve for Pinned {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

/// What is sent.
pub(super) struct Message<'a> {
    /// Where to.
    pub(super) url: &'a str,
    /// Its id, the same with every attempt.
    pub(super) id: &'a str,
    /// The body.
    pub(super) body: &'a str,
    /// What it is signed with, each.
    pub(super) secrets: &'a [String],
    /// Whether it may go to `http` and loopback.
    pub(super) local: bool,
}

/// Sends a message and says what came of it; without an error it was taken.
pub(super) async fn send(message: &Message<'_>, now: Timestamp) -> Attempt {
    let at = now.to_string();
    match post(message, now).await {
        Ok(status @ 200..=299) => Attempt { at, status: Some(status), error: None },
        Ok(status) => {
            let error = match status {
                300..=399 => "The endpoint redirects, which is not followed.",
                410 => "The endpoint says that it is gone for good.",
                _ => "The endpoint did not answer with success.",
            };
            Attempt { at, status: Some(status), error: Some(error.to_owned()) }
        }
        Err(error) => Attempt { at, status: None, error: Some(error.to_owned()) },
    }
}

async fn post(message: &Message<'_>, now: Timestamp) -> Result<u16, &'static str> {
    let url = addresses::read(message.url, message.local)?;
    let checked = addresses::resolve(&url, message.local).await?;
    let timestamp = now.as_second().to_string();
    let signature = sign(message.secrets, message.id, &timestamp, message.body.as_bytes());
    let client = reqwest::Client::builder()
        .dns_resolver(Pinned(checked))
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .timeout(TIMEOUT)
        .connect_timeout(CONNECT_TIMEOUT)
        .user_agent(concat!("Holdfast/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|_| "The connection could not be set up.")?;
    let sent = client
        .post(url)
        .header("content-type", "application/json")
        .header(ID, message.id)
        .header(TIMESTAMP, timestamp)
        .header(SIGNATURE, signature)
        .body(message.body.to_owned())
        .send()
        .await;
    let mut answer = sent.map_err(|error| said(&error))?;
    let status = answer.status().as_u16();
    let mut read = 0;
    while read < ANSWER_BYTES
        && let Ok(Some(bytes)) = answer.chunk().await
    {
        read += bytes.len();
    }
    Ok(status)
}

fn said(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "The endpoint did not answer in 15 seconds."
    } else if error.is_connect() {
        "No connection to the endpoint: nobody listens there, or its certificate is not valid."
    } else {
        "The endpoint broke the connection."
    }
}
