//! Requests of the workspace's owner.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::commands::token;

pub(super) struct Api {
    url: String,
    token: String,
}

impl Api {
    pub(super) fn new(url: &str) -> Result<Self> {
        Ok(Self { url: url.to_owned(), token: token::owners(url)? })
    }

    pub(super) fn get(&self, path: &str) -> Result<Value> {
        let request =
            ureq::get(format!("{}{path}", self.url)).header("authorization", format!("Bearer {}", self.token));
        read(path, request.config().http_status_as_error(false).build().call()?)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = ureq::post(format!("{}{path}", self.url))
            .header("authorization", format!("Bearer {}", self.token))
            .config()
            .http_status_as_error(false)
            .build();
        read(path, request.send_json(body)?)
    }

    /// Sends bytes to a pre-signed address.
    pub(super) fn put(&self, upload: &Value, bytes: &[u8]) -> Result<()> {
        let mut request = ureq::put(upload["url"].as_str().context("an address")?);
        for header in upload["headers"].as_array().context("headers")? {
            request = request.header(
                header["name"].as_str().context("a header's name")?,
                header["value"].as_str().context("a header's value")?,
            );
        }
        request.send(bytes)?;
        Ok(())
    }
}

fn read(path: &str, mut answer: ureq::http::Response<ureq::Body>) -> Result<Value> {
    let text = answer.body_mut().with_config().limit(64 << 20).read_to_string()?;
    ensure!(answer.status().is_success(), "{path} answered {}: {text}", answer.status());
    serde_json::from_str(&text).with_context(|| format!("{path} answered what is not JSON"))
}
