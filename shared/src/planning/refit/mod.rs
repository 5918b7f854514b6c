//! Models fitted to orders of one's choice and compared: the same function in the browser and on the server.
//!
//! | file | holds |
//! |---|---|
//! | `request` | which models, which orders, and what speaks against them |
//! | `part` | the orders that are asked for |
//! | `job` | the work in steps, so that a browser can show progress and stop between them |
//! | `compared` | what each model comes to |
//! | `verdict` | which differences mean something |
//! | `hash` | proof that two machines computed the same |

mod compared;
mod hash;
mod job;
mod part;
mod request;
#[cfg(test)]
mod tests;
mod verdict;

pub use crate::scoring::backtest::Verdict as RefitVerdict;
pub use compared::{ModelRefit, Refit, RefitFigure, RefitHoldout};
pub use job::{RefitJob, RefitStep, refit};
pub use request::{RefitProblem, RefitRequest};
pub use verdict::Mark;
