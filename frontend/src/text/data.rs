//! The data page: orders in.

use shared::ingest::{Field, FileProblem, ImportKind, MappingProblem, RowErrorKind};

use super::{Basis, Term, kinds, say, sentence, words};

words! {
    title = "Bring your orders in";
    connections = "Connect a shop";
    currencies_title = "By currency";
    currency = "Currency";
    sum_in_file = "Sum as in the file";
    no_rate = "No rate";
    add_rates = "Add rates";
    subtitle = "A file goes from your shop to scores in four steps. It is read here in your browser and leaves it only when you import.";
    not_allowed = "Your role may look at the figures but not import orders. Ask an owner of the workspace.";
    steps = "Steps of an import";
    choose_file = "Choose a file";
    drop_here = "Drop your shop's order export here";
    stays_here = "Nothing is uploaded yet: the file is read in this browser.";
    formats = "CSV from Shopify, WooCommerce, Magento, Stripe or a spreadsheet; one line an order or an order line.";
    looking = "Looking at the file";
    another_file = "Choose another file";
    please_check = "Please check:";
    line = "Line";
    preview_title = "The file as it is";
    dialect_title = "How the file is written";
    dialect_hint = "Detected from its first lines. Change what is wrong; the rows below follow.";
    encoding = "Characters";
    separator = "Between values";
    decimal_mark = "Amounts";
    date_order = "Dates";
    columns_title = "What each column means";
    column = "Column";
    samples = "Values in the file";
    meaning = "Meaning";
    not_read = "Not read";
    check_file = "Check the whole file";
    nothing_leaves = "Reads every line here and stores nothing.";
    reading_title = "Reading the whole file";
    cancel = "Cancel";
    cancelling = "Cancelling…";
    nothing_accepted = "No line can be imported. See the reasons below, then check how the file is written and what its columns mean.";
    back_to_columns = "Back to the columns";
    nothing_stored_yet = "Nothing is stored yet. Importing a file twice changes nothing.";
    totals = "Totals of the file";
    what_becomes = "What becomes of the lines";
    lines = "Lines";
    will_be_imported = "Will be imported";
    negative_among = "of these, returns and cancellations";
    refunded_among = "Refunded in the file, taken off these orders";
    without_customer = "In order, but without a customer";
    cannot_be_read = "Cannot be read";
    whole_file = "The whole file";
    value = "Value";
    reason = "What is wrong";
    whole_row = "the whole row";
    uploading_title = "Uploading";
    writing_title = "Writing to the customers";
    may_go_on = "You can move to other pages meanwhile. Closing this window stops the upload; choose the same file again, and it goes on.";
    nothing_new = "Everything in this file was here already";
    failed = "The import stopped before its end";
    cancelled_early = "Import cancelled; nothing was stored";
    new = "New";
    changed = "Changed";
    unchanged = "As before";
    customers = "Customers";
    orders = "Orders";
    scores_ready = "New scores are ready.";
    scores_coming = "All of it is stored. New scores are being made from it; this takes a moment.";
    scores_failed = "All of it is stored, but scoring failed; the scores before it are shown. It is tried again at night.";
    to_board = "See them on the board";
    history_title = "Imports so far";
    no_imports = "None yet.";
    file = "File";
    started = "Started";
    state = "State";
    state_uploading = "Upload not finished";
    state_writing = "Being written";
    state_done = "Done";
    state_cancelled = "Cancelled";
    state_failed = "Stopped";
}

/// Names of the steps.
pub(crate) fn step_names() -> [&'static str; 4] {
    ["File", "Columns", "Check", "Import"].map(say)
}

/// Character encodings, in the order of the choice.
pub(crate) const ENCODINGS: [&str; 4] =
    ["Unicode (UTF-8)", "Windows (Western)", "Unicode (UTF-16)", "Unicode (UTF-16, big-endian)"];
/// Separators, in the order of the choice.
pub(crate) const SEPARATORS: [&str; 4] = ["Comma  ,", "Semicolon  ;", "Tabulator", "Pipe  |"];
/// Decimal marks, in the order of the choice.
pub(crate) const DECIMAL_MARKS: [&str; 2] = ["1,234.50", "1.234,50"];
/// Date orders, in the order of the choice.
pub(crate) const DATE_ORDERS: [&str; 3] = ["Year, month, day", "Day, month, year", "Month, day, year"];

/// "1.4 MB"
pub(crate) fn size(bytes: f64) -> String {
    use crate::formats::significant;
    sentence(match bytes {
        bytes if bytes < 1e3 => format!("{} bytes", significant(bytes)),
        bytes if bytes < 1e6 => format!("{} KB", significant(bytes / 1e3)),
        bytes if bytes < 1e9 => format!("{} MB", significant(bytes / 1e6)),
        bytes => format!("{} GB", significant(bytes / 1e9)),
    })
}

/// What a column of such a file can mean.
pub(crate) fn field_of(kind: ImportKind, meaning: Field) -> &'static str {
    match (kind, meaning) {
        (ImportKind::Contracts, Field::PlacedAt) => say("First day"),
        (ImportKind::Contracts, Field::RecordId) => say("Contract number"),
        (ImportKind::Contracts, Field::Amount) => say("Amount a month"),
        _ => field(meaning),
    }
}

/// What a column can mean.
fn field(field: Field) -> &'static str {
    say(match field {
        Field::CustomerNumber => "Customer number",
        Field::Email => "E-mail address",
        Field::Name => "Full name",
        Field::FirstName => "First name",
        Field::LastName => "Last name",
        Field::OrderId => "Order number",
        Field::PlacedAt => "Date",
        Field::Amount => "Net amount",
        Field::UnitPrice => "Unit price",
        Field::Quantity => "Quantity",
        Field::Currency => "Currency",
        Field::AcquisitionSource => "Acquisition source",
        Field::EmailConsent => "Consent to e-mail",
        Field::Product => "Product",
        Field::RecordId => "Number of the refund, cost or event",
        Field::EndedAt => "Day it ended",
        Field::EndReason => "Why it ended",
        Field::SurvivorSource => "Data source of the customer who stays",
        Field::SurvivorNumber => "Number of the customer who stays",
        Field::EventKind => "Kind",
        Field::Channel => "Channel",
        Field::Staff => "Staff",
        Field::Value => "Number, grade or points",
        Field::Text => "Text",
        Field::Purpose => "Purpose",
        Field::Status => "Given or withdrawn",
        Field::PaymentState => "Whether it was paid",
        Field::Refunded => "Refunded for the order so far",
        Field::RefundedAt => "Day of the last refund",
        Field::Wording => "Version of the wording",
    })
}

/// Label of a column's choice.
pub(crate) fn meaning_of(column: &str) -> String {
    sentence(format!("Meaning of {column}"))
}

/// What the mapping lacks.
pub(crate) fn mapping_problem(problem: &MappingProblem) -> String {
    sentence(match problem {
        MappingProblem::Twice { field: twice } => {
            format!("Two columns are marked as “{}”: keep one.", field(*twice))
        }
        other => format!("{}.", capitalised(&other.to_string())),
    })
}

/// Why a file cannot be read.
pub(crate) fn file_problem(problem: &FileProblem) -> String {
    let problem = capitalised(&problem.to_string());
    let end = if problem.ends_with('?') { "" } else { "." };
    sentence(format!("{problem}{end} Nothing was stored."))
}

/// "1,284 lines read (31%)"
pub(crate) fn read_so_far(lines: &str, share: &str) -> String {
    sentence(format!("{lines} lines read ({share})"))
}

/// "397,884 of 541,909 lines can be imported"
pub(crate) fn report_title(accepted: &str, lines: &str) -> String {
    sentence(format!("{accepted} of {lines} lines can be imported"))
}

/// "about 2,500,000 (2,494,000 to 2,506,000)"
pub(crate) fn about(count: &str, low: &str, high: &str) -> String {
    sentence(format!("about {count} ({low} to {high})"))
}

/// Lines in another currency, and what to do about them.
pub(crate) fn other_currency(currency: &str) -> String {
    sentence(format!(
        "Some amounts bear a sign or code that does not fit their currency. Say in a column which currency each line is in; lines that say none are in {currency}, the workspace's."
    ))
}

/// "12 in USD"
pub(crate) fn lines_without_rate(lines: &str, currency: &str) -> String {
    format!("{lines} in {currency}")
}

/// Lines that no rate is known for, and what to do about them.
pub(crate) fn without_rate(lines: &str) -> String {
    sentence(format!(
        "Lines without a rate for their day: {lines}. They are left out and stand in the download. Add a rate that begins on or before the first of them, then check the file again: nothing is lost."
    ))
}

/// Head of one currency's sum in the workspace's.
pub(crate) fn sum_in(currency: &str) -> String {
    sentence(format!("In {currency}"))
}

/// Below the title of the sums by currency.
pub(crate) fn currencies_note(currency: &str) -> String {
    sentence(format!(
        "Compare each sum with your shop's own figure in that currency. Lines are converted to {currency} one by one, by the rate of the day written on them, and rounded half to even."
    ))
}

/// "2 orders"
pub(crate) fn orders_counted(count: &str) -> String {
    sentence(format!("{count} {}", if count == "1" { "order" } else { "orders" }))
}

/// By which day refunds are kept.
pub(crate) fn refunds_dated(column: Option<&str>, undated: &str, all: &str, is_any_undated: bool) -> String {
    sentence(match (column, is_any_undated) {
        (None, _) => "No column says when refunds were paid, so each is kept under its order's day.".to_owned(),
        (Some(column), false) => format!("Refunds are kept under the day in “{column}”."),
        (Some(column), true) => format!(
            "Refunds are kept under the day in “{column}”; {undated} of {all} have none there and are kept under their order's day."
        ),
    })
}

/// The button that imports.
pub(crate) fn import(lines: &str) -> String {
    sentence(format!("Import {lines} lines"))
}

/// Definitions of the report on a file of this kind.
pub(crate) fn report_terms(kind: ImportKind) -> Vec<Term> {
    let measured = |name: &'static str, text: &'static str| Term::new(&[Basis::Measured], name, text);
    let sum = match kind {
        ImportKind::Contracts => {
            "What the contracts bring a month, added exactly, in the workspace's currency, with all decimals the file has. It equals the same sum in a spreadsheet."
        }
        ImportKind::Refunds => {
            "What was given back, added exactly and written with a minus, in the workspace's currency, with all decimals the file has."
        }
        ImportKind::Costs => {
            "Costs added exactly, in the workspace's currency, with all decimals the file has. It equals the same sum in a spreadsheet."
        }
        _ => {
            "Net amounts added exactly, in the workspace's currency, with all decimals the file has. It equals the same sum in a spreadsheet."
        }
    };
    let returns =
        "Lines with a negative amount. Those of the same day reduce that day's order; others are kept as refunds.";
    let refunded = "What a column of the file says was given back for each order so far, added up once an order. The sums above are of amounts before it. Each order's value is lowered by it, at most to zero, since shops refund postage and taxes too. A later file with a larger amount lowers the value by the difference.";
    let different = Term::new(
        &[Basis::Measured, Basis::Estimated],
        "How many",
        "How many different customers and records the file names. Up to a million of each are counted; beyond, the number is estimated from a sample of them, with its 95 % range, so that a file of any size fits the memory. After the comparison they are counted.",
    );
    let without = match kind {
        ImportKind::Orders => {
            "Lines that name no customer, for example till sales. They are counted and summed here, but not imported."
        }
        _ => "Lines that name no customer. They are counted here, but not imported.",
    };
    let unread =
        "Lines with a value missing or not readable. Each is listed below with its line and reason; none is guessed.";
    let mut terms = Vec::new();
    if kinds::has_amounts(kind) {
        terms.push(measured("Sum", sum));
    }
    if kind == ImportKind::Orders {
        terms.push(measured("Returns and cancellations", returns));
        terms.push(measured("Refunded in the file", refunded));
    }
    terms.extend([different, measured("Without a customer", without), measured("Cannot be read", unread)]);
    terms.push(measured("Importing twice", kinds::twice(kind)));
    terms
}

/// Title of the rejected rows.
pub(crate) fn rejected_title(count: &str) -> String {
    sentence(format!("{count} lines cannot be read"))
}

/// The button that saves them.
pub(crate) fn download_rejected(count: &str) -> String {
    sentence(format!("Download all {count}"))
}

/// Name of the file of rejected rows.
pub(crate) fn rejected_file(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{stem}-rejected.csv")
}

/// Below a table that is cut.
pub(crate) fn rejected_more(shown: &str, all: &str) -> String {
    sentence(format!("The first {shown} of {all} are shown; all of them are in the download."))
}

/// "with “InvoiceDate” that is not a date"
pub(crate) fn fault_kind(column: Option<&str>, kind: &RowErrorKind) -> String {
    if let RowErrorKind::NoRate { currency, .. } = kind {
        return format!("without a rate for {currency}");
    }
    match column {
        Some(column) => format!("where “{column}” {kind}"),
        None => format!("with {kind}"),
    }
}

/// Progress of the upload.
pub(crate) fn uploaded_so_far(share: &str, chunks: &str) -> String {
    sentence(format!("{share} of the file, {chunks} parts uploaded"))
}

/// Progress of the jobs.
pub(crate) fn written_so_far(done: &str, all: &str) -> String {
    sentence(format!("{done} of {all} groups of customers written"))
}

/// What is safe while the upload waits.
pub(crate) fn kept_chunks(chunks: &str) -> String {
    sentence(format!("{chunks} parts are up and stay there; the upload goes on where it stopped."))
}

/// "1,204 new orders, 312 new customers"
pub(crate) fn done(orders: &str, customers: &str) -> String {
    sentence(format!("{orders} new orders are in, with {customers} new customers"))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
