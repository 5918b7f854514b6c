//! Who is signed in, and the way out.

use leptos::prelude::*;

use super::icons::{Icon, Symbol};
use crate::session::use_session;
use crate::text::frame as text;

/// A button with the person's menu behind it; the browser opens and closes it.
#[component]
pub(super) fn PersonMenu() -> impl IntoView {
    let session = use_session();
    let me = session.me();
    let name = me.as_ref().map(|me| me.name.clone());
    let workspace = me.map(|me| format!("{} · {}", me.tenant, me.role.key()));
    view! {
        <button class="button quiet icon-only" aria-label=text::person_menu() popovertarget="person-menu">
            <Icon symbol=Symbol::Person />
        </button>
        <div id="person-menu" class="menu" popover="auto">
            <p class="who" translate="no"><strong>{name}</strong><span class="muted small">{workspace}</span></p>
            <button class="button quiet" on:click=move |_| session.sign_out()>{text::sign_out()}</button>
        </div>
    }
}
