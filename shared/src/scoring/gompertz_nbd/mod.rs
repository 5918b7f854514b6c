//! GGompertz/NBD: purchases at a gamma-distributed rate, lifetimes that end by a Gompertz law with a
//! gamma-distributed rate (Bemmaor and Glady 2012, "Modeling purchasing behavior with sudden 'death': a flexible
//! customer lifetime model").
//!
//! A customer's hazard of dropping out grows with age as η b e^(bτ), η ~ Gamma(s, β) over customers, so that the
//! share still alive after τ weeks is S(τ) = (1 + (e^(bτ) − 1)/β)^−s. With b → 0 and β/b fixed this is the
//! Pareto/NBD, whose hazard of one customer does not change with age.
//!
//! The published conditional expectation (and its later correction as others have implemented it) is not
//! used here. All forecasts follow from one fact: given that a customer is alive now, the purchase rate is gamma
//! again and the remaining lifetime is a GGompertz again, independent of each other (see [`Future`]).

mod ageing;
mod alive;
mod averages;
mod coordinates;
mod fit;
mod future;
mod lifetime;
mod likelihood;
mod limits;
mod panels;
mod parameters;
mod posterior;
mod predict;
mod published;
mod search;
mod simulate;
mod sql;

pub(super) use coordinates::Coordinates;
pub use fit::{Fit, fit};
pub use future::Future;
pub use lifetime::Lifetime;
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
pub use published::PublishedLikelihood;
pub use simulate::Customer;
