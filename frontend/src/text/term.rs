//! A number's name and meaning, and what it rests on.

use super::say;

/// What a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Counted or computed from the workspace's own data.
    Measured,
    /// Expected by a model that was fitted to these data.
    Estimated,
    /// Chosen by a person: a setting, a lever, a weight.
    Assumed,
    /// Published by somebody else.
    Borrowed,
}

impl Basis {
    /// Its mark.
    #[must_use]
    pub(crate) fn mark(self) -> &'static str {
        say(match self {
            Self::Measured => "measured",
            Self::Estimated => "estimated",
            Self::Assumed => "assumed",
            Self::Borrowed => "borrowed",
        })
    }

    /// What the mark means.
    #[must_use]
    pub(crate) fn meaning(self) -> &'static str {
        say(match self {
            Self::Measured => "counted or computed from your own data",
            Self::Estimated => "expected by a model fitted to your own data",
            Self::Assumed => "chosen by you: a setting, a lever or a weight",
            Self::Borrowed => "published by somebody else",
        })
    }
}

/// A number's name, what it means and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    /// As it stands beside the number.
    pub(crate) name: &'static str,
    /// How it is computed, from what, and what it does not say.
    pub(crate) meaning: &'static str,
    /// One or several.
    pub(crate) basis: &'static [Basis],
}

impl Term {
    /// A term whose words pass through the pseudo-locale.
    #[must_use]
    pub(crate) fn new(basis: &'static [Basis], name: &'static str, meaning: &'static str) -> Self {
        Self { name: say(name), meaning: say(meaning), basis }
    }
}

/// Defines functions that return one [`Term`] each.
macro_rules! terms {
    ($($term:ident = $($basis:ident),+: $name:literal, $meaning:literal;)*) => {
        $(#[must_use] pub(crate) fn $term() -> $crate::text::Term {
            $crate::text::Term::new(&[$($crate::text::Basis::$basis),+], $name, $meaning)
        })*
    };
}
pub(crate) use terms;
