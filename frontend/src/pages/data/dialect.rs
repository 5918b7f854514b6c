//! How the file is read.

use leptos::prelude::*;
use shared::ingest::{DateOrder, DecimalMark, Dialect, Encoding, Separator};

use super::journey::use_journey;
use crate::parts::SelectField;
use crate::text::data as text;

/// Four choices, filled in as detected.
#[component]
pub(super) fn DialectFields() -> impl IntoView {
    let journey = use_journey();
    let dialect = move || journey.dialect.get();
    let change = move |change: fn(&mut Dialect, usize), key: String| {
        if let (Some(mut dialect), Ok(index)) = (journey.dialect.get_untracked(), key.parse()) {
            change(&mut dialect, index);
            journey.read_as(dialect);
        }
    };
    let busy = Signal::derive(move || journey.inspecting.get());
    view! {
        <section class="card" aria-labelledby="dialect-title">
            <h2 id="dialect-title">{text::dialect_title()}</h2>
            <p class="muted">{text::dialect_hint()}</p>
            <div class="dialect">
                <SelectField
                    name="encoding"
                    label=text::encoding()
                    options=named(&text::ENCODINGS)
                    disabled=busy
                    value=position(move || dialect().map(|dialect| index_of(&ENCODINGS, dialect.encoding)))
                    on_change=move |key| change(|dialect, index| dialect.encoding = ENCODINGS[index], key)
                />
                <SelectField
                    name="separator"
                    label=text::separator()
                    options=named(&text::SEPARATORS)
                    disabled=busy
                    value=position(move || dialect().map(|dialect| index_of(&SEPARATORS, dialect.separator)))
                    on_change=move |key| change(|dialect, index| dialect.separator = SEPARATORS[index], key)
                />
                <SelectField
                    name="decimal-mark"
                    label=text::decimal_mark()
                    options=named(&text::DECIMAL_MARKS)
                    disabled=busy
                    value=position(move || dialect().map(|dialect| index_of(&DECIMAL_MARKS, dialect.decimal_mark)))
                    on_change=move |key| change(|dialect, index| dialect.decimal_mark = DECIMAL_MARKS[index], key)
                />
                <SelectField
                    name="date-order"
                    label=text::date_order()
                    options=named(&text::DATE_ORDERS)
                    disabled=busy
                    value=position(move || dialect().map(|dialect| index_of(&DATE_ORDERS, dialect.date_order)))
                    on_change=move |key| change(|dialect, index| dialect.date_order = DATE_ORDERS[index], key)
                />
            </div>
        </section>
    }
}

const ENCODINGS: [Encoding; 4] = [Encoding::Utf8, Encoding::Windows1252, Encoding::Utf16Le, Encoding::Utf16Be];
const SEPARATORS: [Separator; 4] = [Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Pipe];
const DECIMAL_MARKS: [DecimalMark; 2] = [DecimalMark::Point, DecimalMark::Comma];
const DATE_ORDERS: [DateOrder; 3] = [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];

fn index_of<T: PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_default()
}

fn position(index: impl Fn() -> Option<usize> + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || index().map(|index| index.to_string()).unwrap_or_default())
}

/// The choices under their positions as keys.
fn named(names: &[&'static str]) -> Vec<(String, String)> {
    names.iter().enumerate().map(|(index, name)| (index.to_string(), crate::text::say(name).to_owned())).collect()
}
