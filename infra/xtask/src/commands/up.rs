//! `cargo xtask up`: the whole system on this machine.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::builds::{native, site};

/// What can be chosen.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where to listen on 127.0.0.1; 0 picks a free port
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder to keep data in; in memory without it
    #[arg(long)]
    data: Option<PathBuf>,
    /// Start without sample data
    #[arg(long)]
    empty: bool,
    /// Processes of each function
    #[arg(long, default_value_t = 2)]
    concurrency: usize,
    /// Let webhooks go to http and loopback addresses of this machine
    #[arg(long)]
    local_receivers: bool,
    /// Optimised programs: slower to build, faster to run
    #[arg(long)]
    release: bool,
}

/// Builds what is missing and runs until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let programs = native::build(arguments.release)?;
    let site = site::build(site::Compression::Quick)?;
    let mut command = programs.command();
    command
        .args(["--port", &arguments.port.to_string(), "--concurrency", &arguments.concurrency.to_string()])
        .arg("--site")
        .arg(site);
    if let Some(data) = &arguments.data {
        command.arg("--data").arg(data);
    }
    if arguments.local_receivers {
        command.args(["--parameter", "LocalReceivers=true"]);
    }
    if arguments.empty {
        command.arg("--empty");
    }
    hand_over(&mut command)
}

/// Becomes the runner, so that whoever ends this process ends the system.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(command.exec()).context("the local runner does not start")
}

/// Waits for the runner, which hears Ctrl-C as well.
#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("the local runner does not start")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
