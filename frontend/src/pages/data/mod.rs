//! The page.

use leptos::prelude::*;

use crate::parts::PageHeading;
use crate::text;

/// The page.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    view! { <PageHeading title=|| text::data::title().to_owned() /> }
}
