//! Natively, as wasm and on 64-bit ARM, everything from special functions to what-ifs has the same bits.

mod arm64;
mod scenarios;
mod wasm;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use system::workspace_root;

const CUSTOMERS: u32 = 4_000;

/// Builds the parity crate for another target; the folder with what was built.
fn build(what: &str, profile: &str, target: &str, environment: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("parity");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--package", "parity", what, "--profile", profile, "--target", target, "--target-dir"])
        .arg(&folder)
        .current_dir(workspace_root())
        // Flags meant for the host, for example a linker, do not fit other targets.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .envs(environment.iter().copied())
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the parity crate does not build for {target}: rustup target add it");
    folder.join(target).join(if profile == "dev" { "debug" } else { profile })
}

/// Digests of all steps, one a line of what the program prints.
fn digests(mut program: Command) -> Vec<String> {
    let output = program.arg(CUSTOMERS.to_string()).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn other_targets_agree_with_this_one_to_the_last_bit() {
    let mut others = vec![("wasm", digests(wasm::command()))];
    match arm64::command() {
        Ok(command) => others.push(("64-bit ARM", digests(command))),
        Err(missing) => eprintln!("64-bit ARM is left out: {missing}"),
    }
    let mut subject = parity::Subject::new(CUSTOMERS);
    let here: Vec<String> = (0..parity::STEPS).map(|step| format!("{:x}", subject.run(step))).collect();
    for (target, digests) in others {
        assert_eq!(digests.len(), here.len(), "{target}");
        for (step, (here, there)) in (0..parity::STEPS).zip(here.iter().zip(digests)) {
            assert_eq!(*here, there, "{target}: {}", parity::name(step));
        }
    }
    let distinct: BTreeSet<&String> = here.iter().collect();
    assert_eq!(distinct.len(), here.len(), "every step has a result of its own");
}

/// What no host may change, whichever runs the tests. It changes only with the functions themselves.
#[test]
fn special_functions_have_the_bits_they_always_had() {
    assert_eq!(format!("{:x}", parity::Subject::new(1).run(0)), "f0c2e879fccf0eaa");
}
