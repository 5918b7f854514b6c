//! Actual and expected repeat orders over the weeks.

use leptos::prelude::*;
use shared::planning::{ModelCheck, TrackedWeek};

use crate::charts::{ChartFigure, TrackingLines};
use crate::formats::{day_medium, month, percent, significant, whole};
use crate::text::model as text;

/// Week by week.
#[component]
pub(super) fn Weekly(check: ModelCheck) -> impl IntoView {
    let weeks = check.weeks;
    let held_out: Vec<&TrackedWeek> = weeks.iter().filter(|week| week.held_out).collect();
    let count = held_out.len().max(1) as f64;
    let error = held_out.iter().map(|week| (week.expected - f64::from(week.actual)).abs()).sum::<f64>() / count;
    let usual = held_out.iter().map(|week| f64::from(week.actual)).sum::<f64>() / count;
    let title = text::weekly_finding(&significant(error), &percent(rounded(error / usual.max(1e-9))));
    let (actual, expected) = columns(&weeks);
    let rows = rows(&weeks, &actual, &expected);
    let columns = vec![text::column_week().to_owned(), text::actual().to_owned(), text::expected().to_owned()];
    let reading = {
        let weeks = weeks.clone();
        move |index: usize| {
            let week = &weeks[index];
            let number = whole(f64::from(week.actual));
            text::week_reading(&day_medium(week.last_day), &number, &significant(week.expected), week.held_out)
        }
    };
    let picture = Picture { title, measure: text::weekly_measure(), columns, rows, actual, expected };
    picture.draw(&weeks, reading)
}

/// The running totals.
#[component]
pub(super) fn Cumulative(check: ModelCheck) -> impl IntoView {
    let weeks = check.weeks;
    let (actual, expected) = columns(&weeks);
    let (actual, expected) = (running(&actual), running(&expected));
    let ends = (actual.last().copied().unwrap_or(0.0), expected.last().copied().unwrap_or(0.0));
    let off = ends.1 / ends.0.max(1.0) - 1.0;
    let title = text::cumulative_finding(&percent(rounded(off.abs())), off >= 0.0);
    let rows = rows(&weeks, &actual, &expected);
    let columns = vec![
        text::column_week().to_owned(),
        text::column_actual_sum().to_owned(),
        text::column_expected_sum().to_owned(),
    ];
    let reading = {
        let (weeks, actual, expected) = (weeks.clone(), actual.clone(), expected.clone());
        move |index: usize| {
            text::sum_reading(
                &day_medium(weeks[index].last_day),
                &whole(actual[index]),
                &whole(expected[index].round()),
            )
        }
    };
    let picture = Picture { title, measure: text::cumulative_measure(), columns, rows, actual, expected };
    picture.draw(&weeks, reading)
}

struct Picture {
    title: String,
    measure: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    actual: Vec<f64>,
    expected: Vec<f64>,
}

impl Picture {
    fn draw(self, weeks: &[TrackedWeek], reading: impl Fn(usize) -> String + Send + Sync + 'static) -> AnyView {
        let held_out_from = weeks.iter().position(|week| week.held_out).unwrap_or(weeks.len());
        let (all_actual, all_expected) = columns(weeks);
        let summary = text::tracking_summary(
            &whole(weeks.len() as f64),
            &whole((weeks.len() - held_out_from) as f64),
            &whole(all_expected.iter().sum::<f64>().round()),
            &whole(all_actual.iter().sum()),
        );
        let ends = match (weeks.first(), weeks.last()) {
            (Some(first), Some(last)) => (month(first.last_day), month(last.last_day)),
            _ => (String::new(), String::new()),
        };
        let Self { title, measure, columns, rows, actual, expected } = self;
        view! {
            <ChartFigure
                title
                measure=measure.to_owned()
                summary=summary.clone()
                columns
                rows=Signal::stored(rows)
            >
                <p class="direct-labels small" aria-hidden="true">
                    <span class="actual">{text::actual()}</span>
                    <span class="expected">{text::expected()}</span>
                </p>
                <TrackingLines actual expected held_out_from stretch=text::held_out() ends label=summary reading />
            </ChartFigure>
        }
        .into_any()
    }
}

fn columns(weeks: &[TrackedWeek]) -> (Vec<f64>, Vec<f64>) {
    weeks.iter().map(|week| (f64::from(week.actual), week.expected)).unzip()
}

fn rows(weeks: &[TrackedWeek], actual: &[f64], expected: &[f64]) -> Vec<Vec<String>> {
    let row = |((week, actual), expected): ((&TrackedWeek, &f64), &f64)| {
        vec![day_medium(week.last_day), whole(*actual), crate::formats::decimal(*expected, 1)]
    };
    weeks.iter().zip(actual).zip(expected).rev().map(row).collect()
}

fn running(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let add = |value: &f64| {
        sum += value;
        sum
    };
    values.iter().map(add).collect()
}

/// A share to a tenth of a percent.
fn rounded(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::running;

    #[test]
    fn totals_run() {
        assert_eq!(running(&[1.0, 0.5, 2.0]), [1.0, 1.5, 3.5]);
        assert!(running(&[]).is_empty());
    }
}
