//! How sure estimates and forecasts are.
//!
//! | file | holds |
//! |---|---|
//! | `level` | how sure an interval is, and intervals |
//! | `parameters` | intervals of a model's parameters |
//! | `profile` | what they follow: the profile of the likelihood |
//! | `reach` | how far an expectation may lie from its estimate |
//! | `active` | the customers of a base who are still one |
//! | `forecast` | the purchases of a base to come, with the variances of parameters, individuals and counts |
//! | `model_error` | the error of the model itself, as backtests have shown it |
//! | `draws` | parameters drawn as the fit leaves them uncertain |
//! | `simulation` | futures of a whole base, drawn |
//! | `customer` | interval of one customer's purchases |
//! | `small_bases` | what large-sample theory gets wrong in small bases |
//! | `every_history` | quantities of every distinct history, without computing what repeats |
//!
//! **Which method where.** Intervals of parameters follow the profile of the likelihood, since estimate ± standard
//! errors, on any scale, holds too rarely for some (`docs/scoring.md`). Totals over a base are sums over many
//! customers: there the delta method is right, on the log scale, or the profile of their expectation where the likelihood is
//! not quadratic. One customer's purchases are a small whole number:
//! their interval is made of the model's exact probabilities, averaged over drawn parameters. Whatever else is asked
//! of a base (customers who will buy at all, their discounted purchases) is summed over simulated futures.

mod active;
mod customer;
mod draws;
mod every_history;
mod forecast;
mod level;
mod model_error;
mod parameters;
mod profile;
mod reach;
mod simulation;
mod small_bases;

pub use active::active;
pub use customer::{CountInterval, count_interval};
pub use draws::ParameterDraws;
pub(crate) use every_history::EveryHistory;
pub use forecast::{Forecast, forecast};
pub use level::{Interval, Level, LevelError};
pub use model_error::ModelError;
pub use parameters::parameter_intervals;
pub use profile::Peak;
pub use reach::LogDeviations;
pub use simulation::{interval_of_draws, simulated_totals};
pub use small_bases::small_base_factor;
