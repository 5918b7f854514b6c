//! Search and commands: Ctrl or ⌘ K.

use gloo_timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::{CustomerName, Right};
use web_sys::KeyboardEvent;

use super::navigation::DESTINATIONS;
use super::search::PaletteOpen;
use super::theme::{Theme, ThemeChoice};
use crate::requests;
use crate::session::use_session;
use crate::text::frame as text;

/// Time without a key before customers are looked for.
const REST_MS: u32 = 180;

/// What a line of the palette does.
#[derive(Clone, Debug, PartialEq)]
enum Command {
    Go(String),
    Theme(ThemeChoice),
    SignOut,
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    group: &'static str,
    name: String,
    note: String,
    is_data: bool,
    command: Command,
}

/// The palette.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let PaletteOpen(open) = expect_context();
    let session = use_session();
    let theme: Theme = expect_context();
    let navigate = StoredValue::new_local(use_navigate());
    let dialog = NodeRef::<html::Dialog>::new();
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<CustomerName>::new());
    let searching = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);

    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() {
            words.set(String::new());
            found.set(Vec::new());
            chosen.set(0);
            // Refused only when it is open already.
            let _ = dialog.show_modal();
        } else {
            dialog.close();
        }
    });
    Effect::new(move |_| {
        let text = words.get().trim().to_owned();
        chosen.set(0);
        if text.chars().count() < 2 || !session.may(Right::ViewPersonalData) {
            found.set(Vec::new());
            searching.set(false);
            return;
        }
        searching.set(true);
        leptos::task::spawn_local(async move {
            TimeoutFuture::new(REST_MS).await;
            let is_newest = || words.with_untracked(|newest| newest.trim() == text);
            if !is_newest() {
                return;
            }
            let answer = requests::search(&text).await;
            if is_newest() {
                found.set(answer.map(|answer| answer.found).unwrap_or_default());
                searching.set(false);
            }
        });
    });
    let lines = Memo::new(move |_| {
        let wanted = words.get().trim().to_lowercase();
        let mut lines = static_lines(|right| session.may(right));
        lines.retain(|line| line.name.to_lowercase().contains(&wanted));
        lines.extend(found.get().into_iter().map(customer_line));
        lines
    });
    let run = move |command: &Command| {
        open.set(false);
        match command {
            Command::Go(path) => navigate.with_value(|navigate| navigate(path, Default::default())),
            Command::Theme(choice) => theme.0.set(*choice),
            Command::SignOut => session.sign_out(),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = lines.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|chosen| *chosen = (*chosen + count - 1) % count),
            "Enter" => {
                let line = lines.with_untracked(|lines| lines.get(chosen.get_untracked()).cloned());
                if let Some(line) = line {
                    run(&line.command);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let rows = move || {
        let lines = lines.get();
        let mut group = "";
        let rows = lines.into_iter().enumerate().map(|(index, line)| {
            let heading = (line.group != group).then_some(line.group);
            group = line.group;
            let command = line.command.clone();
            view! {
                {heading.map(|heading| view! { <li class="group" role="presentation">{heading}</li> })}
                <li
                    id=format!("palette-{index}")
                    role="option"
                    aria-selected=move || (chosen.get() == index).to_string()
                    on:click=move |_| run(&command)
                    on:mousemove=move |_| if chosen.get_untracked() != index { chosen.set(index) }
                >
                    <span translate=line.is_data.then_some("no")>{line.name}</span>
                    <span class="muted small" translate="no">{line.note}</span>
                </li>
            }
        });
        rows.collect_view()
    };
    let state = move || {
        if searching.get() {
            text::palette_searching()
        } else if lines.with(Vec::is_empty) {
            text::palette_nothing()
        } else {
            ""
        }
    };
    view! {
        <dialog class="palette" node_ref=dialog aria-label=text::search_button() on:close=move |_| open.set(false)>
            <input
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-controls="palette-lines"
                aria-autocomplete="list"
                aria-label=text::search_placeholder()
                aria-activedescendant=move || format!("palette-{}", chosen.get())
                placeholder=text::search_placeholder()
                autocomplete="off"
                spellcheck="false"
                prop:value=words
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=on_key
            />
            <ul id="palette-lines" role="listbox" aria-label=text::search_button()>{rows}</ul>
            <p class="muted small state" role="status">{state}</p>
        </dialog>
    }
}

fn static_lines(may: impl Fn(Right) -> bool) -> Vec<Line> {
    let pages = DESTINATIONS.into_iter().filter(|destination| may(destination.right)).map(|destination| Line {
        group: text::palette_pages(),
        name: (destination.name)().to_owned(),
        note: String::new(),
        is_data: false,
        command: Command::Go(destination.path.to_owned()),
    });
    let pages_beside = [
        (text::claims(), "/claims"),
        (text::model(), "/model"),
        (text::contracts(), "/contracts"),
        (text::referrals(), "/referrals"),
        (text::data_quality(), "/data-quality"),
        (text::connections(), "/connections"),
    ]
    .map(|(name, path)| Line {
        group: text::palette_pages(),
        name: name.to_owned(),
        note: String::new(),
        is_data: false,
        command: Command::Go(path.to_owned()),
    });
    let pages_beside = pages_beside.into_iter().filter(|_| may(Right::ViewFigures));
    let action = |name: &str, command| Line {
        group: text::palette_actions(),
        name: name.to_owned(),
        note: String::new(),
        is_data: false,
        command,
    };
    let actions = [
        action(text::use_light_theme(), Command::Theme(ThemeChoice::Light)),
        action(text::use_dark_theme(), Command::Theme(ThemeChoice::Dark)),
        action(text::use_system_theme(), Command::Theme(ThemeChoice::System)),
        action(text::sign_out(), Command::SignOut),
    ];
    pages.chain(pages_beside).chain(actions).collect()
}

fn customer_line(customer: CustomerName) -> Line {
    let note = customer.email.unwrap_or_default();
    Line {
        group: text::palette_customers(),
        name: customer.name.map_or_else(|| customer.number.clone(), |name| format!("{name} · {}", customer.number)),
        note,
        is_data: true,
        command: Command::Go(format!("/customers/{}", customer.id)),
    }
}
