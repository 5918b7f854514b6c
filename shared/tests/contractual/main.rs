//! Contractual models against published and computed reference values.
//!
//! `data/reference_values.json` holds point values computed with 50 digits, `data/reference_fits.json` fits found by an
//! independent optimiser, `data/retention_fader_hardie_2007.csv` the two cohorts of Fader and Hardie (2007). Rules of
//! accuracy: point values agree to 1e-10 relative, a log-likelihood is at least the reference less 1e-7, parameters agree
//! to 1e-5 relative, printed values to half a unit of their last digit.

mod fits;
mod fixtures;
mod intervals;
mod points;
mod pooling;
mod properties;
