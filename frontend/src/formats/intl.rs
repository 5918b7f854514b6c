//! Formatters of `Intl`, made once and kept.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static FORMATTERS: RefCell<BTreeMap<String, Function>> = const { RefCell::new(BTreeMap::new()) };
}

/// One option of a formatter.
pub(super) type FormatOption<'a> = (&'a str, JsValue);

/// Which constructor of `Intl`.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// `Intl.NumberFormat`
    Number,
    /// `Intl.DateTimeFormat`
    Date,
}

/// Formats `value` with the formatter called `name`, made with `options` on first use. Options are strings of the
/// browser, which cost more to make than a number to format.
pub(super) fn format<'a, O>(kind: Kind, name: &str, options: impl FnOnce() -> O, value: &JsValue) -> String
where
    O: AsRef<[FormatOption<'a>]>,
{
    let function = FORMATTERS.with_borrow_mut(|formatters| {
        let known = formatters.get(name).cloned();
        known.or_else(|| {
            let function = make(kind, options().as_ref())?;
            formatters.insert(name.to_owned(), function.clone());
            Some(function)
        })
    });
    let text = function.and_then(|function| function.call1(&JsValue::UNDEFINED, value).ok());
    text.and_then(|text| text.as_string()).unwrap_or_default()
}

/// `None` where the browser refuses an option, for example an unknown time zone.
fn make(kind: Kind, options: &[FormatOption<'_>]) -> Option<Function> {
    let object = Object::new();
    for (key, value) in options {
        Reflect::set(&object, &JsValue::from_str(key), value).ok()?;
    }
    let name = match kind {
        Kind::Number => "NumberFormat",
        Kind::Date => "DateTimeFormat",
    };
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &name.into()).ok()?.dyn_into().ok()?;
    // Undefined locales are the reader's own.
    let formatter = Reflect::construct(&constructor, &Array::of2(&JsValue::UNDEFINED, &object)).ok()?;
    Reflect::get(&formatter, &"format".into()).ok()?.dyn_into().ok()
}
