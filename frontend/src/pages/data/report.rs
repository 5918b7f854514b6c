//! What the dry run found, before anything is stored.

use leptos::prelude::*;
use shared::domain::Day;
use shared::ingest::{DryRunReport, RowErrorKind};

use super::drop_zone::Problem;
use super::faults::Faults;
use super::journey::{Stage, use_journey};
use crate::formats::{Money, day_medium, whole};
use crate::parts::{Definition, Notice};
use crate::text::data as text;

/// Totals that agree with the file, the rejected rows, and the button that imports.
#[component]
pub(super) fn Report() -> impl IntoView {
    let journey = use_journey();
    move || {
        let checked = journey.checked.get()?;
        let money = Money(journey.currency()?);
        let report = checked.report.clone();
        let accepted = report.accepted;
        let is_foreign = report.errors.iter().any(|error| matches!(error.kind, RowErrorKind::Currency { .. }));
        Some(view! {
            <section class="card report" aria-labelledby="report-title">
                <h2 id="report-title">{text::report_title(&whole(accepted as f64), &whole(report.lines as f64))}</h2>
                <p class="muted">{span(&report)}</p>
                <Problem />
                {(accepted == 0).then(|| view! { <Notice tone="loss"><p>{text::nothing_accepted()}</p></Notice> })}
                {is_foreign.then(|| view! {
                    <Notice tone="plain">
                        <p>{text::other_currency(money.0.code())}</p>
                        <a class="button" href="/settings">{crate::text::frame::settings()}</a>
                    </Notice>
                })}
                <Totals report=report.clone() money=money />
                <div class="buttons">
                    <Show when=move || { accepted > 0 }>
                        <button class="button primary" on:click=move |_| journey.import_file()>
                            {text::import(&whole(accepted as f64))}
                        </button>
                    </Show>
                    <button class="button" on:click=move |_| journey.stage.set(Stage::Map)>{text::back_to_columns()}</button>
                    <button class="button" on:click=move |_| journey.forget()>{text::another_file()}</button>
                </div>
                <p class="muted">{text::nothing_stored_yet()}</p>
                <Definition terms=text::report_terms() of_base=false />
            </section>
            <Faults checked=checked />
        })
    }
}

/// First to last day and how many customers and orders.
fn span(report: &DryRunReport) -> String {
    let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Day>().ok()).map(day_medium);
    let customers = whole(report.customers as f64);
    let orders = whole(report.records as f64);
    match (day(&report.first_day), day(&report.last_day)) {
        (Some(first), Some(last)) => text::span(&orders, &customers, &first, &last),
        _ => String::new(),
    }
}

/// Lines and sums by what becomes of them.
#[component]
fn Totals(report: DryRunReport, money: Money) -> impl IntoView {
    let sum = move |amount: &str| money.decimal_text(amount);
    let count = |lines: u64| whole(lines as f64);
    view! {
        <div class="scroll-table whole" tabindex="0" role="region" aria-label=text::totals()>
        <table class="plain totals">
            <thead>
                <tr>
                    <th scope="col">{text::what_becomes()}</th>
                    <th scope="col" class="number">{text::lines()}</th>
                    <th scope="col" class="number">{text::sum()}</th>
                </tr>
            </thead>
            <tbody>
                <tr data-kind="accepted">
                    <th scope="row">{text::will_be_imported()}</th>
                    <td class="number">{count(report.accepted)}</td>
                    <td class="number">{sum(&report.accepted_total)}</td>
                </tr>
                <tr class="part" data-kind="negative">
                    <th scope="row">{text::negative_among()}</th>
                    <td class="number">{count(report.negative)}</td>
                    <td class="number">{sum(&report.negative_total)}</td>
                </tr>
                <tr data-kind="without-customer">
                    <th scope="row">{text::without_customer()}</th>
                    <td class="number">{count(report.without_customer)}</td>
                    <td class="number">{sum(&report.without_customer_total)}</td>
                </tr>
                <tr data-kind="rejected">
                    <th scope="row">{text::cannot_be_read()}</th>
                    <td class="number">{count(report.rejected)}</td>
                    <td class="number">"–"</td>
                </tr>
            </tbody>
            <tfoot>
                <tr data-kind="lines">
                    <th scope="row">{text::whole_file()}</th>
                    <td class="number">{count(report.lines)}</td>
                    <td class="number"></td>
                </tr>
            </tfoot>
        </table>
        </div>
    }
}
