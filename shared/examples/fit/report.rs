//! The report on standard output.

use serde_json::{Map, Value, json};

use super::fitted::Fitted;
use super::options::ModelChoice;
use super::table::Table;
use super::{Failure, holdout};

/// One JSON object; warnings about limits go to standard error.
pub(super) fn json(model: ModelChoice, table: &Table, fitted: &Fitted) -> Result<Value, Failure> {
    let (parameters, certificate) = fitted.estimate();
    if !certificate.limits.is_empty() {
        eprintln!(
            "fit: the estimate lies at a limit of the model: {:?}; parameters there mean little",
            certificate.limits
        );
    }
    if !certificate.converged {
        eprintln!("fit: the iteration did not converge; do not use the estimate");
    }
    let names = parameters.iter().map(|(name, _)| (*name).to_owned());
    let standard_errors: Map<String, Value> =
        names.clone().zip(certificate.standard_errors.iter().map(|error| json!(error))).collect();
    let parameters: Map<String, Value> = names.zip(parameters.iter().map(|(_, value)| json!(value))).collect();
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
        report["holdout"] = holdout::json(table, fitted, after)?;
    }
    Ok(report)
}
