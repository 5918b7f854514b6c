//! The condition that fields belong to.

use leptos::html;
use leptos::prelude::*;
use shared::segments::{Condition, Rule};

use crate::pages::segments::desk::Desk;
use crate::pages::segments::node::element_id;
use crate::pages::segments::path::{self, Path};

/// The condition at a path, to be changed.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) desk: Desk,
    pub(super) path: StoredValue<Path>,
}

impl Place {
    /// The id of one of its elements.
    pub(super) fn id(self, part: &str) -> String {
        self.path.with_value(|path| element_id(part, path))
    }

    /// Changes it.
    pub(super) fn edit(self, part: &str, change: impl FnOnce(&mut Condition)) {
        self.desk.edit(&self.id(part), |rule| {
            self.path.with_value(|path| {
                if let Some(Rule::Is(condition)) = path::at_mut(rule, path) {
                    change(condition);
                }
            });
        });
    }

    /// Reads of it; `None` where it is gone.
    pub(super) fn read<T>(self, read: impl FnOnce(&Condition) -> Option<T>) -> Option<T> {
        self.desk.rule.with(|rule| self.path.with_value(|path| path::condition(rule, path).and_then(read)))
    }
}

/// A field that shows a value which may change without it, as by undoing. What is typed stays as it is typed while it means the same.
pub(super) fn shown_as(
    wanted: impl Fn() -> Option<String> + 'static,
    means_the_same: fn(&str, &str) -> bool,
) -> NodeRef<html::Input> {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let (Some(wanted), Some(input)) = (wanted(), node.get())
            && !means_the_same(&input.value(), &wanted)
        {
            input.set_value(&wanted);
        }
    });
    node
}
