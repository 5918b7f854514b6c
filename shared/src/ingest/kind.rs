//! What the lines of a file are.

use serde::{Deserialize, Serialize};

use super::column_names::{CONTRACT_IDS, CONTRACT_STARTS, OF_CUSTOMERS, plain};
use super::{Field, Mapping};

/// What the lines of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Orders or their lines.
    #[default]
    Orders,
    /// Customers: who they are and what they allowed.
    Customers,
    /// Refunds that name their order.
    Refunds,
    /// What serving customers cost.
    Costs,
    /// Conversations, feedback, service cases and whatever else happened.
    Events,
    /// Consents given and withdrawn.
    Consents,
    /// Addresses that must not be written to, whoever they belong to now or later.
    Suppressions,
    /// Contracts that customers have until they end them: subscriptions, memberships.
    Contracts,
    /// Records of one person: which customer stands for which.
    Merges,
}

impl ImportKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Orders,
        Self::Customers,
        Self::Refunds,
        Self::Costs,
        Self::Events,
        Self::Consents,
        Self::Suppressions,
        Self::Contracts,
        Self::Merges,
    ];

    /// Meanings that a column of such a file can have.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        use Field::{
            AcquisitionSource, Amount, Channel, Currency, CustomerNumber, Email, EmailConsent, EndReason, EndedAt,
            EventKind, FirstName, LastName, Name, OrderId, PaymentState, PlacedAt, Product, Purpose, Quantity,
            RecordId, Refunded, RefundedAt, Staff, Status, SurvivorNumber, SurvivorSource, Text, UnitPrice, Value,
            Wording,
        };
        match self {
            Self::Orders => &[
                CustomerNumber,
                Email,
                Name,
                FirstName,
                LastName,
                OrderId,
                PlacedAt,
                Amount,
                UnitPrice,
                Quantity,
                Currency,
                AcquisitionSource,
                EmailConsent,
                Product,
                PaymentState,
                Refunded,
                RefundedAt,
            ],
            Self::Customers => {
                &[CustomerNumber, Email, Name, FirstName, LastName, PlacedAt, AcquisitionSource, EmailConsent]
            }
            Self::Refunds => &[CustomerNumber, Email, RecordId, OrderId, PlacedAt, Amount, Currency],
            Self::Costs => &[CustomerNumber, Email, RecordId, PlacedAt, Amount, Currency, EventKind],
            Self::Events => &[CustomerNumber, Email, RecordId, PlacedAt, EventKind, Channel, Staff, Value, Text],
            Self::Consents => &[CustomerNumber, Email, PlacedAt, Purpose, Channel, Status, Wording],
            Self::Suppressions => &[Email, PlacedAt],
            Self::Contracts => {
                &[CustomerNumber, Email, RecordId, PlacedAt, EndedAt, EndReason, Amount, UnitPrice, Quantity, Currency]
            }
            Self::Merges => &[CustomerNumber, SurvivorSource, SurvivorNumber],
        }
    }

    /// Meanings without which no line can be read, each with those that do instead.
    #[must_use]
    pub fn needed(self) -> &'static [&'static [Field]] {
        const CUSTOMER: &[Field] = &[Field::CustomerNumber, Field::Email];
        match self {
            Self::Orders => &[CUSTOMER, &[Field::PlacedAt], &[Field::Amount]],
            Self::Customers => &[CUSTOMER],
            Self::Refunds => &[CUSTOMER, &[Field::OrderId], &[Field::PlacedAt], &[Field::Amount]],
            Self::Costs => &[CUSTOMER, &[Field::PlacedAt], &[Field::Amount]],
            Self::Events => &[CUSTOMER, &[Field::PlacedAt], &[Field::EventKind]],
            Self::Consents => &[CUSTOMER, &[Field::PlacedAt], &[Field::Status]],
            Self::Suppressions => &[&[Field::Email]],
            Self::Contracts => &[CUSTOMER, &[Field::PlacedAt]],
            Self::Merges => &[&[Field::CustomerNumber], &[Field::SurvivorSource], &[Field::SurvivorNumber]],
        }
    }

    /// The kind whose columns these are most likely, by their names.
    #[must_use]
    pub fn guess(names: &[String]) -> Self {
        let fits = |kind: Self| Mapping::suggest(kind, names).check().is_ok();
        let has = |kind: Self, field| Mapping::suggest(kind, names).position(field).is_some();
        if fits(Self::Merges) {
            return Self::Merges;
        }
        if has(Self::Contracts, Field::EndedAt) && fits(Self::Contracts) && is_of_contracts(names) {
            return Self::Contracts;
        }
        let first =
            [(Self::Refunds, Field::RecordId), (Self::Events, Field::EventKind), (Self::Consents, Field::Status)];
        if let Some((kind, _)) =
            first.into_iter().find(|(kind, mark)| fits(*kind) && has(*kind, *mark) && !fits(Self::Orders))
        {
            return kind;
        }
        if fits(Self::Customers) && !fits(Self::Orders) && has_name_of(OF_CUSTOMERS, names) {
            return Self::Customers;
        }
        // A file of orders that lacks a column is still one: what it lacks is said instead of leaving its columns out.
        let known = |kind: Self| Mapping::suggest(kind, names).columns.iter().flatten().count();
        let is_of_orders = fits(Self::Orders) || known(Self::Orders) > known(Self::Customers);
        let rest = [Self::Customers, Self::Suppressions].into_iter().find(|kind| fits(*kind));
        if is_of_orders { Self::Orders } else { rest.unwrap_or_default() }
    }
}

/// Whether a column has a name that only contracts have: some exports of orders say when an order was cancelled.
fn is_of_contracts(names: &[String]) -> bool {
    has_name_of(CONTRACT_STARTS, names) || has_name_of(CONTRACT_IDS, names)
}

fn has_name_of(telling: &[&str], names: &[String]) -> bool {
    names.iter().any(|name| telling.contains(&plain(name).as_str()))
}
