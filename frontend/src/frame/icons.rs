//! Symbols drawn with one stroke.

use leptos::prelude::*;

/// What a symbol stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// The board.
    Board,
    /// Customers.
    Customers,
    /// Segments.
    Segments,
    /// Health.
    Health,
    /// What-if.
    WhatIf,
    /// Data.
    Data,
    /// Settings.
    Settings,
    /// Search.
    Search,
    /// A person.
    Person,
    /// Light and dark.
    Theme,
    /// Close.
    Close,
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Download.
    Download,
    /// Rows close together.
    Density,
}

impl Symbol {
    fn path(self) -> &'static str {
        match self {
            Self::Board => "M3 10h5V3H3zM3 17h5v-4H3zM12 17h5v-7h-5zM12 7h5V3h-5z",
            Self::Customers => {
                "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 16.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5M13 3.8a3 3 0 0 1 0 5.4M15 12.4c1.8.6 3 1.9 3 4.1"
            }
            Self::Segments => "M3 4h14L12 10.5V16l-4-2v-3.5z",
            Self::Health => "M2.5 10.5h3.5l2-5 3.5 9.5 2.2-4.5h3.8",
            Self::WhatIf => "M4 3v6M4 13v4M10 3v3M10 10v7M16 3v8M16 15v2M2 11h4M8 8h4M14 13h4",
            Self::Data => "M10 13V3M6.5 6.5 10 3l3.5 3.5M3 13v3.5h14V13",
            Self::Settings => {
                "M10 12.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM10 2.5v2.2M10 15.3v2.2M2.5 10h2.2M15.3 10h2.2M4.7 4.7l1.6 1.6M13.7 13.7l1.6 1.6M15.3 4.7l-1.6 1.6M6.3 13.7l-1.6 1.6"
            }
            Self::Search => "M8.5 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM12.6 12.6 17 17",
            Self::Person => "M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 17c.5-3.2 3-5 6.5-5s6 1.8 6.5 5",
            Self::Theme => "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14M10 6h4.5M10 10h6.5M10 14h4.5",
            Self::Close => "M5 5l10 10M15 5 5 15",
            Self::Left => "M12.5 4.5 7 10l5.5 5.5",
            Self::Right => "M7.5 4.5 13 10l-5.5 5.5",
            Self::Download => "M10 3v10M6.5 9.5 10 13l3.5-3.5M3 16.5h14",
            Self::Density => "M3 4.5h14M3 8.2h14M3 11.8h14M3 15.5h14",
        }
    }
}

/// A symbol beside or instead of a word; the word is always there for those who do not see it.
#[component]
pub(crate) fn Icon(
    /// Which one.
    symbol: Symbol,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
            <path d=symbol.path() fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// The product's mark: what kelp holds on to the rock with.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path
                d="M12 2v19M12 10c0 5-6 4-7 11M12 10c0 5 6 4 7 11"
                fill="none"
                stroke="currentColor"
                stroke-width="2"
                stroke-linecap="round"
            />
        </svg>
    }
}
