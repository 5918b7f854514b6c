//! The same comparison on the server, and whether it is the same.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::planning::Refit;

use crate::requests;
use crate::text::refit as text;

/// What the server came to.
#[derive(Clone, PartialEq)]
enum Theirs {
    Coming,
    Hash(String),
    Failed(String),
}

/// Both hashes, and whether they agree.
#[component]
pub(super) fn Agreement(refit: Refit) -> impl IntoView {
    let theirs = RwSignal::new(Theirs::Coming);
    let (ours, request) = (refit.result_hash, refit.request);
    spawn_local(async move {
        let answer = match requests::compare_models(&request).await {
            Ok(refit) => Theirs::Hash(refit.result_hash),
            Err(error) => Theirs::Failed(error.message()),
        };
        // The person may have gone on meanwhile.
        drop(theirs.try_set(answer));
    });
    let shown = grouped(&ours);
    let (here, same) = (ours.clone(), ours);
    let words = move || match theirs.get() {
        Theirs::Coming => text::server_coming().to_owned(),
        Theirs::Hash(hash) if hash == same => text::server_same(&grouped(&hash)),
        Theirs::Hash(hash) => text::server_differs(&grouped(&hash)),
        Theirs::Failed(message) => format!("{} {message}", text::server_failed()),
    };
    let there = move || match theirs.get() {
        Theirs::Hash(hash) => Some(hash),
        _ => None,
    };
    view! {
        <p class="muted small" data-testid="refit-hash" data-here=here data-server=there role="status">
            {text::hash(&shown)}" "{words}
        </p>
    }
}

/// The hash in groups of four, so that two people can compare it.
fn grouped(hash: &str) -> String {
    hash.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect::<Vec<_>>().join(" ")
}
