//! Customers by health score.

use leptos::prelude::*;
use shared::planning::health::{HealthBand, HealthOverview};

use super::desk::use_desk;
use crate::charts::{ChartFigure, Histogram, Series};
use crate::formats::{decimal, percent, whole};
use crate::parts::Definition;
use crate::text::{definitions, health as text};

/// The histogram, and the bands in words.
#[component]
pub(super) fn Scores() -> impl IntoView {
    let overview = use_desk().overview;
    let title = Signal::derive(move || overview.say(text::pending, finding));
    let summary = Signal::derive(move || overview.say(text::pending, summary));
    let bins = move || overview.answer.with(|found| found.as_ref().map(|found| found.bins.clone()).unwrap_or_default());
    let scored = move || overview.answer.with(|found| found.as_ref().map_or(0, |found| found.scored));
    let rows = Signal::derive(move || {
        let all = f64::from(scored().max(1));
        let bins = bins();
        let width = 100.0 / bins.len().max(1) as f64;
        let row = |(index, customers): (usize, u32)| {
            let from = index as f64 * width;
            vec![
                text::stretch(&whole(from), &whole(from + width)),
                whole(f64::from(customers)),
                percent(rounded(f64::from(customers) / all)),
            ]
        };
        bins.into_iter().enumerate().map(row).collect::<Vec<_>>()
    });
    let bands = move || {
        overview.answer.get().map(|found| {
            let band = |band: HealthBand| {
                let customers = found.bands[band as usize];
                view! {
                    <div>
                        <dt>{text::band(band)}</dt>
                        <dd class="numbers">
                            {text::band_count(&whole(f64::from(customers)), &percent(share(&found, band)))}
                        </dd>
                    </div>
                }
            };
            let left = found.customers - found.scored;
            let unscored = (left > 0).then(|| text::unscored(&whole(f64::from(left))));
            view! {
                <dl class="bands">{HealthBand::ALL.map(band).collect_view()}</dl>
                {unscored.map(|unscored| view! { <p class="muted small">{unscored}</p> })}
            }
        })
    };
    let columns = [text::score_column(), text::customers_column(), text::share_column()].map(str::to_owned).to_vec();
    view! {
        <div class:stale=move || overview.busy.get() data-testid="health-scores">
            <ChartFigure title measure=text::histogram_measure().to_owned() summary columns rows>
                <Histogram
                    series=Signal::derive(move || Series { base: bins(), scenario: Vec::new() })
                    label=summary
                    ends=Signal::derive(|| [whole(0.0), text::histogram_axis().to_owned(), whole(100.0)])
                />
                {bands}
                <Definition terms=vec![definitions::health()] />
            </ChartFigure>
        </div>
    }
}

fn share(found: &HealthOverview, band: HealthBand) -> f64 {
    rounded(f64::from(found.bands[band as usize]) / f64::from(found.scored.max(1)))
}

/// To whole percents.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn finding(found: &HealthOverview) -> String {
    match found.mean {
        None => text::nobody_scored().to_owned(),
        Some(mean) => text::histogram_finding(&percent(share(found, HealthBand::Good)), &decimal(mean, 0)),
    }
}

fn summary(found: &HealthOverview) -> String {
    let [good, middling, poor] = HealthBand::ALL.map(|band| percent(share(found, band)));
    text::histogram_summary(&good, &middling, &poor)
}
