//! The page's finding.

use leptos::prelude::*;

use super::desk::use_desk;
use super::findings;
use crate::base_loader::use_base;
use crate::parts::{Notice, PageHeading};
use crate::text::health as text;

/// How many valuable customers are not well.
#[component]
pub(super) fn Finding() -> impl IntoView {
    let overview = use_desk().overview;
    let title = move || overview.say(text::pending, findings::health);
    let base = use_base();
    let action = move || {
        if base.is_estimated() {
            view! { <a class="button primary" href="/customers?risk=slipping&tier=best">{text::open_slipping()}</a> }
        } else {
            view! { <a class="button primary" href="/customers?late=1&sort=lateness">{text::open_late()}</a> }
        }
    };
    let problem = move || {
        let problem = overview.problem.get().filter(|_| overview.answer.with(Option::is_some));
        problem.map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })
    };
    view! {
        <PageHeading title=Signal::derive(title) subtitle=Signal::derive(|| text::subtitle().to_owned())>
            {action}
        </PageHeading>
        {problem}
    }
}
