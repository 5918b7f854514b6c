//! Prints the digest of every step, one a line, for the number of customers in the first argument.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(customers) = std::env::args().nth(1).and_then(|text| text.parse().ok()) else {
        eprintln!("parity: the argument is a number of customers");
        return ExitCode::FAILURE;
    };
    let mut subject = parity::Subject::new(customers);
    for step in 0..parity::STEPS {
        println!("{:x}", subject.run(step));
    }
    ExitCode::SUCCESS
}
