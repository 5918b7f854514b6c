//! The browser's two programs: the app, small, and the worker, fast.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{chunks, loader};
use crate::workspace::{cargo, root, wasm_target_folder};

const TARGET: &str = "wasm32-unknown-unknown";

/// A program as wasm.
pub(crate) struct Program {
    pub(crate) package: &'static str,
    pub(crate) profile: &'static str,
    /// Which target of the package.
    pub(crate) arguments: &'static [&'static str],
    /// Flags of the compiler for all of its crates.
    pub(crate) flags: &'static [&'static str],
    /// Name of its glue, without ending.
    pub(crate) glue: &'static str,
}

/// The single-page app, as small as it gets.
pub(crate) const APP: Program = Program {
    package: "frontend",
    profile: "wasm-app",
    arguments: &["--bins"],
    flags: &["--cfg", "erase_components", KEEP_RELOCATIONS],
    glue: "app",
};

/// The worker, as fast as it gets.
pub(crate) const WORKER: Program = Program {
    package: "worker",
    profile: "wasm-worker",
    arguments: &["--lib"],
    flags: &[KEEP_RELOCATIONS],
    glue: "worker-glue",
};

/// Without relocations nobody could tell which part of a program needs which other.
const KEEP_RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

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

/// A program ready for the site.
pub(crate) struct Built {
    /// Where its files are.
    pub(crate) folder: PathBuf,
    /// Names of the chunks that are fetched when they are needed.
    pub(crate) chunks: Vec<String>,
}

/// Builds a program with its chunks and its glue.
pub(crate) fn build(program: &Program) -> Result<Built> {
    eprintln!("building the browser's {}", program.package);
    let built = compile(program)?;
    let folder = wasm_target_folder().join("glue").join(program.glue);
    let list = folder.join("chunks.json");
    // How it is cut is this program's doing.
    if !is_newer(&list, &built) || !is_newer(&list, &env::current_exe()?) {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let (main, chunks) = chunks::cut(program.glue, &built, &folder)?;
        bind(program, &main, &folder)?;
        loader::join(program.glue, &folder)?;
        // Last, so that the folder with the list is complete.
        fs::write(&list, serde_json::to_vec(&chunks)?)?;
    }
    Ok(Built { chunks: serde_json::from_slice(&fs::read(list)?)?, folder })
}

/// Builds a program without glue, and says where it is.
pub(crate) fn compile(program: &Program) -> Result<PathBuf> {
    let folder = wasm_target_folder();
    let status = cargo()
        .args(["build", "--quiet", "--package", program.package, "--profile", program.profile, "--target", TARGET])
        .args(program.arguments)
        .arg("--target-dir")
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", program.flags.join("\x1f"))
        .status()
        .context("cargo does not start")?;
    ensure!(status.success(), "the build of {} failed", program.package);
    Ok(folder.join(TARGET).join(program.profile).join(format!("{}.wasm", program.package)))
}

fn bind(program: &Program, built: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(built)
        .out_name(program.glue)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // Chunks use the table of functions and the stack of the program that they were cut from.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(folder)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    file.exists() && modified(file) >= modified(than)
}
