//! The contractual models by name: fitting, comparing, saving and loading.

mod fitted;
mod intervals;
mod kind;
mod saved;

pub use fitted::{FittedContract, fit};
pub use kind::ContractKind;
pub use saved::{LoadError, load, save};
