//! Settings.

use super::{sentence, words};

words! {
    title = "Settings";
    subtitle = "Every figure depends on these. After a change new scores are made; the old ones stay until they are ready.";
    loading = "Reading the settings…";
    shop_name = "Shop name";
    currency = "Currency";
    currency_hint = "Three letters, like EUR. Orders in another currency are refused at import.";
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
