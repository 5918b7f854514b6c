//! Messages as text.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the text of an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The answer, or the last of several.
    Answered,
    /// An answer; another follows.
    More,
    /// In words, why there is no answer and what to do, for example because no base is loaded.
    Failed,
    /// A panic's text: the worker's program has ended and must be restarted. The `id` is 0.
    Panicked,
}

impl State {
    const ALL: [Self; 4] = [Self::Answered, Self::More, Self::Failed, Self::Panicked];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::More => "more",
            Self::Failed => "failed",
            Self::Panicked => "panicked",
        }
    }

    /// The state of a name; `None` for a name of another version.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A text that is not what it should be: app and worker are of different versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the app and its worker are of different versions")
    }
}

impl std::error::Error for Unreadable {}

pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    serde_json::from_str(text).map_err(|_| Unreadable)
}

pub(crate) fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("messages hold only what JSON can say")
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn every_state_is_found_by_its_name_and_no_other() {
        for state in State::ALL {
            assert_eq!(State::named(state.name()), Some(state));
        }
        assert_eq!(State::named("asleep"), None);
    }
}
