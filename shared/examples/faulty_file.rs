//! Writes an order file with the faults of real exports, and what an honest import makes of it as one JSON
//! object: `cargo run -p shared --example faulty_file -- OUT.csv LINES SEED`.
#![expect(clippy::print_stdout, reason = "its output is for a script")]

use std::process::ExitCode;
use std::{env, fs};

use shared::ingest::{DateOrder, DecimalMark, Encoding, Separator};
use shared::sample::{FaultyFile, faulty_file};

fn main() -> ExitCode {
    match run(&env::args().skip(1).collect::<Vec<_>>()) {
        Ok(truth) => {
            println!("{truth}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<serde_json::Value, String> {
    let [path, lines, seed] = arguments else {
        return Err("usage: faulty_file OUT.csv LINES SEED".to_owned());
    };
    let number = |text: &String| text.parse::<u32>().map_err(|error| format!("{text}: {error}"));
    let (bytes, truth) = faulty_file(FaultyFile {
        seed: u64::from(number(seed)?),
        lines: number(lines)?,
        encoding: Encoding::Utf8,
        separator: Separator::Comma,
        decimal_mark: DecimalMark::Point,
        date_order: DateOrder::YearMonthDay,
    });
    fs::write(path, bytes).map_err(|error| format!("{path}: {error}"))?;
    Ok(serde_json::json!({
        "lines": truth.lines,
        "accepted": truth.accepted,
        "without_customer": truth.without_customer,
        "rejected": truth.rejected,
        "accepted_milli_minor": truth.accepted_milli_minor,
        "without_customer_milli_minor": truth.without_customer_milli_minor,
        "customers": truth.customers,
        "orders": truth.orders,
    }))
}
