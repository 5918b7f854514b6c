//! `cargo xtask bench NAME`: the one door to all measurements.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value};
use system::{Programs, RunningSystem};

use crate::builds::{browser, native, packages, site};
use crate::workspace::root;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    bench: Bench,
    /// Write the figures there, as one flat JSON object
    #[arg(long, global = true)]
    json: Option<PathBuf>,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// The what-if slider over 100,000 customers in Chromium, and the size of the first load
    Browser,
    /// Real order files through the real system: Online Retail and CDNOW
    Journey {
        /// Folder with online_retail.csv.gz and cdnow_sample.csv
        #[arg(long)]
        data: PathBuf,
    },
}

/// Runs a benchmark, prints its figures and writes them where asked.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let figures = match &arguments.bench {
        Bench::Browser => {
            Measured::build()?.run("bench/browser.ts", &["--parameter", "SampleCustomers=100000"], &[])?
        }
        Bench::Journey { data } => {
            let data = fs::canonicalize(data).with_context(|| data.display().to_string())?;
            let environment = [("HOLDFAST_DATA", data)];
            let measured = Measured::build()?;
            let mut figures = measured.run("bench/online-retail.ts", &["--empty"], &environment)?;
            figures.append(&mut measured.run("bench/cdnow.ts", &["--empty"], &environment)?);
            figures
        }
    };
    for (name, value) in &figures {
        println!("{name} {value}");
    }
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&figures)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What is measured: the optimised system and a browser.
struct Measured {
    programs: Programs,
    site: PathBuf,
    browser: PathBuf,
    /// Where the scripts are.
    folder: PathBuf,
}

impl Measured {
    fn build() -> Result<Self> {
        let programs = native::build(true)?;
        let site = site::build(site::Compression::Best)?;
        let folder = root().join("tests/browser");
        packages::install(&folder)?;
        let browser = browser::find(&folder)?;
        Ok(Self { programs, site, browser, folder })
    }

    /// Runs a script against a system of its own; the last line it prints is one flat JSON object.
    fn run(&self, script: &str, system: &[&str], environment: &[(&str, PathBuf)]) -> Result<Map<String, Value>> {
        let system = RunningSystem::start(&self.programs, Some(&self.site), system)?;
        let output = Command::new("npx")
            .args(["--no-install", "tsx", script])
            .current_dir(&self.folder)
            .env("HOLDFAST_URL", system.url())
            .env("HOLDFAST_BROWSER", &self.browser)
            .envs(environment.iter().map(|(name, path)| (name, path)))
            .stderr(Stdio::inherit())
            .output()
            .context("npx does not start: install Node 20 or newer")?;
        let printed = String::from_utf8(output.stdout)?;
        ensure!(output.status.success(), "{script} failed:\n{printed}");
        let (before, figures) = printed.trim_end().rsplit_once('\n').unwrap_or(("", printed.trim_end()));
        if !before.is_empty() {
            println!("{before}");
        }
        serde_json::from_str(figures).context("the last line is one flat JSON object")
    }
}
