//! `local`: runs the template until Ctrl-C.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;
use local::issuer::{DEFAULT_TENANT, TOKEN_SECONDS};
use local::{Functions, Options, System, sample};
use shared::api::Role;
use tokio::signal::unix::{SignalKind, signal};

/// Runs infra/template.yaml on this machine until Ctrl-C. Everything listens on 127.0.0.1 only.
#[derive(Debug, Parser)]
struct Arguments {
    /// Port of the app; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep tables, objects and queues in this folder instead of until the end only.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Do not load the sample shop.
    #[arg(long)]
    empty: bool,
    /// Most processes of one function.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    concurrency: u16,
    /// Folder of the app's files; without one only the API is there.
    #[arg(long)]
    site: Option<PathBuf>,
    /// The functions' binary.
    #[arg(long)]
    bootstrap: PathBuf,
    /// The template.
    #[arg(long, default_value = "infra/template.yaml")]
    template: PathBuf,
    /// A parameter of the template, as NAME=VALUE; may be given again and again.
    #[arg(long = "parameter", value_parser = parameter)]
    parameters: Vec<(String, String)>,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it has the form NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut interrupt = signal(SignalKind::interrupt()).context("Ctrl-C cannot be heard")?;
    let mut terminate = signal(SignalKind::terminate()).context("the end cannot be heard")?;
    let options = Options {
        port: arguments.port,
        data: arguments.data,
        template: arguments.template,
        site: arguments.site,
        functions: Functions::Processes(arguments.bootstrap),
        concurrency: usize::from(arguments.concurrency),
        parameters: arguments.parameters.into_iter().collect(),
    };
    tokio::select! {
        ended = run(&options, arguments.empty) => ended,
        _ = interrupt.recv() => Ok(()),
        _ = terminate.recv() => Ok(()),
    }
}

/// Starts, says so, and runs until it is dropped.
async fn run(options: &Options, empty: bool) -> anyhow::Result<()> {
    let system = System::start(options).await?;
    system.issuer.directory.open_sample_shop()?;
    if !empty {
        let token = system.issuer.mint(DEFAULT_TENANT, Role::Owner, 4 * TOKEN_SECONDS)?;
        sample::load(&system.origin, &token).await?;
    }
    let mut out = std::io::stdout();
    writeln!(out, "ready: {}", system.origin).and_then(|()| out.flush()).context("nobody reads what is said")?;
    std::future::pending().await
}
