//! Natively and as wasm, everything from special functions to what-ifs has the same bits.

use std::path::PathBuf;
use std::process::Command;

use system::workspace_root;

const CUSTOMERS: u32 = 4_000;

/// Runs every step in the module named by its first argument and prints one digest a line.
const RUNNER: &str = r"
const [file, customers] = process.argv.slice(1);
WebAssembly.instantiate(require('node:fs').readFileSync(file), {}).then(({ instance }) => {
  const { prepare, steps, digest } = instance.exports;
  prepare(Number(customers));
  for (let step = 0; step < steps(); step += 1) console.log(BigInt.asUintN(64, digest(step)).toString(16));
});
";

/// The parity crate as wasm, with the worker's profile.
fn wasm_module() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("parity");
    let status = Command::new(env!("CARGO"))
        .args(["build", "--package", "parity", "--lib", "--profile", "wasm-worker"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
        .arg(&target)
        .current_dir(workspace_root())
        // Flags meant for the host, for example a linker, do not fit wasm.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .status()
        .expect("cargo runs");
    assert!(status.success(), "the parity crate does not build for wasm32-unknown-unknown: rustup target add it");
    target.join("wasm32-unknown-unknown/wasm-worker/parity.wasm")
}

#[test]
fn native_and_wasm_agree_to_the_last_bit() {
    let output = Command::new("node")
        .args(["-e", RUNNER])
        .arg(wasm_module())
        .arg(CUSTOMERS.to_string())
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let as_wasm: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(as_wasm.len(), parity::STEPS as usize);
    let mut subject = parity::Subject::new(CUSTOMERS);
    let mut seen = std::collections::BTreeSet::new();
    for (step, as_wasm) in (0..parity::STEPS).zip(as_wasm) {
        let native = format!("{:x}", subject.run(step));
        assert_eq!(native, as_wasm, "{}", parity::name(step));
        seen.insert(native);
    }
    assert_eq!(seen.len(), parity::STEPS as usize, "every step has a result of its own");
}

/// What no host may change, whichever runs the tests. It changes only with the functions themselves.
#[test]
fn special_functions_have_the_bits_they_always_had() {
    assert_eq!(format!("{:x}", parity::Subject::new(1).run(0)), "f0c2e879fccf0eaa");
}
