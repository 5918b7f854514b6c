//! A customer and everything known of their orders.

use serde::{Deserialize, Serialize};

use super::{CustomerKey, Day, ImportId};

/// Whose data a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The shop's own.
    Own,
    /// The sample shop's; leaves with one click.
    Sample,
}

/// Whether a customer may be written to for marketing by e-mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    /// Nothing is known, so nothing may be sent.
    #[default]
    Unknown,
    /// Given by the customer.
    Given,
    /// Withdrawn: no import turns it back.
    Withdrawn,
}

/// Marketing consent for e-mail. Only tightens: see [`Consent::merged_with`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consent {
    /// The status now.
    pub email: ConsentStatus,
}

impl Consent {
    /// The most restrictive of two records: withdrawn beats given, given beats unknown.
    #[must_use]
    pub fn merged_with(self, other: Self) -> Self {
        Self { email: self.email.max(other.email) }
    }
}

/// What identifies a customer to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerIdentity {
    /// E-mail address as given.
    pub email: Option<String>,
    /// Full name as given.
    pub name: Option<String>,
    /// Where the customer came from, for example `newsletter`.
    pub acquisition_source: Option<String>,
}

/// What an order holds of one product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderLine {
    /// Name or number of the product as given.
    pub product: String,
    /// Number of units; negative for a return.
    pub units: i64,
}

/// One order, its lines summed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The order's id in its data source: unique there, so importing it twice changes nothing.
    pub id: String,
    /// The day it was placed, in the workspace's time zone.
    pub day: Day,
    /// Value after returns and discounts in minor units; negative for a refund or cancellation.
    pub net_minor: i64,
    /// Number of units, for reference.
    pub units: i64,
    /// What was ordered, one entry a product in the order of their names; empty where that is not known.
    pub lines: Vec<OrderLine>,
    /// The import that last wrote it.
    pub import: ImportId,
}

/// A customer with all orders, as stored and as scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerHistory {
    /// Natural key.
    pub key: CustomerKey,
    /// Whose data it is.
    pub origin: Origin,
    /// Who the customer is.
    pub identity: CustomerIdentity,
    /// What the customer allowed.
    pub consent: Consent,
    /// Orders, sorted by day and id.
    pub orders: Vec<Order>,
}

#[cfg(test)]
mod tests {
    use super::{Consent, ConsentStatus};

    #[test]
    fn consent_only_tightens() {
        let order = [ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn];
        for (i, first) in order.into_iter().enumerate() {
            for (j, second) in order.into_iter().enumerate() {
                let merged = Consent { email: first }.merged_with(Consent { email: second });
                assert_eq!(merged.email, order[i.max(j)]);
            }
        }
    }
}
