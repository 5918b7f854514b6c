//! How often intervals hold what they are about: the example `coverage` of `shared`, optimised; and whether those of the
//! published holdout of CDNOW do.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use super::Figures;
use super::example::figures_of;

/// What to measure, and on how many generated bases.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Generated bases a model, seeds 1, 2, … (2,000 where nothing is said)
    #[arg(long)]
    bases: Option<u64>,
    /// Customers a base (5,000)
    #[arg(long)]
    customers: Option<u32>,
    /// Threads (all cores); figures do not depend on them
    #[arg(long)]
    threads: Option<usize>,
    /// Models by name, `value`, `model-error`, separated by commas (all)
    #[arg(long)]
    models: Option<String>,
    /// Folder with cdnow_sample.csv, whose 1,882 purchases of the second 39 weeks are then forecast from the first
    #[arg(long)]
    data: Option<PathBuf>,
}

/// Last day of CDNOW's first 39 weeks.
const CDNOW_CALIBRATION_END: &str = "1997-09-30";

pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    let text = |number: &dyn ToString| number.to_string();
    let given = [
        ("--bases", arguments.bases.as_ref().map(|bases| text(bases))),
        ("--customers", arguments.customers.as_ref().map(|customers| text(customers))),
        ("--threads", arguments.threads.as_ref().map(|threads| text(threads))),
        ("--models", arguments.models.clone()),
    ];
    let given = given.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).flatten();
    let mut figures = figures_of("coverage", given)?;
    if let Some(data) = &arguments.data {
        for model in ["bg-nbd", "mbg-nbd", "pareto-nbd"] {
            figures.append(&mut cdnow(model, &data.join("cdnow_sample.csv"))?);
        }
    }
    Ok(figures)
}

/// The intervals of CDNOW's holdout, of the model alone and with its own error, and per cent that hold what came.
fn cdnow(model: &str, orders: &Path) -> Result<Figures> {
    let orders = orders.to_str().context("the folder's name is no text")?;
    let asked = ["--model", model, "--orders", orders, "--calibration-end", CDNOW_CALIBRATION_END];
    let report = figures_of("fit", asked.map(str::to_owned))?;
    let holdout = &report["holdout"];
    let actual = holdout["actual"].as_f64().context("the holdout has purchases")?;
    let mut figures = Figures::new();
    for (kind, name) in [("without", "interval_90"), ("with", "interval_90_with_model_error")] {
        let figure = format!("cdnow_total_90_{kind}_model_error.{}", model.replace('-', "_"));
        let [low, high] = [0, 1].map(|end| holdout[name][end].as_f64());
        let (low, high) = low.zip(high).with_context(|| format!("{model} has no {name} on CDNOW"))?;
        let holds = (low..=high).contains(&actual);
        figures.insert(format!("coverage.{figure}"), Value::from(if holds { 100.0 } else { 0.0 }));
        figures.insert(format!("low.{figure}"), Value::from(low));
        figures.insert(format!("high.{figure}"), Value::from(high));
    }
    Ok(figures)
}
