//! Whom a question is about: the choice, its name, and how it stands in an address.

mod choices;
mod field;
pub(crate) mod key;
mod name;

pub(crate) use field::ScopeField;
pub(crate) use name::scope_name;
