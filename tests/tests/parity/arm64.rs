//! The steps as a program for 64-bit ARM, where the functions run, under QEMU.

use std::process::{Command, Stdio};

use super::build;

const TARGET: &str = "aarch64-unknown-linux-gnu";
const LINKER: &str = "aarch64-linux-gnu-gcc";
/// Where Debian's cross compilers keep the libraries of the target.
const LIBRARIES: &str = "/usr/aarch64-linux-gnu";

/// Runs the parity crate, or says what is missing: `rustup target add aarch64-unknown-linux-gnu`, Debian's
/// `gcc-aarch64-linux-gnu` and `qemu-user`.
pub(crate) fn command() -> Result<Command, &'static str> {
    let runs = |program: &str| {
        let version = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    };
    if !runs("qemu-aarch64") {
        return Err("there is no qemu-aarch64");
    }
    if !runs(LINKER) {
        return Err("there is no aarch64-linux-gnu-gcc");
    }
    let library = Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]).output();
    let library = library.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if !std::path::Path::new(&library).is_dir() {
        return Err("the target aarch64-unknown-linux-gnu is not installed");
    }
    let linker = ("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", LINKER);
    let program = build("--bins", "dev", TARGET, &[linker]).join("parity");
    let mut command = Command::new("qemu-aarch64");
    command.args(["-L", LIBRARIES]).arg(program);
    Ok(command)
}
