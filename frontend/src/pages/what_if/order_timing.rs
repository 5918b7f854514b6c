//! Which orders are additional and which only come sooner.

use leptos::prelude::*;
use shared::planning::{Estimate, OrderTiming};

use super::studio::{Known, use_studio};
use crate::formats::{percent_signed, whole};
use crate::text::{parts, what_if as text};

/// The orders a scenario changes, by what becomes of them; nothing where it changes none.
#[component]
pub(super) fn OrderTimingCard() -> impl IntoView {
    let studio = use_studio();
    let timing = studio.details.timing;
    let old = move || timing.with(|it| it.as_ref().is_some_and(|it| !studio.is_current(it)));
    let expected = Memo::new(move |_| studio.answer.with(|it| it.as_ref().map(|it| it.base.expected_orders)));
    let body = move || {
        let Known { scenario, is } = timing.get().filter(|it| it.is.extra.value != 0.0)?;
        let months = text::over(scenario.horizon_months, &whole(f64::from(scenario.horizon_months)));
        let is_pushed = is.share_if_buying_does_not_wear != 0.0;
        let other_model = is_pushed.then(|| text::other_model(&percent_signed(is.share_if_buying_does_not_wear)));
        let share = is_pushed.then(|| of_orders(expected.get()?, &is)).flatten();
        Some(view! {
            <section class="card order-timing" data-testid="what-if-timing" class:old=old>
                <h2>{finding(&is, &months)}</h2>
                <table class="plain">
                    <tbody>
                        {line(text::extra_orders(), is.extra)}
                        {line(text::from_staying(), is.from_staying)}
                        {line(text::brought_forward(is.brought_forward.value < 0.0), is.brought_forward)}
                        {line(text::additional(is.additional.value < 0.0), is.additional)}
                    </tbody>
                </table>
                <p class="muted small">{share}" "{other_model}</p>
            </section>
        })
    };
    view! { {body} }
}

fn finding(timing: &OrderTiming, months: &str) -> String {
    let (forward, extra) = (timing.brought_forward.value, timing.extra.value);
    let number = whole(extra.abs());
    if extra > 0.0 && forward > extra / 2.0 {
        text::mostly_forward(&whole(forward), &number, months)
    } else if extra > 0.0 {
        text::more_orders(&number, months)
    } else {
        text::fewer_orders(&number, months)
    }
}

/// The extra orders as a share of those expected as things are.
fn of_orders(expected: f64, timing: &OrderTiming) -> Option<String> {
    (expected > 0.0).then(|| text::as_a_share(&percent_signed(timing.extra.value / expected)))
}

fn line(name: &'static str, orders: Estimate) -> impl IntoView {
    let write = |value: f64| if value.round() > 0.0 { format!("+{}", whole(value)) } else { whole(value) };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{write(orders.value)}</td>
            <td class="number muted small">{parts::range(&write(orders.low), &write(orders.high))}</td>
        </tr>
    }
}
