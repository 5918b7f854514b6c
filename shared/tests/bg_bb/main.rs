//! The discrete model BG/BB: reference values, published figures, a second implementation, properties.
//!
//! Rules of accuracy as in `tests/reference`: values computed with 50 digits agree to 1e-10, printed ones to half
//! a unit of their last digit, a log-likelihood is at least the reference less 1e-7, parameters agree to 1e-5 and
//! standard errors to 1e-3.

mod brute_force;
mod donations;
mod fits;
mod intervals;
mod points;
mod properties;
mod published;
mod simulation;
