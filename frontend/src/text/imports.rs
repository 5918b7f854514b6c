//! Words about imports that are compared, written, paused and taken back.

use super::{sentence, words};

words! {
    kind = "What the lines are";
    kind_hint = "Guessed from the names of the columns. Another kind asks for other columns.";
    compared_title = "This is what the file would change";
    compared_nothing = "This file would change nothing: all of it is here already";
    compared_hint = "Nothing is written yet. Every import can be taken back later.";
    comparing_title = "Looking what would change";
    write = "Import now";
    pause = "Pause";
    paused = "Paused. What was uploaded is kept.";
    undo = "Take back";
    decide = "Decide";
    watch = "Watch";
    undo_really = "Take this import back?";
    undo_keep = "Keep it";
    undo_hint = "Records it brought go, records it changed are as before. What was written again since stays, and so does every opt-out.";
    undoing = "Being taken back";
    undone = "Taken back";
    comparing = "Being compared";
    compared = "Compared, not written";
    resume_hint = "Choose the same file again, and the upload goes on where it was left.";
    kind_column = "Kind";
    actions = "Actions";
}

/// "12 opt-outs stay although the file says yes"
pub(crate) fn opt_outs_kept(count: &str) -> String {
    sentence(format!("Opt-outs that stay although the file says yes: {count}. Only the customer can take one back."))
}

/// "3 names or addresses …"
pub(crate) fn fields_kept(count: &str) -> String {
    sentence(format!("Names, addresses and sources that stay because a newer statement is known: {count}."))
}

/// "Columns are read as in orders.csv of 12 Nov 2026."
pub(crate) fn read_as_before(file: &str, day: &str) -> String {
    sentence(format!("The columns are those of {file}, imported on {day}, and are read in the same way."))
}

/// "Going on with the upload of …: 12 parts are there already."
pub(crate) fn resumed(started: &str, parts: &str) -> String {
    sentence(format!("Going on with the upload begun on {started}: {parts} parts are there already."))
}

/// "120 reversed, 3 kept because they were written again, 2 opt-outs kept, 0 failed"
pub(crate) fn undone_counts(reversed: &str, edited: &str, opt_outs: &str, failed: &str) -> String {
    sentence(format!(
        "Reversed: {reversed}. Kept because written again since: {edited}. Opt-outs kept: {opt_outs}. Failed: {failed}."
    ))
}
