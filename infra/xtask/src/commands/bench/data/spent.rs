//! Capacity units as the functions log them at the end of every invocation.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

/// Read and write units by function.
#[derive(Clone, Debug, Default)]
pub(super) struct Units(BTreeMap<String, [f64; 2]>);

impl Units {
    pub(super) fn read_by(&self, function: &str) -> f64 {
        self.0.get(function).map_or(0.0, |[read, _]| *read)
    }

    /// Of all functions together.
    pub(super) fn written(&self) -> f64 {
        self.0.values().map(|[_, write]| write).sum()
    }
}

/// The functions' log, read on.
pub(super) struct Log {
    path: PathBuf,
    seen: usize,
}

impl Log {
    pub(super) fn create(path: &Path) -> Result<(Self, File)> {
        let file = File::create(path).with_context(|| path.display().to_string())?;
        Ok((Self { path: path.to_owned(), seen: 0 }, file))
    }

    /// What was spent since the last call. An invocation logs before it answers.
    pub(super) fn spent(&mut self) -> Result<Units> {
        let bytes = fs::read(&self.path)?;
        let new = &bytes[self.seen..];
        let whole = new.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        self.seen += whole;
        let mut units = Units::default();
        for line in new[..whole].split(|byte| *byte == b'\n') {
            let text = String::from_utf8_lossy(line);
            let line: Value = serde_json::from_slice(line).unwrap_or_default();
            let fields = &line["fields"];
            if fields["message"] == "capacity" {
                let sum = units.0.entry(fields["function"].as_str().unwrap_or_default().to_owned()).or_default();
                sum[0] += fields["read_units"].as_f64().unwrap_or_default();
                sum[1] += fields["write_units"].as_f64().unwrap_or_default();
            } else if line["level"] != "INFO" && !text.is_empty() {
                eprintln!("{text}");
            }
        }
        Ok(units)
    }
}
