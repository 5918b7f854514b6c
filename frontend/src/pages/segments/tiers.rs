//! Value tiers by predicted margin.

use leptos::prelude::*;
use protocol::TierCutsQuestion;
use shared::planning::ValueTier;
use shared::segments::{Condition, Definition, Rule, TierWorth};

use super::address::rule_page;
use crate::base_loader::use_base;
use crate::formats::whole;
use crate::pages::asked::ask;
use crate::parts::Definition as HowComputed;
use crate::text::{board, definitions, segments as text};

/// Where tiers end, under a margin and a cost to serve of one's choice.
#[component]
pub(super) fn Tiers() -> impl IntoView {
    let base = use_base();
    let settings = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.settings.clone()));
    let Some(settings) = settings.filter(|_| base.is_estimated()) else { return ().into_any() };
    let per_major = settings.currency.minor_per_major() as f64;
    let worth = RwSignal::new(TierWorth { margin_share: settings.margin_share, cost_to_serve_minor: 0.0 });
    let cuts = ask(move || TierCutsQuestion { worth: worth.get() }, |cuts| cuts);
    let title = move || match cuts.answer.with(|cuts| cuts.as_ref().map(|cuts| (cuts.least_minor[0], cuts.moved))) {
        Some((Some(least), moved)) => {
            let least = base.money().map(|money| money.rounded(least)).unwrap_or_default();
            text::tiers_finding(&least, (moved > 0).then(|| whole(f64::from(moved))).as_deref())
        }
        _ => text::tiers_title().to_owned(),
    };
    let rows = move || {
        let found = cuts.answer.get()?;
        let money = base.money()?;
        let rows = ValueTier::ALL.into_iter().enumerate().map(|(index, tier)| {
            let least = found.least_minor.get(index).copied().flatten();
            let least = least.map_or_else(|| text::below().to_owned(), |least| money.rounded(least));
            let cost = worth.get_untracked();
            let worth = (cost.cost_to_serve_minor > 0.0).then_some(cost);
            let page = rule_page(&Definition::new(Rule::Is(Condition::Tier { any_of: vec![tier], worth })));
            view! {
                <tr>
                    <th scope="row"><a href=page>{board::tier(tier)}</a></th>
                    <td class="number" data-testid="tier-cut">{least}</td>
                    <td class="number">{whole(f64::from(found.customers[index]))}</td>
                </tr>
            }
        });
        Some(rows.collect_view())
    };
    let input = |id: &'static str, label: &'static str, value: f64, unit: String, set: fn(&mut TierWorth, f64)| {
        let (scale, most) = if id == "tier-margin" { (0.01, 100.0) } else { (per_major, 1e9) };
        let type_in = move |event| {
            if let Ok(typed) = event_target_value(&event).parse::<f64>()
                && typed >= 0.0
                && typed <= most
                && (id != "tier-margin" || typed > 0.0)
            {
                worth.update(|worth| set(worth, typed * scale));
            }
        };
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <div class="input">
                    <input id=id type="number" min="0" max=most.to_string() step="any" value=value.to_string() on:input=type_in />
                    <span class="unit">{unit}</span>
                </div>
            </div>
        }
    };
    let margin = (settings.margin_share * 1e4).round() / 1e2;
    view! {
        <section class="card" class:stale=move || cuts.busy.get() aria-labelledby="tiers-title" data-testid="tiers">
            <h2 id="tiers-title">{title}</h2>
            <p class="muted small">{text::tiers_measure()}</p>
            <div class="tier-inputs">
                {input("tier-margin", text::margin_label(), margin, "%".to_owned(), |worth, share| worth.margin_share = share)}
                {input("tier-cost", text::cost_label(), 0.0, settings.currency.code().to_owned(), |worth, cost| worth.cost_to_serve_minor = cost)}
            </div>
            {move || cuts.problem.get().map(|message| view! { <p class="loss small" role="alert">{message}</p> })}
            <div class="scroll-table" tabindex="0" role="region" aria-labelledby="tiers-title">
                <table class="plain">
                    <thead>
                        <tr>
                            <th scope="col">{text::tier_label()}</th>
                            <th scope="col" class="number">{text::from_value_column()}</th>
                            <th scope="col" class="number">{text::customers_column()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <HowComputed terms=vec![definitions::margin_tiers()] />
        </section>
    }
    .into_any()
}
