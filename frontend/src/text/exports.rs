//! Words about taking data out.

use shared::api::{ExportContent, ExportState};
use shared::ingest::ImportKind;

use super::{Basis, Term, say, sentence, words};

words! {
    title = "Take your data with you";
    intro = "Everything in this workspace as CSV files. They open in any spreadsheet, and Holdfast reads them back exactly as they were: drop them above, merged customers last.";
    start = "Export all data";
    starting = "Asking …";
    running = "Writing the files";
    cancel = "Cancel export";
    cancelling = "Cancelling …";
    not_allowed = "Your role may not take data out of this workspace. Owners and admins can; ask one of them.";
    files_title = "Files of the newest export";
    no_files = "There was nothing to export: this workspace is empty.";
    file = "File";
    records = "Records";
    size = "Size";
    download = "Download";
    downloading = "Downloading …";
    remove = "Remove the files now";
    damaged = "The file could not be put together. Try again.";
    history_title = "Exports so far";
    history_hint = "Who took data out of this workspace, when and how much. The list stays as long as the workspace.";
    none_yet = "Nobody has exported anything yet.";
    when = "When";
    who = "Who";
    what = "What";
    customers = "Customers";
    state = "State";
    earlier = "Show earlier ones";
    own_file = "Exported by Holdfast: this file is read exactly as it was written.";
}

/// "Download holdfast-shop-orders.csv"
pub(crate) fn download_file(name: &str) -> String {
    sentence(format!("Download {name}"))
}

/// "34% of the customers are read. …"
pub(crate) fn written(percent: &str) -> String {
    sentence(format!("{percent} of the customers are read. You may leave this page; the export goes on."))
}

/// "Written Fri 20 Nov, 06:00. …"
pub(crate) fn until(when: &str, hours: &str) -> String {
    sentence(format!(
        "Written {when}. The files can be downloaded for {hours} hours after that. Erasing a customer removes them at once."
    ))
}

/// What was taken.
pub(crate) fn content_name(content: ExportContent) -> &'static str {
    say(match content {
        ExportContent::AllData => "All data",
        ExportContent::CustomerList => "List of customers",
    })
}

/// What became of it.
pub(crate) fn state_name(content: ExportContent, state: ExportState) -> &'static str {
    say(match (content, state) {
        (ExportContent::CustomerList, _) => "Downloaded",
        (_, ExportState::Running) => "Being written",
        (_, ExportState::Done) => "Ready to download",
        (_, ExportState::Cancelled) => "Cancelled",
        (_, ExportState::Failed) => "Stopped",
        (_, ExportState::Removed) => "Files removed",
        (_, ExportState::Expired) => "Files expired",
    })
}

/// What a line of such a file is.
pub(crate) fn line_of(kind: ImportKind) -> &'static str {
    say(match kind {
        ImportKind::Orders => "an order, or one product of it",
        ImportKind::Customers => "a customer with name, address and source",
        ImportKind::Refunds => "money given back for an order",
        ImportKind::Costs => "what serving a customer cost",
        ImportKind::Events => "a conversation, feedback, service case, …",
        ImportKind::Consents => "consent given or withdrawn, with proof",
        ImportKind::Suppressions => "an address that must not be written to",
        ImportKind::Contracts => "a contract, and when and why it ended",
        ImportKind::Merges => "which customer stands for which",
    })
}

/// Definitions.
pub(crate) fn export_terms() -> Vec<Term> {
    vec![
        Term::new(
            &[Basis::Measured],
            "Records",
            "Customers, orders, refunds and so on, counted while they were written. An order of several products is one record on several lines.",
        ),
        Term::new(&[Basis::Measured], "Size", "Of the file once it is downloaded, 1 MB being 1,000,000 bytes."),
        Term::new(
            &[Basis::Measured],
            "Amounts and days",
            "Amounts are in the workspace's currency, days in its time zone, times in UTC. What was converted keeps what it was beside it.",
        ),
        Term::new(
            &[Basis::Measured],
            "Apostrophes",
            "A text that a spreadsheet could take for a formula has an apostrophe in front. Numbers stay numbers. Reading the file back takes the apostrophe away.",
        ),
        Term::new(
            &[Basis::Measured],
            "Not in it",
            "Settings, rates, goals, segments and scenarios; addresses on the do-not-contact list that no customer here has, because only their digests are kept.",
        ),
    ]
}
