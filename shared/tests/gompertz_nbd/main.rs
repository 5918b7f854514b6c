//! GGompertz/NBD: reference values, the Pareto/NBD as its limit, fits, simulation, properties.
//!
//! `data/gompertz_nbd_values.json` holds values computed with 40 digits from the published density of the lifetime by
//! adaptive quadrature; `data/reference_values.json` those of the Pareto/NBD. Point values agree to 1e-10.

mod fits;
mod fixtures;
mod pareto_limit;
mod points;
mod properties;
mod simulation;
