//! Words that depend on what the lines of a file are.

use shared::ingest::{Field, ImportKind};

use super::{say, sentence};

/// What the lines of a file are.
#[must_use]
pub(crate) fn kind_name(kind: ImportKind) -> &'static str {
    say(match kind {
        ImportKind::Orders => "Orders",
        ImportKind::Customers => "Customers",
        ImportKind::Refunds => "Refunds",
        ImportKind::Costs => "Costs to serve",
        ImportKind::Events => "Events",
        ImportKind::Consents => "Consents",
        ImportKind::Suppressions => "Do-not-contact list",
        ImportKind::Contracts => "Contracts",
        ImportKind::Merges => "Merged customers",
    })
}

/// What an import of such a file counts beside customers and orders.
#[must_use]
pub(crate) fn facts_of(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Orders => say("Other facts"),
        ImportKind::Customers => say("Details of customers"),
        _ => kind_name(kind),
    }
}

/// "18,532 orders of 4,338 customers, from … to …"
pub(crate) fn span(kind: ImportKind, records: &str, customers: &str, days: Option<(String, String)>) -> String {
    let days = days.map(|(first, last)| format!(", from {first} to {last}")).unwrap_or_default();
    let who = noun(ImportKind::Customers, customers);
    sentence(match kind {
        ImportKind::Customers | ImportKind::Suppressions | ImportKind::Merges => {
            format!("{customers} {}{days}", noun(kind, customers))
        }
        _ => format!("{records} {} of {customers} {who}{days}", noun(kind, records)),
    })
}

/// What the lines of a file are about, so many of them.
fn noun(kind: ImportKind, count: &str) -> &'static str {
    let (one, more) = match kind {
        ImportKind::Orders => ("order", "orders"),
        ImportKind::Customers => ("customer", "customers"),
        ImportKind::Refunds => ("refund", "refunds"),
        ImportKind::Costs => ("cost", "costs"),
        ImportKind::Events => ("event", "events"),
        ImportKind::Consents => ("consent or refusal", "consents and refusals"),
        ImportKind::Suppressions => ("address", "addresses"),
        ImportKind::Contracts => ("contract", "contracts"),
        ImportKind::Merges => ("merged customer", "merged customers"),
    };
    if count == "1" { one } else { more }
}

/// Head of the sums of such a file.
pub(crate) fn sum(kind: ImportKind) -> &'static str {
    say(if kind == ImportKind::Contracts { "Sum a month" } else { "Sum" })
}

/// Head of sums that are converted.
pub(crate) fn sum_converted(kind: ImportKind, currency: &str) -> String {
    let of = if kind == ImportKind::Contracts { "Sum a month" } else { "Sum" };
    sentence(format!("{of}, converted to {currency}"))
}

/// "120 contracts were added or changed"
pub(crate) fn facts_done(kind: ImportKind, count: &str) -> String {
    let were = if count == "1" { "was" } else { "were" };
    sentence(format!("{count} {} {were} added or changed", noun(kind, count)))
}

/// A late cancel.
pub(crate) fn cancelled_late(kind: ImportKind, count: &str) -> String {
    let (were, stay) = if count == "1" { ("was", "stays") } else { ("were", "stay") };
    sentence(format!("Import cancelled; {count} {} {were} stored before and {stay}", noun(kind, count)))
}

/// Whether lines of such a file have an amount.
pub(crate) fn has_amounts(kind: ImportKind) -> bool {
    kind.fields().contains(&Field::Amount)
}

/// By what a record is known again.
pub(super) fn twice(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Orders => {
            "An order is known by its number. The same order again changes nothing; a corrected one replaces the old."
        }
        ImportKind::Customers => {
            "A customer is known by their number. The same details again change nothing; newer ones replace the old, and nothing is emptied."
        }
        ImportKind::Refunds => {
            "A refund is known by its order and its own number or day. The same refund again changes nothing; a corrected one replaces the old."
        }
        ImportKind::Costs | ImportKind::Events => {
            "A record is known by its number, or by its time and kind. The same again changes nothing; a corrected one replaces the old."
        }
        ImportKind::Consents => {
            "A consent is known by customer, purpose and channel. The same again changes nothing, and no file revives an opt-out."
        }
        ImportKind::Suppressions => {
            "An address is known by itself. The same again changes nothing, and no file takes one away."
        }
        ImportKind::Contracts => {
            "A contract is known by its number, or by its first day. The same contract again changes nothing; one that has ended since replaces the old."
        }
        ImportKind::Merges => {
            "The same pair again changes nothing. Of two that contradict each other the one that is here stays."
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::ingest::ImportKind;

    use super::{cancelled_late, facts_done, span};

    #[test]
    fn every_kind_says_what_it_counts() {
        let days = Some(("1 Jan".to_owned(), "2 Feb".to_owned()));
        for (kind, said) in [
            (ImportKind::Orders, "30 orders of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Customers, "20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Refunds, "30 refunds of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Costs, "30 costs of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Events, "30 events of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Consents, "30 consents and refusals of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Suppressions, "20 addresses, from 1 Jan to 2 Feb"),
            (ImportKind::Contracts, "30 contracts of 20 customers, from 1 Jan to 2 Feb"),
            (ImportKind::Merges, "20 merged customers, from 1 Jan to 2 Feb"),
        ] {
            assert_eq!(span(kind, "30", "20", days.clone()), said);
        }
        assert_eq!(span(ImportKind::Contracts, "1", "1", None), "1 contract of 1 customer");
        assert_eq!(facts_done(ImportKind::Events, "1"), "1 event was added or changed");
        assert_eq!(
            cancelled_late(ImportKind::Contracts, "3"),
            "Import cancelled; 3 contracts were stored before and stay"
        );
    }
}
