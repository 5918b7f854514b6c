//! How many of each month's new customers order in the months since.

use leptos::prelude::*;
use protocol::CohortsQuestion;
use shared::review::{Cohort, CohortTriangle};

use crate::charts::{ChartFigure, ShareRow, ShareTable};
use crate::formats;
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, review as text};

/// The cohort triangle.
#[component]
pub(super) fn Cohorts() -> impl IntoView {
    let asked: Asked<CohortTriangle> = ask(|| CohortsQuestion, |answer| answer);
    let title = Signal::derive(move || asked.say(text::cohorts_pending, finding));
    let rows = Signal::derive(move || {
        asked
            .answer
            .with(|found| found.as_ref().map(|found| found.cohorts.iter().flat_map(counts).collect()))
            .unwrap_or_default()
    });
    let triangle = move || {
        asked.answer.get().filter(|found| !found.cohorts.is_empty()).map(|found| {
            let months = found.cohorts.iter().map(|cohort| cohort.ordered.len()).max().unwrap_or(0);
            let columns = (0..months).map(|month| formats::whole(month as f64)).collect();
            view! { <ShareTable rows=heat(&found) columns corner=text::cohorts_corner() count=text::column_customers() /> }
        })
    };
    let columns = [
        text::cohorts_column_month(),
        text::cohorts_column_since(),
        text::cohorts_column_ordered(),
        text::cohorts_column_share(),
    ];
    view! {
        <div data-testid="review-cohorts">
            <ChartFigure
                title
                measure=Signal::derive(|| text::cohorts_measure().to_owned())
                summary=title
                columns=columns.map(str::to_owned).to_vec()
                rows
            >
                {triangle}
                {asked.retry()}
                <Definition terms=vec![definitions::cohorts()] />
            </ChartFigure>
        </div>
    }
}

fn finding(triangle: &CohortTriangle) -> String {
    let share = |months: usize| {
        triangle.pooled(months).map(|(ordered, customers)| formats::percent(f64::from(ordered) / f64::from(customers)))
    };
    match (share(1), share(6)) {
        (Some(first), Some(sixth)) => text::cohorts_finding(&first, &sixth),
        (Some(first), None) => text::cohorts_finding_short(&first),
        _ => text::cohorts_unknown().to_owned(),
    }
}

/// One row a cohort, and all of them together on top.
fn heat(triangle: &CohortTriangle) -> Vec<ShareRow> {
    let share = |ordered: u32, customers: u32| (customers > 0).then(|| f64::from(ordered) / f64::from(customers));
    let months = triangle.cohorts.first().map_or(0, |cohort| cohort.ordered.len());
    let pooled =
        (0..months).map(|month| triangle.pooled(month).and_then(|(ordered, customers)| share(ordered, customers)));
    let everybody: u32 = triangle.cohorts.iter().map(|cohort| cohort.customers).sum();
    let all = ShareRow {
        name: text::cohorts_all().to_owned(),
        count: formats::whole(f64::from(everybody)),
        cells: pooled.collect(),
        last_is_partial: false,
    };
    let row = |cohort: &Cohort| ShareRow {
        name: formats::month(cohort.month),
        count: formats::whole(f64::from(cohort.customers)),
        cells: cohort.ordered.iter().map(|ordered| share(*ordered, cohort.customers)).collect(),
        last_is_partial: !triangle.last_month_is_whole,
    };
    std::iter::once(all).chain(triangle.cohorts.iter().map(row)).collect()
}

/// Lines of the table: cohort, months since, customers who ordered, share.
fn counts(cohort: &Cohort) -> impl Iterator<Item = Vec<String>> + '_ {
    let customers = f64::from(cohort.customers.max(1));
    cohort.ordered.iter().enumerate().map(move |(month, ordered)| {
        let ordered = f64::from(*ordered);
        vec![
            formats::month(cohort.month),
            formats::whole(month as f64),
            formats::whole(ordered),
            formats::percent(ordered / customers),
        ]
    })
}
