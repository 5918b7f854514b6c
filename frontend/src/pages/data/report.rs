//! What the dry run found, before anything is stored.

use leptos::prelude::*;
use shared::domain::Currency;
use shared::domain::Day;
use shared::ingest::{CurrencyTotals, DistinctCount, DryRunReport, Field, ImportKind, RowErrorKind};

use super::drop_zone::Problem;
use super::faults::Faults;
use super::journey::{Journey, Stage, use_journey};
use crate::formats::{Money, day_medium, whole};
use crate::parts::{Definition, Notice};
use crate::text::{data as text, kinds};

/// Totals that agree with the file, the rejected rows, and the button that imports.
#[component]
pub(super) fn Report() -> impl IntoView {
    let journey = use_journey();
    move || {
        let checked = journey.checked.get()?;
        let money = Money(journey.currency()?);
        let report = checked.report.clone();
        let kind = journey.mapping.with_untracked(|mapping| mapping.kind);
        let accepted = report.accepted;
        let is_foreign = report.errors.iter().any(|error| matches!(error.kind, RowErrorKind::Currency { .. }));
        let without_rate: Vec<String> = report
            .currencies
            .iter()
            .filter(|totals| totals.without_rate > 0)
            .map(|totals| text::lines_without_rate(&whole(totals.without_rate as f64), &totals.currency))
            .collect();
        Some(view! {
            <section class="card report" aria-labelledby="report-title">
                <h2 id="report-title">{text::report_title(&whole(accepted as f64), &whole(report.lines as f64))}</h2>
                <p class="muted">{span(kind, &report)}</p>
                <Problem />
                {(accepted == 0).then(|| view! { <Notice tone="loss"><p>{text::nothing_accepted()}</p></Notice> })}
                {is_foreign.then(|| view! {
                    <Notice tone="plain">
                        <p>{text::other_currency(money.0.code())}</p>
                        <a class="button" href="/settings">{crate::text::frame::settings()}</a>
                    </Notice>
                })}
                {(!without_rate.is_empty()).then(|| view! {
                    <Notice tone="plain">
                        <p>{text::without_rate(&without_rate.join(", "))}</p>
                        <a class="button" href="/settings#rates">{text::add_rates()}</a>
                    </Notice>
                })}
                <Totals kind=kind report=report.clone() money=money />
                {(report.refunded > 0).then(|| view! { <p class="muted small">{refunds_dated(journey, &report)}</p> })}
                {(!report.currencies.is_empty()).then(|| view! {
                    <Currencies totals=report.currencies.clone() money=money />
                })}
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
                <Definition terms=text::report_terms(kind) of_base=false />
            </section>
            <Faults checked=checked />
        })
    }
}

/// How many records and customers, and first to last day where lines have one.
fn span(kind: ImportKind, report: &DryRunReport) -> String {
    let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<Day>().ok()).map(day_medium);
    let days = day(&report.first_day).zip(day(&report.last_day));
    kinds::span(kind, &counted(report.records), &counted(report.customers), days)
}

/// By which day what was given back is kept.
fn refunds_dated(journey: Journey, report: &DryRunReport) -> String {
    let position = journey.mapping.with_untracked(|mapping| mapping.position(Field::RefundedAt));
    let column = position.and_then(|position| journey.column_names().into_iter().nth(position));
    let (undated, all) = (whole(report.refunded_undated as f64), whole(report.refunded as f64));
    text::refunds_dated(column.as_deref(), &undated, &all, report.refunded_undated > 0)
}

fn counted(number: DistinctCount) -> String {
    let DistinctCount { count, margin } = number;
    let count_text = whole(count as f64);
    if margin == 0 {
        return count_text;
    }
    text::about(&count_text, &whole(count.saturating_sub(margin) as f64), &whole(count.saturating_add(margin) as f64))
}

/// Lines and sums by what becomes of them.
#[component]
fn Totals(kind: ImportKind, report: DryRunReport, money: Money) -> impl IntoView {
    let has_amounts = kinds::has_amounts(kind);
    let sum = move |amount: &str| has_amounts.then(|| view! { <td class="number">{money.decimal_text(amount)}</td> });
    let count = |lines: u64| whole(lines as f64);
    view! {
        <div class="scroll-table whole" tabindex="0" role="region" aria-label=text::totals()>
        <table class="plain totals">
            <thead>
                <tr>
                    <th scope="col">{text::what_becomes()}</th>
                    <th scope="col" class="number">{text::lines()}</th>
                    {has_amounts.then(|| view! {
                        <th scope="col" class="number">
                            {if report.currencies.is_empty() { kinds::sum(kind).to_owned() } else { kinds::sum_converted(kind, money.0.code()) }}
                        </th>
                    })}
                </tr>
            </thead>
            <tbody>
                <tr data-kind="accepted">
                    <th scope="row">{text::will_be_imported()}</th>
                    <td class="number">{count(report.accepted)}</td>
                    {sum(&report.accepted_total)}
                </tr>
                {(kind == ImportKind::Orders).then(|| view! {
                    <tr class="part" data-kind="negative">
                        <th scope="row">{text::negative_among()}</th>
                        <td class="number">{count(report.negative)}</td>
                        {sum(&report.negative_total)}
                    </tr>
                })}
                {(report.refunded > 0).then(|| view! {
                    <tr class="part" data-kind="refunded">
                        <th scope="row">{text::refunded_among()}</th>
                        <td class="number">{text::orders_counted(&count(report.refunded))}</td>
                        {sum(&report.refunded_total)}
                    </tr>
                })}
                <tr data-kind="without-customer">
                    <th scope="row">{text::without_customer()}</th>
                    <td class="number">{count(report.without_customer)}</td>
                    {sum(&report.without_customer_total)}
                </tr>
                <tr data-kind="rejected">
                    <th scope="row">{text::cannot_be_read()}</th>
                    <td class="number">{count(report.rejected)}</td>
                    {has_amounts.then(|| view! { <td class="number">"–"</td> })}
                </tr>
            </tbody>
            <tfoot>
                <tr data-kind="lines">
                    <th scope="row">{text::whole_file()}</th>
                    <td class="number">{count(report.lines)}</td>
                    {has_amounts.then(|| view! { <td class="number"></td> })}
                </tr>
            </tfoot>
        </table>
        </div>
    }
}

/// Sums of each currency as the file has them, and what they come to; none is added to another.
#[component]
fn Currencies(totals: Vec<CurrencyTotals>, money: Money) -> impl IntoView {
    let own = money.0.code().to_owned();
    let rows = totals.into_iter().map(|totals| {
        let theirs = totals.currency.parse::<Currency>().map_or(money, Money);
        view! {
            <tr data-currency=totals.currency.clone()>
                <th scope="row" translate="no">{totals.currency.clone()}</th>
                <td class="number">{whole(totals.accepted as f64)}</td>
                <td class="number">{theirs.decimal_text(&totals.accepted_total)}</td>
                <td class="number">{money.decimal_text(&totals.converted_total)}</td>
                <td class="number">{whole(totals.without_customer as f64)}</td>
                <td class="number">{theirs.decimal_text(&totals.without_customer_total)}</td>
                <td class="number">{whole(totals.without_rate as f64)}</td>
            </tr>
        }
    });
    view! {
        <h3>{text::currencies_title()}</h3>
        <p class="muted small">{text::currencies_note(&own)}</p>
        <div class="scroll-table whole" tabindex="0" role="region" aria-label=text::currencies_title()>
        <table class="plain currencies">
            <thead>
                <tr>
                    <th scope="col">{text::currency()}</th>
                    <th scope="col" class="number">{text::will_be_imported()}</th>
                    <th scope="col" class="number">{text::sum_in_file()}</th>
                    <th scope="col" class="number">{text::sum_in(&own)}</th>
                    <th scope="col" class="number">{text::without_customer()}</th>
                    <th scope="col" class="number">{text::sum_in_file()}</th>
                    <th scope="col" class="number">{text::no_rate()}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        </div>
    }
}
