//! What was asked for.

use std::path::{Path, PathBuf};

use shared::domain::{Currency, Day};
use shared::scoring::Weeks;
use shared::scoring::catalogue::ModelKind;
use shared::scoring::preparation::{FreeOrders, TimeUnit};

use super::Failure;
use super::arguments::{Arguments, usage};

/// What to fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ModelChoice {
    /// A model of purchases at any time.
    Purchases(ModelKind),
    /// BG/BB, of purchases at whole opportunities.
    Opportunities,
    /// Gamma-Gamma.
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
    /// Whether times are to be those of a clock that runs as fast as the season.
    pub(super) seasonal: bool,
}

/// The file of covariates.
#[derive(Debug)]
pub(super) enum CovariateFile {
    /// What is known of customers for good.
    Fixed(PathBuf),
    /// What is known of periods, and of customers in them.
    Changing(PathBuf),
}

/// What else is known of customers.
#[derive(Debug)]
pub(super) struct CovariateOptions {
    pub(super) file: CovariateFile,
    /// Names of the columns that act on purchases.
    pub(super) purchase: Vec<String>,
    /// Names of the columns that act on dropout.
    pub(super) dropout: Vec<String>,
    /// λ of the ridge penalty ½ λ γ² on every coefficient.
    pub(super) penalty: f64,
}

/// What was asked for.
#[derive(Debug)]
pub(super) enum Options {
    /// A model in continuous time.
    Times(TimeOptions),
    /// A model in whole opportunities.
    Opportunities(OpportunityOptions),
}

/// A model in continuous time.
#[derive(Debug)]
pub(super) struct TimeOptions {
    pub(super) model: ModelChoice,
    pub(super) input: Input,
    pub(super) covariates: Option<CovariateOptions>,
    pub(super) time_unit: TimeUnit,
    /// Where to write scores, and over which horizon.
    pub(super) score: Option<(PathBuf, Weeks)>,
}

/// A model in whole opportunities.
#[derive(Debug)]
pub(super) struct OpportunityOptions {
    pub(super) histories: PathBuf,
    /// Where to write scores, and over how many opportunities.
    pub(super) score: Option<(PathBuf, u32)>,
}

impl Options {
    pub(super) fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut given = Arguments::read(arguments)?;
        match model_choice(&given.require("--model")?)? {
            ModelChoice::Opportunities => OpportunityOptions::parse(given).map(Self::Opportunities),
            model => TimeOptions::parse(model, given).map(Self::Times),
        }
    }
}

impl OpportunityOptions {
    fn parse(mut given: Arguments) -> Result<Self, Failure> {
        let score = score(&mut given)?.map(|(path, horizon)| match horizon.parse() {
            Ok(opportunities) => Ok((path, opportunities)),
            Err(_) => Err(format!("--horizon must be a whole number of opportunities, but is {horizon}")),
        });
        let histories = given.require("--histories")?.into();
        given.finish("a model in weeks, and not in opportunities")?;
        Ok(Self { histories, score: score.transpose()? })
    }
}

impl TimeOptions {
    fn parse(model: ModelChoice, mut given: Arguments) -> Result<Self, Failure> {
        let time_unit = match given.take("--time-unit") {
            Some(text) => text.parse().map_err(|error| format!("--time-unit: {error}"))?,
            None => TimeUnit::Week,
        };
        let score = score(&mut given)?.map(|(path, horizon)| Ok::<_, Failure>((path, weeks(&horizon, time_unit)?)));
        let input = match (given.take("--histories"), given.take("--orders")) {
            (Some(path), None) => Input::Histories(path.into()),
            (None, Some(path)) => Input::Orders(path.into(), OrderOptions::parse(&mut given)?),
            (None, None) => return Err(format!("--histories or --orders is missing; {}", usage())),
            (Some(_), Some(_)) => return Err(format!("--histories and --orders exclude each other; {}", usage())),
        };
        let covariates = CovariateOptions::parse(&mut given)?;
        if let Some(covariates) = &covariates {
            covariates.check(model, &input)?;
        }
        given.finish("--orders")?;
        Ok(Self { model, input, covariates, time_unit, score: score.transpose()? })
    }

    /// The file that is read.
    pub(super) fn path(&self) -> &Path {
        match &self.input {
            Input::Histories(path) | Input::Orders(path, _) => path,
        }
    }
}

impl OrderOptions {
    fn parse(given: &mut Arguments) -> Result<Self, Failure> {
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
            seasonal: given.take("--seasonal").is_some(),
        })
    }
}

impl CovariateOptions {
    fn parse(given: &mut Arguments) -> Result<Option<Self>, Failure> {
        let names = |text: Option<String>| -> Vec<String> {
            let names = text.as_deref().unwrap_or_default().split(',').map(str::trim);
            names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        let file = match (given.take("--covariates"), given.take("--changing-covariates")) {
            (Some(_), Some(_)) => {
                let why = "what never changes can stand in the file of what does";
                return Err(format!("--covariates and --changing-covariates exclude each other: {why}"));
            }
            (Some(path), None) => Some(CovariateFile::Fixed(path.into())),
            (None, Some(path)) => Some(CovariateFile::Changing(path.into())),
            (None, None) => None,
        };
        let of_process = ["--purchase-covariates", "--dropout-covariates"].map(|name| names(given.take(name)));
        let penalty = given.take("--l2");
        let [purchase, dropout] = of_process;
        let Some(file) = file else {
            return match purchase.is_empty() && dropout.is_empty() && penalty.is_none() {
                true => Ok(None),
                false => Err(format!("the file of --covariates is missing; {}", usage())),
            };
        };
        if purchase.is_empty() && dropout.is_empty() {
            let name = file.argument();
            return Err(format!("{name} needs --purchase-covariates, --dropout-covariates or both; {}", usage()));
        }
        let penalty = match penalty.map_or(Ok(0.0), |text| text.parse::<f64>().map_err(|_| text)) {
            Ok(number) if number.is_finite() && number >= 0.0 => number,
            Ok(number) => return Err(format!("--l2 must be zero or more, but is {number}")),
            Err(text) => return Err(format!("--l2 must be a number, but is {text}")),
        };
        Ok(Some(Self { file, purchase, dropout, penalty }))
    }

    /// Refuses what the model or the input cannot do with them.
    fn check(&self, model: ModelChoice, input: &Input) -> Result<(), Failure> {
        if !matches!(model, ModelChoice::Purchases(_)) {
            return Err(format!("the model {} takes no covariates", model.name()));
        }
        if matches!(self.file, CovariateFile::Fixed(_)) {
            return Ok(());
        }
        let pareto_nbd = ModelKind::ParetoNbd;
        if model != ModelChoice::Purchases(pareto_nbd) {
            let name = model.name();
            return Err(format!("the model {name} takes no covariates that change over time: choose {pareto_nbd}"));
        }
        match input {
            Input::Histories(_) => {
                Err("--changing-covariates needs --orders: histories do not say when each purchase was".to_owned())
            }
            Input::Orders(_, OrderOptions { seasonal: true, .. }) => {
                let instead = "give the season as a covariate instead";
                Err(format!("--seasonal and --changing-covariates exclude each other: {instead}"))
            }
            Input::Orders(..) => Ok(()),
        }
    }
}

impl CovariateFile {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Fixed(path) | Self::Changing(path) => path,
        }
    }

    fn argument(&self) -> &'static str {
        match self {
            Self::Fixed(_) => "--covariates",
            Self::Changing(_) => "--changing-covariates",
        }
    }
}

impl ModelChoice {
    /// The model's name on the command line and in the report.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Purchases(kind) => kind.name(),
            Self::Opportunities => "bg-bb",
            Self::Spend => "gamma-gamma",
        }
    }
}

fn model_choice(name: &str) -> Result<ModelChoice, Failure> {
    let others = [ModelChoice::Opportunities, ModelChoice::Spend];
    if let Some(model) = others.into_iter().find(|model| model.name() == name) {
        return Ok(model);
    }
    name.parse().map(ModelChoice::Purchases).map_err(|_| format!("unknown model {name}; {}", usage()))
}

/// Where to write scores, and the text of the horizon.
fn score(given: &mut Arguments) -> Result<Option<(PathBuf, String)>, Failure> {
    match (given.take("--score"), given.take("--horizon")) {
        (Some(path), Some(horizon)) => Ok(Some((path.into(), horizon))),
        (None, None) => Ok(None),
        _ => Err(format!("--score and --horizon go together; {}", usage())),
    }
}

fn weeks(text: &str, unit: TimeUnit) -> Result<Weeks, Failure> {
    match text.parse() {
        Ok(number) if number > 0.0 && f64::is_finite(number) => Ok(unit.weeks(number)),
        _ => Err(format!("--horizon must be a positive number of {unit}s, but is {text}")),
    }
}
