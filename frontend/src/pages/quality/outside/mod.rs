//! Checks of what is not in the base: rates, imports, and what delivers. Each asks the server for itself.

mod import_list;
mod people;
mod quiet;
mod rate_list;
mod table;

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{ImportAnswer, QualityAnswer, Right};
use shared::quality::{RateAge, rate_ages, unsettled};

use self::quiet::{Stream, webhooks};
use super::checks::{Check, Named, only_found};
use crate::formats;
use crate::parts::ProgressLine;
use crate::requests::{self, ApiClientError};
use crate::session::use_session;
use crate::text::{parts, quality as text};

/// What the server says of one thing.
#[derive(Clone)]
enum Told<T> {
    Coming,
    /// The role may not ask.
    NotAllowed,
    Failed(String),
    Here(T),
}

/// What one check asked for.
struct Asked<T: Send + Sync + 'static> {
    told: RwSignal<Told<T>>,
    ask: Callback<()>,
}

// Derived, it would be copied only where the answer can be.
impl<T: Send + Sync + 'static> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Asked<T> {}

/// Asks at once, and again when a person wants it.
fn ask<T: Clone + Send + Sync + 'static, F: Future<Output = Result<T, ApiClientError>> + 'static>(
    right: Right,
    request: impl Fn() -> F + Copy + Send + Sync + 'static,
) -> Asked<T> {
    let told = RwSignal::new(Told::Coming);
    let ask = Callback::new(move |()| {
        told.set(Told::Coming);
        spawn_local(async move {
            let answer = request().await;
            // The page may be gone.
            let _ = told.try_set(answer.map_or_else(|error| Told::Failed(error.message()), Told::Here));
        });
    });
    if use_session().may(right) {
        ask.run(());
    } else {
        told.set(Told::NotAllowed);
    }
    Asked { told, ask }
}

impl<T: Clone + Send + Sync + 'static> Asked<T> {
    /// Something of the answer; the default until it is here.
    fn of<V: Default>(self, read: impl Fn(&T) -> V) -> V {
        self.told.with(|told| if let Told::Here(answer) = told { read(answer) } else { V::default() })
    }

    /// The card: `view` of what was answered, or why there is no answer.
    fn card<V: IntoView + 'static>(
        self,
        name: &'static str,
        title: &'static str,
        does: &'static str,
        action: &'static str,
        view: impl Fn(T) -> (bool, String, V) + Send + Sync + 'static,
    ) -> impl IntoView {
        move || match self.told.get() {
            Told::Here(answer) => {
                let (is_found, said, body) = view(answer);
                view! { <Check name title is_found said does action>{body.into_any()}</Check> }.into_any()
            }
            other => {
                let heading = format!("check-{name}");
                let labelled_by = heading.clone();
                let body = match other {
                    Told::Failed(message) => view! {
                        <p class="loss">{message}</p>
                        <p><button class="button" type="button" on:click=move |_| self.ask.run(())>{parts::retry()}</button></p>
                    }
                    .into_any(),
                    Told::NotAllowed => view! { <p class="muted">{text::not_allowed()}</p> }.into_any(),
                    _ => view! { <ProgressLine label=Signal::derive(|| text::pending().to_owned()) /> }.into_any(),
                };
                view! {
                    <section class="card" aria-labelledby=labelled_by data-check=name>
                        <h2 id=heading>{title}</h2>
                        {body}
                    </section>
                }
                .into_any()
            }
        }
    }
}

/// All these checks.
#[derive(Clone, Copy)]
pub(super) struct Outside {
    records: Asked<QualityAnswer>,
    rates: Asked<Vec<RateAge>>,
    imports: Asked<Vec<ImportAnswer>>,
    webhooks: Asked<Vec<Stream>>,
}

impl Outside {
    /// Asks for all of it.
    pub(super) fn start() -> Self {
        Self {
            records: ask(Right::ViewPersonalData, requests::quality),
            rates: ask(Right::ViewFigures, || async {
                requests::rates().await.map(|(rates, _)| rate_ages(&rates, formats::today()))
            }),
            imports: ask(Right::ImportOrders, || async { Ok(requests::newest_imports().await?.imports) }),
            webhooks: ask(Right::ManageConnections, webhooks),
        }
    }

    /// Those that found something.
    pub(super) fn found(self) -> Vec<Named> {
        let waiting = self.imports.of(|imports| !unsettled(imports, formats::today()).is_empty());
        let late = self.imports.of(|imports| quiet::late(&quiet::of_imports(imports)) > 0);
        let silent = self.webhooks.of(|streams| quiet::late(streams) > 0);
        only_found([
            (waiting, ("imports", text::imports_title())),
            (late || silent, ("quiet", text::quiet_title())),
            (self.records.of(|found| found.doubled > 0), ("doubled", text::doubled_title())),
            (self.records.of(|found| found.without_address > 0), ("address", text::address_title())),
            (self.rates.of(|rates| rates.iter().any(|rate| rate.is_stale)), ("rates", text::rates_title())),
        ])
    }

    /// The cards.
    pub(super) fn cards(self) -> impl IntoView {
        view! {
            {import_list::card(self.imports)}
            {quiet::card(self.imports, self.webhooks)}
            {people::doubled(self.records)}
            {people::without_address(self.records)}
            {rate_list::card(self.rates)}
        }
    }
}
