//! What is worth knowing of the machine, without naming it.

use std::fs;
use std::process::Command;
use std::thread;

/// Load averages of the last 1, 5 and 15 minutes, where the system says so.
pub(super) fn load() -> Option<String> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    let averages: Vec<&str> = text.split(' ').take(3).collect();
    Some(averages.join(" / "))
}

/// One sentence on cores, versions and load.
pub(super) fn describe(load_before: &Option<String>) -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut words = format!("{} {}", cores, if cores == 1 { "core" } else { "cores" });
    for (name, program) in [("Node", "node"), ("Python", "python3")] {
        if let Some(version) = version(program) {
            words += &format!(", {name} {version}");
        }
    }
    if let (Some(before), Some(after)) = (load_before, load()) {
        words += &format!("; load averages {before} at the start and {after} at the end");
    }
    words
}

fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    let version = printed.trim().rsplit(' ').next()?.trim_start_matches('v').to_owned();
    Some(version)
}
