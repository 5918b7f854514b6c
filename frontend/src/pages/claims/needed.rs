//! What would have to be true for the claim's figures to come out.

use leptos::prelude::*;
use shared::planning::claims::{Assumption, Target, values_for};

use super::desk::use_desk;
use super::question::Question;
use super::slider::Slider;
use crate::formats::percent;
use crate::text::claims as text;

/// The figures of the claim: the least, the largest of 1990 and the largest of 1996.
const TOLD: [f64; 3] = [0.25, 0.85, 0.95];

/// A row an assumption, a column a figure.
#[component]
pub(super) fn Needed() -> impl IntoView {
    let desk = use_desk();
    let rows = move || {
        let question = desk.question.get();
        let row = |assumption: Assumption| {
            let slider = Slider::Of(assumption);
            let cells = TOLD.map(|told| {
                let cell = match nearest(&question, assumption, told) {
                    Some(value) => slider.reads(value),
                    None => text::no_value().to_owned(),
                };
                view! { <td class="number">{cell}</td> }
            });
            view! {
                <tr>
                    <th scope="row">{text::slider(slider.key())}</th>
                    <td class="number">{slider.reads(assumption.get(&question.cohort))}</td>
                    {cells.collect_view()}
                </tr>
            }
        };
        Assumption::ALL.map(row).collect_view()
    };
    let columns = TOLD.map(|told| view! { <th scope="col" class="number">{text::for_uplift(&percent(told))}</th> });
    view! {
        <section class="card" data-testid="claims-needed">
            <h2 id="needed-title">{text::needed_title()}</h2>
            <p class="muted small">{text::needed_measure()}</p>
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="needed-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::assumption_column()}</th>
                            <th scope="col" class="number">{text::now_column()}</th>
                            {columns.collect_view()}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The value of an assumption within its slider's range that gives an uplift, the nearest to what is assumed now.
fn nearest(question: &Question, assumption: Assumption, told: f64) -> Option<f64> {
    let target = Target { rise: question.rise, by: question.by, uplift: told };
    let now = assumption.get(&question.cohort);
    let values = values_for(&question.cohort, &target, assumption, Slider::range(assumption));
    values.into_iter().min_by(|one, other| (one - now).abs().total_cmp(&(other - now).abs()))
}

#[cfg(test)]
mod tests {
    use shared::planning::claims::Assumption;

    use super::{Question, nearest};

    #[test]
    fn the_nearest_value_is_given_and_none_where_there_is_none() {
        let question = Question::plain(0.4, 0.1, 10_000.0);
        // The value of now is .4/(1 − .8/1.1) = 1.4667, five points add .2933: a quarter of 1.1733.
        let cost = nearest(&question, Assumption::AcquisitionCost, 0.25).expect("winning may cost that");
        assert!((cost - 0.293_333).abs() < 1e-5, "{cost}");
        assert_eq!(nearest(&question, Assumption::Margin, 0.25), None, "without costs the margin is only a scale");
    }
}
