//! `cargo xtask build`: what is deployed.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;

use crate::builds::site;
use crate::workspace::{cargo, root, target_folder};

const ARCHITECTURES: [(&str, &str); 2] =
    [("arm64", "aarch64-unknown-linux-gnu"), ("x86_64", "x86_64-unknown-linux-gnu")];

/// Builds a zip for every architecture whose target is installed, and the site, into `dist/`.
pub(crate) fn run() -> Result<ExitCode> {
    let out = root().join("dist");
    fs::create_dir_all(&out)?;
    let installed = Command::new("rustup").args(["target", "list", "--installed"]).current_dir(root()).output();
    let installed = installed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let mut deployed = None;
    for (architecture, target) in ARCHITECTURES {
        if !installed.lines().any(|line| line == target) {
            println!("{architecture} is left out: rustup target add {target}, and a linker for it");
            continue;
        }
        let status = cargo()
            .args(["build", "--release", "--package", "functions", "--bin", "bootstrap", "--target", target])
            .status()
            .context("cargo does not start")?;
        ensure!(status.success(), "the build for {architecture} failed");
        let archive = out.join(format!("functions-{architecture}.zip"));
        zip_program(&target_folder().join(target).join("release/bootstrap"), &archive)?;
        println!("{}: {} bytes", archive.display(), fs::metadata(&archive)?.len());
        if deployed.is_none() {
            // The name in the template; the first of the list is the cheaper one to run.
            fs::copy(&archive, out.join("functions.zip"))?;
            deployed = Some(architecture);
        }
    }
    let deployed = deployed.context("no target for the functions is installed: rustup target add one of them")?;
    println!("{} is for {deployed}: deploy with Architecture={deployed}", out.join("functions.zip").display());
    let built = site::build(site::Compression::Best)?;
    let site = out.join("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    fs::create_dir_all(&site)?;
    for entry in fs::read_dir(built)? {
        let entry = entry?;
        fs::copy(entry.path(), site.join(entry.file_name()))?;
    }
    println!("{}", site.display());
    Ok(ExitCode::SUCCESS)
}

fn zip_program(program: &Path, archive: &Path) -> Result<()> {
    let mut zip = zip::ZipWriter::new(File::create(archive)?);
    zip.start_file("bootstrap", SimpleFileOptions::default().unix_permissions(0o755).compression_level(Some(9)))?;
    io::copy(&mut File::open(program)?, &mut zip)?;
    zip.finish()?;
    Ok(())
}
