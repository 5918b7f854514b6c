//! All models of purchases by name: fitting, saving and loading.

mod fitted;
mod kind;
mod saved;

pub use fitted::{FittedModel, fit};
pub use kind::{ModelKind, UnknownModel};
pub use saved::{LoadError, load, save};
