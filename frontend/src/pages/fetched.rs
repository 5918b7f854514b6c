//! Pages, the later parts of the board and the palette, whose code is fetched when they are first shown, so that the board does not
//! wait for it.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::board::{LowerRow, Review};
use super::claims::ClaimsPage;
use super::connections::ConnectionsPage;
use super::contracts::ContractsPage;
use super::customers::CustomersPage;
use super::data::DataPage;
use super::defections::DefectionsPage;
use super::first_run::FirstRun;
use super::health::HealthPage;
use super::later_style;
use super::model::ModelPage;
use super::quality::QualityPage;
use super::referrals::ReferralsPage;
use super::segments::SegmentsPage;
use super::settings::SettingsPage;
use super::sign_in::SignInPage;
use super::what_if::WhatIfPage;
use crate::frame::Palette;
use crate::parts::Notice;
use crate::text::parts as text;

/// A page that is not part of the first load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Customers,
    Data,
    FirstRun,
    Settings,
    SignIn,
    WhatIf,
    Claims,
    Model,
    Review,
    Health,
    LowerRow,
    Palette,
    Defections,
    Segments,
    Contracts,
    Referrals,
    Quality,
    Connections,
}

/// Draws a page; itself part of the page's code.
type Draw = fn() -> AnyView;

thread_local! {
    static FETCHED: RefCell<Vec<Page>> = const { RefCell::new(Vec::new()) };
}

impl Page {
    /// Whether its code is here already, so that showing it again costs nothing.
    #[must_use]
    pub(crate) fn is_here(self) -> bool {
        FETCHED.with_borrow(|fetched| fetched.contains(&self))
    }

    async fn fetch(self) -> Result<Draw, SplitLoaderError> {
        match self {
            Self::Customers => customers().await,
            Self::Data => data().await,
            Self::FirstRun => first_run().await,
            Self::Settings => settings().await,
            Self::SignIn => sign_in().await,
            Self::WhatIf => what_if().await,
            Self::Claims => claims().await,
            Self::Model => model().await,
            Self::Review => review().await,
            Self::Health => health().await,
            Self::LowerRow => lower_row().await,
            Self::Palette => palette().await,
            Self::Defections => defections().await,
            Self::Segments => segments().await,
            Self::Contracts => contracts().await,
            Self::Referrals => referrals().await,
            Self::Quality => quality().await,
            Self::Connections => connections().await,
        }
    }
}

#[wasm_split(customers, fallible)]
fn customers() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <CustomersPage /> }.into_any())
}

#[wasm_split(data, fallible)]
fn data() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <DataPage /> }.into_any())
}

#[wasm_split(first_run, fallible)]
fn first_run() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <FirstRun /> }.into_any())
}

#[wasm_split(settings, fallible)]
fn settings() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <SettingsPage /> }.into_any())
}

#[wasm_split(sign_in, fallible)]
fn sign_in() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <SignInPage /> }.into_any())
}

#[wasm_split(what_if, fallible)]
fn what_if() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <WhatIfPage /> }.into_any())
}

#[wasm_split(claims, fallible)]
fn claims() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <ClaimsPage /> }.into_any())
}

#[wasm_split(model, fallible)]
fn model() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <ModelPage /> }.into_any())
}

#[wasm_split(review, fallible)]
fn review() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <Review /> }.into_any())
}

#[wasm_split(health, fallible)]
fn health() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <HealthPage /> }.into_any())
}

#[wasm_split(lower_row, fallible)]
fn lower_row() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <LowerRow /> }.into_any())
}

#[wasm_split(palette, fallible)]
fn palette() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <Palette /> }.into_any())
}

#[wasm_split(defections, fallible)]
fn defections() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <DefectionsPage /> }.into_any())
}

#[wasm_split(segments, fallible)]
fn segments() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <SegmentsPage /> }.into_any())
}

#[wasm_split(contracts, fallible)]
fn contracts() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <ContractsPage /> }.into_any())
}

#[wasm_split(referrals, fallible)]
fn referrals() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <ReferralsPage /> }.into_any())
}

#[wasm_split(quality, fallible)]
fn quality() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <QualityPage /> }.into_any())
}

#[wasm_split(connections, fallible)]
fn connections() -> Result<Draw, SplitLoaderError> {
    Ok(|| view! { <ConnectionsPage /> }.into_any())
}

/// A page, as soon as its code is here.
#[component]
pub(crate) fn Fetched(
    /// Which one.
    page: Page,
) -> impl IntoView {
    let draw = RwSignal::new(None::<Draw>);
    let failed = RwSignal::new(false);
    let fetch = move || {
        failed.set(false);
        spawn_local(async move {
            let (fetched, style) = futures::join!(page.fetch(), later_style::load());
            // The person may have gone on meanwhile; then there is nothing to show it in.
            match fetched {
                Ok(fetched) if style.is_ok() => {
                    FETCHED.with_borrow_mut(|pages| pages.push(page));
                    draw.try_set(Some(fetched));
                }
                _ => {
                    failed.try_set(true);
                }
            }
        });
    };
    fetch();
    move || match draw.get() {
        // What a page reads while it is built is not what this part depends on.
        Some(draw) => untrack(draw),
        None if failed.get() => view! {
            <Notice tone="loss">
                <p>{text::not_fetched()}</p>
                <button class="button" on:click=move |_| fetch()>{text::retry()}</button>
            </Notice>
        }
        .into_any(),
        None => ().into_any(),
    }
}
