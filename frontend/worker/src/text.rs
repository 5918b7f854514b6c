//! Everything the worker says to people: files it writes and reasons it gives.

use shared::planning::RiskBand;

/// A question about the base came before the base.
pub(crate) const NO_BASE: &str = "No scores are loaded yet: reload the page.";
/// A question that needs a file came without.
#[cfg(target_arch = "wasm32")]
pub(crate) const NO_FILE: &str = "No file arrived: choose it again.";
/// The code that reads files could not be fetched.
#[cfg(target_arch = "wasm32")]
pub(crate) const NO_READER: &str =
    "The part of the app that reads files did not arrive: check the connection, then choose the file again.";
/// Other code that answers could not be fetched.
#[cfg(target_arch = "wasm32")]
pub(crate) const NO_PART: &str =
    "A part of the app did not arrive: check the connection, then try again or reload the page.";
/// A question that cannot be read.
pub(crate) const OTHER_VERSION: &str = "The app and its worker are of different versions: reload the page.";
/// More chunks than the manifest names.
pub(crate) const TOO_MANY_CHUNKS: &str = "More scores arrived than were announced: reload the page.";
/// Identity chunks that cannot be read.
pub(crate) const DAMAGED_NAMES: &str = "The names arrived damaged: export again.";
/// Identity chunks and scores differ.
pub(crate) const OTHER_NAMES: &str =
    "The names belong to another generation of the scores: reload the page and export again.";

/// Columns of the list of customers.
pub(crate) fn export_header(currency: &str) -> Vec<String> {
    let money = |name: &str| format!("{name} ({currency})");
    vec![
        "Number".into(),
        "Name".into(),
        "E-mail".into(),
        "Transactions".into(),
        "Last day".into(),
        money("Net value"),
        "P(alive)".into(),
        "P(alive) low".into(),
        "P(alive) high".into(),
        "Expected orders in a year".into(),
        money("Lifetime value"),
        money("Lifetime value low"),
        money("Lifetime value high"),
        money("Value at risk in 90 days"),
        "Risk".into(),
    ]
}

/// A risk band in words.
pub(crate) fn risk(band: RiskBand) -> &'static str {
    match band {
        RiskBand::Safe => "Safe",
        RiskBand::Wavering => "Wavering",
        RiskBand::Slipping => "Slipping",
        RiskBand::NearlyGone => "Nearly gone",
    }
}

/// Base chunks that cannot be unzipped.
#[cfg(target_arch = "wasm32")]
pub(crate) const DAMAGED_SCORES: &str = "The scores arrived damaged: reload the page.";

/// The browser could not read the file on.
#[cfg(target_arch = "wasm32")]
pub(crate) fn unreadable_file(reason: &str) -> String {
    format!("The browser can no longer read the file ({reason}). Was it moved or changed? Choose it again.")
}
