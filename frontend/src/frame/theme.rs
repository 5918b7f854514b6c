//! Light, dark or as the system: kept in memory, and in the address where a link brings it.

use leptos::prelude::*;

use super::query_parameter;

/// What the person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ThemeChoice {
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// As the system says.
    System,
}

/// The theme of the app.
#[derive(Clone, Copy)]
pub(crate) struct Theme(pub(crate) RwSignal<ThemeChoice>);

impl Theme {
    /// Starts with what the address says, `?theme=dark` or `?theme=light`, or the system.
    #[must_use]
    pub(crate) fn start() -> Self {
        let choice = match query_parameter("theme").as_deref() {
            Some("light") => ThemeChoice::Light,
            Some("dark") => ThemeChoice::Dark,
            _ => ThemeChoice::System,
        };
        let theme = Self(RwSignal::new(choice));
        Effect::new(move |_| {
            let Some(root) = document().document_element() else { return };
            // Fails only for invalid names of attributes.
            let _ = match theme.0.get() {
                ThemeChoice::Light => root.set_attribute("data-theme", "light"),
                ThemeChoice::Dark => root.set_attribute("data-theme", "dark"),
                ThemeChoice::System => root.remove_attribute("data-theme"),
            };
        });
        theme
    }
}
