//! One file a command.

pub(crate) mod bench;
pub(crate) mod build;
pub(crate) mod contract;
pub(crate) mod test;
pub(crate) mod token;
pub(crate) mod up;
