//! Answers requests natively and says how much processor time they took.
//!
//! A line in: `{"request": …, "at_least_ms": 200}` or `{"write": "FILE"}`; a line out:
//! `{"ms": 1.02, "peak_mb": 30.1, "answer": …}`. A request is repeated until it has taken `at_least_ms`, and `ms` is
//! the mean. Processor time counts, not time of day: other programs on the machine then make little difference, and
//! nobody gains by a second thread.

use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use rustix::time::{ClockId, clock_gettime};
use serde::{Deserialize, Serialize};
use speed::{Answer, Base, Failure, Request, Subject};

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Ask {
        request: Request,
        #[serde(default)]
        at_least_ms: f64,
    },
    Write {
        write: PathBuf,
    },
}

#[derive(Serialize)]
struct Timed {
    ms: f64,
    peak_mb: Option<f64>,
    answer: Answer,
}

fn main() -> Result<()> {
    let mut subject = Subject::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let (ms, answer) = match serde_json::from_str(&line?)? {
            Line::Ask { request, at_least_ms } => ask(&mut subject, &request, at_least_ms),
            Line::Write { write } => {
                if let Ok(base) = subject.base() {
                    write_columns(base, &write)?;
                }
                (0.0, subject.base().map(|_| Answer::default()))
            }
        };
        let answer = answer.unwrap_or_else(|failure| Answer::failed(&failure));
        serde_json::to_writer(&mut out, &Timed { ms, peak_mb: peak_mb(), answer })?;
        writeln!(out)?;
        out.flush()?;
    }
    Ok(())
}

/// Milliseconds of one run, and its answer.
fn ask(subject: &mut Subject, request: &Request, at_least_ms: f64) -> (f64, Result<Answer, Failure>) {
    let start = processor_ms();
    let mut runs = 0.0;
    loop {
        let answer = subject.answer(request);
        runs += 1.0;
        let spent = processor_ms() - start;
        if spent >= at_least_ms || answer.is_err() {
            return (spent / runs, answer);
        }
    }
}

fn processor_ms() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Most memory this process ever held, in MB of a million bytes, where the system says so.
fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1_024.0 / 1e6)
}

/// Writes frequency, recency, age and mean spend one after the other, each as a column of little-endian floats.
fn write_columns(base: &Base, path: &Path) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let customers = base.purchases.customers();
    for column in 0..3 {
        for row in 0..customers {
            file.write_all(&base.purchases.row(row)[column].to_le_bytes())?;
        }
    }
    for spend in &base.mean_spend {
        file.write_all(&spend.to_le_bytes())?;
    }
    file.flush()?;
    Ok(())
}
