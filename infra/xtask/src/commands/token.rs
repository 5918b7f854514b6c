//! `cargo xtask token`: a token for scripts.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

/// Whose token, and where the system runs.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The workspace; it is made if it does not exist
    #[arg(long, default_value = "maple-finch")]
    tenant: String,
    /// viewer, analyst, marketer, approver, support, admin or owner
    #[arg(long, default_value = "owner")]
    role: String,
    /// Port of the running system
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Seconds until it expires
    #[arg(long, default_value_t = 3600)]
    expires_in: i64,
}

/// Prints the token.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    println!("{}", mint(arguments)?);
    Ok(ExitCode::SUCCESS)
}

fn mint(arguments: &Arguments) -> Result<String> {
    let body =
        json!({ "tenant": arguments.tenant, "role": arguments.role, "expires_in": arguments.expires_in }).to_string();
    ask(&format!("127.0.0.1:{}", arguments.port), &body)
}

/// A token of the owner of the sample workspace, for hours.
pub(crate) fn owners(url: &str) -> Result<String> {
    let body = json!({ "tenant": "maple-finch", "role": "owner", "expires_in": 6 * 3600 }).to_string();
    ask(url.trim_start_matches("http://"), &body)
}

fn ask(address: &str, body: &str) -> Result<String> {
    let mut connection =
        TcpStream::connect(address).with_context(|| format!("nothing runs at {address}: cargo xtask up"))?;
    write!(
        connection,
        "POST /local-idp/mint HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").context("an HTTP answer")?;
    if !head.starts_with("HTTP/1.1 200") {
        bail!("{}", body.trim());
    }
    let token: Value = serde_json::from_str(body).context("the answer is JSON")?;
    Ok(token["access_token"].as_str().context("the answer has a token")?.to_owned())
}
