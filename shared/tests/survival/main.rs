//! What holds for any spells.

mod properties;
