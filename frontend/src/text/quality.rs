//! Whether the data can be trusted.

use super::{Basis, Term, say, sentence, words};

words! {
    title = "Data quality";
    open = "Check the data";
    pending = "Checking the data…";
    back = "Back to data";
    clear = "Nothing found";
    found_label = "Checks that found something";
    gaps_title = "Days without any order";
    gaps_effect = "Orders missing from a file make customers look silent who were not: P(alive) falls and churn rises.";
    gaps_do = "See whether the shop was closed. If not, import the orders of these days.";
    gaps_first = "From";
    gaps_last = "To";
    gaps_days = "Days";
    gaps_expected = "Order days expected";
    future_title = "Orders after today";
    future_effect = "They move the day up to which everything is counted, so every other customer looks silent for longer.";
    future_do = "Look at the order of day and month in the file, correct the dates and import it again.";
    outliers_title = "Unusual order values";
    outliers_effect = "One such order moves the expected value of its customer, and of small groups the mean.";
    outliers_do = "Look for a slipped decimal mark or a currency that was not marked. Right ones may stay.";
    consent_title = "No consent on record";
    consent_effect = "Nobody may be written to without consent, so lists to write to leave these customers out. Scores do not change.";
    consent_do = "Import a list of customers or consents that says who agreed and who did not.";
    consent_given = "consent to e-mail given";
    consent_withdrawn = "refused or withdrawn";
    consent_unknown = "nothing on record";
    sources_title = "Sources that stopped";
    sources_effect = "Where a source is no longer written into the file, its customers are counted as unknown and comparisons of sources mislead.";
    sources_do = "See whether the campaign has ended, or whether the export still has its name.";
    source = "Source";
    source_unknown = "not known";
    source_customers = "Customers";
    source_last = "Last new customer";
    source_silent = "Days since";
    source_usual = "Usually every … days";
    source_late = "late";
    source_going = "as usual";
    source_state = "State";
    what_it_does = "What it does to the figures";
    what_to_do = "What to do";
    column_customer = "Customer";
    column_day = "Day";
    column_value = "Value";
    show_more = "Show more";
    download = "Download as CSV";
    file_name = "data-quality.csv";
    not_allowed = "Your role may not see this. Ask somebody who may import.";
    imports_title = "Imports that wait for somebody";
    imports_effect = "What was left, failed or could not be read is missing from every figure.";
    imports_do = "Decide, import the file again, or take the corrected lines in. Importing twice changes nothing.";
    imports_link = "Go to the imports";
    import_file = "File";
    import_kind = "Kind";
    import_started = "Started";
    import_why = "What it waits for";
    import_lines = "Lines in error";
    import_failed = "It stopped before its end";
    import_undecided = "Compared, and nobody has decided";
    import_unfinished = "Left before its end";
    import_in_error = "Lines that could not be read";
    quiet_title = "Deliveries that have gone quiet";
    quiet_effect = "Orders that do not arrive look like customers who do not come back.";
    quiet_do = "See whether the shop still sends and the export still runs, then bring in what is missing.";
    quiet_what = "What delivers";
    quiet_last = "Last";
    quiet_silent = "Days since";
    quiet_gap = "Longest gap, days";
    quiet_none = "Nothing has delivered on six different days yet, so there is no rhythm to be late against.";
    quiet_nothing = "Nothing in 30 days";
    quiet_no_rhythm = "too few to tell";
    quiet_not_allowed = "Shops that send by themselves are seen by admins and the owner.";
    quiet_link_connections = "Go to the connections";
    quiet_link_data = "Go to the imports";
    address_title = "No e-mail address";
    address_effect = "They are scored like all others. Nothing of what is planned can reach them by e-mail.";
    address_do = "Import a list of customers with addresses, or ask for one with the next order.";
    address_cannot = "They cannot be written to, are on no list to write to, are met by no do-not-contact list, and are not recognised when they order under another number.";
    column_number = "Number";
    doubled_title = "Orders that may be one";
    doubled_effect = "An order that is counted twice makes its customer look more frequent and more valuable than they are.";
    doubled_do = "Compare both. Where a shop delivers by itself and its exports are imported as well, take one of the two back, or merge the records. Nothing is removed by itself.";
    doubled_what = "What is alike";
    doubled_orders = "two orders";
    doubled_records = "two records, one address";
    doubled_one = "One";
    doubled_other = "The other";
    rates_title = "Old exchange rates";
    rates_effect = "Amounts in another currency are converted by the newest rate there is, however old it is.";
    rates_do = "Add a rate of this month. Amounts that are here keep theirs.";
    rates_none = "No other currency has a rate.";
    rates_link = "Go to the rates";
    rate_currency = "Currency";
    rate_from = "Newest rate from";
    rate_days = "Days old";
    rate_stale = "old";
    rate_fresh = "fresh";
    rate_none_yet = "none yet";
    empty_title = "No orders to check yet";
    empty_why = "Import orders first.";
}

/// How much was looked at.
pub(crate) fn looked_at(orders: &str, customers: &str, first: &str, last: &str) -> String {
    sentence(format!("{orders} order days of {customers} customers, {first} to {last}"))
}

/// Title of the page: how many checks found something.
pub(crate) fn finding(found: usize) -> String {
    match found {
        0 => say("The data has nothing unusual").to_owned(),
        1 => sentence("One check of the data found something".to_owned()),
        found => sentence(format!("{found} checks of the data found something")),
    }
}

/// A count with its share of all.
pub(crate) fn count_of(count: &str, all: &str, share: &str) -> String {
    sentence(format!("{count} of {all} ({share})"))
}

/// A list that is cut.
pub(crate) fn cut(listed: &str, all: &str) -> String {
    sentence(format!("The first {listed} of {all} are listed."))
}

/// What values are usual.
pub(crate) fn usual(median: &str, least: &str, largest: &str) -> String {
    sentence(format!("The median is {median}; values below {least} or above {largest} are told."))
}

/// "Orders from shop"
pub(crate) fn quiet_files(kind: &str, source: &str) -> String {
    sentence(format!("{kind} from files, data source {source}"))
}

/// The rules.
pub(crate) fn rules() -> Vec<Term> {
    vec![
        Term::new(&[Basis::Measured], "Order day", "A calendar day on which a customer ordered, with a positive sum."),
        Term::new(
            &[Basis::Measured],
            "Days without any order",
            "Days one after the other without an order, where the same weekdays of the six weeks before and after make that improbable: below 1% over the number of days, with a negative binomial as spread as the shop's own days. A shop without faults is told of one in at most one case in a hundred.",
        ),
        Term::new(&[Basis::Measured], "Orders after today", "Order days after today in your time."),
        Term::new(
            &[Basis::Measured],
            "Unusual order values",
            "The logarithm of the value lies more than 5 spreads from the median; the spread is the median distance, scaled to a standard deviation. Of lognormal values one in 1.7 million is told. Needs 50 orders.",
        ),
        Term::new(
            &[Basis::Measured],
            "No consent on record",
            "Neither consent nor refusal of marketing by e-mail. Other channels are not counted here.",
        ),
        Term::new(
            &[Basis::Measured],
            "Sources that stopped",
            "Days without a new customer that would be exceeded in one of a hundred workspaces, were customers to come at the rate of the later half of them. Needs 10 customers.",
        ),
        Term::new(
            &[Basis::Measured],
            "No e-mail address",
            "Neither an address nor a customer number that is one, as a share of all customers, those without orders included. Merged records are one customer.",
        ),
        Term::new(
            &[Basis::Measured],
            "Orders that may be one",
            "Orders of one customer with the same day, the same value above zero and the same products, or where one does not say what was bought. Of records with the same e-mail address that are not merged, order days of the same day and value. The share is of all orders. Who buys the same twice on a day is told as well.",
        ),
        Term::new(
            &[Basis::Measured],
            "Imports that wait for somebody",
            "Of the newest 200 imports, those of the last 90 days that failed, were compared and not decided, were left before their end, or left lines out that could not be read. A later import of a file of the same name, kind and data source settles one; so does cancelling it or taking it back.",
        ),
        Term::new(
            &[Basis::Measured],
            "Deliveries that have gone quiet",
            "What came on six different days or more: shops that send, over the 30 days for which deliveries are kept, and files of one kind and data source. It is late when the silence is longer than twice its longest gap, and by a day at least; a history of less than two weeks counts as one that has had a weekend without deliveries. Were arrivals pure chance, 5% of gaps would be told after six arrivals and 0.2% after 31. A shop that sends and has sent nothing in 30 days is told as well.",
        ),
        Term::new(
            &[Basis::Measured],
            "Old exchange rates",
            "Days since the first day of the rate that counts today, for each currency that has rates. Old is more than 35 days: who enters a rate each month is never told.",
        ),
    ]
}
