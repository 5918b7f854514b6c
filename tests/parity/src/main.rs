//! Prints the digest of every step, one a line, for the number of customers in the first argument.

use std::io::{Error, Result, Write};

fn main() -> Result<()> {
    let customers = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let mut subject = parity::Subject::new(customers.ok_or_else(|| Error::other("a number of customers is missing"))?);
    let mut out = std::io::stdout().lock();
    for step in 0..parity::STEPS {
        writeln!(out, "{:x}", subject.run(step))?;
    }
    Ok(())
}
