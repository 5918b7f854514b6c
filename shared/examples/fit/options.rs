//! The command line.

use std::path::{Path, PathBuf};

use shared::domain::{Currency, Day};
use shared::scoring::Weeks;
use shared::scoring::catalogue::ModelKind;
use shared::scoring::preparation::{FreeOrders, TimeUnit};

use super::Failure;

/// What to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ModelChoice {
    Purchases(ModelKind),
    Spend,
}

/// What to fit it to.
#[derive(Debug)]
pub(super) enum Input {
    Histories(PathBuf),
    Orders(PathBuf, OrderOptions),
}

/// How orders become histories.
#[derive(Clone, Copy, Debug)]
pub(super) struct OrderOptions {
    /// Last day that the fit sees; of all days otherwise.
    pub(super) calibration_end: Option<Day>,
    pub(super) free: FreeOrders,
    pub(super) currency: Currency,
}

/// What was asked for.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) model: ModelChoice,
    pub(super) input: Input,
    pub(super) time_unit: TimeUnit,
    /// Where to write scores, and over which horizon.
    pub(super) score: Option<(PathBuf, Weeks)>,
}

impl Options {
    pub(super) fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut given = Given::read(arguments)?;
        let model = model_choice(&given.require("--model")?)?;
        let time_unit = match given.take("--time-unit") {
            Some(text) => text.parse().map_err(|error| format!("--time-unit: {error}"))?,
            None => TimeUnit::Week,
        };
        let score = match (given.take("--score"), given.take("--horizon")) {
            (Some(path), Some(horizon)) => Some((PathBuf::from(path), weeks(&horizon, time_unit)?)),
            (None, None) => None,
            _ => return Err(format!("--score and --horizon go together; {}", usage())),
        };
        let input = match (given.take("--histories"), given.take("--orders")) {
            (Some(path), None) => Input::Histories(path.into()),
            (None, Some(path)) => Input::Orders(path.into(), OrderOptions::parse(&mut given)?),
            (None, None) => return Err(format!("--histories or --orders is missing; {}", usage())),
            (Some(_), Some(_)) => return Err(format!("--histories and --orders exclude each other; {}", usage())),
        };
        match given.0.first() {
            Some((name, _)) => Err(format!("{name} needs --orders; {}", usage())),
            None => Ok(Self { model, input, time_unit, score }),
        }
    }

    /// The file that is read.
    pub(super) fn path(&self) -> &Path {
        match &self.input {
            Input::Histories(path) | Input::Orders(path, _) => path,
        }
    }
}

impl OrderOptions {
    fn parse(given: &mut Given) -> Result<Self, Failure> {
        let calibration_end = given.take("--calibration-end").map(|text| {
            text.parse().map_err(|_| format!("--calibration-end must be a date like 2025-06-30, but is {text}"))
        });
        let currency = given.take("--currency").unwrap_or_else(|| "EUR".to_owned());
        let free = match given.take("--free-orders").as_deref() {
            None | Some("count") => FreeOrders::Counted,
            Some("leave-out") => FreeOrders::LeftOut,
            Some(other) => return Err(format!("--free-orders must be count or leave-out, but is {other}")),
        };
        Ok(Self {
            calibration_end: calibration_end.transpose()?,
            free,
            currency: currency.parse().map_err(|error| format!("--currency: {error}"))?,
        })
    }
}

impl ModelChoice {
    /// The model's name on the command line and in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Purchases(kind) => kind.name(),
            Self::Spend => "gamma-gamma",
        }
    }
}

/// The arguments that were given and not yet looked at.
struct Given(Vec<(String, String)>);

const ARGUMENTS: [&str; 9] = [
    "--model",
    "--histories",
    "--orders",
    "--time-unit",
    "--calibration-end",
    "--free-orders",
    "--currency",
    "--score",
    "--horizon",
];

impl Given {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut given: Vec<(String, String)> = Vec::new();
        while let Some(name) = arguments.next() {
            if !ARGUMENTS.contains(&name.as_str()) {
                return Err(format!("unknown argument {name}; {}", usage()));
            }
            let value = arguments.next().ok_or_else(|| format!("{name} needs a value; {}", usage()))?;
            if given.iter().any(|(other, _)| *other == name) {
                return Err(format!("{name} is given twice"));
            }
            given.push((name, value));
        }
        Ok(Self(given))
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let position = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(position).1)
    }

    fn require(&mut self, name: &str) -> Result<String, Failure> {
        self.take(name).ok_or_else(|| format!("{name} is missing; {}", usage()))
    }
}

fn usage() -> String {
    let models: Vec<&str> = ModelKind::ALL.iter().map(|kind| kind.name()).collect();
    format!(
        "usage: fit --model {}|gamma-gamma (--histories FILE.csv[.gz] | --orders FILE.csv[.gz] [--calibration-end DATE] \
         [--free-orders count|leave-out] [--currency CODE]) [--time-unit day|week|month] [--score OUT.csv --horizon NUMBER]",
        models.join("|")
    )
}

fn model_choice(name: &str) -> Result<ModelChoice, Failure> {
    if name == ModelChoice::Spend.name() {
        return Ok(ModelChoice::Spend);
    }
    name.parse().map(ModelChoice::Purchases).map_err(|_| format!("unknown model {name}; {}", usage()))
}

fn weeks(text: &str, unit: TimeUnit) -> Result<Weeks, Failure> {
    match text.parse() {
        Ok(number) if number > 0.0 && f64::is_finite(number) => Ok(unit.weeks(number)),
        _ => Err(format!("--horizon must be a positive number of {unit}s, but is {text}")),
    }
}
