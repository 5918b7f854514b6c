//! All models of purchases by name: fitting, saving and loading.

mod fitted;
mod kind;
mod likelihood;
mod saved;

pub use fitted::{FittedModel, fit};
pub use kind::{ModelKind, UnknownModel};
pub use likelihood::likelihood;
pub use saved::{LoadError, load, save, with_parameters};
