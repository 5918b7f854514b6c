//! Numbers, money, dates and intervals in the reader's locale, by the browser's `Intl`.

mod dates;
mod intl;
mod money;
mod numbers;

pub(crate) use dates::{day_medium, instant, milliseconds, month, of_instant, time_zones, today};
pub(crate) use money::Money;
pub(crate) use numbers::{chance, decimal, percent, percent_signed, significant, whole};
