//! Reading the whole file without storing anything.

use js_sys::Array;
use leptos::prelude::*;
use protocol::{DryRunAnswer, DryRunQuestion, FileProgress};

use web_sys::{Blob, BlobPropertyBag};

use super::drop_zone::Problem;
use super::journey::{Checked, Journey, Stage, use_journey};
use crate::formats::{percent, whole};
use crate::parts::ProgressLine;
use crate::text::data as text;
use crate::worker_client::{Attachments, Reply, WorkerError, ask_all};

impl Journey {
    /// Starts the dry run.
    pub(super) fn check_file(self) {
        let (Some(file), Some(dialect), Some(currency)) =
            (self.file.get_untracked(), self.dialect.get_untracked(), untrack(move || self.reporting()))
        else {
            return;
        };
        self.job.reset();
        self.problem.set(None);
        self.stage.set(Stage::Reading);
        self.rejected.update_value(Vec::clear);
        let question = DryRunQuestion { dialect, mapping: self.mapping.get_untracked(), currency };
        let attachments = Attachments { file: Some(file), buffers: Vec::new() };
        ask_all(&question, attachments, move |reply| self.hear_dry_run(reply));
    }

    fn hear_dry_run(self, reply: Result<Reply<DryRunAnswer>, WorkerError>) {
        let Reply { answer, buffers } = match reply {
            Ok(reply) => reply,
            Err(error) => return self.give_up(error.message()),
        };
        match answer {
            DryRunAnswer::Progress(progress) => self.job.progress.set(progress),
            DryRunAnswer::Rejected => self.rejected.update_value(|parts| {
                // The browser keeps it where it likes; a part that it refuses would be missing unseen.
                parts.extend(
                    buffers.iter().map(|buffer| Blob::new_with_buffer_source_sequence(&Array::of1(buffer)).ok()),
                );
            }),
            DryRunAnswer::Done(report) => {
                self.checked.set(Some(Checked { report: *report, rejected_csv: self.rejected_file() }));
                self.stage.set(Stage::Checked);
            }
            DryRunAnswer::Cancelled => self.stage.set(Stage::Map),
            DryRunAnswer::Failed(problem) => self.give_up(text::file_problem(&problem)),
        }
    }

    /// All rejected rows; none where there are none or a part is missing.
    fn rejected_file(self) -> Option<Blob> {
        let parts: Option<Array> = self.rejected.try_update_value(|parts| parts.drain(..).collect())?;
        let options = BlobPropertyBag::new();
        options.set_type("text/csv;charset=utf-8");
        Blob::new_with_blob_sequence_and_options(&parts.filter(|parts| parts.length() > 0)?.into(), &options).ok()
    }

    fn give_up(self, message: String) {
        self.problem.set(Some(message));
        self.stage.set(Stage::Map);
    }
}

/// How far the reading is.
#[component]
pub(super) fn Reading() -> impl IntoView {
    let journey = use_journey();
    let progress = journey.job.progress;
    let share = Signal::derive(move || progress.with(FileProgress::share));
    view! {
        <section class="card job" aria-labelledby="reading-title">
            <h2 id="reading-title">{text::reading_title()}</h2>
            <ProgressLine label=Signal::derive(|| text::reading_title().to_owned()) share=share />
            <p class="numbers">
                {move || progress.with(|progress| text::read_so_far(&whole(progress.lines as f64), &percent(progress.share())))}
            </p>
            <button class="button" disabled=journey.job.cancelling on:click=move |_| journey.job.cancel()>
                {text::cancel()}
            </button>
        </section>
        <Problem />
    }
}
