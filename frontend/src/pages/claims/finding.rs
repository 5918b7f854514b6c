//! The sentence on top and the figures under it.

use leptos::prelude::*;

use super::address;
use super::desk::use_desk;
use super::question::Question;
use crate::formats::{percent, percent_signed, significant};
use crate::parts::{Definition, PageHeading};
use crate::text::claims as text;

/// The band of the claim.
pub(super) const FAMOUS: (f64, f64) = (0.25, 0.95);

/// What the rise comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// Change of profit as a share of profit now.
    Change(f64),
    /// Customers bring no profit now.
    NoProfit,
    /// More than all would stay.
    BeyondAll,
    /// Value is infinite.
    Endless,
}

/// The verdict on a question.
pub(super) fn verdict(question: &Question) -> Verdict {
    if question.rise.applied(question.cohort.retention, question.by).is_none() {
        return Verdict::BeyondAll;
    }
    match question.uplift() {
        None => Verdict::Endless,
        Some(uplift) => uplift.share().map_or(Verdict::NoProfit, Verdict::Change),
    }
}

/// The page's heading.
#[component]
pub(super) fn Finding() -> impl IntoView {
    let desk = use_desk();
    let title = Signal::derive(move || desk.question.with(sentence));
    view! {
        <PageHeading title subtitle=Signal::derive(|| text::subtitle().to_owned()) />
        <p class="small"><a href="/what-if">{text::to_what_if()}</a></p>
    }
}

fn sentence(question: &Question) -> String {
    let rise = text::rise_words(address::key(question.rise), &significant(question.by * 100.0));
    match verdict(question) {
        Verdict::Change(share) => {
            // Compared as they read.
            let rounded = (share * 1_000.0).round() / 1_000.0;
            let place = if rounded < FAMOUS.0 {
                text::below_famous()
            } else if rounded > FAMOUS.1 {
                text::above_famous()
            } else {
                text::within_famous()
            };
            text::would_bring(&rise, &percent(rounded.abs()), rounded >= 0.0, place)
        }
        Verdict::NoProfit => text::no_profit().to_owned(),
        Verdict::BeyondAll => text::beyond_all_finding(&percent(question.cohort.retention), &rise),
        Verdict::Endless => text::endless().to_owned(),
    }
}

/// What a customer is worth before and after, and the change.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let desk = use_desk();
    let amount = move |of_revenue: Option<f64>| {
        let revenue_minor = desk.question.with(|question| question.revenue_minor);
        of_revenue.map_or_else(|| text::blank().to_owned(), |share| desk.money().rounded(share * revenue_minor))
    };
    let uplift = move || desk.question.with(Question::uplift);
    let change = move || match desk.question.with(verdict) {
        Verdict::Change(share) => percent_signed(share),
        _ => text::blank().to_owned(),
    };
    let kept = move |retention: f64| text::kept_a_year(&percent(retention));
    view! {
        <section class="figures equity" aria-label=text::figures_label() data-testid="claims-figures">
            <div class="figure">
                <h2 class="label">{text::value_now()}</h2>
                <p class="value">{move || amount(uplift().map(|it| it.before))}</p>
                <p class="range">{move || kept(desk.question.with(|question| question.cohort.retention))}</p>
            </div>
            <div class="figure">
                <h2 class="label">{text::value_then()}</h2>
                <p class="value">{move || amount(uplift().map(|it| it.after))}</p>
                <p class="range">{move || uplift().map(|it| kept(it.retention))}</p>
            </div>
            <div class="figure">
                <h2 class="label">{text::more_profit()}" "<span class="mark-tag">{text::assumed()}</span></h2>
                <p class="value" data-testid="claims-uplift">{change}</p>
                <p class="range">{text::famous_range()}</p>
            </div>
        </section>
        <Definition terms=text::terms() />
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, Verdict, verdict};

    #[test]
    fn what_cannot_be_told_is_named() {
        let plain = Question::plain(0.4, 0.1, 10_000.0);
        let with = |change: fn(&mut Question)| {
            let mut question = plain;
            change(&mut question);
            verdict(&question)
        };
        let Verdict::Change(share) = verdict(&plain) else { panic!("{:?}", verdict(&plain)) };
        // 1/(1 − .8/1.1) = 3.667 and 1/(1 − .85/1.1) = 4.4.
        assert!((share - 0.2).abs() < 1e-12, "{share}");
        assert_eq!(with(|it| it.cohort.acquisition_cost = 5.0), Verdict::NoProfit);
        assert_eq!(with(|it| it.cohort.retention = 0.98), Verdict::BeyondAll);
        assert_eq!(with(|it| it.cohort.growth = 0.3), Verdict::Endless);
    }
}
