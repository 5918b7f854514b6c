//! BG/BB: purchases at discrete opportunities (Fader, Hardie and Shang 2010, "Customer-base analysis in a
//! discrete-time noncontractual setting").
//!
//! There is one opportunity a period (a year's appeal, an issue, a season), taken or not. At the beginning of
//! each a customer drops out for good with a probability θ of their own; alive, they take it with a probability
//! p of their own. p is Beta(α, β) and θ is Beta(γ, δ) over customers. A customer is known by three whole
//! numbers, [`DiscreteHistory`], and no week occurs: so this is not one of the
//! [catalogue](crate::scoring::catalogue)'s models of purchases in time, though it answers the same questions.
//!
//! ```
//! use shared::scoring::bg_bb::{Cells, DiscreteHistory, DiscountPerOpportunity, fit};
//! // Thirty donors who gave in the second and fourth of six years, fifty who never gave again, twenty who always did.
//! let donors = [(2, 4, 30), (0, 0, 50), (6, 6, 20), (1, 1, 25), (4, 6, 20)];
//! let donors = donors.map(|(times, last, donors)| (DiscreteHistory::new(times, last, 6).expect("possible"), donors));
//! let fit = fit(&Cells::of_counted(donors))?;
//! let one = DiscreteHistory::new(2, 4, 6).expect("possible");
//! assert!(fit.model.probability_alive_after(one, 1) < fit.model.probability_alive(one));
//! let next_five_years = fit.model.expected_purchases(one, 5);
//! let ever = fit.model.discounted_purchases(one, DiscountPerOpportunity::effective(0.1)?, None);
//! assert!(0.0 < next_five_years && next_five_years < 5.0 && ever > 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cells;
mod discount;
mod error;
mod fit;
mod forecast;
mod future;
mod history;
mod intervals;
mod likelihood;
mod parameters;
mod posterior;
mod predict;
mod saved;
mod sequence;
mod simulate;
mod sql;
mod timing;

pub use cells::{Cell, Cells};
pub use discount::DiscountPerOpportunity;
pub use error::{FitError, HistoryError};
pub use fit::{Fit, fit};
pub use future::Future;
pub use history::DiscreteHistory;
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
pub use posterior::Posterior;
pub use saved::{LoadError, load, save};
pub use simulate::Customer;
pub use sql::DiscreteColumns;
