//! The command line.

use std::path::PathBuf;

use shared::scoring::beta_geometric::Dropout;

use super::Failure;

const USAGE: &str =
    "usage: fit --model bg-nbd|mbg-nbd|gamma-gamma --histories FILE.csv[.gz] [--score OUT.csv --horizon WEEKS]";

/// What to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ModelChoice {
    Purchases(Dropout),
    GammaGamma,
}

/// What was asked for.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) model: ModelChoice,
    pub(super) histories: PathBuf,
    /// Where to write scores, and over which horizon.
    pub(super) score: Option<(PathBuf, f64)>,
}

impl Options {
    pub(super) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let (mut model, mut histories, mut score, mut horizon) = (None, None, None, None);
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{name} needs a value; {USAGE}"));
            match name.as_str() {
                "--model" => model = Some(model_choice(&value()?)?),
                "--histories" => histories = Some(PathBuf::from(value()?)),
                "--score" => score = Some(PathBuf::from(value()?)),
                "--horizon" => horizon = Some(weeks(&value()?)?),
                _ => return Err(format!("unknown argument {name}; {USAGE}")),
            }
        }
        let score = match (score, horizon) {
            (Some(path), Some(horizon)) => Some((path, horizon)),
            (None, None) => None,
            _ => return Err(format!("--score and --horizon go together; {USAGE}")),
        };
        let model = model.ok_or_else(|| format!("--model is missing; {USAGE}"))?;
        let histories = histories.ok_or_else(|| format!("--histories is missing; {USAGE}"))?;
        Ok(Self { model, histories, score })
    }

    /// The model's name on the command line and in the report.
    pub(super) fn name(&self) -> &'static str {
        match self.model {
            ModelChoice::Purchases(Dropout::AfterRepeats) => "bg-nbd",
            ModelChoice::Purchases(Dropout::AfterEveryTransaction) => "mbg-nbd",
            ModelChoice::GammaGamma => "gamma-gamma",
        }
    }
}

fn model_choice(name: &str) -> Result<ModelChoice, Failure> {
    match name {
        "bg-nbd" => Ok(ModelChoice::Purchases(Dropout::AfterRepeats)),
        "mbg-nbd" => Ok(ModelChoice::Purchases(Dropout::AfterEveryTransaction)),
        "gamma-gamma" => Ok(ModelChoice::GammaGamma),
        _ => Err(format!("unknown model {name}; {USAGE}")),
    }
}

fn weeks(text: &str) -> Result<f64, Failure> {
    match text.parse() {
        Ok(weeks) if weeks > 0.0 && f64::is_finite(weeks) => Ok(weeks),
        _ => Err(format!("--horizon must be a positive number of weeks, but is {text}")),
    }
}
