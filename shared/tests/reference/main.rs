//! Published and computed reference values.
//!
//! `data/reference_values.json` holds point values computed with 50 digits, `data/reference_fits.json`
//! maximum-likelihood fits found by an independent optimiser; the other numbers are quoted from the papers and from the
//! test suites of other packages. Rules of accuracy: point values agree to 1e-10 relative (values below 1e-300
//! are 0); a log-likelihood is at least the reference less 1e-7, parameters agree to 1e-5, standard errors to 1e-3
//! relative; printed values agree to half a unit of their last digit.

mod fits;
mod fixtures;
mod pareto_nbd;
mod points;
mod published;
