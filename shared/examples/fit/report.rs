//! The report on standard output.

use serde_json::{Map, Value, json};

use super::fitted::Fitted;
use super::options::ModelChoice;
use super::table::Table;
use super::{Failure, holdout};

/// One JSON object; warnings about limits go to standard error.
pub(super) fn json(model: ModelChoice, table: &Table, fitted: &Fitted) -> Result<Value, Failure> {
    let (estimates, certificate) = fitted.certificate();
    if !certificate.limits.is_empty() {
        eprintln!(
            "fit: the estimate lies at a limit of the model: {:?}; parameters there mean little",
            certificate.limits
        );
    }
    if !certificate.converged {
        eprintln!("fit: the iteration did not converge; do not use the estimate");
    }
    let named = |name: &str, value: Value| (name.to_owned(), value);
    let parameters: Map<String, Value> =
        fitted.parameters().into_iter().map(|(name, value)| named(name, json!(value))).collect();
    let standard_errors: Map<String, Value> = estimates
        .iter()
        .zip(&certificate.standard_errors)
        .map(|((name, _), error)| named(name, json!(error)))
        .collect();
    let mut report = json!({
        "model": model.name(),
        "parameters": parameters,
        "log_likelihood": certificate.log_likelihood,
        "standard_errors": standard_errors,
        "customers": certificate.customers as u64,
        "distinct_histories": certificate.distinct_histories,
        "iterations": certificate.iterations,
        "fit_ms": fitted.milliseconds,
        "converged": certificate.converged,
        "limits": certificate.limits,
    });
    if let Some(after) = &table.after {
        report["holdout"] = holdout::json(model, table, fitted, after)?;
    }
    Ok(report)
}
