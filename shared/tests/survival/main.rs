//! Survival curves and regressions: against published values of a clinical trial, and on generated spells against
//! lifelines 0.30.3 and against Newton steps in extended precision.

mod curves;
mod fixtures;
mod groups;
mod properties;
mod refusals;
mod regressions;
