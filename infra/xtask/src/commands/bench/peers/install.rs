//! Getting everybody's programs: ours are built, Python's packages are installed below the target folder.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::builds::python;
use crate::builds::wasm::{self, Program};
use crate::workspace::{cargo, root, target_folder};

/// The package of the tasks.
const SPEED: &str = "speed";
/// Compiled as what computes in the browser is.
const WASM: Program =
    Program { package: SPEED, profile: "wasm-worker", arguments: &["--lib"], flags: &[], glue: SPEED };

/// Holdfast's programs.
pub(super) struct Programs {
    native: PathBuf,
    wasm: PathBuf,
}

impl Programs {
    /// Starts the native program.
    pub(super) fn native(&self) -> Command {
        Command::new(&self.native)
    }

    /// Starts Node with the wasm module.
    pub(super) fn wasm(&self) -> Command {
        let mut command = Command::new("node");
        command.arg(scripts().join("wasm.cjs")).arg(&self.wasm);
        command
    }
}

/// Builds the native program and the wasm module.
pub(super) fn holdfast() -> Result<Programs> {
    wasm::ensure_target()?;
    eprintln!("building the tasks");
    let status = cargo()
        .args(["build", "--quiet", "--release", "--package", SPEED, "--bin", SPEED])
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the build of the tasks failed");
    Ok(Programs { native: target_folder().join("release").join(SPEED), wasm: wasm::compile(&WASM)? })
}

/// Where packages and bases are kept.
pub(super) fn cache() -> PathBuf {
    target_folder().join("peers")
}

fn scripts() -> PathBuf {
    root().join("tests/speed/peers")
}

/// A Python package with all it needs, in an environment of its own.
pub(super) struct PythonPackage {
    /// Name of the environment, and of the list of versions beside the scripts.
    name: &'static str,
    script: &'static str,
}

pub(super) const LIFETIMES: PythonPackage = PythonPackage { name: "lifetimes", script: "with_lifetimes.py" };
pub(super) const PYMC_MARKETING: PythonPackage =
    PythonPackage { name: "pymc-marketing", script: "with_pymc_marketing.py" };

impl PythonPackage {
    /// Starts its script; installs the package first unless it is there.
    pub(super) fn command(&self, offline: bool) -> Result<Command> {
        let versions = scripts().join(format!("{}.txt", self.name));
        let programs = python::environment(&cache().join(self.name), &versions, offline)?;
        let mut command = Command::new(programs.join("python"));
        // PyMC compiles C code and keeps it.
        let compiled = format!("base_compiledir={}", cache().join("pytensor").display());
        command.arg(scripts().join(self.script)).env("PYTENSOR_FLAGS", compiled).env("PYTHONDONTWRITEBYTECODE", "1");
        Ok(command)
    }
}

/// Starts R's script, where R has the package.
pub(super) fn clvtools() -> Result<Command> {
    let mut check = Command::new("Rscript");
    check.args(["--vanilla", "-e", "library(CLVTools)"]).stdout(Stdio::null()).stderr(Stdio::null());
    match check.status() {
        Err(_) => bail!("R is not installed"),
        Ok(status) if !status.success() => bail!("R does not have the package CLVTools"),
        Ok(_) => {}
    }
    let mut command = Command::new("Rscript");
    command.arg("--vanilla").arg(scripts().join("with_clvtools.R"));
    Ok(command)
}
