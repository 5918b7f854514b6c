//! The parity crate as wasm under Node.

use std::path::PathBuf;
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

/// Evaluates the scenarios of the file named by its second argument and prints one outcome a line.
const EVALUATOR: &str = r"
const { readFileSync } = require('node:fs');
const [file, questions] = process.argv.slice(1);
const { manifest, chunks, scenarios } = JSON.parse(readFileSync(questions, 'utf8'));
WebAssembly.instantiate(readFileSync(file), {}).then(({ instance }) => {
  const { feed, take_manifest, take_chunk, take_scenario, answer_byte } = instance.exports;
  const give = (bytes) => bytes.forEach((byte) => feed(byte));
  give(Buffer.from(manifest));
  take_manifest();
  for (const chunk of chunks) {
    give(chunk);
    take_chunk();
  }
  for (const scenario of scenarios) {
    give(Buffer.from(scenario));
    const length = take_scenario();
    console.log(Buffer.from(Array.from({ length }, (_, index) => answer_byte(index))).toString());
  }
});
";

/// Runs the steps of the parity crate.
pub(crate) fn command() -> Command {
    let mut command = Command::new("node");
    command.args(["-e", RUNNER]).arg(module());
    command
}

/// Evaluates scenarios.
pub(crate) fn evaluator() -> Command {
    let mut command = Command::new("node");
    command.args(["-e", EVALUATOR]).arg(module());
    command
}

/// The parity crate, built with the worker's profile.
fn module() -> PathBuf {
    build("--lib", "wasm-worker", "wasm32-unknown-unknown", &[]).join("parity.wasm")
}
