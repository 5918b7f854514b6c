//! From the checked file to stored records: start, chunks, compare, commit, watch.

mod chunks;
mod places;
mod retry;

use std::collections::BTreeSet;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{ChunkPlace, ImportAnswer, ImportState, Reading, StartImport};
use shared::domain::ImportId;

use super::journey::{Journey, Stage};
use crate::formats::{instant, whole};
use crate::requests;
use crate::text::imports as text;
use retry::{Stopped, until_done};

/// Between two looks at the jobs that write.
const LOOK_EVERY_MS: u32 = 700;

/// The data source of files: the shop's own system.
const DATA_SOURCE: &str = "shop";

impl Journey {
    /// Uploads the checked file and asks what it would change.
    pub(super) fn import_file(self) {
        self.begin();
        self.run(self.compare_file());
    }

    /// Goes on with an import that another window started, or this one before it was left: watches its jobs, and shows what
    /// they found.
    pub(super) fn take_up(self, import: ImportAnswer) {
        self.begin();
        self.import.set(Some(import.clone()));
        self.run(async move {
            let told = until_done(self.job, || requests::uploaded_chunks(&import.id)).await?;
            self.chunks.set_value(by_bucket(&told.chunks, import.buckets));
            self.watch(&import.id).await
        });
    }

    fn begin(self) {
        self.job.reset();
        self.problem.set(None);
        self.generation_before.set_value(self.base.manifest.with_untracked(|it| it.as_ref().map(|it| it.generation)));
    }

    /// Writes what was compared.
    pub(super) fn write_compared(self) {
        self.job.reset();
        self.run(self.write());
    }

    /// Lets what was compared go; nothing was written.
    pub(super) fn drop_compared(self) {
        spawn_local(async move {
            self.withdraw().await;
            self.end(self.import.get_untracked());
        });
    }

    fn run(self, step: impl Future<Output = Result<ImportAnswer, Stopped>> + 'static) {
        self.stage.set(Stage::Importing);
        spawn_local(async move {
            let is_unwanted =
                |answer: &ImportAnswer| answer.state == ImportState::Compared && self.job.cancelling.get_untracked();
            // Who cancels while the last answer is on its way is not asked to decide.
            let ended = step.await.and_then(|it| if is_unwanted(&it) { Err(Stopped::Cancelled) } else { Ok(it) });
            match ended {
                Ok(answer) if answer.state == ImportState::Compared => self.stage.set(Stage::Compared),
                Ok(answer) => self.end(Some(answer)),
                Err(Stopped::Cancelled) => {
                    self.withdraw().await;
                    self.end(self.import.get_untracked());
                }
                Err(Stopped::Failed(message)) => {
                    self.withdraw().await;
                    self.problem.set(Some(message));
                    let is_checked = self.checked.with_untracked(Option::is_some);
                    self.stage.set(if is_checked { Stage::Checked } else { Stage::Choose });
                }
            }
        });
    }

    async fn compare_file(self) -> Result<ImportAnswer, Stopped> {
        let request = self.start_request().ok_or(Stopped::Cancelled)?;
        let import = self.begun_before(&request).await;
        let is_begun = import.is_some();
        let import = match import {
            Some(import) => import,
            None => requests::start_import(&request).await.map_err(|error| Stopped::Failed(error.message()))?,
        };
        self.import.set(Some(import.clone()));
        let arrived = if is_begun {
            let told = until_done(self.job, || requests::uploaded_chunks(&import.id)).await?;
            self.say_resumed(&import, told.chunks.len());
            told.chunks.into_iter().collect()
        } else {
            BTreeSet::new()
        };
        let chunks = chunks::upload_all(self, &import, arrived).await?;
        self.chunks.set_value(chunks.clone());
        let comparing = until_done(self.job, || requests::compare_import(&import.id, chunks.clone())).await?;
        self.import.set(Some(comparing));
        self.watch(&import.id).await
    }

    async fn write(self) -> Result<ImportAnswer, Stopped> {
        let import = self.import.get_untracked().ok_or(Stopped::Cancelled)?;
        let chunks = self.chunks.get_value();
        let writing = until_done(self.job, || requests::commit_import(&import.id, chunks.clone())).await?;
        self.import.set(Some(writing));
        self.watch(&import.id).await
    }

    /// An import of the same file, read alike, whose upload was left before its end.
    async fn begun_before(self, request: &StartImport) -> Option<ImportAnswer> {
        let list = requests::imports().await.ok()?;
        let is_same = |import: &ImportAnswer| import.state == ImportState::Uploading && import.request == *request;
        list.imports.into_iter().find(is_same)
    }

    fn say_resumed(self, import: &ImportAnswer, parts: usize) {
        let time_zone = self.settings.with_untracked(|it| it.as_ref().map(|it| it.time_zone.clone()));
        let started = instant(&import.started_at, &time_zone.unwrap_or_default());
        self.job.resumed.set(Some(text::resumed(&started, &whole(parts as f64))));
    }

    /// Looks at the import until it has ended.
    async fn watch(self, id: &ImportId) -> Result<ImportAnswer, Stopped> {
        loop {
            if self.job.cancelling.get_untracked() {
                self.withdraw().await;
            }
            let answer = until_done(self.job, || requests::import(id)).await;
            match answer {
                Ok(answer) => {
                    self.import.set(Some(answer.clone()));
                    let goes_on =
                        matches!(answer.state, ImportState::Uploading | ImportState::Comparing | ImportState::Writing);
                    if !goes_on {
                        return Ok(answer);
                    }
                }
                Err(Stopped::Cancelled) => return Err(Stopped::Cancelled),
                Err(stopped) => return Err(stopped),
            }
            TimeoutFuture::new(LOOK_EVERY_MS).await;
        }
    }

    /// Cancels the import on the server, where it was started.
    async fn withdraw(self) {
        if let Some(import) = self.import.get_untracked() {
            // Without an answer the import stays open until the server forgets it; nothing more is written.
            if let Ok(answer) = requests::cancel_import(&import.id).await {
                self.import.set(Some(answer));
            }
        }
    }

    fn end(self, import: Option<ImportAnswer>) {
        let Some(answer) = &import else { return self.forget() };
        let wrote = answer.state != ImportState::Cancelled || answer.buckets_done > 0;
        self.import.set(import);
        if wrote {
            self.base.expect_newer();
        }
        self.stage.set(Stage::Over);
    }

    fn start_request(self) -> Option<StartImport> {
        let report = self.checked.with_untracked(|checked| checked.as_ref().map(|checked| checked.report.clone()))?;
        let (file_name, file_bytes) =
            self.file.with_untracked(|file| file.as_ref().map(|file| (file.name(), file.size() as u64)))?;
        Some(StartImport {
            file_name,
            file_bytes,
            data_source: self.data_source(),
            own_export: self.detection.with_untracked(|it| it.as_ref().is_some_and(|it| it.own_source.is_some())),
            accepted_lines: report.accepted,
            without_customer_lines: report.without_customer,
            rejected_lines: report.rejected,
            accepted_total: report.accepted_total,
            kind: self.mapping.with_untracked(|mapping| mapping.kind),
            reading: self.reading(),
        })
    }

    /// One of Holdfast's own files says which it is.
    fn data_source(self) -> String {
        let own = self.detection.with_untracked(|it| it.as_ref().and_then(|it| it.own_source.clone()));
        own.filter(|source| !source.is_empty()).unwrap_or_else(|| DATA_SOURCE.to_owned())
    }

    fn reading(self) -> Option<Reading> {
        let head_hash = self.detection.with_untracked(|it| it.as_ref().map(|it| it.head_hash.clone()))?;
        Some(Reading {
            dialect: self.dialect.get_untracked()?,
            columns: self.column_names(),
            mapping: self.mapping.get_untracked(),
            head_hash,
        })
    }
}

/// How many chunks each bucket has.
fn by_bucket(places: &[ChunkPlace], buckets: u16) -> Vec<u16> {
    let count = |bucket: u16| places.iter().filter(|place| place.bucket == bucket).count() as u16;
    (0..buckets).map(count).collect()
}
