//! Products and other attributes, brought into the worker when a rule first asks for them.

use shared::segments::{Definition, Needs};

use crate::base_loader::Base;
use crate::pages::brought::{self, BasePart};

/// Brings them into the worker unless they are there. A generation without attributes has none to bring: then the worker says
/// what to do.
///
/// # Errors
/// In words, when they do not arrive.
pub(crate) async fn bring(base: Base) -> Result<(), String> {
    brought::bring(base, BasePart::Attributes).await
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
    if bring(base).await.is_ok() {
        brought::ask_again(base);
    }
}
