//! What goes in and out by program: the page, and what its sections share.

pub(crate) mod endpoints;
pub(crate) mod keys;
pub(crate) mod sources;

use super::{sentence, words};

words! {
    title = "Connections";
    subtitle = "What goes in and out without a person: keys of your programs, shops that send orders, and programs that are told what happened.";
    nothing = "Nothing is connected yet";
    back = "Settings";
    not_allowed = "Your role does not include connections, because keys and secrets open the workspace to programs. An admin or the owner of the workspace can make, change and remove them.";
    loading = "Reading the list…";
    more = "Show more";
    look_again = "Look again";
    copy = "Copy";
    copied = "Copied";
    not_copied = "The browser does not allow copying. Select the text and copy it.";
    once = "Shown only now. Copy it and keep it safe: nobody can read it here again.";
    once_close = "I have kept it";
    remove = "Remove";
    new_secret = "New secret";
    keep = "Keep it";
    cancel = "Cancel";
    name_hint = "For people, 1 to 80 characters.";
    fix_fields = "Some fields cannot be used. Nothing was saved.";
    secret = "Secret";
    when = "When";
    state = "State";
    reason = "Reason";
}

/// Title of the page: how much is connected, and what of it stands still.
pub(crate) fn finding(connected: usize, count: &str, paused: usize) -> String {
    let connections = if connected == 1 { "connection" } else { "connections" };
    sentence(match paused {
        0 => format!("{count} {connections}, none paused"),
        1 => format!("{count} {connections}, 1 endpoint paused"),
        _ => format!("{count} {connections}, {paused} endpoints paused"),
    })
}

/// A button's action and what it is done to, as read aloud.
pub(crate) fn action_of(action: &str, name: &str) -> String {
    sentence(format!("{action}: {name}"))
}

/// Who made something.
pub(crate) fn made(day: &str, by: &str) -> String {
    sentence(format!("Made {day} by {by}"))
}
