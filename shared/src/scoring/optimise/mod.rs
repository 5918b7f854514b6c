//! Maximum likelihood by damped Newton steps, in whatever coordinates a model chooses.

mod information;
mod matrix;
mod newton;
#[cfg(test)]
pub(crate) mod oracle;
mod scale;

pub use information::Information;
pub use matrix::Matrix;
pub(crate) use newton::climb;
pub use newton::{Evaluation, LogLikelihood, Maximum, maximise};
pub use scale::Scale;
