//! From the checked file to stored orders: start, chunks, commit, watch.

mod chunks;
mod places;
mod retry;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{ImportAnswer, ImportState, StartImport};
use shared::domain::ImportId;

use super::journey::{Journey, Stage};
use crate::requests;
use retry::{Stopped, until_done};

/// Between two looks at the jobs that write.
const LOOK_EVERY_MS: u32 = 700;

/// The data source of files: the shop's own system.
const DATA_SOURCE: &str = "shop";

impl Journey {
    /// Imports the checked file.
    pub(super) fn import_file(self) {
        self.job.reset();
        self.problem.set(None);
        self.generation_before.set_value(self.base.manifest.with_untracked(|it| it.as_ref().map(|it| it.generation)));
        self.stage.set(Stage::Importing);
        spawn_local(async move {
            match self.run_import().await {
                Ok(answer) => self.end(Some(answer)),
                Err(Stopped::Cancelled) => self.end(self.import.get_untracked()),
                Err(Stopped::Failed(message)) => {
                    self.withdraw().await;
                    self.problem.set(Some(message));
                    self.stage.set(Stage::Checked);
                }
            }
        });
    }

    async fn run_import(self) -> Result<ImportAnswer, Stopped> {
        let request = self.start_request().ok_or(Stopped::Cancelled)?;
        let import = requests::start_import(&request).await.map_err(|error| Stopped::Failed(error.message()))?;
        let id = import.id.clone();
        self.import.set(Some(import.clone()));
        let chunks = match chunks::upload_all(self, &import).await {
            Err(Stopped::Cancelled) => {
                self.withdraw().await;
                return Err(Stopped::Cancelled);
            }
            uploaded => uploaded?,
        };
        let committed = until_done(self.job, || requests::commit_import(&id, chunks.clone())).await;
        match committed {
            Err(Stopped::Cancelled) => {
                self.withdraw().await;
                Err(Stopped::Cancelled)
            }
            Err(stopped) => Err(stopped),
            Ok(answer) => {
                self.import.set(Some(answer));
                self.watch(&id).await
            }
        }
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
                    if !matches!(answer.state, ImportState::Uploading | ImportState::Writing) {
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
            data_source: DATA_SOURCE.to_owned(),
            accepted_lines: report.accepted,
            without_customer_lines: report.without_customer,
            rejected_lines: report.rejected,
            accepted_total: report.accepted_total,
        })
    }
}
