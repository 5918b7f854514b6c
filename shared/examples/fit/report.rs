//! The report on standard output.

use serde_json::{Map, Value, json};
use shared::scoring::Certificate;

/// One JSON object; warnings about limits go to standard error.
pub(super) fn json<const N: usize>(
    model: &str,
    names: [&str; N],
    values: [f64; N],
    certificate: &Certificate<N>,
    fit_ms: f64,
) -> String {
    if !certificate.limits.is_empty() {
        eprintln!(
            "fit: the estimate lies at a limit of the model: {:?}; parameters there mean little",
            certificate.limits
        );
    }
    if !certificate.converged {
        eprintln!("fit: the iteration did not converge; do not use the estimate");
    }
    let parameters: Map<String, Value> =
        names.iter().zip(values).map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    let standard_errors: Map<String, Value> =
        names.iter().zip(certificate.standard_errors).map(|(name, error)| ((*name).to_owned(), json!(error))).collect();
    json!({
        "model": model,
        "parameters": parameters,
        "log_likelihood": certificate.log_likelihood,
        "standard_errors": standard_errors,
        "customers": certificate.customers as u64,
        "distinct_histories": certificate.distinct_histories,
        "iterations": certificate.iterations,
        "fit_ms": fit_ms,
        "converged": certificate.converged,
        "limits": certificate.limits,
    })
    .to_string()
}
