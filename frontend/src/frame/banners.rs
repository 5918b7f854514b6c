//! What concerns every page.

use leptos::prelude::*;
use shared::api::Right;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::sample::RemoveSample;
use crate::base_loader::use_base;
use crate::formats;
use crate::parts::Notice;
use crate::session::{go_to_sign_in, use_session};
use crate::text::frame as text;

/// Offline, signed out, restarted, sample data: each said once, above the page.
#[component]
pub(super) fn Banners() -> impl IntoView {
    view! {
        <div class="banners">
            <Connection />
            <Calculation />
            <Sample />
        </div>
    }
}

#[component]
fn Connection() -> impl IntoView {
    let session = use_session();
    let online = RwSignal::new(window().navigator().on_line());
    for (event, is_online) in [("online", true), ("offline", false)] {
        let heard = Closure::<dyn Fn()>::new(move || online.set(is_online));
        // The frame lives as long as the page, and so does the listener.
        let _ = window().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        heard.forget();
    }
    let problem = RwSignal::new(None::<String>);
    let sign_in = move |_| {
        leptos::task::spawn_local(async move {
            // The page stays as it is, with what was typed into it.
            problem.set(go_to_sign_in().await.err().map(|error| error.message()));
        });
    };
    let again = move || view! { <button class="button" on:click=sign_in>{text::sign_in_again()}</button> };
    view! {
        <Show when=move || !online.get()>
            <Notice tone="loss">{text::offline()}</Notice>
        </Show>
        <Show when=move || session.expired.get()>
            <Notice tone="loss"><p>{text::signed_out_banner()} " " {problem}</p> {again()}</Notice>
        </Show>
    }
}

#[component]
fn Calculation() -> impl IntoView {
    let base = use_base();
    let dismissed = RwSignal::new(0);
    let reload = move |_| {
        // Reloading cannot be refused.
        let _ = window().location().reload();
    };
    view! {
        {move || {
            let restarts = base.restarts.get();
            if base.is_broken() {
                view! {
                    <Notice tone="loss">
                        <p>{text::worker_broken()}</p>
                        <button class="button" on:click=reload>{text::reload()}</button>
                    </Notice>
                }
                .into_any()
            } else if restarts > dismissed.get() {
                view! {
                    <Notice tone="plain">
                        <p>{text::worker_restarted()}</p>
                        <button class="button quiet" on:click=move |_| dismissed.set(restarts)>
                            {crate::text::parts::dismiss()}
                        </button>
                    </Notice>
                }
                .into_any()
            } else {
                ().into_any()
            }
        }}
    }
}

#[component]
fn Sample() -> impl IntoView {
    let base = use_base();
    let session = use_session();
    let counts = Memo::new(move |_| {
        base.manifest.with(|manifest| {
            let manifest = manifest.as_ref()?;
            (manifest.sample_customers > 0).then_some((manifest.sample_customers, manifest.summary.customers))
        })
    });
    move || {
        counts.get().map(|(sample, all)| {
            let words = if sample == all {
                text::sample_banner().to_owned()
            } else {
                text::sample_among(&formats::whole(f64::from(sample)))
            };
            let may_remove = session.may(Right::ImportOrders);
            view! {
                <Notice tone="sample">
                    <p>{words}</p>
                    {may_remove.then(|| view! { <RemoveSample label=Signal::derive(|| text::sample_remove().to_owned()) /> })}
                </Notice>
            }
        })
    }
}
