//! What the list shows, as it stands in the address.

use protocol::{Column, Filter, Sort};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::pages::segments::address as segment_address;

/// Order and filters of the list. Links carry it, so a colleague sees the same. Words searched for are not in it:
/// they are names and e-mail addresses, which no address may hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ListState {
    /// Order; `None` for the usual one.
    pub(super) sort: Option<Sort>,
    /// Filters, without rows.
    pub(super) filter: Filter,
}

impl ListState {
    /// Reads the parameters of the address; what cannot be read is left out.
    pub(super) fn parse(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let sort = parameter("sort")
            .and_then(|key| from_key(&key))
            .map(|column: Column| Sort { column, descending: parameter("order").as_deref() != Some("ascending") });
        let is_on = |name: &str| parameter(name).as_deref() == Some("1");
        let filter = Filter {
            risk: parameter("risk").and_then(|key| from_key(&key)),
            tier: parameter("tier").and_then(|key| from_key(&key)),
            source: parameter("source").and_then(|index| index.parse().ok()),
            repeat_only: is_on("repeat"),
            late_only: is_on("late"),
            rows: None,
            segment: parameter("segment").and_then(|rule| segment_address::read(&rule)),
        };
        Self { sort, filter }
    }

    /// The parameters as a query, with its question mark; empty for the plain list.
    pub(super) fn query(&self) -> String {
        let mut parameters = Vec::new();
        let mut add = |name: &str, value: String| parameters.push(format!("{name}={value}"));
        if let Some(risk) = &self.filter.risk {
            add("risk", to_key(risk));
        }
        if let Some(tier) = &self.filter.tier {
            add("tier", to_key(tier));
        }
        if let Some(source) = self.filter.source {
            add("source", source.to_string());
        }
        for (name, on) in [("repeat", self.filter.repeat_only), ("late", self.filter.late_only)] {
            if on {
                add(name, "1".to_owned());
            }
        }
        if let Some(segment) = &self.filter.segment {
            add("segment", segment_address::write(segment));
        }
        if let Some(sort) = self.sort {
            add("sort", to_key(&sort.column));
            if !sort.descending {
                add("order", "ascending".to_owned());
            }
        }
        if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) }
    }
}

/// A unit variant by the name it has in messages.
pub(super) fn from_key<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_value(Value::String(key.to_owned())).ok()
}

/// The name of a unit variant in messages.
pub(super) fn to_key(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use protocol::{Column, Filter, Sort};
    use shared::planning::{RiskBand, ValueTier};
    use shared::segments::{Definition, Rule};

    use super::ListState;

    fn read(query: &str) -> ListState {
        let pairs: Vec<_> = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).collect();
        // The router decodes values.
        let decoded = |value: &str| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned();
        ListState::parse(|name| pairs.iter().find(|pair| pair.0 == name).map(|pair| decoded(pair.1)))
    }

    #[test]
    fn every_state_reads_back_from_its_address() {
        let states = [
            ListState::default(),
            ListState {
                sort: Some(Sort { column: Column::NetValue, descending: false }),
                filter: Filter {
                    risk: Some(RiskBand::NearlyGone),
                    tier: Some(ValueTier::Best),
                    source: Some(3),
                    repeat_only: true,
                    late_only: true,
                    rows: None,
                    segment: Some(Definition::new(Rule::everyone())),
                },
            },
        ];
        for state in states {
            assert_eq!(read(&state.query()), state);
        }
    }

    #[test]
    fn nonsense_in_the_address_does_not_filter() {
        assert_eq!(read("?risk=purple&source=minus&sort=shoe-size&late=yes"), ListState::default());
        assert_eq!(ListState::default().query(), "");
    }
}
