//! The tables of docs/performance.md.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::contestant::Process;
use super::growth::{Growth, Memory};
use super::plan::{self, Task};
use super::race::Result;

/// Everything measured, as Markdown.
pub(super) fn markdown(
    raced: &[Result],
    left_out: &BTreeMap<Process, String>,
    growth: &[Growth],
    memory: &Memory,
    machine: &str,
) -> String {
    let mut text = format!("Machine: {machine}. Times are milliseconds of processor time.\n\n");
    times(&mut text, raced);
    ratios(&mut text, raced);
    reasons(&mut text, raced, left_out);
    if !growth.is_empty() {
        grown(&mut text, growth);
    }
    for (whose, mb) in [("natively", memory.native_mb), ("as wasm", memory.wasm_mb)] {
        if let Some(mb) = mb {
            let _ =
                writeln!(text, "Most memory held while 1,000,000 customers are fitted and scored {whose}: {mb:.0} MB.");
        }
    }
    text
}

/// Who was timed at least once, in the order of the columns.
fn columns(raced: &[Result]) -> Vec<Process> {
    let timed = |process: &Process| raced.iter().any(|result| result.ms(*process).is_some());
    Process::ALL.into_iter().filter(timed).collect()
}

fn times(text: &mut String, raced: &[Result]) {
    let columns = columns(raced);
    let names = columns.iter().map(|process| process.words().to_owned());
    row(text, ["Task".to_owned(), "Base".to_owned()].into_iter().chain(names));
    rule(text, 2, columns.len());
    for result in raced {
        let cells = columns.iter().map(|process| result.ms(*process).map_or_else(String::new, number));
        row(text, heading(result.task).into_iter().chain(cells));
    }
    text.push('\n');
}

fn ratios(text: &mut String, raced: &[Result]) {
    let columns: Vec<Process> = columns(raced).into_iter().filter(|process| *process != Process::Native).collect();
    text.push_str("The same as multiples of Holdfast's native time, with the goal in brackets:\n\n");
    let names = columns.iter().map(|process| process.words().to_owned());
    row(text, ["Task".to_owned(), "Base".to_owned()].into_iter().chain(names));
    rule(text, 2, columns.len());
    for result in raced {
        let cell = |process: &Process| {
            let goal = result.task.goals.iter().find(|goal| goal.0 == *process).map(|goal| goal.1);
            let ratio = result.ratio(*process).map(number);
            match (ratio, goal) {
                (Some(ratio), Some(goal)) => format!("**{ratio}** ({goal})"),
                (Some(ratio), None) => ratio,
                (None, _) => String::new(),
            }
        };
        row(text, heading(result.task).into_iter().chain(columns.iter().map(cell)));
    }
    text.push('\n');
}

fn heading(task: &Task) -> [String; 2] {
    [task.words.to_owned(), plan::base(task.base).words.to_owned()]
}

fn reasons(text: &mut String, raced: &[Result], left_out: &BTreeMap<Process, String>) {
    let mut lines: BTreeSet<String> =
        left_out.iter().map(|(process, why)| format!("- {} is left out: {why}.\n", process.words())).collect();
    for result in raced {
        for (process, outcome) in &result.outcomes {
            let Err(why) = outcome else { continue };
            let [task, base] = heading(result.task);
            lines.insert(format!("- {task}, {base}: {} is left out: {why}.\n", process.words()));
        }
    }
    if !lines.is_empty() {
        text.extend(lines);
        text.push('\n');
    }
}

fn grown(text: &mut String, growth: &[Growth]) {
    text.push_str("A BG/NBD fit by the size of the base, and what it costs a distinct history:\n\n");
    let names = ["Base", "Distinct histories", "Merging equal ones", "Whole fit", "Nanoseconds a distinct history"];
    row(text, names.into_iter().map(str::to_owned));
    rule(text, 1, 4);
    for line in growth {
        let nanoseconds = line.fit_ms * 1e6 / line.distinct as f64;
        let times = [line.group_ms, line.fit_ms, nanoseconds].map(number);
        row(text, [line.words.to_owned(), thousands(line.distinct)].into_iter().chain(times));
    }
    text.push('\n');
}

fn row(text: &mut String, cells: impl Iterator<Item = String>) {
    text.push('|');
    for cell in cells {
        let _ = write!(text, " {cell} |");
    }
    text.push('\n');
}

fn rule(text: &mut String, left: usize, right: usize) {
    let _ = writeln!(text, "|{}{}", "---|".repeat(left), "---:|".repeat(right));
}

/// Three significant digits, more only for what is above a thousand.
fn number(value: f64) -> String {
    let digits = if value >= 100.0 {
        return thousands(value.round() as u64);
    } else if value >= 10.0 {
        1
    } else if value >= 1.0 {
        2
    } else {
        3
    };
    format!("{value:.digits$}")
}

fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let first = digits.len() % 3;
    let mut parts: Vec<&str> = Vec::new();
    if first > 0 {
        parts.push(&digits[..first]);
    }
    parts.extend((first..digits.len()).step_by(3).map(|from| &digits[from..from + 3]));
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::contestant::Process;
    use super::super::growth::Memory;
    use super::super::plan::TASKS;
    use super::super::race::Result;
    use super::{markdown, number, thousands};

    #[test]
    fn numbers_have_three_digits_and_thousands_a_comma() {
        assert_eq!([0.5432, 3.456, 34.56, 345.6, 34_567.0].map(number), ["0.543", "3.46", "34.6", "346", "34,567"]);
        assert_eq!([7, 999, 1_000, 1_234_567].map(thousands), ["7", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_row_has_times_ratios_with_goals_and_reasons() {
        let outcomes = BTreeMap::from([
            (Process::Native, Ok(0.5)),
            (Process::Lifetimes, Ok(50.0)),
            (Process::PymcMarketing, Err("its estimates differ".to_owned())),
        ]);
        let raced = [Result { task: &TASKS[0], outcomes }];
        let left_out = BTreeMap::from([(Process::ClvTools, "R is not installed".to_owned())]);
        let text = markdown(&raced, &left_out, &[], &Memory::default(), "2 cores");
        for line in [
            "| Task | Base | Holdfast | lifetimes |\n|---|---|---:|---:|\n",
            "| BG/NBD fit | CDNOW, 2,357 customers | 0.500 | 50.0 |\n",
            "| BG/NBD fit | CDNOW, 2,357 customers | **100** (80) |\n",
            "- BG/NBD fit, CDNOW, 2,357 customers: PyMC-Marketing is left out: its estimates differ.\n",
            "- CLVTools is left out: R is not installed.\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
