//! Records that seem to be one person: looked at, merged, parted.

use super::{sentence, words};

words! {
    title = "Is this the same person twice?";
    merged_title = "Several records, one person";
    nothing_by_itself = "Nothing is merged by itself. Look at both, then decide.";
    column_this = "This record";
    column_other = "Other record";
    number = "Number";
    source = "Data source";
    name = "Name";
    email = "E-mail";
    orders = "Orders";
    spent = "Spent";
    first_order = "First order";
    last_order = "Last order";
    consents = "Consents";
    none = "none";
    stays = "Which record stays";
    stays_this = "This one";
    stays_other = "The other";
    what_happens = "The one that stays shows the orders, contacts and costs of both. It keeps its own name and address and takes from the other what it lacks. Of consents the most restrictive counts: whoever said no once is not written to. Nothing is deleted: parting them restores both exactly as they are now.";
    merge = "Merge the two";
    merging = "Merging…";
    merged = "Merged: both are shown as one from now on. New scores follow.";
    parted = "Parted: both are exactly as before. New scores follow.";
    undo = "Undo";
    part = "Part them";
    part_hint = "Orders and consents of these records are shown together with this one:";
    open_other = "Open the other record";
    belongs = "This record was merged into another and is shown with it.";
    open_survivor = "Open the record that stands for it";
}

/// Why a record is proposed.
pub(crate) fn why_email(email: &str) -> String {
    sentence(format!("Both have the e-mail address {email}."))
}

/// The button that parts one record, as read aloud.
pub(crate) fn part_one(number: &str) -> String {
    sentence(format!("Part number {number}"))
}
