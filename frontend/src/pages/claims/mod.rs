//! Two famous claims against one's own figures: what more retention brings, and what winning costs against keeping.

mod address;
mod chart;
mod cost_ratio;
mod desk;
mod finding;
mod levers;
mod needed;
mod own;
mod question;
mod rises;
mod slider;
mod told;

use leptos::prelude::*;

use crate::pages::WhenLoaded;
use crate::text::claims as text;

/// The page.
#[component]
pub(crate) fn ClaimsPage() -> impl IntoView {
    view! { <WhenLoaded title=text::title()><Page /></WhenLoaded> }
}

#[component]
fn Page() -> impl IntoView {
    provide_context(desk::Desk::start());
    view! {
        <finding::Finding />
        <div class="what-if claims">
            <levers::Levers />
            <div class="consequences">
                <finding::Figures />
                <chart::UpliftByRetention />
                <needed::Needed />
                <told::Told />
                <cost_ratio::CostRatio />
            </div>
        </div>
    }
}
