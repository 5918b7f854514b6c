//! What has delivered regularly and has gone quiet: shops that send, and files that were imported again and again.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::api::{ImportAnswer, ImportState};
use shared::ingest::ImportKind;
use shared::quality::{Rhythm, rhythm};

use super::table::{Cell, table};
use super::{Asked, Told};
use crate::formats::{day_medium, milliseconds, of_instant, significant};
use crate::pages::quality::checks::share_of;
use crate::requests::{self, ApiClientError};
use crate::text::{kinds, quality as text};

/// Pages of deliveries read of a source, 200 each.
const PAGES: usize = 3;

/// Days for which deliveries are kept.
const KEPT_DAYS: f64 = 30.0;

const DAY_SECONDS: f64 = 86_400.0;

/// Something that comes again and again.
#[derive(Clone)]
pub(super) struct Stream {
    name: Name,
    /// `None` where it has come too rarely to have one.
    rhythm: Option<Rhythm>,
    /// Whether a source has been there for as long as deliveries are kept and has none.
    is_empty: bool,
}

#[derive(Clone)]
enum Name {
    Source(String),
    Files(ImportKind, String),
}

impl Stream {
    fn is_late(&self) -> bool {
        self.is_empty || self.rhythm.is_some_and(|rhythm| rhythm.is_late())
    }
}

/// How many are late.
pub(super) fn late(streams: &[Stream]) -> usize {
    streams.iter().filter(|stream| stream.is_late()).count()
}

fn now() -> i64 {
    (milliseconds() / 1_000.0) as i64
}

/// Files of one kind and data source that were written, as one stream.
pub(super) fn of_imports(imports: &[ImportAnswer]) -> Vec<Stream> {
    let mut times: BTreeMap<(ImportKind, &str), Vec<i64>> = BTreeMap::new();
    for import in imports.iter().filter(|import| import.state == ImportState::Done && !import.request.own_export) {
        let of = (import.request.kind, import.request.data_source.as_str());
        times.entry(of).or_default().extend(of_instant(&import.started_at));
    }
    let streams = times.into_iter().map(|((kind, source), times)| Stream {
        name: Name::Files(kind, source.to_owned()),
        rhythm: rhythm(&times, now(), false),
        is_empty: false,
    });
    // A file that was imported now and then has no rhythm to be late against.
    streams.filter(|stream| stream.rhythm.is_some()).collect()
}

/// The sources that deliver by webhook.
pub(super) async fn webhooks() -> Result<Vec<Stream>, ApiClientError> {
    let mut streams = Vec::new();
    let mut next = None;
    loop {
        let (sources, cursor) = requests::sources(next).await?;
        for source in sources {
            let (mut times, mut cursor, mut pages) = (Vec::new(), None, 0);
            loop {
                let (deliveries, next) = requests::many_deliveries(&source.id, cursor).await?;
                times.extend(deliveries.iter().filter_map(|delivery| of_instant(&delivery.received_at)));
                (cursor, pages) = (next, pages + 1);
                if cursor.is_none() || pages == PAGES {
                    break;
                }
            }
            let age_days = of_instant(&source.made_at).map_or(0.0, |made| (now() - made) as f64 / DAY_SECONDS);
            streams.push(Stream {
                name: Name::Source(source.name),
                rhythm: rhythm(&times, now(), cursor.is_some()),
                is_empty: times.is_empty() && age_days > KEPT_DAYS,
            });
        }
        next = cursor;
        if next.is_none() {
            return Ok(streams);
        }
    }
}

pub(super) fn card(imports: Asked<Vec<ImportAnswer>>, sources: Asked<Vec<Stream>>) -> impl IntoView {
    imports.card("quiet", text::quiet_title(), text::quiet_effect(), text::quiet_do(), move |imports| {
        let mut streams = of_imports(&imports);
        let (mut note, mut has_sources) = (None, false);
        match sources.told.get() {
            Told::Here(found) => {
                has_sources = !found.is_empty();
                streams.extend(found);
            }
            Told::Coming => note = Some(text::pending().to_owned()),
            Told::NotAllowed => note = Some(text::quiet_not_allowed().to_owned()),
            Told::Failed(message) => note = Some(message),
        }
        streams.sort_by_key(|stream| !stream.is_late());
        let (late, all) = (late(&streams) as u32, streams.len() as u32);
        let columns = vec![
            (text::quiet_what(), "what", false),
            (text::quiet_last(), "last", false),
            (text::quiet_silent(), "days_since", true),
            (text::quiet_gap(), "longest_gap_days", true),
            (text::source_state(), "state", false),
        ];
        let rows = streams.into_iter().map(row).collect();
        let body = view! {
            {(all == 0).then(|| view! { <p class="muted">{text::quiet_none()}</p> })}
            {table(text::quiet_title(), Some("deliveries.csv"), columns, rows)}
            {note.map(|note| view! { <p class="small muted">{note}</p> })}
            {(late > 0).then(|| view! {
                <p class="leads-on">
                    {has_sources.then(|| view! { <a href="/connections">{text::quiet_link_connections()}</a> " " })}
                    <a href="/data">{text::quiet_link_data()}</a>
                </p>
            })}
        };
        (late > 0, share_of(late, all), body)
    })
}

fn row(stream: Stream) -> Vec<Cell> {
    let is_late = stream.is_late();
    let name = match &stream.name {
        Name::Source(name) => Cell::data(name),
        Name::Files(kind, source) => {
            Cell::said(text::quiet_files(kinds::kind_name(*kind), source), format!("{kind:?} {source}").to_lowercase())
        }
    };
    let days = |seconds: i64| seconds as f64 / DAY_SECONDS;
    let number = |seconds: i64| Cell::said(significant(days(seconds)), format!("{:.2}", days(seconds)));
    let state = match (is_late, stream.rhythm) {
        (true, _) => text::source_late(),
        (false, Some(_)) => text::source_going(),
        (false, None) => text::quiet_no_rhythm(),
    };
    let filed = match (is_late, stream.rhythm) {
        (true, _) => "late",
        (false, Some(_)) => "as usual",
        (false, None) => "too few to tell",
    };
    let (last, silent, gap) = match stream.rhythm {
        Some(rhythm) => {
            let day = shared::domain::Day((rhythm.last.div_euclid(86_400)) as i32);
            (Cell::said(day_medium(day), day), number(rhythm.silent), number(rhythm.longest_gap))
        }
        None => (
            Cell::said(if stream.is_empty { text::quiet_nothing() } else { "–" }, ""),
            Cell::said("–", ""),
            Cell::said("–", ""),
        ),
    };
    vec![name, last, silent, gap, Cell::said(state, filed).marked(is_late)]
}
