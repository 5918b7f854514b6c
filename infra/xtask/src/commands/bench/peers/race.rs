//! One task, run by everybody in turn.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use serde_json::json;

use super::agreement;
use super::contestant::{Answer, Contestants, Process, Timed};
use super::plan::{self, Answers, Task};

/// Fast tasks are repeated until they have taken this much processor time.
const AT_LEAST_MS: f64 = 200.0;
/// All rounds of a task together should take no more than this, but there are at least [`FEWEST_ROUNDS`].
const ALL_ROUNDS_MS: f64 = 30_000.0;
const FEWEST_ROUNDS: usize = 3;
const DAYS_PER_WEEK: f64 = 7.0;

/// How a task went.
pub(super) struct Result {
    pub(super) task: &'static Task,
    /// Median milliseconds, or why there are none.
    pub(super) outcomes: BTreeMap<Process, std::result::Result<f64, String>>,
}

impl Result {
    /// Milliseconds of a contestant, if its answer counts.
    pub(super) fn ms(&self, process: Process) -> Option<f64> {
        self.outcomes.get(&process)?.as_ref().ok().copied()
    }

    /// How many times Holdfast's time it took.
    pub(super) fn ratio(&self, process: Process) -> Option<f64> {
        (process != Process::Native).then_some(self.ms(process)? / self.ms(Process::Native)?)
    }
}

/// Warms everybody up, compares their answers, and times those that agree, round by round.
pub(super) fn race(task: &'static Task, all: &mut Contestants, most_rounds: usize) -> anyhow::Result<Result> {
    let mut outcomes = BTreeMap::new();
    let ours = all.run(Process::Native, task.name, 0.0).with_context(|| task.name)?;
    let mut all_ms = ours.ms.max(AT_LEAST_MS);
    let mut racing = vec![Process::Native];
    for process in task.against.iter().copied() {
        if !all.takes_part(process) {
            continue;
        }
        match warm_up(task, process, &ours.answer, all) {
            Ok(timed) => {
                all_ms += timed.ms.max(AT_LEAST_MS);
                racing.push(process);
            }
            Err(error) => {
                eprintln!("  {} is left out: {error:#}", process.words());
                outcomes.insert(process, Err(format!("{error:#}")));
            }
        }
    }
    let rounds = ((ALL_ROUNDS_MS / all_ms) as usize).max(FEWEST_ROUNDS).min(most_rounds);
    let mut times: BTreeMap<Process, Vec<f64>> = BTreeMap::new();
    for _ in 0..rounds {
        for process in racing.clone() {
            match all.run(process, task.name, AT_LEAST_MS) {
                Ok(timed) => times.entry(process).or_default().push(timed.ms),
                Err(error) if process == Process::Native => return Err(error.context(task.name)),
                Err(error) => {
                    racing.retain(|other| *other != process);
                    times.remove(&process);
                    all.leave_out(process, &error);
                    outcomes.insert(process, Err(format!("{error:#}")));
                }
            }
        }
    }
    for (process, times) in times {
        let ms = median(times);
        eprintln!("  {}: {ms:.3} ms", process.words());
        outcomes.insert(process, Ok(ms));
    }
    Ok(Result { task, outcomes })
}

/// Runs the task once, which compiles what has to be compiled, and compares the answer with ours.
fn warm_up(task: &Task, process: Process, ours: &Answer, all: &mut Contestants) -> anyhow::Result<Timed> {
    let mut timed = all.run(process, task.name, 0.0)?;
    if process == Process::Wasm {
        agreement::same_bits(ours, &timed.answer)?;
        return Ok(timed);
    }
    match task.answers {
        Answers::Scores => agreement::same_scores(&ours.values, &timed.answer.values)?,
        Answers::Fit { model, times } => {
            if plan::base(task.base).is_on_days {
                in_weeks(&mut timed.answer, times);
            }
            agreement::same_estimates(ours, &timed.answer)?;
            let asked = json!({ "request": { "log_likelihood": { "model": model, "at": timed.answer.values } } });
            let theirs = all.native().ask(&asked)?.answer.values[0];
            let own = ours.log_likelihood.context("a fit says its log-likelihood")?;
            ensure!(own >= theirs - 1e-6, "its log-likelihood is {theirs}, above ours of {own}");
        }
    }
    Ok(timed)
}

/// A package knows no unit: from data in days it finds days.
fn in_weeks(answer: &mut Answer, times: &[usize]) {
    for column in [&mut answer.values, &mut answer.standard_errors] {
        for time in times {
            if let Some(value) = column.get_mut(*time) {
                *value /= DAYS_PER_WEEK;
            }
        }
    }
}

/// The middle value.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { 0.5 * (values[middle - 1] + values[middle]) }
}

#[cfg(test)]
mod tests {
    use super::super::contestant::Answer;
    use super::{in_weeks, median};

    #[test]
    fn the_middle_of_an_even_number_is_the_mean_of_two() {
        assert_eq!(median(vec![9.0, 1.0, 4.0]), 4.0);
        assert_eq!(median(vec![9.0, 1.0, 4.0, 2.0]), 3.0);
    }

    #[test]
    fn only_times_change_their_unit() {
        let mut answer = Answer { values: vec![1.0, 14.0], standard_errors: vec![1.0, 7.0], ..Answer::default() };
        in_weeks(&mut answer, &[1]);
        assert_eq!((answer.values, answer.standard_errors), (vec![1.0, 2.0], vec![1.0, 1.0]));
    }
}
