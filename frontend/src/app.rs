//! The root: signing in, then the router within the frame.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::base_loader::Base;
use crate::frame::{self, Frame, Mark, Theme};
use crate::names::Names;
use crate::pages::{BoardPage, Fetched, JourneyPlace, NotFoundPage, Page};
use crate::session::{Session, SessionState, use_session};
use crate::text;

/// The app.
#[component]
pub(crate) fn App() -> impl IntoView {
    let session = Session::start();
    // Only now the address is that of the page wanted.
    text::speak_pseudo(frame::query_parameter("pseudo").as_deref() == Some("1"));
    provide_context(session);
    provide_context(Theme::start());
    #[derive(Clone, Copy, PartialEq)]
    enum Stage {
        Trying,
        Asking,
        SignedIn,
    }
    let stage = Memo::new(move |_| {
        session.state.with(|state| match state {
            SessionState::SignedIn(_) => Stage::SignedIn,
            // Whoever was signed in before will be in a moment: the page to sign in on is not fetched for that.
            SessionState::Starting => Stage::Trying,
            _ => Stage::Asking,
        })
    });
    move || match stage.get() {
        Stage::SignedIn => view! { <Workspace /> }.into_any(),
        Stage::Asking => view! { <Fetched page=Page::SignIn /> }.into_any(),
        Stage::Trying => view! {
            <main class="sign-in">
                <Mark />
                <p class="muted" role="status">{text::sign_in::starting()}</p>
            </main>
        }
        .into_any(),
    }
}

#[component]
fn Workspace() -> impl IntoView {
    let base = Base::start();
    provide_context(base);
    provide_context(Names::new(base, use_session()));
    provide_context(JourneyPlace::new());
    view! {
        <Router>
            <Frame>
                <Routes fallback=|| view! { <NotFoundPage /> }.into_any()>
                    <Route path=path!("/") view=|| view! { <BoardPage /> }.into_any() />
                    <Route path=path!("/customers/:id?") view=|| view! { <Fetched page=Page::Customers /> }.into_any() />
                    <Route path=path!("/what-if") view=|| view! { <Fetched page=Page::WhatIf /> }.into_any() />
                    <Route path=path!("/data") view=|| view! { <Fetched page=Page::Data /> }.into_any() />
                    <Route path=path!("/claims") view=|| view! { <Fetched page=Page::Claims /> }.into_any() />
                    <Route path=path!("/model") view=|| view! { <Fetched page=Page::Model /> }.into_any() />
                    <Route path=path!("/segments") view=|| view! { <Fetched page=Page::Segments /> }.into_any() />
                    <Route path=path!("/health") view=|| view! { <Fetched page=Page::Health /> }.into_any() />
                    <Route path=path!("/defections") view=|| view! { <Fetched page=Page::Defections /> }.into_any() />
                    <Route path=path!("/contracts") view=|| view! { <Fetched page=Page::Contracts /> }.into_any() />
                    <Route path=path!("/referrals") view=|| view! { <Fetched page=Page::Referrals /> }.into_any() />
                    <Route path=path!("/data-quality") view=|| view! { <Fetched page=Page::Quality /> }.into_any() />
                    <Route path=path!("/connections") view=|| view! { <Fetched page=Page::Connections /> }.into_any() />
                    <Route path=path!("/settings") view=|| view! { <Fetched page=Page::Settings /> }.into_any() />
                </Routes>
            </Frame>
        </Router>
    }
}
