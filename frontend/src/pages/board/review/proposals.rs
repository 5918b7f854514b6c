//! What is worth doing this week.

use leptos::prelude::*;
use protocol::ProposalsQuestion;
use shared::review::{Proposal, ProposalKind};

use super::money_of;
use crate::base_loader::{Base, use_base};
use crate::formats;
use crate::pages::asked::{Asked, ask};
use crate::parts::Definition;
use crate::text::{definitions, parts, review as text};

/// At most three proposals, or that nothing is worth doing.
#[component]
pub(super) fn Proposals() -> impl IntoView {
    let base = use_base();
    let asked: Asked<Vec<Proposal>> = ask(|| ProposalsQuestion, Some);
    let title = move || asked.say(text::proposals_pending, |found| text::proposals_finding(found.len()));
    let list = move || {
        asked.answer.get().map(|found| {
            if found.is_empty() {
                return view! { <p class="muted">{text::proposals_none_note()}</p> }.into_any();
            }
            let items = found.into_iter().map(|proposal| view! { <Item proposal base /> }).collect_view();
            view! { <ul class="proposals">{items}</ul> }.into_any()
        })
    };
    view! {
        <section class="card" aria-busy=move || asked.busy.get().to_string() data-testid="review-proposals">
            <h2>{title}</h2>
            {list}
            {asked.retry()}
            <Definition terms=vec![
                definitions::proposals(),
                definitions::proposals_anyway(),
            ] />
        </section>
    }
}

#[component]
fn Item(proposal: Proposal, base: Base) -> impl IntoView {
    let money = money_of(base);
    let customers = formats::whole(f64::from(proposal.customers));
    let worth = proposal.worth_minor;
    let range = parts::range(&money.rounded(worth.low), &money.rounded(worth.high));
    let (what, address) = match proposal.kind {
        ProposalKind::LateAndSlipping => {
            (text::propose_slipping(&customers), "/customers?risk=slipping&late=1".to_owned())
        }
        ProposalKind::BestWavering => {
            (text::propose_wavering(&customers), "/customers?risk=wavering&tier=best".to_owned())
        }
        ProposalKind::BestSource { source } => {
            let name = base.manifest.with(|manifest| {
                manifest.as_ref().and_then(|manifest| manifest.sources.get(usize::from(source)).cloned())
            });
            (text::propose_source(&name.unwrap_or_default()), format!("/customers?source={source}"))
        }
    };
    let evidence = match proposal.orders_anyway {
        Some(orders) => text::evidence_list(&formats::whole(orders.round())),
        None => text::evidence_source(&customers),
    };
    let unit = if proposal.orders_anyway.is_some() { text::at_stake() } else { text::per_customer() };
    view! {
        <li>
            <div class="what">
                <h3>{what}</h3>
                <p class="muted small">{evidence}</p>
            </div>
            <p class="worth numbers">
                <strong title=money.exact(worth.value)>{money.rounded(worth.value)}</strong>
                <span class="range">{range}</span>
                <span class="muted small">{unit}</span>
            </p>
            <a class="button" href=address>{text::open_list()}</a>
        </li>
    }
}
