//! From one total to another, step by step: a waterfall lying on its side, so that names have room.

use leptos::prelude::*;

use super::{Scale, percent_of};

/// A total or what changed it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BridgeStep {
    /// Its name.
    pub(crate) name: String,
    /// More about it, may be empty.
    pub(crate) note: String,
    /// The amount as written.
    pub(crate) amount: String,
    /// Where its bar begins.
    pub(crate) from: f64,
    /// Where its bar ends.
    pub(crate) to: f64,
    /// Whether it is a total, which is drawn from zero.
    pub(crate) is_total: bool,
}

const HEIGHT: f64 = 22.0;
/// A goal is drawn up to so many times what the bars reach.
const FARTHEST_GOAL: f64 = 1.6;

/// The steps in the order given. Gains are full and losses hollow, beside their amounts.
#[component]
pub(crate) fn BridgeBars(
    /// The steps.
    steps: Vec<BridgeStep>,
    /// Goals for the last total: where they are and what they are called.
    #[prop(default = Vec::new())]
    goals: Vec<(f64, String)>,
) -> impl IntoView {
    let reach = reach(&steps);
    // A goal far beyond would press the bars together; then its name alone says where it is.
    let near: Vec<f64> = goals.iter().map(|goal| goal.0).filter(|goal| *goal <= FARTHEST_GOAL * reach).collect();
    let right = near.iter().copied().fold(reach, f64::max);
    let across = Scale::new((0.0, right), (0.0, 1.0));
    let places: Vec<String> = near.iter().map(|goal| percent_of(across.within(*goal))).collect();
    let row = |(index, step): (usize, &BridgeStep)| {
        let line = |x: &String| view! { <line class="goal-line" x1=x.clone() x2=x.clone() y1="0" y2=HEIGHT /> };
        let lines = places.iter().map(line).collect_view();
        let (from, to) = (across.within(step.from.min(step.to)), across.within(step.from.max(step.to)));
        let class = match step.is_total {
            true => "total",
            false if step.to < step.from => "loss",
            false => "gain",
        };
        let level = percent_of(across.within(step.to));
        let is_last = index + 1 == steps.len();
        view! {
            <div class="row" class:total=step.is_total>
                <span class="name">{step.name.clone()}" "<span class="muted small">{step.note.clone()}</span></span>
                <svg width="100%" height=HEIGHT focusable="false">
                    <rect class=class x=percent_of(from) y="4" width=percent_of((to - from).max(0.003)) height=HEIGHT - 8.0 rx="2" />
                    {lines}
                    {(!is_last).then(|| view! { <line class="level" x1=level.clone() x2=level y1=HEIGHT - 3.0 y2=HEIGHT /> })}
                </svg>
                <strong class="amount numbers">{step.amount.clone()}</strong>
            </div>
        }
    };
    let names = goals.iter().map(|(_, name)| view! { <p class="small goal-key">{name.clone()}</p> }).collect_view();
    view! {
        <div class="bridge" aria-hidden="true">
            {steps.iter().enumerate().map(row).collect_view()}
            {names}
        </div>
    }
}

/// Right end of what is drawn.
fn reach(steps: &[BridgeStep]) -> f64 {
    steps.iter().map(|step| step.from.max(step.to)).fold(1.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::{BridgeStep, reach};

    #[test]
    fn the_widest_step_fits() {
        let step = |from, to| BridgeStep {
            name: String::new(),
            note: String::new(),
            amount: String::new(),
            from,
            to,
            is_total: false,
        };
        assert_eq!(reach(&[step(0.0, 100.0), step(100.0, 130.0), step(130.0, 90.0)]), 130.0);
        assert_eq!(reach(&[]), 1.0);
    }
}
