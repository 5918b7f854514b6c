//! Before anybody is signed in.

use leptos::prelude::*;

use crate::frame::Mark;
use crate::parts::Notice;
use crate::session::{SessionState, go_to_sign_in, use_session};
use crate::text::sign_in as text;

/// Takes the person to the identity provider, at once unless they signed out or something failed.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let session = use_session();
    let leave = move || {
        leptos::task::spawn_local(async move {
            if let Err(error) = go_to_sign_in().await {
                session.state.set(SessionState::Failed(error));
            }
        });
    };
    Effect::new(move |_| {
        if session.state.with(|state| matches!(state, SessionState::SignedOut { on_purpose: false })) {
            leave();
        }
    });
    document().set_title(text::title());
    let body = move || match session.state.get() {
        SessionState::Starting | SessionState::SignedIn(_) => ().into_any(),
        SessionState::SignedOut { on_purpose: false } => {
            view! { <p class="muted" role="status">{text::going()}</p> }.into_any()
        }
        SessionState::SignedOut { on_purpose: true } => view! {
            <p class="muted">{text::title_signed_out()}</p>
            <button class="button primary" on:click=move |_| leave()>{text::button()}</button>
        }
        .into_any(),
        SessionState::Failed(error) => view! {
            <Notice tone="loss">
                <p><strong>{text::failed()}</strong> " " {error.message()}</p>
            </Notice>
            <button class="button primary" on:click=move |_| leave()>{text::button()}</button>
        }
        .into_any(),
    };
    view! {
        <main class="sign-in">
            <Mark />
            <h1>{text::title()}</h1>
            <p>{text::text()}</p>
            {body}
        </main>
    }
}
