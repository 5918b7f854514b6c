//! Spend that changes with frequency: Gamma-Gamma for bases where customers who buy more often spend more, or less, a
//! time.
//!
//! As in [Gamma-Gamma](crate::scoring::gamma_gamma), a customer's transactions are worth Gamma(p, ν) each and ν is gamma
//! distributed over customers with shape q; but the rate of that distribution goes with the number of transactions, as
//! v (1 + x)^β. So the logarithm of mean spend is a linear regression on that of the number of transactions, with slope
//! β; noisy means of few orders count as little as the model says; and the expectation for a customer lies between their
//! own mean and that of customers of their frequency. β = 0 is Gamma-Gamma, to the last digit.
//!
//! It is our own and simpler than models with a joint distribution of rates and spend, such as that of Glady, Baesens and
//! Croux 2009, "A modified Pareto/NBD approach for predicting customer lifetime value".

mod fit;
mod likelihood;
mod parameters;

pub use fit::{Fit, fit};
pub use likelihood::DistinctLikelihood;
pub use parameters::{Model, Parameters};
