//! BG/NBD and MBG/NBD: purchases at a gamma-distributed rate, dropout with a beta-distributed
//! probability right after a purchase.
//!
//! In BG/NBD (Fader, Hardie and Lee 2005, "Counting your customers the easy way") a customer may drop
//! out after each *repeat* purchase; in MBG/NBD (Batislam, Denizel and Filiztekin 2007, with Wagner
//! and Hoppe 2008) after the first one too. So a customer with x repeat transactions who is still
//! alive has survived m = x or m = x + 1 [opportunities](Dropout::opportunities); with that m all
//! formulas of the two models are the same, and so is this code.

mod alive;
mod count;
pub mod covariates;
mod curve;
mod fit;
mod future;
mod likelihood;
mod limits;
mod parameters;
mod posterior;
mod predict;
mod simulate;
mod sql;
mod sums;
mod table;

pub use curve::{CurveRules, FutureCurve, PairCurve};
pub use fit::{Fit, fit};
pub use future::Future;
pub use likelihood::DistinctLikelihood;
pub(in crate::scoring) use likelihood::{Purchases, Survival};
pub(in crate::scoring) use limits::{bounds, certify, maximise_from_starts};
pub use parameters::{Dropout, Model, Parameters};
pub use table::Tabulator;
