//! Signing in.

use super::words;

words! {
    title = "Sign in to Holdfast";
    title_signed_out = "You are signed out";
    text = "See which customers are slipping away, what they are worth, and what would keep them.";
    going = "Taking you to the sign-in page…";
    button = "Sign in";
    failed = "Signing in did not work.";
    state_mismatch = "The answer does not belong to this window. Start again.";
    starting = "Opening your workspace…";
}
