//! What a form shows of a refusal.

use leptos::prelude::*;
use shared::api::ProblemField;

use crate::requests::ApiClientError;
use crate::text::{connections as text, sentence};

/// The error signals of a form, by the names of the fields in the request.
pub(super) type FormErrors<const N: usize> = [(&'static str, RwSignal<Option<String>>); N];

/// Error signals of fields by their names in the request.
pub(super) fn form_errors<const N: usize>(names: [&'static str; N]) -> FormErrors<N> {
    names.map(|name| (name, RwSignal::new(None)))
}

/// The signal of a field.
pub(super) fn error_of<const N: usize>(errors: FormErrors<N>, wanted: &str) -> RwSignal<Option<String>> {
    errors.iter().find(|(name, _)| *name == wanted).map_or(errors[0].1, |found| found.1)
}

/// Puts each fault at its field; whether there are none.
pub(super) fn are_right<const N: usize>(errors: FormErrors<N>, faults: &[ProblemField]) -> bool {
    for (name, signal) in errors {
        let fault = faults.iter().find(|fault| fault.field == name);
        signal.try_set(fault.map(|fault| sentence(fault.message.clone())));
    }
    faults.is_empty()
}

/// Puts what the server says at the fields; what remains to be said of the whole.
pub(super) fn refused<const N: usize>(errors: FormErrors<N>, error: &ApiClientError) -> String {
    match error {
        ApiClientError::Problem(problem) if !problem.fields.is_empty() => {
            are_right(errors, &problem.fields);
            text::fix_fields().to_owned()
        }
        other => other.message(),
    }
}
