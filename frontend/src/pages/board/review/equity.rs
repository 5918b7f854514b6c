//! Why customer equity is not what it was.

use leptos::prelude::*;
use protocol::BridgeQuestion;
use shared::review::{Bridge, BridgeProblem, Cause, GoalMetric};

use super::choices::Period;
use super::goals::use_goal_shelf;
use super::money_of;
use crate::base_loader::use_base;
use crate::charts::{BridgeBars, BridgeStep, ChartFigure};
use crate::formats::{self, Money};
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, review as text};

type Found = Result<Bridge, BridgeProblem>;

/// The equity bridge over the period.
#[component]
pub(super) fn Equity(period: Period) -> impl IntoView {
    let base = use_base();
    let asked: Asked<Found> = ask(move || BridgeQuestion { days: period.days.get() }, Some);
    let money = move || money_of(base);
    let title = Signal::derive(move || asked.say(text::bridge_pending, |found| finding(found, money())));
    let measure = Signal::derive(move || {
        asked.say(text::nothing_yet, |found| match found {
            Ok(bridge) => text::bridge_measure(&formats::day_medium(bridge.start), &formats::day_medium(bridge.end)),
            Err(problem) => text::bridge_reason(*problem).to_owned(),
        })
    });
    let bridge = move || asked.answer.get().and_then(Result::ok);
    let rows = Signal::derive(move || bridge().map(|bridge| table(&bridge, money())).unwrap_or_default());
    let steps = move || bridge().map(|bridge| steps(&bridge, money()));
    let shelf = use_goal_shelf();
    let goals = move || {
        let lines = shelf.lines(|metric, _| metric == GoalMetric::CustomerEquity);
        lines.into_iter().map(|(_, target, name)| (target, name)).collect::<Vec<_>>()
    };
    let columns = [text::bridge_column_step(), text::column_customers(), text::bridge_column_change()];
    view! {
        <div class:old=move || asked.busy.get() aria-busy=move || asked.busy.get().to_string() data-testid="review-bridge">
            <ChartFigure title measure summary=title columns=columns.map(str::to_owned).to_vec() rows>
                {asked.retry()}
                {move || steps().map(|steps| view! { <BridgeBars steps goals=goals() /> })}
                <Definition terms=vec![
                    definitions::bridge(),
                    definitions::bridge_refit(),
                    definitions::bridge_causes(),
                ] />
            </ChartFigure>
        </div>
    }
}

fn finding(found: &Found, money: Money) -> String {
    let Ok(bridge) = found else { return text::bridge_unknown().to_owned() };
    let change = bridge.end_minor - bridge.start_minor;
    let days = (bridge.end.0 - bridge.start.0) as u32;
    let same_way = bridge.items.iter().filter(|item| item.change_minor.signum() == change.signum());
    let main = same_way.max_by_key(|item| item.change_minor.abs()).filter(|_| change != 0);
    text::bridge_finding(&money.rounded(change.abs() as f64), change.signum(), days, main.map(|item| item.cause))
}

/// Start, what changed, end; what is too small to be seen is left out of the picture, not of the table.
fn steps(bridge: &Bridge, money: Money) -> Vec<BridgeStep> {
    let total = |name: String, minor: i64| BridgeStep {
        name,
        note: String::new(),
        amount: money.rounded(minor as f64),
        from: 0.0,
        to: minor as f64,
        is_total: true,
    };
    let mut steps = vec![total(text::bridge_on(&formats::day_medium(bridge.start)), bridge.start_minor)];
    let mut level = bridge.start_minor;
    let least = bridge.start_minor.max(bridge.end_minor) / 2_000;
    for item in &bridge.items {
        if item.change_minor.abs() <= least {
            level += item.change_minor;
            continue;
        }
        steps.push(BridgeStep {
            name: text::cause(item.cause).to_owned(),
            note: note(item.cause, item.customers),
            amount: money.rounded_signed(item.change_minor as f64),
            from: level as f64,
            to: (level + item.change_minor) as f64,
            is_total: false,
        });
        level += item.change_minor;
    }
    steps.push(total(text::bridge_on(&formats::day_medium(bridge.end)), bridge.end_minor));
    steps
}

fn note(cause: Cause, customers: u32) -> String {
    match cause {
        Cause::ModelRefit | Cause::ChangedAssumptions => String::new(),
        _ => text::customers(&formats::whole(f64::from(customers))),
    }
}

fn table(bridge: &Bridge, money: Money) -> Vec<Vec<String>> {
    let total =
        |day, minor: i64| vec![text::bridge_on(&formats::day_medium(day)), String::new(), money.exact(minor as f64)];
    let items = bridge.items.iter().map(|item| {
        let customers = formats::whole(f64::from(item.customers));
        vec![text::cause(item.cause).to_owned(), customers, money.exact(item.change_minor as f64)]
    });
    let mut rows = vec![total(bridge.start, bridge.start_minor)];
    rows.extend(items);
    rows.push(total(bridge.end, bridge.end_minor));
    rows
}
