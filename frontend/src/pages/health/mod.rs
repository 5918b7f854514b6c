//! How customers are doing: a health score with weights of one's choice, engagement, and what goes with coming back.

mod address;
mod check;
mod desk;
mod drivers;
mod engagement;
mod finding;
pub(crate) mod findings;
mod histogram;
mod least;
mod part_table;
mod weights;

use leptos::prelude::*;

use crate::pages::WhenLoaded;
use crate::text::health as text;

/// The page.
#[component]
pub(crate) fn HealthPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    provide_context(desk::Desk::start());
    view! {
        <finding::Finding />
        <div class="health">
            <div class="what-if">
                <weights::Weights />
                <div class="consequences">
                    <histogram::Scores />
                    <part_table::Parts />
                </div>
            </div>
            <check::Check />
            <least::LeastHealthyCustomers />
            <engagement::Engagement />
            <drivers::DriversOfRetention />
        </div>
    }
}
