//! Settings.

use super::{sentence, words};

words! {
    title = "Settings";
    subtitle = "Every figure depends on these. After a change new scores are made; the old ones stay until they are ready.";
    connections = "Connections";
    loading = "Reading the settings…";
    shop_name = "Shop name";
    currency = "Currency";
    currency_hint = "Three letters, like EUR. All figures are in it. It cannot change once orders are there; orders in another currency are converted by the rates below.";
    rates_title = "Rates of other currencies";
    rates_loading = "Reading the rates…";
    rates_none = "No rates yet. An order in another currency than the workspace's is left out until there is a rate for its day.";
    rates_note = "A rate counts from its day until the next one of the same currency. An order takes the newest rate at or before its day when it is imported; orders already here keep theirs. To convert them anew, import their file again.";
    rate_currency = "Currency";
    rate_currency_hint = "Three letters, like USD.";
    rate_from = "From";
    rate_from_hint = "First day, like 2026-01-31.";
    rate_one = "Worth of one unit";
    rate_rate_hint = "With a point, like 0.9223.";
    rate_source = "Source";
    rate_source_hint = "Where the rate comes from.";
    rate_add = "Add rate";
    rate_remove = "Remove";
    rates_saved = "Saved.";
    not_a_day = "Enter a day, for example 2026-01-31.";
    not_a_rate = "Enter a number above 0, for example 0.9223.";
    rates_read_only = "Your role may look at the rates; an admin or the owner can change them.";
    time_zone = "Time zone";
    time_zone_hint = "A day of orders begins at midnight here, for example Europe/Berlin.";
    margin = "Contribution margin";
    margin_hint = "What remains of an order's net value after goods and shipping.";
    discount = "Discount rate, a year";
    discount_hint = "How much less a euro in a year is worth today.";
    horizon = "Horizon";
    horizon_hint = "How far lifetime value looks ahead, 1 to 120 months.";
    unit_percent = "%";
    unit_months = "months";
    save = "Save";
    saving = "Saving…";
    saved = "Saved. New scores are being made with these settings.";
    read_only = "Your role may look at the settings; an admin or the owner can change them.";
    group_shop = "Shop";
    group_value = "What value means here";
    sample_title = "Sample data";
    sample_text = "The customers of the invented sample shop leave with their orders and scores. Your own data stays.";
    not_a_number = "Enter a number, for example 40 or 12.5.";
    not_whole = "Enter a whole number of months.";
    not_a_currency = "Enter three letters, for example EUR.";
    fix_fields = "Some settings cannot be used. Nothing was saved.";
}

/// An error of `shared`, as a sentence.
pub(crate) fn error(error: &str) -> String {
    let mut letters = error.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    sentence(format!("{first}{}.", letters.as_str()))
}

/// The button that removes sample data.
pub(crate) fn remove_sample(customers: &str) -> String {
    sentence(format!("Remove {customers} sample customers"))
}

/// What a rate says: units of the workspace's currency.
pub(crate) fn rate_worth(own: &str) -> String {
    sentence(format!("One unit in {own}"))
}

/// The button that removes one rate, as read aloud.
pub(crate) fn rate_remove_one(currency: &str, day: &str) -> String {
    sentence(format!("Remove the rate of {currency} from {day}"))
}
