//! Products and other attributes, brought into the worker when a rule first asks for them.

use std::cell::RefCell;

use leptos::prelude::*;
use protocol::LoadAttributes;
use shared::segments::{Definition, Needs};

use crate::base_loader::Base;
use crate::requests;
use crate::worker_client::{self, Attachments};

thread_local! {
    /// Generation and worker that hold them.
    static HELD: RefCell<Option<(u64, u32)>> = const { RefCell::new(None) };
}

/// Brings them into the worker unless they are there; `true` when they have come just now. A generation without attributes has none
/// to bring: then the worker says what to do.
///
/// # Errors
/// In words, when they do not arrive.
pub(crate) async fn bring(base: Base) -> Result<bool, String> {
    let shown =
        base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| (it.generation, it.attribute_chunks)));
    let Some((generation, chunks)) = shown else { return Ok(false) };
    let place = (generation, base.loads.get_untracked());
    if chunks == 0 || HELD.with_borrow(|held| *held == Some(place)) {
        return Ok(false);
    }
    let places = requests::attributes().await.map_err(|error| error.message())?;
    if places.generation != generation {
        // The newer one is loaded soon, and asked for again then.
        base.expect_newer();
        return Ok(false);
    }
    let mut buffers = Vec::with_capacity(places.urls.len());
    for url in &places.urls {
        buffers.push(requests::download(url).await.map_err(|error| error.message())?);
    }
    let attachments = Attachments { file: None, buffers };
    worker_client::ask_with(&LoadAttributes { generation }, attachments).await.map_err(|error| error.message())?;
    HELD.set(Some(place));
    Ok(true)
}

/// The same, if one of the rules needs them.
///
/// # Errors
/// In words, when they do not arrive.
pub(crate) async fn bring_for(base: Base, definitions: &[Definition]) -> Result<bool, String> {
    if definitions.iter().any(|definition| Needs::of(&definition.rule).attributes) {
        bring(base).await
    } else {
        Ok(false)
    }
}
