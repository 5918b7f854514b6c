//! What memory the parser of files takes for so many bytes of generated orders:
//! `cargo run --release -p worker --example parser_memory -- MEGABYTES`. Linux only: the peak is what the kernel saw.
#![expect(clippy::print_stdout, reason = "its output is for a script")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;

use shared::domain::Currency;
use shared::ingest::{DryRunReport, detect};
use worker::file::{Cutter, DryRun};

/// Bytes read at once, as in the browser.
const SLICE_BYTES: usize = 1 << 20;
/// Buckets of a large file.
const BUCKETS: u16 = 64;
/// Orders of a customer, one line each.
const ORDERS: u64 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: u64 = std::env::args().nth(1).ok_or("a number of megabytes is missing")?.parse()?;
    let bytes = megabytes << 20;
    let mut file = File::default();
    let detection = detect(file.slice().as_bytes(), false).map_err(|problem| format!("{problem:?}"))?;

    let mut file = File::default();
    let (dialect, mapping) = (detection.dialect, detection.mapping.clone());
    let mut cutter = Cutter::new(dialect, mapping, Currency::EUR, "shop".into(), BUCKETS);
    let mut full = Vec::new();
    let mut read = 0;
    while read < bytes {
        let slice = file.slice();
        read += slice.len() as u64;
        cutter.push(slice.as_bytes(), &mut full).map_err(|problem| format!("{problem:?}"))?;
        full.clear();
    }
    let lines = cutter.lines();
    cutter.finish(&mut full).map_err(|problem| format!("{problem:?}"))?;
    let cut = peak_mb()?;

    let dry_run = |file: File| dry_run(file, DryRun::new(dialect, detection.mapping.clone(), Currency::EUR), bytes);
    let accepted = dry_run(File::default())?.accepted;
    let both = peak_mb()?;
    let rejected = dry_run(File { is_undated: true, ..File::default() })?.rejected;
    let all = peak_mb()?;
    let found = serde_json::json!({
        "lines": lines, "accepted": accepted, "cut": cut, "dry_run": both, "rejected": rejected, "dry_run_rejected": all,
    });
    println!("{found}");
    Ok(())
}

/// Reads so many bytes of a file; parts of the rejected rows go as they come.
fn dry_run(mut file: File, mut run: DryRun, bytes: u64) -> Result<DryRunReport, Box<dyn Error>> {
    let mut read = 0;
    let mut parts = Vec::new();
    while read < bytes {
        let slice = file.slice();
        read += slice.len() as u64;
        run.push(slice.as_bytes(), &mut parts).map_err(|problem| format!("{problem:?}"))?;
        parts.clear();
    }
    Ok(run.finish(&mut parts).map_err(|problem| format!("{problem:?}"))?)
}

/// An order file without end.
#[derive(Default)]
struct File {
    text: String,
    line: u64,
    /// Whether every line is rejected, because it has no day that can be.
    is_undated: bool,
}

impl File {
    fn slice(&mut self) -> &str {
        self.text.clear();
        if self.line == 0 {
            self.text.push_str("Order ID,Customer ID,Order date,Total,E-mail,Name\n");
        }
        while self.text.len() < SLICE_BYTES {
            let line = self.line;
            let customer = line / ORDERS;
            writeln!(
                self.text,
                "A-{line},C-{customer},2026-{:02}-{:02},{}.{:02},c{customer}@example.com,Kim Maple",
                1 + line % 12 + 12 * u64::from(self.is_undated),
                1 + line % 28,
                10 + line % 300,
                line % 100,
            )
            .expect("a string takes everything");
            self.line += 1;
        }
        &self.text
    }
}

fn peak_mb() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("the kernel says no peak")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
}
