//! Reading the whole file without storing anything.

use leptos::prelude::*;
use protocol::{Answer, Request};

use super::drop_zone::Problem;
use super::job::Progress;
use super::journey::{Checked, Journey, Stage, answer_of, use_journey};
use crate::formats::{percent, whole};
use crate::parts::ProgressLine;
use crate::text::data as text;
use crate::worker_client::{Attachments, ReplyResult, ask_all};

impl Journey {
    /// Starts the dry run.
    pub(super) fn check_file(self) {
        let (Some(file), Some(dialect), Some(currency)) =
            (self.file.get_untracked(), self.dialect.get_untracked(), untrack(move || self.currency()))
        else {
            return;
        };
        self.job.reset();
        self.problem.set(None);
        self.stage.set(Stage::Reading);
        let request = Request::DryRun { dialect, mapping: self.mapping.get_untracked(), currency };
        let attachments = Attachments { file: Some(file), buffers: Vec::new() };
        ask_all(&request, attachments, move |reply| self.hear_dry_run(reply));
    }

    fn hear_dry_run(self, reply: ReplyResult) {
        let rejected_csv = reply.as_ref().ok().and_then(|reply| reply.buffers.first().cloned());
        match answer_of(reply) {
            Ok(Answer::FileProgress { bytes, total, lines }) => {
                self.job.progress.set(Progress { bytes, total, lines });
            }
            Ok(Answer::DryRunDone { report }) => {
                self.checked.set(Some(Checked { report: *report, rejected_csv }));
                self.stage.set(Stage::Checked);
            }
            Ok(Answer::FileCancelled) => self.stage.set(Stage::Map),
            Ok(other) => self.give_up(text::out_of_turn(&other)),
            Err(message) => self.give_up(message),
        }
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
    let share = Signal::derive(move || progress.with(Progress::share));
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
