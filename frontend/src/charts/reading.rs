//! One place of a chart at a time, read alike by pointer, touch and keys.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::{number, percent_of};
use crate::text::parts as text;

/// How places lie across a chart.
#[derive(Clone, Copy, Debug)]
pub(super) enum Places {
    /// Side by side, as bars do.
    Bins,
    /// From edge to edge, as corners of a line do.
    Points,
    /// At these shares of the width, ascending, each read from there to the next.
    At(StoredValue<Vec<f64>>),
}

impl Places {
    /// The place under a share of the width.
    fn under(self, share: f64, count: usize) -> usize {
        let last = count.saturating_sub(1);
        let place = match self {
            Self::Bins => (share * count as f64).floor().max(0.0) as usize,
            Self::Points => (share * last as f64).round().max(0.0) as usize,
            Self::At(places) => {
                places.with_value(|places| places.partition_point(|place| *place <= share)).saturating_sub(1)
            }
        };
        place.min(last)
    }

    /// Where a place lies, as a share of the width.
    fn share(self, place: usize, count: usize) -> f64 {
        match self {
            Self::Bins => (place as f64 + 0.5) / count.max(1) as f64,
            Self::Points => place as f64 / count.saturating_sub(1).max(1) as f64,
            Self::At(places) => places.with_value(|places| places.get(place).copied().unwrap_or_default()),
        }
    }
}

/// The place after a key; `None` for a key that moves nothing.
fn after_key(key: &str, now: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowLeft" => Some(Some(now.map_or(last, |place| place.saturating_sub(1)))),
        "ArrowRight" => Some(Some(now.map_or(0, |place| (place + 1).min(last)))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" => now.map(|_| None),
        _ => None,
    }
}

/// A drawing with a line at the place that is read, and above it what stands there in words.
#[component]
pub(super) fn ReadableSvg(
    /// Its class.
    class: &'static str,
    /// Pixels high.
    height: f64,
    /// Top and bottom of the line, in pixels.
    line: (f64, f64),
    /// How places lie across it.
    places: Places,
    /// How many there are.
    count: Signal<usize>,
    /// One place in words.
    words: impl Fn(usize) -> String + Send + Sync + 'static,
    /// Short description for screen readers.
    label: Signal<String>,
    /// What stands left of the drawing.
    #[prop(optional_no_strip)]
    axis: Option<AnyView>,
    /// What is drawn.
    children: Children,
) -> impl IntoView {
    let (active, focused) = (RwSignal::new(None::<usize>), RwSignal::new(false));
    let on_pointer = move |event: PointerEvent| {
        let Some(chart) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let shape = chart.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - shape.left()) / shape.width().max(1.0);
        let count = count.get_untracked();
        active.set((count > 0).then(|| places.under(share, count)));
    };
    // A finger that is lifted leaves too; what it has read stays.
    let on_leave = move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            active.set(None);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = after_key(&event.key(), active.get_untracked(), count.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            active.set(next);
        }
    };
    let said = move || match active.get().filter(|place| *place < count.get()) {
        Some(place) => words(place),
        None if focused.get() => text::reading_keys().to_owned(),
        None => String::new(),
    };
    let mark = move || {
        active.get().filter(|place| *place < count.get()).map(|place| {
            let x = percent_of(places.share(place, count.get()));
            view! { <line class="reading-mark" x1=x.clone() x2=x y1=number(line.0) y2=number(line.1) /> }
        })
    };
    view! {
        <p class="reading small" aria-live="polite">{said}</p>
        <div class="with-axis">
            {axis}
            <svg
                class=format!("readable {class}")
                width="100%"
                height=number(height)
                role="img"
                aria-label=label
                tabindex="0"
                on:pointerdown=on_pointer
                on:pointermove=on_pointer
                on:pointerleave=on_leave
                on:keydown=on_key
                on:focus=move |_| focused.set(true)
                on:blur=move |_| {
                    focused.set(false);
                    active.set(None);
                }
            >
                {children()}
                {mark}
            </svg>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Places, after_key};

    #[test]
    fn a_pointer_reads_the_place_it_is_over() {
        assert_eq!([0.0, 0.24, 0.26, 0.99, 1.0].map(|share| Places::Bins.under(share, 4)), [0, 0, 1, 3, 3]);
        assert_eq!([-0.1, 0.1, 0.13, 0.9, 1.2].map(|share| Places::Points.under(share, 5)), [0, 0, 1, 4, 4]);
        for places in [Places::Bins, Places::Points] {
            assert!((0..7).all(|place| places.under(places.share(place, 7), 7) == place), "{places:?}");
        }
    }

    #[test]
    fn what_is_read_off_a_stepped_line_is_the_last_point_reached() {
        Owner::new().with(|| {
            let places = Places::At(StoredValue::new(vec![0.0, 0.5, 0.9]));
            assert_eq!([-0.1, 0.0, 0.49, 0.5, 2.0].map(|share| places.under(share, 3)), [0, 0, 0, 1, 2]);
            assert_eq!([0, 1, 2].map(|place| places.share(place, 3)), [0.0, 0.5, 0.9]);
            assert_eq!(Places::At(StoredValue::new(Vec::new())).under(0.5, 0), 0);
        });
    }

    #[test]
    fn keys_walk_and_stop_at_the_ends() {
        assert_eq!(after_key("ArrowRight", None, 3), Some(Some(0)));
        assert_eq!(after_key("ArrowRight", Some(2), 3), Some(Some(2)));
        assert_eq!(after_key("ArrowLeft", None, 3), Some(Some(2)));
        assert_eq!(after_key("ArrowLeft", Some(0), 3), Some(Some(0)));
        assert_eq!(after_key("Home", Some(2), 3), Some(Some(0)));
        assert_eq!(after_key("End", None, 3), Some(Some(2)));
        assert_eq!(after_key("Escape", Some(1), 3), Some(None));
    }

    #[test]
    fn other_keys_are_left_to_others() {
        assert_eq!(after_key("Escape", None, 3), None, "it may close something else");
        assert_eq!(after_key("Tab", Some(1), 3), None);
        assert_eq!(after_key("End", None, 0), None);
    }
}
