//! Who changes tier.

use leptos::prelude::*;
use shared::planning::{TierChanges, ValueTier};

use super::studio::use_studio;
use crate::formats::whole;
use crate::text::{board, what_if as text};

/// Customers by tier now and under the scenario; nothing where nobody moves.
#[component]
pub(super) fn TierChangesCard() -> impl IntoView {
    let studio = use_studio();
    let tiers = studio.details.tiers;
    let old = move || tiers.with(|it| it.as_ref().is_some_and(|it| !studio.is_current(it)));
    let body = move || {
        let changes = tiers.get().map(|it| it.is).filter(|it| it.risen() + it.fallen() > 0)?;
        let heads = ValueTier::ALL.map(|tier| view! { <th scope="col" class="number">{board::tier(tier)}</th> });
        let rows = ValueTier::ALL.map(|now| row(changes, now));
        Some(view! {
            <section class="card tier-changes" data-testid="what-if-tiers" class:old=old>
                <h2 id="tiers-title">{finding(&changes)}</h2>
                <p class="muted small">{text::tiers_measure()}</p>
                <div class="scroll-table" tabindex="0" role="region" aria-labelledby="tiers-title">
                    <table class="plain">
                        <thead><tr><th scope="col">{text::tier_now()}</th>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        })
    };
    view! { {body} }
}

fn finding(changes: &TierChanges) -> String {
    let number = |count: u32| whole(f64::from(count));
    match (changes.risen(), changes.fallen()) {
        (risen, 0) => text::tiers_risen(&number(risen), risen == 1),
        (0, fallen) => text::tiers_fallen(&number(fallen), fallen == 1),
        (risen, fallen) => text::tiers_both(&number(risen), &number(fallen)),
    }
}

fn row(changes: TierChanges, now: ValueTier) -> impl IntoView {
    let cells = ValueTier::ALL.map(|then| {
        let count = changes.customers[now as usize][then as usize];
        let class = match (count, then.cmp(&now)) {
            (0, _) => "number muted",
            (_, std::cmp::Ordering::Less) => "number gain",
            (_, std::cmp::Ordering::Equal) => "number",
            (_, std::cmp::Ordering::Greater) => "number loss",
        };
        view! { <td class=class>{whole(f64::from(count))}</td> }
    });
    view! { <tr><th scope="row">{board::tier(now)}</th>{cells}</tr> }
}
