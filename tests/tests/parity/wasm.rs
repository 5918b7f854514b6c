//! The steps as wasm under Node.

use std::process::Command;

use super::build;

/// Runs every step in the module named by its first argument and prints one digest a line.
const RUNNER: &str = r"
const [file, customers] = process.argv.slice(1);
WebAssembly.instantiate(require('node:fs').readFileSync(file), {}).then(({ instance }) => {
  const { prepare, steps, digest } = instance.exports;
  prepare(Number(customers));
  for (let step = 0; step < steps(); step += 1) console.log(BigInt.asUintN(64, digest(step)).toString(16));
});
";

/// Runs the parity crate, built with the worker's profile.
pub(crate) fn command() -> Command {
    let module = build("--lib", "wasm-worker", "wasm32-unknown-unknown", &[]).join("parity.wasm");
    let mut command = Command::new("node");
    command.args(["-e", RUNNER]).arg(module);
    command
}
