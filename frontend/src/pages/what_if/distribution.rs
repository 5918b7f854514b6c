//! How customers spread by value, as it is and as it would be.

use leptos::prelude::*;
use shared::planning::ValueBins;

use super::studio::{Studio, use_studio};
use crate::charts::{ChartFigure, Histogram, Series};
use crate::formats::whole;
use crate::text::{parts, what_if as text};

/// Bars of the base, an outline of the scenario, and both as a table.
#[component]
pub(super) fn Distribution() -> impl IntoView {
    let studio = use_studio();
    let series = Memo::new(move |_| {
        studio
            .answer
            .with(|answer| {
                answer.as_ref().map(|answer| Series {
                    base: answer.base.values.customers.clone(),
                    scenario: answer.outcome.values.customers.clone(),
                })
            })
            .unwrap_or_default()
    });
    let finding = Memo::new(move |_| finding(studio));
    view! {
        <ChartFigure
            title=finding
            measure=Signal::derive(move || {
                let months = studio.scenario.with(|scenario| scenario.horizon_months);
                text::spread_measure(&whole(f64::from(months)))
            })
            summary=finding
            columns=[text::value_from(), text::as_things_are(), text::scenario()].map(str::to_owned).to_vec()
            rows=Signal::derive(move || rows(studio))
            numbers=Signal::derive(move || numbers(studio))
        >
            <Histogram series label=finding ends=Memo::new(move |_| ends(studio)) />
            <p class="small muted legend" aria-hidden="true">
                <span class="swatch base"></span>{text::as_things_are()}<span class="swatch scenario"></span>{text::scenario()}
            </p>
        </ChartFigure>
    }
}

fn finding(studio: Studio) -> String {
    studio.answer.with(|answer| {
        let Some(answer) = answer else { return text::spread_title().to_owned() };
        let money = studio.money();
        let (before, after) = (median(&answer.base.values), median(&answer.outcome.values));
        if answer.scenario == studio.base_scenario.get() {
            text::half_above(&money.rounded(before))
        } else {
            text::half_would(&money.rounded(after), &money.rounded(before))
        }
    })
}

/// The value half of all customers are above, read off the bins.
fn median(bins: &ValueBins) -> f64 {
    let half = bins.customers.iter().map(|count| u64::from(*count)).sum::<u64>() as f64 / 2.0;
    let mut below = 0.0;
    for (index, count) in bins.customers.iter().enumerate() {
        let count = f64::from(*count);
        if count > 0.0 && below + count >= half {
            return (index as f64 + (half - below) / count) * bins.width_minor;
        }
        below += count;
    }
    0.0
}

fn ends(studio: Studio) -> [String; 3] {
    studio.answer.with(|answer| {
        let Some(answer) = answer else { return Default::default() };
        let bins = &answer.base.values;
        let money = studio.money();
        let whole_width = bins.width_minor * bins.customers.len() as f64;
        [money.short(0.0), money.short(whole_width / 2.0), text::and_more(&money.short(whole_width))]
    })
}

fn rows(studio: Studio) -> Vec<Vec<String>> {
    studio.answer.with(|answer| {
        let Some(answer) = answer else { return Vec::new() };
        let money = studio.money();
        let bins = &answer.base.values;
        let last = bins.customers.len().saturating_sub(1);
        let counts = bins.customers.iter().zip(&answer.outcome.values.customers).enumerate();
        counts
            .map(|(index, (before, after))| {
                let low = money.rounded(index as f64 * bins.width_minor);
                let high = money.rounded((index + 1) as f64 * bins.width_minor);
                let bin = if index == last { text::and_more(&low) } else { parts::range(&low, &high) };
                vec![bin, whole(f64::from(*before)), whole(f64::from(*after))]
            })
            .collect()
    })
}

fn numbers(studio: Studio) -> Vec<Vec<Option<f64>>> {
    studio.answer.with(|answer| {
        let Some(answer) = answer else { return Vec::new() };
        let counts = answer.base.values.customers.iter().zip(&answer.outcome.values.customers);
        counts.map(|(before, after)| vec![None, Some(f64::from(*before)), Some(f64::from(*after))]).collect()
    })
}

#[cfg(test)]
mod tests {
    use shared::planning::ValueBins;

    use super::median;

    #[test]
    fn the_median_lies_where_half_of_the_customers_are_reached() {
        let bins = |customers: &[u32]| ValueBins { width_minor: 10.0, customers: customers.to_vec() };
        assert_eq!(median(&bins(&[4, 4])), 10.0);
        assert_eq!(median(&bins(&[2, 0, 6])), (2.0 + 1.0 / 3.0) * 10.0);
        assert_eq!(median(&bins(&[8, 0])), 5.0);
        assert_eq!(median(&bins(&[0, 0])), 0.0);
    }
}
