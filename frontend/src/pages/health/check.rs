//! Whether the score was worth anything: scores of an earlier day against who ordered afterwards.

use leptos::prelude::*;
use protocol::HealthCheckQuestion;
use shared::planning::Estimate;
use shared::planning::health::{BandOutcome, HealthCheck, HealthCheckProblem, HealthVerdict};

use super::desk::use_desk;
use crate::charts::IntervalBar;
use crate::formats::{day_medium, decimal, percent, whole};
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, health as text};

type Outcome = Result<HealthCheck, HealthCheckProblem>;

/// The comparison under the weights chosen.
#[component]
pub(super) fn Check() -> impl IntoView {
    let weights = use_desk().weights;
    let asked: Asked<Outcome> = ask(move || HealthCheckQuestion { weights: weights.get() }, Some);
    let title = move || asked.say(text::check_pending, |found| found.as_ref().map_or_else(|_| none(), finding));
    let body = move || {
        asked.answer.get().map(|found| match found {
            Ok(check) => view! { <Compared check /> }.into_any(),
            Err(problem) => view! { <p class="muted">{why(&problem)}</p> }.into_any(),
        })
    };
    view! {
        <section
            class="card"
            class:stale=move || asked.busy.get()
            aria-busy=move || asked.busy.get().to_string()
            data-testid="health-check"
        >
            <h2>{title}</h2>
            {body}
            <Definition terms=vec![definitions::health_check()] />
        </section>
    }
}

fn none() -> String {
    text::check_none().to_owned()
}

fn finding(check: &HealthCheck) -> String {
    match check.verdict {
        HealthVerdict::Better => text::check_better().to_owned(),
        HealthVerdict::AsWell => text::check_as_well().to_owned(),
        HealthVerdict::Worse => text::check_worse().to_owned(),
        HealthVerdict::Alone => text::check_alone(&percent(rounded(check.area.value))),
    }
}

fn why(problem: &HealthCheckProblem) -> String {
    match problem {
        HealthCheckProblem::TooShort { days } => text::check_too_short(&whole(f64::from(*days))),
        HealthCheckProblem::TooFew { ordered, others } => {
            text::check_too_few(&whole(f64::from(*ordered)), &whole(f64::from(*others)))
        }
    }
}

#[component]
fn Compared(check: HealthCheck) -> impl IntoView {
    let measure = text::check_measure(
        &day_medium(check.split),
        &day_medium(check.last_day),
        &whole(f64::from(check.customers)),
        &whole(f64::from(check.ordered)),
    );
    let area = |name: &'static str, area: Estimate| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd class="numbers">
                    <span class="value">{percent(tenth(area.value))}</span>
                    " "
                    <span class="range">{crate::text::parts::range(&percent(tenth(area.low)), &percent(tenth(area.high)))}</span>
                    <IntervalBar estimate=area from=0.5 to=1.0 />
                </dd>
            </div>
        }
    };
    let difference = check.difference.map(|difference| {
        let points = |share: f64| decimal(share * 100.0, 1);
        view! {
            <div>
                <dt>{text::check_difference()}</dt>
                <dd class="numbers">
                    <span class="value">{signed(difference.value)}</span>
                    " "
                    <span class="range">
                        {crate::text::parts::range(&points(difference.low), &points(difference.high))}
                    </span>
                </dd>
            </div>
        }
    });
    let no_presence = (check.verdict == HealthVerdict::Alone)
        .then(|| view! { <p class="muted small">{text::check_undecided_presence()}</p> });
    view! {
        <p class="muted small">{measure}</p>
        <div class="columns even">
            <div>
                <p class="muted small">{text::check_unit()}</p>
                <dl class="areas">
                    {area(text::check_area(), check.area)}
                    {check.area_of_presence.map(|presence| area(text::check_presence(), presence))}
                    {difference}
                </dl>
            </div>
            <Bands bands=check.bands />
        </div>
        {no_presence}
        <p class="muted small">{text::check_undated()}</p>
    }
}

#[component]
fn Bands(bands: [BandOutcome; 3]) -> impl IntoView {
    let highest = bands.iter().filter_map(|band| band.share).map(|share| share.high).fold(0.0, f64::max);
    let row = |band: BandOutcome| {
        let share = band.share.map_or_else(
            || text::blank().to_owned(),
            |share| {
                let percent = |share: f64| percent(rounded(share));
                text::with_range(&percent(share.value), &percent(share.low), &percent(share.high))
            },
        );
        let bar = band.share.map(|estimate| view! { <IntervalBar estimate from=0.0 to=highest /> });
        view! {
            <tr>
                <th scope="row">{text::band(band.band)}</th>
                <td class="number">{whole(f64::from(band.customers))}</td>
                <td class="number">{share}</td>
                <td class="bar wide-only">{bar}</td>
            </tr>
        }
    };
    view! {
        <table class="plain">
            <thead>
                <tr>
                    <th scope="col">{text::band_column()}</th>
                    <th scope="col" class="number">{text::customers_column()}</th>
                    <th scope="col" class="number">{text::ordered_column()}</th>
                    <td class="bar wide-only"></td>
                </tr>
            </thead>
            <tbody>{bands.map(row).collect_view()}</tbody>
        </table>
    }
}

/// To whole percents.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

/// To tenths of a percent.
fn tenth(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}

/// A share in points with its sign.
pub(super) fn signed(share: f64) -> String {
    let points = (share * 1_000.0).round() / 10.0;
    let sign = if points > 0.0 { "+" } else { "" };
    format!("{sign}{}", decimal(points + 0.0, 1))
}
