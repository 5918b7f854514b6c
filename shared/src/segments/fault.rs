//! What is wrong with a rule, and where.

use std::fmt;

/// A rule that cannot be used, with the place of the faulty node: `all[1].not.is` is the second part of the outermost group,
/// the condition under its NOT. The outermost node has an empty place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// Where.
    pub place: String,
    /// What to do, as a sentence.
    pub message: String,
}

impl RuleFault {
    /// A fault of the node itself.
    pub(super) fn here(message: impl Into<String>) -> Self {
        Self { place: String::new(), message: message.into() }
    }

    /// The same, seen from the node above.
    pub(super) fn under(mut self, step: &str) -> Self {
        let joint = if self.place.is_empty() { "" } else { "." };
        self.place = format!("{step}{joint}{}", self.place);
        self
    }
}

impl fmt::Display for RuleFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            formatter.write_str(&self.message)
        } else {
            write!(formatter, "{}: {}", self.place, self.message)
        }
    }
}

impl std::error::Error for RuleFault {}
