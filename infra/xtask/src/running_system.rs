//! The whole system as a child process, on a free port, gone when dropped.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::builds::native::Programs;
use crate::workspace::root;

/// A running system.
pub(crate) struct RunningSystem {
    process: Child,
    url: String,
}

impl RunningSystem {
    /// Starts it and waits until it is ready.
    pub(crate) fn start(programs: &Programs, site: &Path, arguments: &[&str]) -> Result<Self> {
        let mut process = Command::new(programs.local())
            .args(["--port", "0", "--concurrency", "2"])
            .arg("--template")
            .arg(root().join("infra/template.yaml"))
            .arg("--bootstrap")
            .arg(programs.bootstrap())
            .arg("--site")
            .arg(site)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .context("the local runner does not start")?;
        let output = process.stdout.take().context("standard output is piped")?;
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let Some(url) = lines.find_map(|line| line.strip_prefix("ready: ").map(str::to_owned)) else {
            bail!("the local runner ended before it was ready: {}", process.wait()?);
        };
        Ok(Self { process, url })
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for RunningSystem {
    fn drop(&mut self) {
        // Interrupted, it ends its own processes.
        let interrupted = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        if !interrupted.is_ok_and(|status| status.success()) {
            self.process.kill().ok();
        }
        self.process.wait().ok();
    }
}
