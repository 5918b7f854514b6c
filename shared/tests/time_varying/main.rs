//! Pareto/NBD with covariates that change over time: against brute force, against the static and the plain model, and
//! against the truth of generated bases.

mod ahead;
mod base;
mod brute_force;
mod extremes;
mod fits;
mod one_clock;
mod refusals;
mod simulated;
mod unchanging;
