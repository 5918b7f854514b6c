//! What goes with coming back.

use leptos::prelude::*;
use protocol::DriversQuestion;
use shared::api::Manifest;
use shared::planning::drivers::{Driver, DriverProblem, Drivers, Factor};

use super::check::signed;
use super::findings;
use crate::base_loader::use_base;
use crate::charts::{ChartFigure, Forest, ForestRow};
use crate::formats::{day_medium, decimal, percent, whole};
use crate::pages::asked::{Asked, ask};
use crate::parts::{Definition, Notice};
use crate::text::{definitions, health as text, parts};

/// Rows that are drawn; the table has all.
const DRAWN: usize = 24;

type Outcome = Result<Drivers, DriverProblem>;

/// Each factor's difference, the largest first.
#[component]
pub(super) fn DriversOfRetention() -> impl IntoView {
    let base = use_base();
    let asked: Asked<Outcome> = ask(|| DriversQuestion, Some);
    move || match asked.answer.get() {
        Some(Ok(found)) => {
            let sources =
                base.manifest.with_untracked(|it| it.as_ref().map(|it: &std::sync::Arc<Manifest>| it.sources.clone()));
            view! { <div data-testid="health-drivers"><Compared found sources=sources.unwrap_or_default() /></div> }
                .into_any()
        }
        Some(Err(DriverProblem::TooFew { have })) => view! {
            <section class="card" data-testid="health-drivers">
                <h2>{text::drivers_undecided()}</h2>
                <p class="muted">{text::drivers_too_few(&whole(f64::from(have)))}</p>
            </section>
        }
        .into_any(),
        None => {
            let title = move || asked.problem.get().unwrap_or_else(|| text::drivers_pending().to_owned());
            view! { <section class="card" aria-busy="true"><h2>{title}</h2></section> }.into_any()
        }
    }
}

#[component]
fn Compared(found: Drivers, sources: Vec<String>) -> impl IntoView {
    let name = |factor: Factor| findings::factor_name(factor, &sources);
    let title = findings::drivers(&found, &sources);
    let drawn: Vec<ForestRow> = found.drivers.iter().take(DRAWN).map(|it| forest_row(it, name(it.factor))).collect();
    let rows: Vec<Vec<String>> = found.drivers.iter().map(|it| table_row(it, name(it.factor))).collect();
    let numbers: Vec<Vec<Option<f64>>> = found.drivers.iter().map(table_numbers).collect();
    let more = found.drivers.len().saturating_sub(DRAWN);
    let about = text::drivers_about(
        &whole(f64::from(found.customers)),
        &day_medium(found.from),
        &day_medium(found.to),
        &text::with_range(
            &percent(tenth(found.share.value)),
            &percent(tenth(found.share.low)),
            &percent(tenth(found.share.high)),
        ),
    );
    let columns = [
        text::factor_column(),
        text::customers_column(),
        text::difference_column(),
        text::range_column(),
        text::stands_out_column(),
        text::plain_column(),
    ];
    view! {
        <ChartFigure
            title=title.clone()
            measure=text::drivers_measure().to_owned()
            summary=title
            columns=columns.map(str::to_owned).to_vec()
            rows=Signal::stored(rows)
            numbers=Signal::stored(numbers)
        >
            <p class="small">{about}</p>
            <Forest rows=drawn sides=(text::fewer_back(), text::more_back()) />
            {(more > 0).then(|| view! { <p class="muted small">{text::drivers_more(&whole(more as f64))}</p> })}
            <Notice tone="plain">
                <p><strong>{text::drivers_warning()}</strong>" "{text::drivers_warning_text()}</p>
            </Notice>
            <p class="muted small">
                {text::drivers_looked_at(&whole(f64::from(found.looked_at)))}" "{text::drivers_left_out()}
            </p>
            <Definition terms=vec![
                definitions::drivers(),
                definitions::drivers_holm(),
            ] />
        </ChartFigure>
    }
}

fn forest_row(driver: &Driver, name: String) -> ForestRow {
    let customers = whole(f64::from(driver.customers));
    let words = match driver.difference {
        Some(it) => text::driver_words(&signed(it.value), &points(it.low), &points(it.high), &customers),
        None => text::driver_few(&customers),
    };
    ForestRow { name, difference: driver.difference, words, is_told: driver.stands_out }
}

fn table_row(driver: &Driver, name: String) -> Vec<String> {
    let blank = || text::blank().to_owned();
    let plain =
        driver.plain.map_or_else(blank, |it| text::with_range(&signed(it.value), &points(it.low), &points(it.high)));
    let (size, range, told) = match driver.difference {
        Some(it) => {
            let told = if driver.stands_out { text::yes() } else { text::no() };
            (signed(it.value), parts::range(&points(it.low), &points(it.high)), told.to_owned())
        }
        None => (text::too_few().to_owned(), blank(), blank()),
    };
    vec![name, whole(f64::from(driver.customers)), size, range, told, plain]
}

/// Differences in points.
fn table_numbers(driver: &Driver) -> Vec<Option<f64>> {
    let points = |share: f64| share * 100.0;
    let (difference, plain) = (driver.difference.map(|it| points(it.value)), driver.plain.map(|it| points(it.value)));
    vec![None, Some(f64::from(driver.customers)), difference, None, None, plain]
}

pub(super) fn points(share: f64) -> String {
    decimal((share * 1_000.0).round() / 10.0 + 0.0, 1)
}

/// To tenths of a percent.
fn tenth(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}
