//! Maximum likelihood by damped Newton steps in the logarithms of the parameters.

mod information;
mod newton;
#[cfg(test)]
pub(crate) mod oracle;

pub use information::Information;
pub use newton::{Evaluation, LogLikelihood, Maximum, maximise};
