//! Transcendental and special functions with the same bits natively and in wasm.
//!
//! Everything goes through the `libm` crate or through `+ - * /` and `sqrt`, which are exact by
//! IEEE 754. The standard library's `exp`, `ln` and the like differ between targets and are banned
//! in this crate by `clippy.toml`.

mod chebyshev;
mod chebyshev_bundle;
mod elementary;
mod gamma;
mod gamma_differences;
mod gamma_ratio;
mod hypergeometric;
mod incomplete_beta;
mod incomplete_gamma;
mod lanes;
mod logistic;
mod negative_binomial;
mod normal;
mod quadrature;

pub use chebyshev::{Chebyshev, ChebyshevNodes};
pub use chebyshev_bundle::ChebyshevBundle;
pub use elementary::{atan2, cos, exp, exp_m1, ln, ln_1p, log_sum_exp, powf, sin};
pub use gamma::{digamma, ln_beta, ln_gamma, ln_rising, trigamma};
pub use gamma_differences::{digamma_difference, ln_beta_ratio};
pub use gamma_ratio::{ln_gamma_ratio, ln_rising_ratio};
pub use hypergeometric::{hypergeometric, ln_mean_powers_of_beta, mean_power_of_beta};
pub use incomplete_beta::{beta_power, incomplete_beta, student_tails};
pub use incomplete_gamma::{chi_squared_upper_tail, gamma_upper_tail};
pub use lanes::{exp_each, ln_each};
pub use logistic::{logistic, logit, softplus};
pub use negative_binomial::NegativeBinomial;
pub use normal::{NORMAL_975, normal_cdf, normal_quantile};
pub use quadrature::{Quadrature, gauss_legendre};
