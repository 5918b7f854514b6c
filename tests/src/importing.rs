//! The steps of an import, as the app takes them.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::json;
use shared::api::{BaseAnswer, ImportAnswer, ImportState, ScoringState, UploadsAnswer};
use shared::ingest::{OrderRow, Row, encode_rows};

use crate::{System, eventually};

/// Starts one of so many lines, few enough for one bucket.
///
/// # Panics
/// When it is refused. So do the others.
#[must_use]
pub fn start(system: &System, token: &str, lines: u64) -> ImportAnswer {
    let body = json!({
        "file_name": "orders.csv", "file_bytes": 1000, "data_source": "shop", "accepted_lines": lines,
        "without_customer_lines": 0, "rejected_lines": 0, "accepted_total": "0"
    });
    let started = system.request("POST", "/api/imports", Some(token), Some(body));
    assert_eq!(started.status, 201, "{:?}", started.json);
    let import: ImportAnswer = started.read();
    assert_eq!(import.buckets, 1);
    import
}

/// Asks for the place of the only chunk.
#[must_use]
pub fn place(system: &System, token: &str, import: &ImportAnswer) -> UploadsAnswer {
    let place = json!({ "chunks": [{ "bucket": 0, "number": 0 }] });
    system.request("POST", &format!("{}/chunks", path(import)), Some(token), Some(place)).read()
}

/// Uploads all rows as one chunk.
pub fn upload(system: &System, token: &str, import: &ImportAnswer, rows: &[OrderRow]) {
    let rows: Vec<Row> = rows.iter().cloned().map(Row::from).collect();
    upload_bytes(system, token, import, gzip(&encode_rows(&rows)));
}

/// Uploads these bytes as the only chunk.
pub fn upload_bytes(system: &System, token: &str, import: &ImportAnswer, bytes: Vec<u8>) {
    let uploads = place(system, token, import);
    let upload = &uploads.uploads[0];
    let headers: Vec<_> = upload.headers.iter().map(|header| (header.name.clone(), header.value.clone())).collect();
    assert_eq!(system.upload(&upload.url, &headers, bytes), 200);
}

/// Has the chunk compared with what is stored.
pub fn compare(system: &System, token: &str, import: &ImportAnswer) {
    take(system, token, import, "compare");
}

/// Has the chunk written.
pub fn commit(system: &System, token: &str, import: &ImportAnswer) {
    take(system, token, import, "commit");
}

fn take(system: &System, token: &str, import: &ImportAnswer, step: &str) {
    let path = format!("{}/{step}", path(import));
    let taken = system.request("POST", &path, Some(token), Some(json!({ "chunks": [1] })));
    assert_eq!(taken.status, 202, "{:?}", taken.json);
}

/// The import as it is.
#[must_use]
pub fn now(system: &System, token: &str, import: &ImportAnswer) -> ImportAnswer {
    system.request("GET", &path(import), Some(token), None).read()
}

/// The import, once its comparison has ended one way or the other.
#[must_use]
pub fn compared(system: &System, token: &str, import: &ImportAnswer) -> ImportAnswer {
    eventually(|| Some(now(system, token, import)).filter(|now| now.state != ImportState::Comparing))
}

/// The import, once its jobs have ended one way or the other.
#[must_use]
pub fn written(system: &System, token: &str, import: &ImportAnswer) -> ImportAnswer {
    eventually(|| Some(now(system, token, import)).filter(|now| now.state != ImportState::Writing))
}

/// The base, once no scoring is asked for or running.
#[must_use]
pub fn scored(system: &System, token: &str) -> BaseAnswer {
    eventually(|| {
        let base: BaseAnswer = system.request("GET", "/api/base", Some(token), None).read();
        match base.scoring {
            ScoringState::Running { .. } => None,
            ScoringState::Idle => Some(base),
            ScoringState::Failed { message, .. } => panic!("{message}"),
        }
    })
}

fn path(import: &ImportAnswer) -> String {
    format!("/api/imports/{}", import.id)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("writes to memory");
    encoder.finish().expect("writes to memory")
}
