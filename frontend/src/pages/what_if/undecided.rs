//! Where the data cannot carry a what-if.

use leptos::prelude::*;
use shared::planning::Reason;

use crate::formats::whole;
use crate::parts::{EmptyState, PageHeading};
use crate::text::{board, what_if as text};

/// Why there is no what-if, and what would change it.
#[component]
pub(super) fn Undecided(
    /// Why; `None` where purchases are estimated but spend is not.
    reason: Option<Reason>,
) -> impl IntoView {
    let why = reason.map_or_else(|| text::spend_unknown().to_owned(), |reason| words(&reason));
    view! {
        <PageHeading title=|| text::undecided_title().to_owned() />
        <EmptyState title=Signal::derive(|| text::undecided_why().to_owned())>
            <p>{why}</p>
            <p>{text::undecided_instead()}</p>
            <p><a class="button primary" href="/customers?late=1&sort=lateness">{board::open_late()}</a></p>
        </EmptyState>
    }
}

fn words(reason: &Reason) -> String {
    let (have, need) = match reason {
        Reason::TooFewRepeatCustomers { have, need } => (*have, *need),
        _ => (0, 0),
    };
    let number = |count: u32| whole(f64::from(count));
    board::reason(reason, &number(have), &number(need), &number(need.saturating_sub(have)))
}
