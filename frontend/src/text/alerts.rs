//! Open alerts.

use std::cmp::Ordering;

use super::{sentence, words};

words! {
    pending = "Looking whether anything needs you first…";
    repeat_unknown = "Whether customers come back as expected cannot be told yet: that takes six weeks of orders after those that the model has learned from.";
    imports_fine = "No import waits for you or has failed.";
    to_data = "Bring newer orders";
    to_model = "See what was expected";
    to_imports = "Open the imports";
    to_goals = "See the goals";
}

/// How many alerts are open.
pub(crate) fn finding(open: usize, fine: usize) -> String {
    sentence(match open {
        0 if fine == 0 => "Nothing can be told yet of what would need you first".to_owned(),
        0 => "Nothing needs you first".to_owned(),
        1 => "One thing needs you first".to_owned(),
        2 => "Two things need you first".to_owned(),
        3 => "Three things need you first".to_owned(),
        _ => "Four things need you first".to_owned(),
    })
}

/// Orders stopped coming in.
pub(crate) fn orders_old(day: &str, days: &str) -> String {
    sentence(format!(
        "The newest order is of {day}, {days} days ago. Every figure here is as of that day, and who ordered since counts as silent."
    ))
}

/// Orders come in.
pub(crate) fn orders_fresh(day: &str) -> String {
    sentence(format!("Orders are here up to {day}."))
}

/// Repeat orders of the last six weeks.
pub(crate) fn repeat_orders(place: Ordering, actual: &str, range: &str) -> String {
    let how = match place {
        Ordering::Less => "fewer than",
        Ordering::Equal => "within",
        Ordering::Greater => "more than",
    };
    let why = match place {
        Ordering::Less => {
            " Either customers come back less often than they used to, or orders of these weeks are missing."
        }
        Ordering::Equal => "",
        Ordering::Greater => " A season or a campaign can do that, and so can orders that are in twice.",
    };
    sentence(format!("{actual} repeat orders in the last six weeks, {how} the {range} that were expected.{why}"))
}

/// How the goals stand.
pub(crate) fn goals(all: usize, behind: usize) -> String {
    sentence(match (all, behind) {
        (0, _) => "No goals are set, so none can be missed.".to_owned(),
        (1, 0) => "The one goal is not behind.".to_owned(),
        (_, 0) => format!("None of {all} goals is behind."),
        (1, _) => "The one goal is behind.".to_owned(),
        (_, 1) => format!("One of {all} goals is behind."),
        _ => format!("{behind} of {all} goals are behind."),
    })
}

/// An import that waits for a person, or has failed, and how many others do.
pub(crate) fn import_waits(file: &str, has_failed: bool, others: usize) -> String {
    let what = if has_failed {
        "could not be written: its orders are not in these figures"
    } else {
        "was compared and waits for your word: nothing of it is in these figures"
    };
    let others = match others {
        0 => String::new(),
        1 => " One more import waits.".to_owned(),
        _ => format!(" {others} more imports wait."),
    };
    sentence(format!("The import of {file} {what}.{others}"))
}
