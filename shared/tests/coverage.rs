//! The program that measures how often intervals hold: `cargo run -p shared --example coverage`.

use std::process::{Command, Output};

use serde_json::{Map, Value};

fn coverage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "shared", "--example", "coverage", "--"])
        .args(arguments)
        .output()
        .expect("cargo runs")
}

fn figures(arguments: &[&str]) -> Map<String, Value> {
    let output = coverage(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one flat JSON object")
}

#[test]
fn most_of_forty_small_bases_are_held() {
    let of_forty =
        ["--bases", "40", "--customers", "600", "--models", "nbd,bg-nbd,mbg-nbd,bg-bb,sbg,value", "--threads", "2"];
    let figures = figures(&of_forty);
    for (name, figure) in &figures {
        let figure = figure.as_f64().expect("a number");
        let per_cent = !name.starts_with("width");
        assert!(figure >= 0.0 && (!per_cent || figure <= 100.0), "{name} {figure}");
        // Fewer than 30 of 40 where 36 are due has a chance of 0.4 %; fewer than 33 where 38 are due one of 0.5 %.
        let least = if name.contains("_95") { 82.5 } else { 75.0 };
        if name.starts_with("coverage") {
            assert!(figure >= least, "{name} {figure}");
        }
    }
}

#[test]
fn figures_do_not_depend_on_threads() {
    let few = ["--bases", "3", "--customers", "400", "--models", "mbg-nbd,bdw,model-error", "--threads"];
    let with = |threads| figures(&[&few[..], &[threads]].concat());
    assert_eq!(with("1"), with("2"));
}

#[test]
fn what_is_not_known_is_refused() {
    for (arguments, because) in [
        (&["--models", "no-such-model"][..], "no-such-model is none of nbd"),
        (&["--bases", "0"], "--bases must be a whole number from 1 on"),
        (&["--threads"], "--threads needs a value"),
        (&["--seeds", "3"], "--seeds is none of"),
    ] {
        let output = coverage(arguments);
        assert_eq!(output.status.code(), Some(1));
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains(because), "{message}");
    }
}
