//! Cuts the orders of a generated shop into upload chunks as the app does, and says what to ask of the API for them:
//! `cargo run --release -p worker --example cut_shop -- FOLDER CUSTOMERS first|later`.
//!
//! A chunk becomes the file `BUCKET-NUMBER` of the folder, before gzip.
#![expect(clippy::print_stdout, reason = "its output is for a script")]

mod orders;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use orders::{Part, Written};
use shared::api::{Reading, StartImport, buckets_for};
use shared::domain::Currency;
use shared::ingest::{Detection, ImportKind, detect};
use worker::file::{Chunk, Cutter, DryRun};

/// Bytes read at once, as in the browser.
const SLICE_BYTES: usize = 1 << 20;
/// Bytes looked at to say what the file is, as in the browser.
const HEAD_BYTES: usize = 1 << 18;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, customers, part] = arguments.as_slice() else {
        return Err("usage: cut_shop FOLDER CUSTOMERS first|later".into());
    };
    let part = if part == "later" { Part::Later } else { Part::First };
    let customers: u32 = customers.parse()?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;

    let detection = head(part)?;
    let (request, written) = dry_run(part, customers, &detection)?;
    let chunks = cut(part, customers, &detection, &request, &folder)?;
    println!(
        "{}",
        serde_json::json!({
            "request": request,
            "chunks": chunks,
            "customers": written.customers,
            "orders": written.orders,
            "bytes": written.bytes,
        })
    );
    Ok(())
}

fn head(part: Part) -> Result<Detection, Box<dyn Error>> {
    let mut head = Vec::new();
    orders::write(part, 50_000, SLICE_BYTES, |bytes| {
        head.extend_from_slice(&bytes[..bytes.len().min(HEAD_BYTES - head.len())]);
    });
    detect(&head, false).map_err(|problem| format!("{problem:?}").into())
}

fn dry_run(part: Part, customers: u32, detection: &Detection) -> Result<(StartImport, Written), Box<dyn Error>> {
    let mut rejected = Vec::new();
    let mut run = DryRun::new(detection.dialect, detection.mapping.clone(), Currency::EUR);
    let mut problem = None;
    let written = orders::write(part, customers, SLICE_BYTES, |bytes| {
        problem = problem.take().or(run.push(bytes, &mut rejected).err())
    });
    if let Some(problem) = problem {
        return Err(format!("{problem:?}").into());
    }
    let report = run.finish(&mut rejected).map_err(|problem| format!("{problem:?}"))?;
    if report.accepted != written.orders || report.customers.count != written.customers {
        return Err(format!("{} of {} lines were accepted", report.accepted, written.orders).into());
    }
    let reading = Reading {
        dialect: detection.dialect,
        columns: detection.columns.iter().map(|column| column.name.clone()).collect(),
        mapping: detection.mapping.clone(),
        head_hash: detection.head_hash.clone(),
    };
    let request = StartImport {
        file_name: "orders.csv".into(),
        file_bytes: written.bytes,
        data_source: "shop".into(),
        accepted_lines: report.accepted,
        without_customer_lines: report.without_customer,
        rejected_lines: report.rejected,
        accepted_total: report.accepted_total,
        kind: ImportKind::Orders,
        own_export: false,
        reading: Some(reading),
    };
    Ok((request, written))
}

fn cut(
    part: Part,
    customers: u32,
    detection: &Detection,
    request: &StartImport,
    folder: &Path,
) -> Result<Vec<u16>, Box<dyn Error>> {
    let buckets = buckets_for(request.accepted_lines);
    let (dialect, mapping) = (detection.dialect, detection.mapping.clone());
    let mut cutter = Cutter::new(dialect, mapping, Currency::EUR, request.data_source.clone(), buckets);
    let mut full = Vec::new();
    let mut failed = None;
    orders::write(part, customers, SLICE_BYTES, |bytes| {
        if let Err(problem) = cutter.push(bytes, &mut full) {
            failed.get_or_insert(format!("{problem:?}"));
        }
        if let Err(error) = keep(&mut full, folder) {
            failed.get_or_insert(error.to_string());
        }
    });
    if let Some(failed) = failed {
        return Err(failed.into());
    }
    let chunks = cutter.finish(&mut full).map_err(|problem| format!("{problem:?}"))?;
    keep(&mut full, folder)?;
    Ok(chunks)
}

fn keep(full: &mut Vec<Chunk>, folder: &Path) -> std::io::Result<()> {
    for chunk in full.drain(..) {
        fs::write(folder.join(format!("{}-{}", chunk.place.bucket, chunk.place.number)), chunk.bytes)?;
    }
    Ok(())
}
