//! How time grows with the base, and how much memory the largest takes.

use anyhow::{Context, Result};
use serde_json::json;

use super::contestant::Contestant;
use super::install::Programs;
use super::plan::BASES;
use super::race::median;

/// Bases of the table of growth.
const GROWING: [&str; 5] = ["10k", "100k", "1m", "1m_days", "10m_days"];
/// The base whose memory is told.
const MEMORY: &str = "1m";
const AT_LEAST_MS: f64 = 200.0;

/// Times of one base.
pub(super) struct Growth {
    pub(super) base: &'static str,
    pub(super) words: &'static str,
    /// Distinct histories.
    pub(super) distinct: u64,
    /// Milliseconds to merge equal histories.
    pub(super) group_ms: f64,
    /// Milliseconds of the whole BG/NBD fit, merging included.
    pub(super) fit_ms: f64,
}

/// Fits ever larger bases.
pub(super) fn measure(programs: &Programs, at_most: usize, most_rounds: usize) -> Result<Vec<Growth>> {
    let mut native = Contestant::start(&mut programs.native())?;
    let mut rows = Vec::new();
    for base in BASES.iter().filter(|base| GROWING.contains(&base.name) && base.customers <= at_most) {
        eprintln!("growth: {}", base.words);
        native.ask(&json!({ "request": { "load": { "base": base.name } } }))?;
        let distinct = native.run("group", 0.0)?.answer.distinct.context("grouping says how many there are")?;
        let mut median_of = |task: &str| -> Result<f64> {
            let times: Result<Vec<f64>> =
                (0..most_rounds.min(5)).map(|_| Ok(native.run(task, AT_LEAST_MS)?.ms)).collect();
            Ok(median(times?))
        };
        let (group_ms, fit_ms) = (median_of("group")?, median_of("bg_nbd_fit")?);
        rows.push(Growth { base: base.name, words: base.words, distinct, group_ms, fit_ms });
    }
    Ok(rows)
}

/// Most memory held while a million customers are fitted and scored, in MB of a million bytes.
#[derive(Default)]
pub(super) struct Memory {
    /// Of the native process; `None` where the system does not say.
    pub(super) native_mb: Option<f64>,
    /// Of the wasm module.
    pub(super) wasm_mb: Option<f64>,
}

impl Memory {
    /// Its figures.
    pub(super) fn figures(&self) -> impl Iterator<Item = (String, f64)> {
        let named = [("peak_mb", self.native_mb), ("peak_mb_wasm", self.wasm_mb)];
        named.into_iter().filter_map(|(name, mb)| Some((format!("{name}.{MEMORY}"), mb?)))
    }
}

/// Fits and scores a million customers in fresh processes.
pub(super) fn memory(programs: &Programs, at_most: usize) -> Result<Memory> {
    if at_most < 1_000_000 {
        return Ok(Memory::default());
    }
    eprintln!("memory");
    let peak = |mut command| -> Result<Option<f64>> {
        let mut contestant = Contestant::start(&mut command)?;
        contestant.ask(&json!({ "request": { "load": { "base": MEMORY } } }))?;
        Ok(contestant.run("fit_and_score", 0.0)?.peak_mb)
    };
    Ok(Memory { native_mb: peak(programs.native())?, wasm_mb: peak(programs.wasm())? })
}
