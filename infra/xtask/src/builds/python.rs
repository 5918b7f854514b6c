//! Python packages, each list in an environment of its own below the target folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// The folder of programs of an environment with the packages of a list of versions; installs them unless they are there.
pub(crate) fn environment(folder: &Path, versions: &Path, offline: bool) -> Result<PathBuf> {
    let programs = folder.join("bin");
    let installed = folder.join("installed.txt");
    let wanted = fs::read_to_string(versions).with_context(|| versions.display().to_string())?;
    if fs::read_to_string(&installed).ok().as_ref() != Some(&wanted) {
        ensure!(!offline, "it is not installed, and --offline forbids it");
        eprintln!("installing {} with pip into {}", versions.display(), folder.display());
        fs::create_dir_all(folder)?;
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
        run(Command::new(programs.join("python"))
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(versions))?;
        fs::write(&installed, wanted)?;
    }
    Ok(programs)
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().display().to_string();
    let status = command.status().with_context(|| format!("{name} does not start"))?;
    ensure!(status.success(), "{name} failed: {status}");
    Ok(())
}
