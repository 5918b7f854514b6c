//! `cargo xtask bench peers`: the same tasks on the same data, here and in other packages, in one run.
//!
//! Every contestant is a process of its own that reads a base once and then answers requests, one line of JSON each; the
//! programs and scripts are those of `tests/speed`. Rounds go through all contestants in turn, so that whatever else
//! the machine does hits all of them, and the median of the rounds counts.

mod agreement;
mod contestant;
mod document;
mod growth;
mod install;
mod machine;
mod plan;
mod race;
mod table;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use self::contestant::{Contestants, Process};
use self::race::Result as Raced;
use super::Figures;
use super::example::figures_of;

/// What to measure.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Leave out bases with more customers; the table of docs/performance.md is then left as it is
    #[arg(long)]
    at_most: Option<usize>,
    /// Most rounds a task
    #[arg(long, default_value_t = 11)]
    rounds: usize,
    /// Use only the peers that are installed already
    #[arg(long)]
    offline: bool,
}

/// Races everybody through the plan, and writes the table.
pub(super) fn run(arguments: &Arguments) -> Result<Figures> {
    ensure!(arguments.rounds > 0, "--rounds must be at least 1");
    let at_most = arguments.at_most.unwrap_or(usize::MAX);
    let load_before = machine::load();
    let programs = install::holdfast()?;
    let mut contestants = Contestants::start(&programs, arguments.offline)?;
    let mut raced: Vec<Raced> = Vec::new();
    for base in plan::BASES.iter().filter(|base| base.customers <= at_most) {
        contestants.load(base.name)?;
        for task in plan::TASKS.iter().filter(|task| task.base == base.name) {
            eprintln!("{} on {}", task.name, task.base);
            raced.push(race::race(task, &mut contestants, arguments.rounds)?);
        }
    }
    let reasons = contestants.left_out();
    drop(contestants);
    let growth = growth::measure(&programs, at_most, arguments.rounds)?;
    let memory = growth::memory(&programs, at_most)?;
    let varying_ms = varying_covariates_ms()?;
    let machine = machine::describe(&load_before);
    let mut text = table::markdown(&raced, &reasons, &growth, &memory, &machine);
    text += &format!(
        "\nPareto/NBD with covariates that change every week (600 customers, 104 weeks, 6 coefficients beside the 4 parameters): {varying_ms:.0} ms \
         of time of day. CLVTools took 76 s for as many customers and coefficients of a real shop, on another machine.\n"
    );
    println!("{text}");
    if arguments.at_most.is_none() {
        document::write(&text)?;
    }
    let mut figures = figures(&raced, &growth, &memory);
    figures.insert("dyncov_fit_ms.apparel_like".to_owned(), varying_ms.into());
    Ok(figures)
}

/// Milliseconds of a Pareto/NBD fit with covariates that change every week: 600 customers, 104 weeks, three covariates on
/// purchases and on dropout. No peer but CLVTools has the model.
fn varying_covariates_ms() -> Result<f64> {
    let figures = figures_of("time_varying", [])?;
    figures["fit_ms"].as_f64().context("the example says how long the fit took")
}

fn figures(raced: &[Raced], growth: &[growth::Growth], memory: &growth::Memory) -> Figures {
    let mut figures = Figures::new();
    let mut add = |name: String, value: f64| {
        figures.insert(name, Value::from(value));
    };
    for result in raced {
        let task = format!("{}.{}", result.task.name, result.task.base);
        for (process, outcome) in &result.outcomes {
            let Ok(ms) = outcome else { continue };
            add(format!("ms.{}.{task}", process.key()), *ms);
            if let Some(ratio) = result.ratio(*process) {
                add(ratio_name(*process, &task), ratio);
            }
        }
    }
    for row in growth {
        add(format!("distinct.{}", row.base), row.distinct as f64);
        add(format!("ms.group.{}", row.base), row.group_ms);
        add(format!("ms.grow.{}", row.base), row.fit_ms);
    }
    for (name, value) in memory.figures() {
        add(name, value);
    }
    figures
}

fn ratio_name(process: Process, task: &str) -> String {
    match process {
        Process::Wasm => format!("ratio.wasm_over_native.{task}"),
        other => format!("ratio.{}.{task}", other.key()),
    }
}
