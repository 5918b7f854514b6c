//! Days and instants.

use js_sys::{Date, Function, Reflect};
use shared::domain::Day;
use wasm_bindgen::{JsCast, JsValue};

use super::intl::{FormatOption, Kind, format};
use crate::text::sentence;

const DAY_MS: f64 = 86_400_000.0;

/// `20 Nov 2026`
#[must_use]
pub(crate) fn day_medium(day: Day) -> String {
    say("day-medium", || [("dateStyle", "medium".into()), ("timeZone", "UTC".into())], &midnight(day))
}

/// `Nov 2026`
#[must_use]
pub(crate) fn month(day: Day) -> String {
    let options = || [("month", "short".into()), ("year", "numeric".into()), ("timeZone", "UTC".into())];
    say("month", options, &midnight(day))
}

/// An RFC 3339 instant in a time zone: `Fri 20 Nov, 06:00`.
#[must_use]
pub(crate) fn instant(rfc3339: &str, time_zone: &str) -> String {
    let zone = if time_zone.is_empty() { "UTC" } else { time_zone };
    let options = || {
        [
            ("weekday", "short".into()),
            ("day", "numeric".into()),
            ("month", "short".into()),
            ("hour", "2-digit".into()),
            ("minute", "2-digit".into()),
            ("timeZone", zone.into()),
        ]
    };
    say(&format!("instant {zone}"), options, &Date::new(&JsValue::from_str(rfc3339)))
}

/// Names of all time zones the browser knows; empty where it cannot tell.
#[must_use]
pub(crate) fn time_zones() -> Vec<String> {
    // Not every browser has the function, so it is looked up rather than bound.
    let list = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"supportedValuesOf".into()))
        .ok()
        .and_then(|function| function.dyn_into::<Function>().ok())
        .and_then(|function| function.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok());
    list.map(|list| js_sys::Array::from(&list).iter().filter_map(|name| name.as_string()).collect()).unwrap_or_default()
}

/// The day it is now, in UTC.
pub(crate) fn today() -> Day {
    Day((milliseconds() / DAY_MS).floor() as i32)
}

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn milliseconds() -> f64 {
    Date::now()
}

/// Seconds since then of an RFC 3339 instant.
#[must_use]
pub(crate) fn of_instant(rfc3339: &str) -> Option<i64> {
    let milliseconds = Date::parse(rfc3339);
    milliseconds.is_finite().then_some((milliseconds / 1_000.0) as i64)
}

/// Dates hold words, so they pass through the pseudo-locale.
fn say<'a, O>(name: &str, options: impl FnOnce() -> O, value: &JsValue) -> String
where
    O: AsRef<[FormatOption<'a>]>,
{
    sentence(format(Kind::Date, name, options, value))
}

fn midnight(day: Day) -> JsValue {
    Date::new(&JsValue::from_f64(f64::from(day.0) * DAY_MS)).into()
}
