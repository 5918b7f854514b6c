//! The files of an export while they are written: text by data source and kind, put into the bucket in parts.

use std::collections::BTreeMap;

use shared::domain::{Currency, CustomerHistory, CustomerKey};
use shared::ingest::{ImportKind, exact};

use super::WrittenFile;
use crate::aws::{Objects, StoreError};
use crate::base::pack;

/// Bytes of text of a part; gzip makes about a sixth of it.
const PART_BYTES: usize = 8 << 20;

/// Bytes of text of all parts that wait, whatever the number of data sources.
const WAITING_BYTES: usize = 48 << 20;

/// All files of an export, as far as they are written.
pub(super) struct Files<'a> {
    objects: &'a Objects,
    /// What the objects of the export begin with, and those of this delivery behind it.
    prefix: String,
    delivery: String,
    currency: Currency,
    files: BTreeMap<(String, ImportKind), (WrittenFile, String)>,
    waiting: usize,
    /// Bytes of text that were added.
    pub(super) added: usize,
    /// Records that were added.
    pub(super) records: u64,
}

impl<'a> Files<'a> {
    pub(super) fn new(
        objects: &'a Objects,
        prefix: String,
        delivery: String,
        currency: Currency,
        before: Vec<WrittenFile>,
    ) -> Self {
        let files = before.into_iter().map(|file| ((file.data_source.clone(), file.kind), (file, String::new())));
        Self { objects, prefix, delivery, currency, files: files.collect(), waiting: 0, added: 0, records: 0 }
    }

    /// Adds all lines of a customer.
    pub(super) async fn add(
        &mut self,
        history: &CustomerHistory,
        merged_into: Option<&CustomerKey>,
        suppressed: Option<(&str, i64)>,
    ) -> Result<(), StoreError> {
        for kind in ImportKind::ALL {
            let mut lines = String::new();
            let records = exact::customer(kind, history, merged_into, self.currency, &mut lines);
            self.push(&history.key.data_source, kind, records, &lines).await?;
        }
        if let Some((address, since)) = suppressed {
            self.push("", ImportKind::Suppressions, 1, &exact::suppression(address, since)).await?;
        }
        Ok(())
    }

    async fn push(&mut self, source: &str, kind: ImportKind, records: u64, lines: &str) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let (file, text) = self.files.entry((source.to_owned(), kind)).or_insert_with(|| {
            let data_source = source.to_owned();
            (WrittenFile { kind, data_source, records: 0, bytes: 0, parts: Vec::new() }, exact::header(kind))
        });
        text.push_str(lines);
        file.records += records;
        self.records += records;
        self.added += lines.len();
        self.waiting += lines.len();
        if text.len() >= PART_BYTES {
            self.put((source.to_owned(), kind)).await?;
        } else if self.waiting >= WAITING_BYTES {
            self.put_all().await?;
        }
        Ok(())
    }

    /// Puts what waits of a file.
    async fn put(&mut self, of: (String, ImportKind)) -> Result<(), StoreError> {
        let Some((file, text)) = self.files.get_mut(&of).filter(|(_, text)| !text.is_empty()) else { return Ok(()) };
        let text = std::mem::take(text);
        let part = format!("{}/{}/{}", self.delivery, file.name(), file.parts.len());
        file.bytes += text.len() as u64;
        self.waiting = self.waiting.saturating_sub(text.len());
        file.parts.push(part.clone());
        self.objects.put(&format!("{}{part}", self.prefix), pack(text.as_bytes())).await
    }

    async fn put_all(&mut self) -> Result<(), StoreError> {
        for of in self.files.keys().cloned().collect::<Vec<_>>() {
            self.put(of).await?;
        }
        Ok(())
    }

    /// Puts all that waits and gives the files.
    pub(super) async fn finish(mut self) -> Result<Vec<WrittenFile>, StoreError> {
        self.put_all().await?;
        Ok(self.files.into_values().map(|(file, _)| file).collect())
    }
}
