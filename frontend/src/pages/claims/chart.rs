//! What the rise brings, by how many customers stay already.

use leptos::prelude::*;
use shared::planning::claims::Rise;

use super::address;
use super::desk::use_desk;
use super::finding::FAMOUS;
use super::question::Question;
use crate::charts::{Band, ChartFigure, Line, Lines};
use crate::formats::{percent, significant};
use crate::text::claims as text;

/// Retention at the left end and at the right end, in percent.
const ENDS: (u16, u16) = (30, 99);
/// Upper end of the scale.
const TOP: f64 = 1.5;

/// A line a way of counting, with the claim's band.
#[component]
pub(super) fn UpliftByRetention() -> impl IntoView {
    let desk = use_desk();
    let question = desk.question;
    let title = Signal::derive(move || question.with(finding));
    let measure = Signal::derive(move || text::chart_measure(&significant(question.with(|it| it.by) * 100.0)));
    let lines = Signal::derive(move || {
        let classes = ["line-1", "line-2", "line-3"];
        let line = |(rise, class)| Line { class, values: question.with(|it| values(it, rise)) };
        Rise::ALL.into_iter().zip(classes).map(line).collect::<Vec<_>>()
    });
    let mark = Signal::derive(move || {
        let (left, right) = (f64::from(ENDS.0) / 100.0, f64::from(ENDS.1) / 100.0);
        let retention = question.with(|it| it.cohort.retention);
        let share = (retention - left) / (right - left);
        (0.0..=1.0).contains(&share).then(|| (share, text::assumed_here(&percent(retention))))
    });
    let numbers = Signal::derive(move || question.with(table));
    let rows = Signal::derive(move || {
        let cell = |value: Option<f64>| value.map_or_else(|| text::blank().to_owned(), percent);
        numbers.get().into_iter().map(|row| row.into_iter().map(cell).collect()).collect::<Vec<Vec<String>>>()
    });
    let names = Rise::ALL.map(|rise| text::rise(address::key(rise)));
    let columns = [text::retention_column(), names[0], names[1], names[2]];
    view! {
        <ChartFigure title measure summary=title columns=columns.map(str::to_owned).to_vec() rows numbers>
            <p class="direct-labels small" aria-hidden="true">
                <span class="line-1">{names[0]}</span>
                <span class="line-2">{names[1]}</span>
                <span class="line-3">{names[2]}</span>
            </p>
            <Lines
                lines
                band=Band { from: FAMOUS.0, to: FAMOUS.1, name: text::band_name() }
                top=TOP
                reads=percent
                mark
                ends=(
                    text::kept_a_year(&percent(f64::from(ENDS.0) / 100.0)),
                    text::kept_a_year(&percent(f64::from(ENDS.1) / 100.0)),
                )
                label=title
            />
        </ChartFigure>
    }
}

fn retentions() -> impl Iterator<Item = f64> {
    (ENDS.0..=ENDS.1).map(|percent| f64::from(percent) / 100.0)
}

fn values(question: &Question, rise: Rise) -> Vec<Option<f64>> {
    retentions().map(|retention| question.share_at(retention, rise)).collect()
}

fn table(question: &Question) -> Vec<Vec<Option<f64>>> {
    let row = |retention| {
        let values = Rise::ALL.map(|rise| question.share_at(retention, rise));
        std::iter::once(Some(retention)).chain(values).collect()
    };
    retentions().map(row).collect()
}

/// Where retention has to be for the claim to hold with the reading chosen.
fn finding(question: &Question) -> String {
    match stretches(question).as_slice() {
        [] => text::never_famous().to_owned(),
        [(from, to)] => text::famous_between(&percent(*from), &percent(*to)),
        _ => text::famous_in_places().to_owned(),
    }
}

/// Retentions, by whole percents, within which the claim holds.
fn stretches(question: &Question) -> Vec<(f64, f64)> {
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    let mut is_open = false;
    for (retention, share) in retentions().zip(values(question, question.rise)) {
        let holds = share.is_some_and(|share| (FAMOUS.0..=FAMOUS.1).contains(&share));
        match stretches.last_mut().filter(|_| is_open && holds) {
            Some(stretch) => stretch.1 = retention,
            None if holds => stretches.push((retention, retention)),
            None => {}
        }
        is_open = holds;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::{Question, stretches, table};

    #[test]
    fn the_claim_holds_where_few_are_lost_already() {
        // Points for ever without costs: .05/1.1 over 1 − (r + .05)/1.1, a quarter at r = .85 + and nearly all at r = .95.
        let question = Question::plain(0.4, 0.1, 10_000.0);
        let [(from, to)] = stretches(&question)[..] else { panic!("{:?}", stretches(&question)) };
        assert_eq!((from, to), (0.85, 0.95));
    }

    #[test]
    fn costs_make_it_hold_where_many_are_lost_too() {
        let mut question = Question::plain(0.4, 0.1, 10_000.0);
        question.cohort.acquisition_cost = 0.7;
        let found = stretches(&question);
        assert!(found.first().is_some_and(|(from, _)| *from < 0.6) || found.len() > 1, "{found:?}");
    }

    #[test]
    fn the_table_has_a_row_a_percent() {
        let rows = table(&Question::plain(0.4, 0.1, 10_000.0));
        assert_eq!((rows.len(), rows[0].len()), (70, 4));
        assert_eq!(rows[69][1], None, "99 % and five points are more than all");
    }
}
