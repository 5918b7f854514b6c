//! An address that leads nowhere.

use leptos::prelude::*;

use crate::parts::PageHeading;
use crate::text::frame as text;

/// Says so, and offers the way back.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeading title=|| text::not_found_title().to_owned() />
        <p>{text::not_found_text()}</p>
        <p><a href="/">{text::not_found_link()}</a></p>
    }
}
