//! What holds for any parameters.
