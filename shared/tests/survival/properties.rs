//! What holds for any spells.
