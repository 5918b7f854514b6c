//! What stands on the command line.

use shared::scoring::catalogue::ModelKind;

use super::Failure;
use super::options::ModelChoice;

const ARGUMENTS: [&str; 14] = [
    "--model",
    "--histories",
    "--orders",
    "--time-unit",
    "--calibration-end",
    "--free-orders",
    "--currency",
    "--covariates",
    "--changing-covariates",
    "--purchase-covariates",
    "--dropout-covariates",
    "--l2",
    "--score",
    "--horizon",
];

/// Arguments that stand alone.
const FLAGS: [&str; 1] = ["--seasonal"];

/// The arguments that were given and not yet looked at.
pub(super) struct Arguments(Vec<(String, String)>);

impl Arguments {
    pub(super) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut given: Vec<(String, String)> = Vec::new();
        while let Some(name) = arguments.next() {
            let value = if FLAGS.contains(&name.as_str()) {
                String::new()
            } else if ARGUMENTS.contains(&name.as_str()) {
                arguments.next().ok_or_else(|| format!("{name} needs a value; {}", usage()))?
            } else {
                return Err(format!("unknown argument {name}; {}", usage()));
            };
            if given.iter().any(|(other, _)| *other == name) {
                return Err(format!("{name} is given twice"));
            }
            given.push((name, value));
        }
        Ok(Self(given))
    }

    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let position = self.0.iter().position(|(other, _)| other == name)?;
        Some(self.0.remove(position).1)
    }

    pub(super) fn require(&mut self, name: &str) -> Result<String, Failure> {
        self.take(name).ok_or_else(|| format!("{name} is missing; {}", usage()))
    }

    /// Refuses what nobody has taken, saying what it `needs`.
    pub(super) fn finish(self, needs: &str) -> Result<(), Failure> {
        match self.0.first() {
            Some((name, _)) => Err(format!("{name} needs {needs}; {}", usage())),
            None => Ok(()),
        }
    }
}

pub(super) fn usage() -> String {
    let models: Vec<&str> = ModelKind::ALL.iter().map(|kind| kind.name()).collect();
    format!(
        "usage: fit --model {}|{}|{} (--histories FILE.csv[.gz] | --orders FILE.csv[.gz] [--calibration-end DATE] \
         [--free-orders count|leave-out] [--currency CODE] [--seasonal]) \
         [(--covariates FILE.csv[.gz] | --changing-covariates FILE.csv[.gz]) [--purchase-covariates NAME,…] \
         [--dropout-covariates NAME,…] [--l2 NUMBER]] [--time-unit day|week|month] [--score OUT.csv --horizon NUMBER]",
        models.join("|"),
        ModelChoice::Opportunities.name(),
        ModelChoice::Spend.name()
    )
}
