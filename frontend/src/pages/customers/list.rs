//! The windowed list: only the rows in view exist.

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use protocol::Sort;
use shared::domain::CustomerId;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::columns::{ListColumn, columns};
use super::query::ListQuestion;
use super::rows::Rows;
use super::scroll_map::ScrollMap;
use crate::base_loader::use_base;
use crate::names::use_names;
use crate::parts::{EmptyState, Notice, ProgressLine};
use crate::text::customers as text;

/// Widest window in which rows have two lines.
const NARROW: f64 = 820.0;
/// Time without scrolling before names are asked for.
const REST_MS: u32 = 120;
const HEAD_HEIGHT: f64 = 34.0;

/// The list.
#[component]
pub(super) fn List(
    /// The list's question.
    question: ListQuestion,
    /// The customer that is open beside it.
    opened: Memo<Option<CustomerId>>,
    /// Whether rows are close together.
    compact: RwSignal<bool>,
) -> impl IntoView {
    let base = use_base();
    let navigate = StoredValue::new_local(use_navigate());
    let viewport = NodeRef::<html::Div>::new();
    let scroll_top = RwSignal::new(0.0_f64);
    let height = RwSignal::new(600.0_f64);
    let narrow = RwSignal::new(false);
    let active = RwSignal::new(0_u32);
    let total = Memo::new(move |_| question.page.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let map = Memo::new(move |_| ScrollMap {
        rows: total.get(),
        row_height: if narrow.get() {
            60.0
        } else if compact.get() {
            28.0
        } else {
            36.0
        },
        viewport: (height.get() - HEAD_HEIGHT).max(100.0),
    });
    let window_of_rows = Memo::new(move |_| map.get().rendered(scroll_top.get()));

    let measure = move || {
        // A frame later the list may be gone.
        if let Some(element) = viewport.try_get_untracked().flatten() {
            height.set(f64::from(element.client_height()));
            narrow.set(window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default() <= NARROW);
        }
    };
    Effect::new(move |_| {
        // A short list makes the view short.
        total.track();
        compact.track();
        if viewport.get().is_some() {
            request_animation_frame(measure);
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    Effect::new(move |_| question.first.set(window_of_rows.get().start));
    go_to_top_of_new_lists(question, viewport, active);
    ask_for_names(question, window_of_rows);

    let open = move |position: u32| {
        let id = question.page.with_untracked(|page| {
            let page = page.as_ref()?;
            page.rows.get(position.checked_sub(page.query.offset)? as usize).map(|row| row.id)
        });
        if let Some(id) = id {
            let address = format!("/customers/{id}{}", question.address());
            navigate.with_value(|navigate| navigate(&address, Default::default()));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let (now, rows, map) = (active.get_untracked(), total.get_untracked(), map.get_untracked());
        let page = (map.viewport / map.row_height) as u32;
        let last = rows.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => now + 1,
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => now + page,
            "PageUp" => now.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            // Links and headings in the list take Enter themselves.
            "Enter" if event.target() == event.current_target() => {
                event.prevent_default();
                return open(now);
            }
            _ => return,
        };
        event.prevent_default();
        active.set(next.min(last));
        if let Some(element) = viewport.get_untracked() {
            element.set_scroll_top(map.reveal(active.get_untracked(), scroll_top.get_untracked()).round() as i32);
        }
    };
    let shown_columns = Memo::new(move |_| columns(base.is_estimated()));
    let body = move || {
        if question.page.with(|page| page.as_ref().is_some_and(|page| page.total == 0)) {
            return view! {
                <EmptyState title=Signal::derive(|| text::nobody().to_owned())><p>{text::nobody_hint()}</p></EmptyState>
            }
            .into_any();
        }
        view! {
            <div class="spacer" role="rowgroup" style:height=move || format!("{}px", map.get().height())>
                <div
                    class="rows"
                    style:transform=move || {
                        let offset = map.get().offset(scroll_top.get(), window_of_rows.get().start);
                        format!("translateY({offset}px)")
                    }
                >
                    <Rows question columns=shown_columns window=window_of_rows active opened narrow on_open=Callback::new(open) />
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        {move || question.problem.get().map(|message| view! { <Notice tone="loss"><p>{message}</p></Notice> })}
        <div class="list-frame" class:stale=move || question.is_stale()>
            <div class="list-progress" class:on=move || question.is_stale() || question.page.with(Option::is_none)>
                <ProgressLine label=Signal::derive(|| text::loading().to_owned()) />
            </div>
            <div
                node_ref=viewport
                id="customer-list"
                class="list"
                class:compact=compact
                role="grid"
                tabindex="0"
                aria-label=text::list_label()
                aria-rowcount=move || (total.get() + 1).to_string()
                aria-activedescendant=move || (total.get() > 0).then(|| format!("customer-row-{}", active.get()))
                on:scroll=move |_| {
                    if let Some(element) = viewport.get_untracked() {
                        scroll_top.set(f64::from(element.scroll_top()));
                    }
                }
                on:keydown=on_key
            >
                <Head question columns=shown_columns />
                {body}
            </div>
        </div>
    }
}

/// Brings the focus back to the list.
pub(super) fn focus() {
    if let Some(list) = document().get_element_by_id("customer-list").and_then(|list| list.dyn_into().ok()) {
        let list: HtmlElement = list;
        // Focus fails only for elements that cannot have it.
        let _ = list.focus();
    }
}

#[component]
fn Head(question: ListQuestion, columns: Memo<Vec<ListColumn>>) -> impl IntoView {
    let heading = move |column: ListColumn| {
        let sorted = move || question.wanted().0;
        let direction = move || match sorted() {
            Sort { column: by, descending } if by == column.column => {
                if descending {
                    "descending"
                } else {
                    "ascending"
                }
            }
            _ => "none",
        };
        let sort = move |_| {
            let now = untrack(sorted);
            let descending = now.column != column.column || !now.descending;
            question.change(|state| state.sort = Some(Sort { column: column.column, descending }));
        };
        view! {
            <div role="columnheader" class=format!("number rank-{}", column.rank) aria-sort=direction>
                <button on:click=sort>{column.name()}<span class="arrow" aria-hidden="true"></span></button>
            </div>
        }
    };
    view! {
        <div class="head" role="rowgroup">
            <div role="row" aria-rowindex="1">
                <div role="columnheader" class="who"><span>{text::column_customer()}</span></div>
                {move || columns.get().into_iter().map(heading).collect_view()}
            </div>
        </div>
    }
}

/// Another order or filter starts at its first row.
fn go_to_top_of_new_lists(question: ListQuestion, viewport: NodeRef<html::Div>, active: RwSignal<u32>) {
    let wanted = Memo::new(move |_| question.wanted());
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo nobody reads never wakes.
        wanted.with(|_| ());
        if before.is_some() {
            active.set(0);
            if let Some(element) = viewport.get_untracked() {
                element.set_scroll_top(0);
            }
        }
    });
}

/// Asks for the names of the rows in view, once scrolling rests.
fn ask_for_names(question: ListQuestion, window_of_rows: Memo<std::ops::Range<u32>>) {
    let names = use_names();
    Effect::new(move |_| {
        let in_view = window_of_rows.get();
        names.with(|_| ());
        let rows: Vec<u32> = question.page.with(|page| {
            let Some(page) = page else { return Vec::new() };
            let positions = in_view.clone().filter_map(|position| position.checked_sub(page.query.offset));
            positions.filter_map(|index| page.rows.get(index as usize)).map(|row| row.row).collect()
        });
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(REST_MS).await;
            if window_of_rows.try_get_untracked().is_some_and(|newest| newest == in_view) {
                names.want(rows);
            }
        });
    });
}
