//! What the models came to.

use leptos::prelude::*;
use shared::planning::{Estimate, Mark, ModelRefit, Parameter, Refit, RefitFigure};

use super::server::Agreement;
use crate::formats::{day_medium, decimal, significant, whole};
use crate::parts::{Definition, Disclosure};
use crate::text::{parts, refit as text};

/// The verdict, how the models compare, and what they do to the answer.
#[component]
pub(super) fn Outcome(refit: Refit) -> impl IntoView {
    let number = |count: u32| whole(f64::from(count));
    let compared = text::compared(
        &number(refit.customers),
        &whole(refit.transactions as f64),
        &day_medium(refit.first_day),
        &day_medium(refit.as_of),
    );
    let held_out = refit.split.map(|split| {
        let actual = whole(refit.held_out_actual as f64);
        text::held_out(&day_medium(split), &number(refit.held_out_customers), &actual)
    });
    let failed: Vec<&str> = refit.failed.iter().map(|model| text::name(*model)).collect();
    let failed = (!failed.is_empty()).then(|| view! { <p>{text::failed()}": "{failed.join(", ")}</p> });
    let fits = refit.models.iter().map(fit_row).collect_view();
    let answers = refit.models.iter().map(answer_row).collect_view();
    let parameters = refit.models.iter().map(parameter_rows).collect_view();
    view! {
        <div class="outcome">
            <h3 data-testid="refit-verdict">{text::verdict(&refit.verdict)}</h3>
            <p>{compared}" "{held_out}</p>
            {failed}
            <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::fit_caption()>
                <table class="plain comparison-of-models">
                    <thead>
                        <tr>
                            <th scope="col">{text::model()}</th>
                            <th scope="col" class="number">{text::log_likelihood()}</th>
                            <th scope="col" class="number">{text::akaike()}</th>
                            <th scope="col" class="number">{text::schwarz()}</th>
                            <th scope="col" class="number">{text::expected()}</th>
                            <th scope="col" class="number">{text::weekly_error()}</th>
                            <th scope="col" class="number">{text::log_score()}</th>
                        </tr>
                    </thead>
                    <tbody>{fits}</tbody>
                </table>
            </div>
            <h3>{text::answer_title()}</h3>
            <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::answer_caption()>
                <table class="plain answers-of-models">
                    <thead>
                        <tr>
                            <th scope="col">{text::model()}</th>
                            <th scope="col" class="number">{text::active()}</th>
                            <th scope="col" class="number">{text::of_parameters()}</th>
                            <th scope="col" class="number">{text::orders()}</th>
                            <th scope="col" class="number">{text::of_parameters()}</th>
                        </tr>
                    </thead>
                    <tbody>{answers}</tbody>
                </table>
            </div>
            <Disclosure summary=text::parameters()>
                <div class="scroll-table tall" tabindex="0" role="region" aria-label=text::parameters()>
                    <table class="plain parameters">
                        <thead>
                            <tr>
                                <th scope="col">{text::parameter()}</th>
                                <th scope="col" class="number">{text::estimate()}</th>
                                <th scope="col" class="number">{text::error()}</th>
                            </tr>
                        </thead>
                        {parameters}
                    </table>
                </div>
            </Disclosure>
            <Agreement refit />
            <Definition terms=text::terms() />
        </div>
    }
}

fn fit_row(model: &ModelRefit) -> impl IntoView + use<> {
    let cell = |value: String, mark: Mark| {
        let mark = Some(mark).filter(|mark| *mark != Mark::Out).and_then(text::mark);
        view! { <td class="number">{value}{mark.map(|mark| view! { " "<span class="mark-tag">{mark}</span> })}</td> }
    };
    let empty = || view! { <td class="number"></td> };
    let is_out = model.akaike_mark == Mark::Out;
    let holdout = match &model.holdout {
        None => view! { {empty()}{empty()}{empty()} }.into_any(),
        Some(it) => view! {
            <td class="number">{figure(&it.expected)}</td>
            {cell(decimal(it.weekly_error, 1), it.weekly_mark)}
            {cell(decimal(it.log_score, 4), it.score_mark)}
        }
        .into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {text::name(model.model)}
                {is_out.then(|| view! { " "<span class="mark-tag">{text::out()}</span> })}
            </th>
            <td class="number">{decimal(model.log_likelihood, 1)}</td>
            {cell(decimal(model.akaike, 1), model.akaike_mark)}
            {cell(decimal(model.schwarz, 1), model.schwarz_mark)}
            {holdout}
        </tr>
    }
}

fn answer_row(model: &ModelRefit) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{text::name(model.model)}</th>
            {answer(&model.active)}
            {answer(&model.orders_in_year)}
        </tr>
    }
}

fn answer(of: &RefitFigure) -> impl IntoView + use<> {
    view! {
        <td class="number">{figure(of)}</td>
        <td class="number of-parameters">{range(of.of_parameters)}</td>
    }
}

/// A figure and its interval.
fn figure(figure: &RefitFigure) -> impl IntoView + use<> {
    view! { {whole(figure.value.round())}" "<span class="range">{range(figure.interval)}</span> }
}

fn range(interval: Option<Estimate>) -> String {
    let number = |value: f64| whole(value.round());
    interval.map_or_else(
        || text::no_range().to_owned(),
        |interval| parts::range(&number(interval.low), &number(interval.high)),
    )
}

fn parameter_rows(model: &ModelRefit) -> impl IntoView + use<> {
    let estimated = model.parameters.len() - model.free_parameters as usize;
    let row = |(index, parameter): (usize, &Parameter)| {
        let error = match parameter.standard_error {
            Some(error) => significant(error),
            None if index < estimated => text::chosen().to_owned(),
            None => text::out().to_owned(),
        };
        view! {
            <tr>
                <th scope="row" translate="no">{parameter.name.clone()}</th>
                <td class="number">{significant(parameter.value)}</td>
                <td class="number">{error}</td>
            </tr>
        }
    };
    let rows = model.parameters.iter().enumerate().map(row).collect_view();
    view! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan="3">{text::name(model.model)}</th></tr>
            {rows}
        </tbody>
    }
}
