//! Sources that deliver by webhook, and what they delivered.

use serde::{Deserialize, Serialize};

use super::ProblemField;

/// Sources a workspace can have.
pub const MAX_SOURCES: usize = 20;

/// Whose webhooks a source sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Shopify's, signed by `X-Shopify-Hmac-Sha256`.
    Shopify,
    /// WooCommerce's, signed by `X-WC-Webhook-Signature`.
    WooCommerce,
    /// Anyone's by the Standard Webhooks specification.
    Standard,
}

/// Body of `POST /api/sources`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceDraft {
    /// What it is, 1 to 80 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub name: String,
    /// Whose webhooks it sends.
    pub kind: SourceKind,
    /// The data source its orders belong to: lower-case letters, digits, `-`; not `sample`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9-]+$"))]
    pub data_source: String,
    /// The secret that the shop signs with, where the shop chooses it; without one a new one is made.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 16, max_length = 200, pattern = "^[!-~]+$"))]
    pub secret: Option<String>,
}

impl SourceDraft {
    /// All that is wrong with it but the data source, which is checked where orders are taken.
    #[must_use]
    pub fn faults(&self) -> Vec<ProblemField> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: &str| {
            faults.push(ProblemField { field: field.to_owned(), message: message.to_owned() });
        };
        if !(1..=80).contains(&self.name.trim().chars().count()) {
            fault("name", "Please give a name of at most 80 characters.");
        }
        if let Some(secret) = &self.secret {
            if !(16..=200).contains(&secret.len()) || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
                fault("secret", "A secret has 16 to 200 characters without spaces.");
            } else if self.kind == SourceKind::Standard {
                fault(
                    "secret",
                    "Leave the secret out: one is made for a source by the Standard Webhooks specification.",
                );
            }
        }
        faults
    }
}

/// A source, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// Its id, a random UUID; part of its address.
    pub id: String,
    /// What it is.
    pub name: String,
    /// Whose webhooks it sends.
    pub kind: SourceKind,
    /// The data source its orders belong to.
    pub data_source: String,
    /// Where it delivers: the path below the app's address.
    pub path: String,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
}

/// Answer of `POST /api/sources` (201): the only time the secret is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSource {
    /// The source.
    pub source: Source,
    /// What the sender signs with.
    pub secret: String,
}

/// Answer of `GET /api/sources`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceList {
    /// Sources.
    pub sources: Vec<Source>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Accepted; its orders are being written.
    Waiting,
    /// Written.
    Done,
    /// Genuine, but nothing that changes an order.
    Ignored,
    /// Genuine, but it could not be used; the reason says why.
    Failed,
}

/// One delivery of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Delivery {
    /// Its id.
    pub id: String,
    /// What it is about, as the sender says.
    pub topic: String,
    /// When it came, RFC 3339 in UTC.
    pub received_at: String,
    /// What became of it.
    pub state: DeliveryState,
    /// Why it was ignored or has failed.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Answer of `GET /api/sources/{id}/deliveries`: the newest of 30 days first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryList {
    /// Deliveries.
    pub deliveries: Vec<Delivery>,
    /// Goes into `?cursor=` for the next page; `None` at the end.
    #[serde(default)]
    pub next_cursor: Option<String>,
}

/// Answer of `POST /api/deliveries/{id}` (202).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryReceipt {
    /// The delivery's id.
    pub delivery: String,
    /// What became of it so far.
    pub state: DeliveryState,
}
