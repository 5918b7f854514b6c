//! What went wrong: what happened, what was kept, what to do.

use super::{sentence, words};

words! {
    offline = "Holdfast cannot be reached, so it is not known whether this went through. Check your connection and try again.";
    not_allowed = "Your role does not include this. Ask an owner of the workspace if you need it.";
    no_workspace = "You are signed in, but not a member of a workspace yet. Ask its owner to invite you.";
    worker_restarted = "The calculation was interrupted. Try again.";
    worker_of_other_version = "This page is older than the rest of the app. Reload it.";
}

/// Anything nobody expected.
pub(crate) fn unexpected(detail: &str) -> String {
    sentence(format!("Something unexpected happened ({detail}). Nothing was changed; try again in a moment."))
}
