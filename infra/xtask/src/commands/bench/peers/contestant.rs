//! Processes that answer requests.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use super::install::{self, Programs};

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Process {
    /// Holdfast's own code, native.
    Native,
    /// The same as wasm under Node.
    Wasm,
    /// lifetimes as its users call it.
    Lifetimes,
    /// lifetimes given each distinct history once, with its number of customers.
    LifetimesWeights,
    /// PyMC-Marketing's maximum a posteriori under flat priors.
    PymcMarketing,
    /// CLVTools in R.
    ClvTools,
}

impl Process {
    /// Everybody, in the order of the table's columns.
    pub(super) const ALL: [Self; 6] =
        [Self::Native, Self::Wasm, Self::Lifetimes, Self::LifetimesWeights, Self::PymcMarketing, Self::ClvTools];

    /// The name in figures.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Lifetimes => "lifetimes",
            Self::LifetimesWeights => "lifetimes_weights",
            Self::PymcMarketing => "pymc_marketing",
            Self::ClvTools => "clvtools",
        }
    }

    /// The name in the table.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Native => "Holdfast",
            Self::Wasm => "Holdfast, wasm",
            Self::Lifetimes => "lifetimes",
            Self::LifetimesWeights => "lifetimes, weights",
            Self::PymcMarketing => "PyMC-Marketing",
            Self::ClvTools => "CLVTools",
        }
    }

    /// The process that answers: lifetimes answers with and without weights.
    fn answered_by(self) -> Self {
        if self == Self::LifetimesWeights { Self::Lifetimes } else { self }
    }

    /// The name of the task as that process knows it.
    fn task(self, name: &str) -> String {
        if self == Self::LifetimesWeights { format!("{name}_weights") } else { name.to_owned() }
    }
}

/// A line of an answer.
#[derive(Debug, Deserialize)]
pub(super) struct Timed {
    /// Processor time of one run.
    pub(super) ms: f64,
    /// Most memory held so far, in MB of a million bytes.
    #[serde(default)]
    pub(super) peak_mb: Option<f64>,
    pub(super) answer: Answer,
}

/// What was answered.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub(super) values: Vec<f64>,
    #[serde(default)]
    pub(super) standard_errors: Vec<f64>,
    #[serde(default)]
    pub(super) log_likelihood: Option<f64>,
    #[serde(default)]
    pub(super) distinct: Option<u64>,
    #[serde(default)]
    pub(super) failure: Option<String>,
}

/// A process that answers.
pub(super) struct Contestant {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Contestant {
    /// Starts it, on one thread whatever library it uses.
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let threads =
            ["OMP", "OPENBLAS", "MKL", "NUMBA", "VECLIB_MAXIMUM"].map(|name| (format!("{name}_NUM_THREADS"), "1"));
        let mut child = command
            .envs(threads)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} does not start", command.get_program().display()))?;
        let requests = child.stdin.take().expect("standard input is piped");
        let answers = BufReader::new(child.stdout.take().expect("standard output is piped"));
        Ok(Self { child, requests, answers })
    }

    /// Asks for a line.
    pub(super) fn ask(&mut self, line: &Value) -> Result<Timed> {
        writeln!(self.requests, "{line}")?;
        self.requests.flush()?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        if answer.is_empty() {
            bail!("it ended without an answer: {}", self.child.wait()?);
        }
        let timed: Timed = serde_json::from_str(&answer).with_context(|| format!("no answer: {answer}"))?;
        match timed.answer.failure {
            Some(failure) => bail!("{failure}"),
            None => Ok(timed),
        }
    }

    /// Runs a task on the base that was loaded.
    pub(super) fn run(&mut self, task: &str, at_least_ms: f64) -> Result<Timed> {
        self.ask(&json!({ "request": { "run": { "task": task } }, "at_least_ms": at_least_ms }))
    }
}

impl Drop for Contestant {
    fn drop(&mut self) {
        // Ending the input would do, but a package may be in the middle of a fit.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Everybody who takes part.
pub(super) struct Contestants {
    running: BTreeMap<Process, Contestant>,
    left_out: BTreeMap<Process, String>,
    /// Where bases are written for the other packages.
    folder: PathBuf,
}

impl Contestants {
    /// Starts all that can be started; the others are left out with a reason.
    pub(super) fn start(programs: &Programs, offline: bool) -> Result<Self> {
        let mut all =
            Self { running: BTreeMap::new(), left_out: BTreeMap::new(), folder: install::cache().join("bases") };
        fs::create_dir_all(&all.folder)?;
        all.running.insert(Process::Native, Contestant::start(&mut programs.native())?);
        all.add(Process::Wasm, Ok(programs.wasm()));
        all.add(Process::Lifetimes, install::LIFETIMES.command(offline));
        all.add(Process::PymcMarketing, install::PYMC_MARKETING.command(offline));
        all.add(Process::ClvTools, install::clvtools());
        Ok(all)
    }

    fn add(&mut self, process: Process, command: Result<Command>) {
        match command.and_then(|mut command| Contestant::start(&mut command)) {
            Ok(contestant) => {
                self.running.insert(process, contestant);
            }
            Err(error) => self.leave_out(process, &error),
        }
    }

    /// Ends a contestant that cannot go on.
    pub(super) fn leave_out(&mut self, process: Process, error: &anyhow::Error) {
        eprintln!("{} is left out: {error:#}", process.words());
        self.running.remove(&process.answered_by());
        self.left_out.insert(process, format!("{error:#}"));
    }

    /// Who is left out altogether, and why.
    pub(super) fn left_out(&self) -> BTreeMap<Process, String> {
        self.left_out.clone()
    }

    /// Gives everybody a base.
    pub(super) fn load(&mut self, base: &str) -> Result<()> {
        let native = self.native();
        native.ask(&json!({ "request": { "load": { "base": base } } }))?;
        let file = self.folder.join(base);
        self.native().ask(&json!({ "write": file }))?;
        let others: Vec<Process> = self.running.keys().copied().filter(|process| *process != Process::Native).collect();
        for process in others {
            let contestant = self.running.get_mut(&process).expect("it is running");
            if let Err(error) = contestant.ask(&json!({ "request": { "load": { "base": base, "file": file } } })) {
                self.leave_out(process, &error);
            }
        }
        fs::remove_file(file)?;
        Ok(())
    }

    /// Holdfast's own code, which always takes part.
    pub(super) fn native(&mut self) -> &mut Contestant {
        self.running.get_mut(&Process::Native).expect("it was started first and is never left out")
    }

    /// Runs a task.
    pub(super) fn run(&mut self, process: Process, task: &str, at_least_ms: f64) -> Result<Timed> {
        let answered_by = process.answered_by();
        match self.running.get_mut(&answered_by) {
            Some(contestant) => contestant.run(&process.task(task), at_least_ms),
            None => bail!("it does not take part"),
        }
    }

    /// Whether anybody answers for it.
    pub(super) fn takes_part(&self, process: Process) -> bool {
        self.running.contains_key(&process.answered_by())
    }
}
