//! The orders of a generated shop, cut into chunks by the app's own code.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::api::Api;
use crate::workspace::cargo;

/// Places asked for at once, as the app does.
const PLACES_AT_ONCE: usize = 64;

/// A file of orders.
pub(super) struct Orders {
    folder: PathBuf,
    request: Value,
    /// Chunks of each bucket.
    chunks: Vec<u64>,
    pub(super) customers: f64,
    pub(super) orders: f64,
}

impl Orders {
    /// Generates and cuts the file of a shop of so many customers: `first` or `later`.
    pub(super) fn cut(folder: &Path, customers: u32, part: &str, release: bool) -> Result<Self> {
        let output = cargo()
            .args(["run", "--quiet", "--profile", if release { "release" } else { "dev" }])
            .args(["--package", "worker", "--example", "cut_shop", "--"])
            .arg(folder)
            .args([&customers.to_string(), part])
            .output()
            .context("cargo does not start")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut printed: Value = serde_json::from_slice(&output.stdout)?;
        let number = |name: &str| printed[name].as_f64().context("a number");
        let (customers, orders) = (number("customers")?, number("orders")?);
        let chunks = serde_json::from_value(printed["chunks"].take())?;
        Ok(Self { folder: folder.to_owned(), request: printed["request"].take(), chunks, customers, orders })
    }

    /// Uploads and commits; the import's id.
    pub(super) fn import(&self, api: &Api) -> Result<String> {
        let import = api.post("/api/imports", &self.request)?;
        ensure!(import["buckets"] == self.chunks.len(), "{import} has other buckets than the file");
        let id = import["id"].as_str().context("an id")?.to_owned();
        let places: Vec<(usize, u64)> = self
            .chunks
            .iter()
            .enumerate()
            .flat_map(|(bucket, count)| (0..*count).map(move |it| (bucket, it)))
            .collect();
        for places in places.chunks(PLACES_AT_ONCE) {
            let asked: Vec<Value> =
                places.iter().map(|(bucket, number)| json!({ "bucket": bucket, "number": number })).collect();
            let uploads = api.post(&format!("/api/imports/{id}/chunks"), &json!({ "chunks": asked }))?;
            for ((bucket, number), upload) in places.iter().zip(uploads["uploads"].as_array().context("uploads")?) {
                let path = self.folder.join(format!("{bucket}-{number}"));
                api.put(upload, &packed(&fs::read(&path)?)?)?;
                fs::remove_file(&path)?;
            }
        }
        api.post(&format!("/api/imports/{id}/commit"), &json!({ "chunks": self.chunks }))?;
        Ok(id)
    }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
