//! The page.

use leptos::prelude::*;

use crate::parts::PageHeading;
use crate::text;

/// The page.
#[component]
pub(crate) fn WhatIfPage() -> impl IntoView {
    view! { <PageHeading title=|| text::what_if::title().to_owned() /> }
}
