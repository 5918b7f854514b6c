//! The Monday review: who stayed, why equity changed, who brings the profit, how cohorts come back. Fetched after the first
//! part of the board is drawn.

mod alerts;
mod choices;
mod cohorts;
mod contracts;
mod equity;
mod goals;
mod health;
mod left;
mod profit;
mod proposals;
mod repurchase;
mod save_page;
mod stayed;

use leptos::prelude::*;
use shared::domain::Currency;

use crate::base_loader::Base;
use crate::formats::Money;
use crate::text::review as text;
use choices::{PeriodPicker, use_period};

/// All parts of the review.
#[component]
pub(crate) fn Review() -> impl IntoView {
    let period = use_period();
    provide_context(goals::GoalShelf::new());
    let progress = goals::ask_progress();
    view! {
        <section class="review" aria-labelledby="review-title" data-testid="review">
            <alerts::Alerts goals=progress />
            <proposals::Proposals />
            <header>
                <h2 id="review-title">{move || text::title(period.days.get())}</h2>
                <PeriodPicker period />
                <save_page::SavePage />
            </header>
            <div class="columns even">
                <equity::Equity period />
                <stayed::Stayed period />
            </div>
            <contracts::UnderContract period />
            <goals::Goals asked=progress />
            <left::Left period />
            <cohorts::Cohorts />
            <div class="columns even">
                <profit::Profit />
                <repurchase::Repeats />
            </div>
            <health::Health />
        </section>
    }
}

/// The workspace's money; before a manifest is here nothing is shown in it.
fn money_of(base: Base) -> Money {
    base.money().unwrap_or(Money(Currency::EUR))
}
