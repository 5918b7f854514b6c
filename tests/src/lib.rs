//! Support for the tests of the whole.

pub mod importing;
mod system;

pub use system::{Answer, System};

use std::thread;
use std::time::Duration;

/// Asks until there is an answer, for two minutes at most.
///
/// # Panics
/// When there is none.
#[track_caller]
pub fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    for _ in 0..2400 {
        if let Some(answer) = ask() {
            return answer;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("no answer within two minutes")
}
