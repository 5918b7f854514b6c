//! A running system.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Programs;

/// The whole system on a free port, gone when dropped.
#[derive(Debug)]
pub struct RunningSystem {
    process: Child,
    url: String,
}

impl RunningSystem {
    /// Starts it, with a built site or without one and with further arguments of the local runner, and waits
    /// until it is ready.
    ///
    /// # Errors
    /// When the runner does not start or ends before it is ready; it has said why on standard error.
    pub fn start(programs: &Programs, site: Option<&Path>, arguments: &[&str]) -> io::Result<Self> {
        Self::spawn(programs.command(), site, arguments)
    }

    /// As [`Self::start`], with everything the functions log in a file.
    ///
    /// # Errors
    /// As those of [`Self::start`].
    pub fn start_logged(programs: &Programs, arguments: &[&str], log: File) -> io::Result<Self> {
        let mut command = programs.command();
        command.env("RUST_LOG", "info").stderr(log);
        Self::spawn(command, None, arguments)
    }

    fn spawn(mut command: Command, site: Option<&Path>, arguments: &[&str]) -> io::Result<Self> {
        command.args(["--port", "0", "--concurrency", "2"]).args(arguments);
        if let Some(site) = site {
            command.arg("--site").arg(site);
        }
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().expect("standard output is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        match lines.find_map(|line| line.strip_prefix("ready: ").map(str::to_owned)) {
            Some(url) => Ok(Self { process, url }),
            None => Err(io::Error::other(format!("the local runner ended before it was ready: {}", process.wait()?))),
        }
    }

    /// Process of the local runner; those of the functions are its children.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl RunningSystem {
    /// Ends it as a power failure would: nothing is closed or written first.
    ///
    /// # Errors
    /// When the process cannot be ended.
    pub fn kill(mut self) -> io::Result<()> {
        self.process.kill()
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
