//! The browser's two programs: the app, small, and the worker, fast.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::workspace::{cargo, root, wasm_target_folder};

const TARGET: &str = "wasm32-unknown-unknown";

/// A program as wasm.
pub(crate) struct Program {
    pub(crate) package: &'static str,
    pub(crate) profile: &'static str,
    /// Which target of the package.
    pub(crate) arguments: &'static [&'static str],
    /// Name of its glue, without ending.
    pub(crate) glue: &'static str,
}

/// The single-page app, as small as it gets.
pub(crate) const APP: Program =
    Program { package: "frontend", profile: "wasm-app", arguments: &["--bins"], glue: "app" };

/// The worker, as fast as it gets.
pub(crate) const WORKER: Program =
    Program { package: "worker", profile: "wasm-worker", arguments: &["--lib"], glue: "worker-glue" };

/// Adds the wasm target through rustup unless the compiler has it.
pub(crate) fn ensure_target() -> Result<()> {
    let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output =
        Command::new(&compiler).args(["--print", "sysroot"]).current_dir(root()).output().context("rustc runs")?;
    let sysroot = PathBuf::from(String::from_utf8(output.stdout)?.trim());
    if sysroot.join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    eprintln!("adding the wasm target: rustup target add {TARGET}");
    let status = Command::new("rustup").args(["target", "add", TARGET]).current_dir(root()).status();
    ensure!(status.is_ok_and(|status| status.success()), "no {TARGET}: add it with rustup, then try again");
    Ok(())
}

/// Builds a program and its glue, and says in which folder both are.
pub(crate) fn build(program: &Program) -> Result<PathBuf> {
    eprintln!("building the browser's {}", program.package);
    let built = compile(program)?;
    let glue = wasm_target_folder().join("glue").join(program.glue);
    if !is_newer(&glue.join(format!("{}_bg.wasm", program.glue)), &built) {
        bind(program, &built, &glue)?;
    }
    Ok(glue)
}

/// Builds a program without glue, and says where it is.
pub(crate) fn compile(program: &Program) -> Result<PathBuf> {
    let folder = wasm_target_folder();
    let status = cargo()
        .args(["build", "--quiet", "--package", program.package, "--profile", program.profile, "--target", TARGET])
        .args(program.arguments)
        .arg("--target-dir")
        .arg(&folder)
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the build of {} failed", program.package);
    Ok(folder.join(TARGET).join(program.profile).join(format!("{}.wasm", program.package)))
}

fn bind(program: &Program, built: &Path, glue: &Path) -> Result<()> {
    if glue.exists() {
        fs::remove_dir_all(glue)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(built)
        .out_name(program.glue)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(glue)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    file.exists() && modified(file) >= modified(than)
}
