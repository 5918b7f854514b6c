//! Money: minor units of the workspace's currency.

use shared::domain::Currency;
use wasm_bindgen::JsValue;

use super::intl::{FormatOption, Kind, format};

/// Formats amounts of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Money(pub(crate) Currency);

impl Money {
    /// Minor units of one major unit: 100 cents of a euro.
    #[must_use]
    pub(crate) fn minor_per_major(self) -> f64 {
        self.0.minor_per_major() as f64
    }

    /// All digits: `€1,234.50`.
    #[must_use]
    pub(crate) fn exact(self, minor: f64) -> String {
        self.format("exact", Vec::new, minor)
    }

    /// At most three significant digits, decimals only below 100: `€38,200`, `€43.21`.
    #[must_use]
    pub(crate) fn rounded(self, minor: f64) -> String {
        if self.is_small(minor) {
            self.exact(minor)
        } else {
            self.format("rounded", || vec![("maximumSignificantDigits", 3.into())], minor)
        }
    }

    /// [`Self::rounded`] with its sign: `+€4,100`.
    #[must_use]
    pub(crate) fn rounded_signed(self, minor: f64) -> String {
        let sign = || ("signDisplay", "exceptZero".into());
        if self.is_small(minor) {
            self.format("exact-signed", || vec![sign()], minor)
        } else {
            self.format("rounded-signed", || vec![sign(), ("maximumSignificantDigits", 3.into())], minor)
        }
    }

    /// Exact decimal text in major units, with all its decimals: `€9,747,747.934`.
    #[must_use]
    pub(crate) fn decimal_text(self, text: &str) -> String {
        let code = self.0.code();
        let options = || [("style", "currency".into()), ("currency", code.into()), ("maximumFractionDigits", 6.into())];
        format(Kind::Number, &format!("decimal-text {code}"), options, &JsValue::from_str(text))
    }

    /// Without decimals, for ranges in tables: `€63`.
    #[must_use]
    pub(crate) fn whole(self, minor: f64) -> String {
        self.format("whole", || vec![("maximumFractionDigits", 0.into())], minor)
    }

    /// For axes: `€38K`.
    #[must_use]
    pub(crate) fn short(self, minor: f64) -> String {
        let options = || vec![("notation", "compact".into()), ("maximumSignificantDigits", 3.into())];
        self.format("short", options, minor)
    }

    fn is_small(self, minor: f64) -> bool {
        let major = minor.abs() / self.minor_per_major();
        major < 100.0 && major > 0.0
    }

    fn format(self, style: &str, options: impl FnOnce() -> Vec<FormatOption<'static>>, minor: f64) -> String {
        let code = self.0.code();
        let all = || {
            let mut all = options();
            all.extend([("style", "currency".into()), ("currency", code.into())]);
            all
        };
        let major = minor / self.minor_per_major();
        format(Kind::Number, &format!("{style} {code}"), all, &JsValue::from_f64(major))
    }
}
