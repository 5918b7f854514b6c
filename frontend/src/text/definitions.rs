//! What each number means, in words: the same as docs/definitions.
