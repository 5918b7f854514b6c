//! One computation from orders to what-ifs in numbered steps, each with a digest of every bit of its result.
//!
//! `tests/parity.rs` runs the steps natively and, from the exports below, as wasm under Node.

mod digest;
mod models;
mod scenarios;
mod spells;
mod steps;
mod time_varying;

use std::cell::RefCell;

pub use scenarios::Evaluator;
pub use steps::{STEPS, Subject, name};

thread_local! {
    static SUBJECT: RefCell<Option<Subject>> = const { RefCell::new(None) };
}

/// Generates the sample shop that the steps work on.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub extern "C" fn prepare(customers: u32) {
    SUBJECT.with_borrow_mut(|subject| *subject = Some(Subject::new(customers)));
}

/// Number of steps.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub extern "C" fn steps() -> u32 {
    STEPS
}

/// Runs a step and digests its result. Steps are run in order.
///
/// # Panics
/// When nothing was prepared or a step was left out.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub extern "C" fn digest(step: u32) -> u64 {
    SUBJECT.with_borrow_mut(|subject| subject.as_mut().expect("prepare comes first").run(step))
}
