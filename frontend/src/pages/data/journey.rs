//! Where an import stands. Lives as long as the workspace is open, so that moving to another page stops nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::InspectQuestion;
use shared::api::ImportAnswer;
use shared::domain::{Currency, Rates, ReportingCurrency, Settings};
use shared::ingest::{Detection, Dialect, DryRunReport, Mapping};
use web_sys::{Blob, File};

use super::job::Job;
use crate::base_loader::{Base, use_base};
use crate::formats::instant;
use crate::requests;
use crate::text::data as text;
use crate::worker_client::{Attachments, ask_with};

/// The steps of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// No file yet.
    Choose,
    /// The file was looked at; the person says what its columns mean.
    Map,
    /// The dry run reads all of it.
    Reading,
    /// The dry run has ended.
    Checked,
    /// Chunks are on their way, or jobs are comparing or writing.
    Importing,
    /// It is known what the file would change; the person decides.
    Compared,
    /// The import has ended, one way or another.
    Over,
}

impl Stage {
    /// The number of the step shown, from 0.
    pub(super) fn step(&self) -> usize {
        match self {
            Self::Choose => 0,
            Self::Map => 1,
            Self::Reading | Self::Checked => 2,
            Self::Importing | Self::Compared | Self::Over => 3,
        }
    }
}

/// What a dry run found.
#[derive(Clone)]
pub(super) struct Checked {
    /// Totals and the first rejected rows.
    pub(super) report: DryRunReport,
    /// All rejected rows as a file.
    pub(super) rejected_csv: Option<Blob>,
}

/// The state of the import in this window.
#[derive(Clone, Copy)]
pub(crate) struct Journey {
    /// Step.
    pub(super) stage: RwSignal<Stage>,
    /// The chosen file.
    pub(super) file: RwSignal<Option<File>, LocalStorage>,
    /// What it is.
    pub(super) detection: RwSignal<Option<Detection>>,
    /// How it is read.
    pub(super) dialect: RwSignal<Option<Dialect>>,
    /// What its columns mean.
    pub(super) mapping: RwSignal<Mapping>,
    /// The workspace's settings, once known.
    pub(super) settings: RwSignal<Option<Settings>>,
    /// The workspace's rates of other currencies, once known.
    pub(super) rates: RwSignal<Option<Rates>>,
    /// What the dry run found.
    pub(super) checked: RwSignal<Option<Checked>, LocalStorage>,
    /// Parts of the file of rejected rows, as they come; nothing of a part that the browser refused.
    pub(super) rejected: StoredValue<Vec<Option<Blob>>, LocalStorage>,
    /// What went wrong last, and what to do.
    pub(super) problem: RwSignal<Option<String>>,
    /// Whether the file is being looked at.
    pub(super) inspecting: RwSignal<bool>,
    /// Progress and controls of what runs.
    pub(super) job: Job,
    /// The import as the server last told it.
    pub(super) import: RwSignal<Option<ImportAnswer>>,
    /// The base, to say when new scores are there.
    pub(super) base: Base,
    /// File and day of an earlier import of the same columns, by which they are read.
    pub(super) read_as_in: RwSignal<Option<(String, String)>>,
    /// Chunks of each bucket, once all are up.
    pub(super) chunks: StoredValue<Vec<u16>>,
    /// Generation shown when the import was started.
    pub(super) generation_before: StoredValue<Option<u64>>,
}

impl Journey {
    /// Nothing chosen yet.
    #[must_use]
    fn start() -> Self {
        let journey = Self {
            stage: RwSignal::new(Stage::Choose),
            file: RwSignal::new_local(None),
            detection: RwSignal::new(None),
            dialect: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::default()),
            settings: RwSignal::new(None),
            rates: RwSignal::new(None),
            checked: RwSignal::new_local(None),
            rejected: StoredValue::new_local(Vec::new()),
            problem: RwSignal::new(None),
            inspecting: RwSignal::new(false),
            job: Job::new(),
            import: RwSignal::new(None),
            base: use_base(),
            read_as_in: RwSignal::new(None),
            chunks: StoredValue::new(Vec::new()),
            generation_before: StoredValue::new(None),
        };
        super::job::ask_before_leaving(journey.stage);
        journey
    }

    /// The workspace's currency, which amounts are read and shown in.
    pub(super) fn currency(self) -> Option<Currency> {
        self.settings.with(|settings| settings.as_ref().map(|settings| settings.currency))
    }

    /// What amounts are counted in, once settings and rates are known.
    pub(super) fn reporting(self) -> Option<ReportingCurrency> {
        Some(ReportingCurrency { currency: self.currency()?, rates: self.rates.get()? })
    }

    /// Names of the file's columns.
    pub(super) fn column_names(self) -> Vec<String> {
        self.detection.with_untracked(|detection| {
            let columns = detection.iter().flat_map(|detection| &detection.columns);
            columns.map(|column| column.name.clone()).collect()
        })
    }

    /// Asks for the workspace's settings and rates.
    pub(super) fn load_settings(self) {
        spawn_local(async move {
            match futures::join!(requests::settings(), requests::rates()) {
                (Ok(settings), Ok((rates, _))) => {
                    self.rates.set(Some(rates));
                    self.settings.set(Some(settings));
                }
                (Err(error), _) | (_, Err(error)) => self.problem.set(Some(error.message())),
            }
        });
    }

    /// Begins with a file: looks at its first bytes.
    pub(super) fn choose(self, file: File) {
        self.forget();
        self.file.set(Some(file));
        self.inspect(None);
    }

    /// Looks at the file again, read as the person says.
    pub(super) fn read_as(self, dialect: Dialect) {
        let before = self.dialect.get_untracked();
        self.dialect.set(Some(dialect));
        let columns_differ =
            before.is_none_or(|before| (before.encoding, before.separator) != (dialect.encoding, dialect.separator));
        if columns_differ {
            self.inspect(Some(dialect));
        }
    }

    /// Back to no file.
    pub(super) fn forget(self) {
        self.problem.set(None);
        self.checked.set(None);
        self.import.set(None);
        self.detection.set(None);
        self.dialect.set(None);
        self.file.set(None);
        self.stage.set(Stage::Choose);
    }

    fn inspect(self, dialect: Option<Dialect>) {
        let Some(file) = self.file.get_untracked() else { return };
        self.inspecting.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let attachments = Attachments { file: Some(file), buffers: Vec::new() };
            let answer = ask_with(&InspectQuestion { dialect }, attachments).await.map(|reply| reply.answer);
            self.inspecting.set(false);
            match answer {
                Ok(Ok(detection)) => {
                    self.mapping.set(detection.mapping.clone());
                    self.dialect.set(Some(dialect.unwrap_or(detection.dialect)));
                    self.detection.set(Some(detection));
                    self.read_as_in.set(None);
                    if dialect.is_none() {
                        self.read_as_before().await;
                    }
                    self.stage.set(Stage::Map);
                }
                Ok(Err(problem)) => self.problem.set(Some(text::file_problem(&problem))),
                Err(error) => self.problem.set(Some(error.message())),
            }
        });
    }
}

impl Journey {
    /// Reads the file as the newest import of the same columns was read. Without an answer it is read as detected.
    async fn read_as_before(self) {
        let Ok(list) = requests::imports().await else { return };
        let names = self.column_names();
        let alike = |import: &ImportAnswer| import.request.reading.as_ref().is_some_and(|it| it.columns == names);
        let Some(import) = list.imports.into_iter().find(alike) else { return };
        let time_zone = self.settings.with_untracked(|it| it.as_ref().map(|it| it.time_zone.clone()));
        let day = instant(&import.started_at, &time_zone.unwrap_or_default());
        if let Some(reading) = import.request.reading {
            self.mapping.set(reading.mapping);
            self.read_as_in.set(Some((import.request.file_name, day)));
        }
    }
}

/// The place of the journey: the workspace, though nobody may have begun one.
#[derive(Clone)]
pub(crate) struct JourneyPlace {
    workspace: Owner,
    journey: StoredValue<Option<Journey>>,
}

impl JourneyPlace {
    /// Of the workspace that is being made.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self { workspace: Owner::current().unwrap_or_default(), journey: StoredValue::new(None) }
    }
}

/// The journey of the workspace, begun by who first asks for it.
#[must_use]
pub(super) fn use_journey() -> Journey {
    let place: JourneyPlace = expect_context();
    place.journey.get_value().unwrap_or_else(|| {
        let journey = place.workspace.with(Journey::start);
        place.journey.set_value(Some(journey));
        journey
    })
}
