//! The frame around every page.

use super::{sentence, words};

words! {
    segments = "Segments";
    product = "Holdfast";
    skip_to_content = "Skip to content";
    navigation = "Main navigation";
    board = "Board";
    customers = "Customers";
    what_if = "What-if";
    health = "Health";
    claims = "Famous numbers: do they hold for you?";
    data_quality = "Data quality: what looks wrong, and whom it concerns";
    contracts = "Contracts: who leaves, and how long they stay";
    referrals = "Recommendations: who brought whom";
    connections = "Connections: keys, shops and webhooks";
    data = "Data";
    settings = "Settings";
    collapse_navigation = "Collapse navigation";
    expand_navigation = "Expand navigation";
    search_placeholder = "Find a customer, page or action";
    search_shortcut = "Ctrl K";
    search_button = "Search and commands";
    palette_pages = "Pages";
    palette_actions = "Actions";
    palette_customers = "Customers";
    palette_nothing = "Nothing found. Customers are found by number, e-mail address or the beginning of a name.";
    palette_searching = "Looking for customers…";
    use_light_theme = "Use the light theme";
    use_dark_theme = "Use the dark theme";
    use_system_theme = "Use the system's theme";
    person_menu = "You and this workspace";
    sign_out = "Sign out";
    scoring_running = "New scores are being made; the last ones stay until they are ready.";
    scoring_failed = "The last scoring failed; the scores before it are shown.";
    loading = "Loading…";
    sample_banner = "This is sample data from an invented shop.";
    sample_remove = "Remove sample data";
    sample_removed = "The sample data is being removed. New scores follow in a moment.";
    offline = "You are offline. What is shown stays; changes are not saved until the connection is back.";
    worker_restarted = "A calculation stopped unexpectedly and was started again. Nothing was lost.";
    worker_broken = "Calculations in this window keep stopping. Reload the page; if it happens again, tell your administrator.";
    reload = "Reload";
    signed_out_banner = "Your session has ended. Sign in again to go on; you will come back to this page.";
    sign_in_again = "Sign in again";
    not_found_title = "There is no such page";
    not_found_text = "The address may be mistyped, or the page has moved.";
    not_found_link = "Go to the board";
    model = "The model: was it right?";
}

/// "scored Mon 06:00, orders to 20 Nov 2026"
pub(crate) fn as_of(scored: &str, last_day: &str) -> String {
    sentence(format!("Scored {scored} · orders to {last_day}"))
}

/// Sample customers among own ones.
pub(crate) fn sample_among(count: &str) -> String {
    sentence(format!("{count} customers of an invented sample shop are counted in every figure."))
}

/// "Loading customers, 40%"
pub(crate) fn loading_base(share: &str) -> String {
    sentence(format!("Loading customers, {share}"))
}

/// Title of the browser's tab.
pub(crate) fn tab_title(page: &str) -> String {
    format!("{page} · {}", product())
}
