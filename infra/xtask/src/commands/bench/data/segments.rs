//! Counting segments over a large base.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::size_name;
use crate::commands::bench::Figures;
use crate::commands::bench::browser::{BASE, make_base};
use crate::commands::bench::system_in_browser::Measured;
use crate::workspace::cargo;

/// What is counted: behaviour, prediction, products, stage and tier in one rule, and a plain one.
const RULES: [&str; 2] = [
    r#"{"version":1,"rule":{"all":[{"is":{"about":"number","measure":"orders","compare":{"is":"at-least","value":3.0}}},{"is":{"about":"number","measure":"probability-alive","reading":"surely","compare":{"is":"less-than","value":0.3}}}]}}"#,
    r#"{"version":1,"rule":{"all":[{"any":[{"is":{"about":"stage","any_of":["at-risk","won-back"]}},{"is":{"about":"tier","any_of":["best"]}}]},{"not":{"is":{"about":"product","bought":"any-of","products":["Wool socks"]}}},{"is":{"about":"number","measure":"recency-score","compare":{"is":"at-most","value":4.0}}}]}}"#,
];

/// Counts segments over a large base in the browser's worker and natively: the same members, and how long it takes.
pub(super) fn run(customers: u32) -> Result<Figures> {
    let size = size_name(customers);
    let mut folder = None;
    let measured = Measured::build()?.beside(BASE, |place| {
        folder = Some(place.to_owned());
        make_base(place, customers)
    })?;
    let native = count(&folder.context("the base has a folder")?)?;
    let environment = [
        ("HOLDFAST_SIZE", PathBuf::from(&size)),
        ("HOLDFAST_BASE", PathBuf::from(BASE)),
        ("HOLDFAST_RULES", PathBuf::from(serde_json::to_string(&RULES)?)),
        ("HOLDFAST_HASHES", PathBuf::from(serde_json::to_string(&native.hashes)?)),
    ];
    let mut figures = measured.run("bench/segments.ts", &[], &environment)?;
    figures.insert(format!("segment_count_ms.native.{size}"), Value::from(native.slowest_ms));
    Ok(figures)
}

struct Native {
    hashes: Vec<String>,
    slowest_ms: f64,
}

fn count(folder: &Path) -> Result<Native> {
    let output = cargo()
        .args(["run", "--release", "--quiet", "--package", "shared", "--example", "segment_members", "--"])
        .arg(folder)
        .args(RULES)
        .output()
        .context("cargo does not start")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut native = Native { hashes: Vec::new(), slowest_ms: 0.0 };
    for line in String::from_utf8(output.stdout)?.lines() {
        println!("native: {line}");
        let parts: Vec<&str> = line.split(' ').collect();
        let [_, hash, first_ms, _] = parts.as_slice() else { anyhow::bail!("no line of a count: {line}") };
        native.hashes.push((*hash).to_owned());
        native.slowest_ms = native.slowest_ms.max(first_ms.parse()?);
    }
    Ok(native)
}
