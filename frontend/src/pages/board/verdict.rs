//! What the data cannot say.

use leptos::prelude::*;
use shared::planning::{Reason, Verdict};

use super::Shown;
use crate::formats;
use crate::parts::Notice;
use crate::text::board as text;

/// Says why there are no estimates; nothing where there are.
#[component]
pub(super) fn VerdictNotice(
    /// The board.
    shown: Shown,
) -> impl IntoView {
    match shown.manifest.assessment.verdict.clone() {
        Verdict::Estimated => ().into_any(),
        Verdict::RankByLateness { reason } => view! {
            <Notice tone="plain">
                <p>
                    <strong>{text::verdict_title()}</strong> " " {words(&reason)} " " {text::keep_orders_coming()}
                </p>
            </Notice>
        }
        .into_any(),
    }
}

fn words(reason: &Reason) -> String {
    let (have, need) = match reason {
        Reason::TooFewRepeatCustomers { have, need } => (*have, *need),
        _ => (0, 0),
    };
    let number = |count: u32| formats::whole(f64::from(count));
    text::reason(reason, &number(have), &number(need), &number(need.saturating_sub(have)))
}
