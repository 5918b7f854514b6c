//! What the model is: what it was fitted to, what it found, and its parameters.

use leptos::prelude::*;
use shared::planning::{CardFit, CardParameter, Estimate, ModelName, Verdict};
use shared::scoring::WEEKS_PER_YEAR;

use super::Shown;
use crate::formats::{Money, day_medium, decimal, percent, significant, whole};
use crate::parts::Disclosure;
use crate::text::{model as text, parts};

/// The card.
#[component]
pub(super) fn Card(shown: Shown) -> impl IntoView {
    let card = shown.card.clone();
    let number = |count: f64| whole(count);
    let fitted = text::fitted_to(
        &number(f64::from(shown.manifest.summary.customers)),
        &number(card.transactions as f64),
        &day_medium(card.first_day),
        &day_medium(card.as_of),
        &number(f64::from(card.repeat_customers)),
    );
    let used = (shown.manifest.assessment.verdict == Verdict::Estimated).then(|| {
        let of = |model| card.fits.iter().find(|fit| fit.model == model).map_or(0.0, |fit| fit.log_likelihood);
        let gain = of(ModelName::MbgNbd) - of(ModelName::BgNbd);
        view! { <p><strong>{text::may_be_used()}</strong>" "{text::used_because(&significant(gain))}</p> }
    });
    let limits: Vec<_> = card
        .fits
        .iter()
        .flat_map(|fit| fit.limits.iter().map(move |limit| (fit.model, *limit)))
        .map(|(model, limit)| view! { <li>{text::model(model)}": "{text::limit(limit)}</li> })
        .collect();
    let found = findings(&shown).into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    let assumed = text::assumptions().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    let fits = card.fits.iter().map(fit_rows).collect_view();
    view! {
        <section class="card model-card" data-testid="model-card">
            <h2>{text::card_title()}</h2>
            <p>{fitted}</p>
            {used}
            <h3>{text::found_title()}</h3>
            <ul class="sentences">{found}{limits}</ul>
            <h3>{text::assumes_title()}</h3>
            <ul class="sentences">{assumed}</ul>
            <Disclosure summary=text::parameters_title()>
                <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::models_caption()>
                    <table class="plain parameters">
                        <thead>
                            <tr>
                                <th scope="col">{text::parameter_column()}</th>
                                <th scope="col">{text::means_column()}</th>
                                <th scope="col" class="number">{text::estimate_column()}</th>
                                <th scope="col" class="number">{text::error_column()}</th>
                                <th scope="col" class="number">{text::range_column()}</th>
                            </tr>
                        </thead>
                        {fits}
                    </table>
                </div>
            </Disclosure>
        </section>
    }
}

fn fit_rows(fit: &CardFit) -> impl IntoView + use<> {
    let model = fit.model;
    let note = text::model_note(
        &decimal(fit.log_likelihood, 1),
        &whole(f64::from(fit.customers)),
        &whole(f64::from(fit.iterations)),
    );
    let row = |parameter: &CardParameter| {
        let error = parameter.standard_error.map_or_else(|| text::at_limit().to_owned(), significant);
        let range = match parameter.interval {
            None => text::at_limit().to_owned(),
            Some((low, high)) => {
                parts::range(&significant(low), &high.map_or_else(|| text::unbounded().to_owned(), significant))
            }
        };
        view! {
            <tr>
                <th scope="row" translate="no">{parameter.name.clone()}</th>
                <td>{text::parameter(model, &parameter.name)}</td>
                <td class="number">{significant(parameter.value)}</td>
                <td class="number">{error}</td>
                <td class="number">{range}</td>
            </tr>
        }
    };
    let rows = fit.parameters.iter().map(row).collect_view();
    view! {
        <tbody>
            <tr class="group">
                <th scope="rowgroup" colspan="5">{text::model(model)}" "<span class="muted small">{note}</span></th>
            </tr>
            {rows}
        </tbody>
    }
}

/// What the parameters mean, sentence by sentence.
fn findings(shown: &Shown) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(it) = &shown.card.purchases {
        let points = whole((it.stop_spread * 100.0).round());
        sentences.push(text::stop_chance(&share(it.stop_chance.value), &share_range(it.stop_chance), &points));
        let year = |rate: f64| significant(rate * WEEKS_PER_YEAR);
        let pace = it.orders_a_week;
        let range = parts::range(&year(pace.low), &year(pace.high));
        sentences.push(text::pace(&year(pace.value), &range, &significant(it.rate_spread)));
    }
    if let Some(it) = &shown.card.spend
        && let Some(value) = it.order_value_minor
    {
        let money = Money(shown.manifest.settings.currency);
        let range = parts::range(&money.rounded(value.low), &money.rounded(value.high));
        sentences.push(text::order_value(&money.rounded(value.value), &range, &share(it.order_spread)));
    }
    sentences.push(match shown.manifest.assessment.spend_frequency_correlation {
        Some(coefficient) => text::correlation(&decimal(hundredths(coefficient), 2), coefficient.abs()),
        None => text::correlation_unknown().to_owned(),
    });
    sentences
}

/// To hundredths, without a sign of zero.
fn hundredths(coefficient: f64) -> f64 {
    (coefficient * 100.0).round() / 100.0 + 0.0
}

/// In whole percent.
fn share(share: f64) -> String {
    percent((share * 100.0).round() / 100.0)
}

fn share_range(estimate: Estimate) -> String {
    parts::range(&percent(tenth(estimate.low)), &percent(tenth(estimate.high)))
}

/// To a tenth of a percent.
fn tenth(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}
