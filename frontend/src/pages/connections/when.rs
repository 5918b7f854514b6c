//! Times as a person of the workspace reads them.

use leptos::prelude::*;
use shared::domain::Day;

use crate::base_loader::use_base;
use crate::formats;

/// Formats RFC 3339 instants in the workspace's time zone, as far as that is known: a workspace can be connected before
/// there is any customer.
#[derive(Clone, Copy)]
pub(super) struct When(Memo<String>);

impl When {
    pub(super) fn here() -> Self {
        let manifest = use_base().manifest;
        let zone = move || manifest.with(|manifest| manifest.as_ref().map(|it| it.settings.time_zone.clone()));
        Self(Memo::new(move |_| zone().unwrap_or_default()))
    }

    /// Day of the week, day and time.
    pub(super) fn time(self, rfc3339: &str) -> String {
        self.0.with(|zone| formats::instant(rfc3339, zone))
    }
}

/// The day of an RFC 3339 instant or of a day, in UTC.
pub(super) fn day(text: &str) -> String {
    let day = text.get(..10).and_then(|day| day.parse::<Day>().ok());
    day.map_or_else(|| text.to_owned(), formats::day_medium)
}
