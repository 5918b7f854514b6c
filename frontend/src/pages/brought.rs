//! Parts of the base that only some pages need, brought into the worker when they are first asked for.

use std::cell::RefCell;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use leptos::prelude::*;
use protocol::{LoadAttributes, LoadContracts, LoadReferrals};
use shared::api::Manifest;

use crate::base_loader::Base;
use crate::requests;
use crate::worker_client::{self, Attachments};

/// A part of the base beside customers and orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BasePart {
    /// Products and other attributes.
    Attributes,
    /// Contracts.
    Contracts,
    /// Who recommended the shop to whom.
    Referrals,
}

/// Generation, and which of the loads into a worker it was.
type Place = (u64, u32);

/// What several may wait for.
type Bringing = Shared<LocalBoxFuture<'static, Result<(), String>>>;

thread_local! {
    /// What was brought last, by part.
    static LAST: RefCell<[Option<(Place, Bringing)>; 3]> = const { RefCell::new([None, None, None]) };
}

impl BasePart {
    fn chunks(self, manifest: &Manifest) -> u32 {
        match self {
            Self::Attributes => manifest.attribute_chunks,
            Self::Contracts => manifest.contract_chunks,
            Self::Referrals => manifest.referral_chunks,
        }
    }
}

/// Brings a part into the worker unless it is there. A generation without it has none to bring.
///
/// # Errors
/// In words, when it does not arrive.
pub(crate) async fn bring(base: Base, part: BasePart) -> Result<(), String> {
    let shown = base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| (it.generation, part.chunks(it))));
    let Some((generation, _)) = shown.filter(|(_, chunks)| *chunks > 0) else { return Ok(()) };
    let place = (generation, base.loads.get_untracked());
    let bringing = LAST.with_borrow_mut(|last| match &last[part as usize] {
        Some((at, bringing)) if *at == place => bringing.clone(),
        _ => {
            let bringing = fetch(base, part, generation).boxed_local().shared();
            last[part as usize] = Some((place, bringing.clone()));
            bringing
        }
    });
    let outcome = bringing.await;
    if outcome.is_err() {
        LAST.with_borrow_mut(|last| last[part as usize] = None);
    }
    outcome
}

/// Lets everybody who has asked the worker ask again, now that a part is there.
pub(crate) fn ask_again(base: Base) {
    let before = base.loads.try_get_untracked();
    if base.loads.try_update(|loads| *loads += 1).is_some() {
        LAST.with_borrow_mut(|last| {
            for (place, _) in last.iter_mut().flatten().filter(|(place, _)| Some(place.1) == before) {
                place.1 = base.loads.get_untracked();
            }
        });
    }
}

async fn fetch(base: Base, part: BasePart, generation: u64) -> Result<(), String> {
    let places = match part {
        BasePart::Attributes => requests::attributes().await,
        BasePart::Contracts => requests::contracts().await,
        BasePart::Referrals => requests::referrals().await,
    };
    let places = places.map_err(|error| error.message())?;
    if places.generation != generation {
        // The newer one is loaded soon, and asked for again then.
        base.expect_newer();
        return Ok(());
    }
    let mut buffers = Vec::with_capacity(places.urls.len());
    for url in &places.urls {
        buffers.push(requests::download(url).await.map_err(|error| error.message())?);
    }
    let attachments = Attachments { file: None, buffers };
    let taken = match part {
        BasePart::Attributes => worker_client::ask_with(&LoadAttributes { generation }, attachments).await,
        BasePart::Contracts => worker_client::ask_with(&LoadContracts { generation }, attachments).await,
        BasePart::Referrals => worker_client::ask_with(&LoadReferrals { generation }, attachments).await,
    };
    taken.map(drop).map_err(|error| error.message())
}
