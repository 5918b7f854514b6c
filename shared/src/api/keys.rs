//! API keys: how programs of a workspace call.

use serde::{Deserialize, Serialize};

use super::{ProblemField, Right};

/// Keys a workspace can have.
pub const MAX_KEYS: usize = 50;
/// Most days a key can be valid, unless it never expires.
const MAX_KEY_DAYS: u16 = 365;
/// Longest name of a key, in characters.
pub const MAX_KEY_NAME: usize = 80;
/// What every key begins with, so that it is recognised where it does not belong.
pub const KEY_MARK: &str = "hf_";

/// Body of `POST /api/keys`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyDraft {
    /// What it is for, 1 to 80 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub name: String,
    /// What it may do: some of [`Right::OF_KEYS`], none of them more than its maker may.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 4))]
    pub rights: Vec<Right>,
    /// For how many days it is valid, 1 to 365; `None` until it is revoked.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 365))]
    pub days: Option<u16>,
}

impl ApiKeyDraft {
    /// All that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: String| faults.push(ProblemField { field: field.to_owned(), message });
        if !(1..=MAX_KEY_NAME).contains(&self.name.trim().chars().count()) {
            fault("name", format!("Please give a name of at most {MAX_KEY_NAME} characters."));
        }
        if !(1..=Right::OF_KEYS.len()).contains(&self.rights.len())
            || self.rights.iter().any(|right| !Right::OF_KEYS.contains(right))
        {
            let names = "view_figures, view_personal_data, export_customers and import_orders";
            fault("rights", format!("A key has one or more of the rights {names}."));
        }
        if self.days.is_some_and(|days| !(1..=MAX_KEY_DAYS).contains(&days)) {
            fault("days", format!("A key is valid for 1 to {MAX_KEY_DAYS} days, or without days until it is revoked."));
        }
        faults
    }
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id, a UUID of version 7.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// How it begins, to tell it from others.
    pub prefix: String,
    /// What it may do.
    pub rights: Vec<Right>,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
    /// Until when it is valid, RFC 3339 in UTC; `None` until it is revoked.
    #[serde(default)]
    pub valid_until: Option<String>,
    /// The last day it was used, in UTC; `None` before the first time.
    #[serde(default)]
    pub last_used_day: Option<String>,
}

/// Answer of `POST /api/keys` (201): the only time the secret is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// The key.
    pub key: ApiKey,
    /// What goes into `Authorization: Bearer`. Only its digest is stored.
    pub secret: String,
}

/// Answer of `GET /api/keys`: the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiKeyList {
    /// Keys.
    pub keys: Vec<ApiKey>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{ApiKeyDraft, Right};

    #[test]
    fn a_key_cannot_make_keys_and_has_a_name() {
        let good = ApiKeyDraft { name: "Till".into(), rights: vec![Right::ImportOrders], days: None };
        assert_eq!(good.faults(), []);
        let fields = |days: u16| {
            ApiKeyDraft { days: Some(days), ..good.clone() }.faults().into_iter().map(|it| it.field).collect::<Vec<_>>()
        };
        assert_eq!(
            [fields(0), fields(1), fields(365), fields(366)],
            [vec!["days".to_owned()], vec![], vec![], vec!["days".to_owned()]]
        );
        let five = vec![Right::ViewFigures; 5];
        for rights in [vec![], five, vec![Right::ManageConnections], vec![Right::ImportOrders, Right::EditSettings]] {
            assert_eq!(ApiKeyDraft { rights, ..good.clone() }.faults().len(), 1);
        }
        assert_eq!(ApiKeyDraft { name: " ".into(), ..good.clone() }.faults()[0].field, "name");
        assert_eq!(ApiKeyDraft { name: "x".repeat(81), ..good }.faults().len(), 1);
    }
}
