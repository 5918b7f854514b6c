//! The report on standard output.

use serde_json::{Map, Value, json};
use shared::scoring::{Certificate, Weeks};

use super::fitted::Fitted;
use super::options::ModelChoice;
use super::table::Table;
use super::{Failure, holdout};

/// One JSON object; warnings about limits go to standard error. `horizon` is that of the scores, if there are any.
pub(super) fn json(
    model: ModelChoice,
    table: &Table,
    fitted: &Fitted,
    horizon: Option<Weeks>,
) -> Result<Value, Failure> {
    let (estimates, certificate) = fitted.certificate();
    let mut report = of_fit(model, &fitted.parameters(), &estimates, certificate, fitted.milliseconds);
    if let (ModelChoice::Purchases(_), Some(horizon)) = (model, horizon) {
        report["warnings"] = json!(table.season_unknown(horizon).into_iter().collect::<Vec<_>>());
    }
    if let Some(season) = &table.season {
        report["season"] = season.json(certificate.log_likelihood);
    }
    if let Some(after) = &table.after {
        report["holdout"] = holdout::json(model, table, fitted, after)?;
    }
    Ok(report)
}

/// What every model's report says.
pub(super) fn of_fit(
    model: ModelChoice,
    parameters: &[(String, f64)],
    estimates: &[(String, f64)],
    certificate: &Certificate,
    milliseconds: f64,
) -> Value {
    if !certificate.limits.is_empty() {
        eprintln!(
            "fit: the estimate lies at a limit of the model: {:?}; parameters there mean little",
            certificate.limits
        );
    }
    if !certificate.converged {
        eprintln!("fit: the iteration did not converge; do not use the estimate");
    }
    let parameters: Map<String, Value> = parameters.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    let standard_errors: Map<String, Value> = estimates
        .iter()
        .zip(&certificate.standard_errors)
        .map(|((name, _), error)| (name.clone(), json!(error)))
        .collect();
    json!({
        "model": model.name(),
        "parameters": parameters,
        "log_likelihood": certificate.log_likelihood,
        "standard_errors": standard_errors,
        "customers": certificate.customers as u64,
        "distinct_histories": certificate.distinct_histories,
        "iterations": certificate.iterations,
        "fit_ms": milliseconds,
        "converged": certificate.converged,
        "limits": certificate.limits,
    })
}
