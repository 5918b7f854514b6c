//! Webhooks out.

use shared::api::{EndpointEvent, NoticeState};

use crate::text::{say, sentence, words};

words! {
    title = "Webhooks out";
    note = "Your programs are told what happened, with ids and counts and without personal data, signed by the Standard Webhooks specification.";
    empty_title = "No program is told yet";
    empty_why = "Give the address of a program, for example of your mailing tool, and choose what it is told.";
    add = "Add an endpoint";
    change = "Edit";
    change_title = "Edit the endpoint";
    save = "Save";
    name = "Name";
    url = "Address";
    url_hint = "An https address of the public internet.";
    events = "It is told when";
    no_events = "Choose at least one event.";
    told_when = "Told when";
    answers = "Answers";
    pause = "Pause";
    resume = "Resume";
    test = "Send a test";
    active = "active";
    paused = "paused";
    paused_held = "Messages are held and sent when the pause ends.";
    paused_by_us = "Paused by Holdfast";
    messages = "Messages";
    messages_hide = "Hide messages";
    messages_none = "Nothing was sent in the last 30 days.";
    messages_note = "The last 30 days. What is not taken is tried again for three days.";
    event = "Event";
    attempts = "Attempts";
    next = "Your program verifies each message with this secret.";
    secret_why = "The one before signs too for a day, so that there is time to enter the new one in your program.";
    remove_why = "It is told nothing from now on; messages that wait are not sent.";
}

/// What is told.
pub(crate) fn event_name(event: EndpointEvent) -> &'static str {
    say(match event {
        EndpointEvent::ImportFinished => "An import is finished",
        EndpointEvent::ScoringFinished => "New scores are there",
        EndpointEvent::SegmentSaved => "A segment was saved",
        EndpointEvent::SegmentRemoved => "A segment was removed",
        EndpointEvent::CustomerErased => "A customer was erased",
        EndpointEvent::EndpointTested => "Somebody asked for a test",
    })
}

/// What became of a message.
pub(crate) fn state(state: NoticeState) -> &'static str {
    say(match state {
        NoticeState::Waiting => "waiting",
        NoticeState::Taken => "taken",
        NoticeState::Held => "held",
        NoticeState::Failed => "failed",
    })
}

/// When it is tried next.
pub(crate) fn tried_next(at: &str) -> String {
    sentence(format!("next attempt {at}"))
}

/// Who saved it last.
pub(crate) fn saved(at: &str, by: &str) -> String {
    sentence(format!("Last changed {at} by {by}"))
}

/// An attempt that was answered.
pub(crate) fn answered(at: &str, status: &str) -> String {
    sentence(format!("{at}: answer {status}"))
}

/// An attempt that was not.
pub(crate) fn not_answered(at: &str) -> String {
    sentence(format!("{at}: no answer"))
}

/// Question before a new secret.
pub(crate) fn secret_really(name: &str) -> String {
    sentence(format!("Make a new secret for \"{name}\"?"))
}

/// Question before an endpoint goes.
pub(crate) fn remove_really(name: &str) -> String {
    sentence(format!("Remove \"{name}\"?"))
}
