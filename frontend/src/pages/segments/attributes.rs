//! Products and other attributes, brought into the worker when a rule first asks for them.

use std::cell::RefCell;

use futures::FutureExt;
use futures::future::{LocalBoxFuture, Shared};
use leptos::prelude::*;
use protocol::LoadAttributes;
use shared::segments::{Definition, Needs};

use crate::base_loader::Base;
use crate::requests;
use crate::worker_client::{self, Attachments};

/// Generation, and which of the loads into a worker it was.
type Place = (u64, u32);

/// What several may wait for.
type Bringing = Shared<LocalBoxFuture<'static, Result<(), String>>>;

thread_local! {
    static LAST: RefCell<Option<(Place, Bringing)>> = const { RefCell::new(None) };
}

/// Brings them into the worker unless they are there. A generation without attributes has none to bring: then the worker says
/// what to do.
///
/// # Errors
/// In words, when they do not arrive.
pub(crate) async fn bring(base: Base) -> Result<(), String> {
    let shown =
        base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| (it.generation, it.attribute_chunks)));
    let Some((generation, _)) = shown.filter(|(_, chunks)| *chunks > 0) else { return Ok(()) };
    let place = (generation, base.loads.get_untracked());
    let bringing = LAST.with_borrow_mut(|last| match last {
        Some((at, bringing)) if *at == place => bringing.clone(),
        _ => {
            let bringing = fetch(base, generation).boxed_local().shared();
            *last = Some((place, bringing.clone()));
            bringing
        }
    });
    let outcome = bringing.await;
    if outcome.is_err() {
        LAST.set(None);
    }
    outcome
}

/// The same, if one of the rules needs them.
///
/// # Errors
/// In words, when they do not arrive.
pub(crate) async fn bring_for(base: Base, definitions: &[Definition]) -> Result<(), String> {
    if definitions.iter().any(|definition| Needs::of(&definition.rule).attributes) { bring(base).await } else { Ok(()) }
}

/// The same for who has asked the worker already: everybody asks again once they are there.
pub(crate) async fn bring_and_ask_again(base: Base) {
    // What did not arrive the worker misses and says so.
    if bring(base).await.is_ok() && base.loads.try_update(|loads| *loads += 1).is_some() {
        LAST.with_borrow_mut(|last| {
            if let Some((place, _)) = last {
                place.1 = base.loads.get_untracked();
            }
        });
    }
}

async fn fetch(base: Base, generation: u64) -> Result<(), String> {
    let places = requests::attributes().await.map_err(|error| error.message())?;
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
    worker_client::ask_with(&LoadAttributes { generation }, attachments).await.map_err(|error| error.message())?;
    Ok(())
}
