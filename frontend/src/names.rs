//! Names of rows that are visible: asked for in small groups, kept in memory for one generation.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{CustomerName, MAX_NAMES, NamesRequest, Right};

use crate::base_loader::Base;
use crate::requests;
use crate::session::Session;

/// Most names kept; beyond it the oldest questions are forgotten together.
const MOST_KEPT: usize = 5_000;

/// Names of rows, for every component.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    base: Base,
    session: Session,
    known: RwSignal<BTreeMap<u32, CustomerName>>,
    /// Generation of `known`, and whether a question is on its way.
    state: StoredValue<(u64, bool)>,
}

impl Names {
    /// None known yet.
    #[must_use]
    pub(crate) fn new(base: Base, session: Session) -> Self {
        Self { base, session, known: RwSignal::new(BTreeMap::new()), state: StoredValue::new((0, false)) }
    }

    /// Whether names may be shown at all.
    #[must_use]
    pub(crate) fn may_show(self) -> bool {
        self.session.may(Right::ViewPersonalData)
    }

    /// Asks for the names of rows that are not known yet; one question at a time, so what is asked meanwhile is dropped
    /// and has to be asked again by whoever still shows it.
    pub(crate) fn want(self, rows: impl IntoIterator<Item = u32>) {
        let Some(generation) = self.base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.generation))
        else {
            return;
        };
        if !self.may_show() {
            return;
        }
        let (known_generation, busy) = self.state.get_value();
        if known_generation != generation {
            self.known.update(BTreeMap::clear);
        }
        self.state.set_value((generation, busy));
        let missing: Vec<u32> = self
            .known
            .with_untracked(|known| rows.into_iter().filter(|row| !known.contains_key(row)).take(MAX_NAMES).collect());
        if busy || missing.is_empty() {
            return;
        }
        self.state.set_value((generation, true));
        spawn_local(async move {
            let answer = requests::names(&NamesRequest { generation, rows: missing }).await;
            let (generation_now, _) = self.state.get_value();
            self.state.set_value((generation_now, false));
            if let Ok(answer) = answer
                && generation_now == generation
            {
                self.known.update(|known| {
                    if known.len() > MOST_KEPT {
                        known.clear();
                    }
                    known.extend(answer.names.into_iter().map(|name| (name.row, name)));
                });
            }
        });
    }

    /// Follows all names: a list that shows many rows reads them at once.
    pub(crate) fn with<T>(self, read: impl FnOnce(&BTreeMap<u32, CustomerName>) -> T) -> T {
        self.known.with(read)
    }

    /// Keeps what a search has found.
    pub(crate) fn keep(self, generation: u64, found: &[CustomerName]) {
        let current = self.base.manifest.with_untracked(|manifest| manifest.as_ref().map(|it| it.generation));
        if current == Some(generation) && self.state.get_value().0 == generation {
            self.known.update(|known| known.extend(found.iter().map(|name| (name.row, name.clone()))));
        }
    }
}

/// How a customer is called: the name, else the e-mail address, else the number.
#[must_use]
pub(crate) fn display_name(name: &CustomerName) -> String {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    given(&name.name).or_else(|| given(&name.email)).unwrap_or_else(|| name.number.clone())
}

/// The names of the app.
#[must_use]
pub(crate) fn use_names() -> Names {
    expect_context()
}

#[cfg(test)]
mod tests {
    use shared::api::CustomerName;
    use shared::domain::CustomerId;

    use super::display_name;

    #[test]
    fn a_customer_is_called_by_the_best_that_is_known() {
        let mut name = CustomerName {
            row: 0,
            id: CustomerId(1),
            number: "12347".into(),
            name: Some("Ida Finch".into()),
            email: Some("ida@example.com".into()),
        };
        assert_eq!(display_name(&name), "Ida Finch");
        name.name = Some(" ".into());
        assert_eq!(display_name(&name), "ida@example.com");
        name.email = None;
        assert_eq!(display_name(&name), "12347");
    }
}
