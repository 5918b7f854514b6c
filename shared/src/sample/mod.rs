//! Generators whose truth is known.
