//! Which column means what.

use serde::{Deserialize, Serialize};

/// What a column can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The customer's number in the shop. Where missing, the e-mail address identifies the customer.
    CustomerNumber,
    /// E-mail address.
    Email,
    /// Full name.
    Name,
    /// First name, joined with the last.
    FirstName,
    /// Last name.
    LastName,
    /// The order's id.
    OrderId,
    /// When it was placed.
    PlacedAt,
    /// Net amount of the line or order.
    Amount,
    /// Price of one unit; needs [`Field::Quantity`].
    UnitPrice,
    /// Number of units; negative for a return.
    Quantity,
    /// Currency code; rows in another currency than the workspace's are rejected by name.
    Currency,
    /// Where the customer came from.
    AcquisitionSource,
    /// Marketing consent by e-mail: yes, no, or empty for unknown.
    EmailConsent,
    /// Product name or number; shown in samples, not stored yet.
    Product,
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum MappingProblem {
    /// No column says who bought.
    #[error("choose the column with the customer's number or e-mail address")]
    NoCustomer,
    /// No column says which order.
    #[error("choose the column with the order's number")]
    NoOrderId,
    /// No column says when.
    #[error("choose the column with the order's date")]
    NoDate,
    /// No column says how much.
    #[error("choose the column with the amount, or those with unit price and quantity")]
    NoAmount,
    /// Two columns have one meaning.
    #[error("two columns are marked as {field:?}: keep one")]
    Twice {
        /// The meaning.
        field: Field,
    },
}

/// The meaning of every column, by position; `None` for a column that is not read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// One entry a column.
    pub columns: Vec<Option<Field>>,
}

impl Mapping {
    /// Position of the column with this meaning.
    #[must_use]
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }

    /// Guesses the meaning of columns from their names, for the usual exports (Shopify, WooCommerce, Magento,
    /// Stripe, Online Retail, CDNOW) and plain English and German names.
    #[must_use]
    pub fn suggest(_names: &[String]) -> Self {
        todo!()
    }

    /// Checks that rows can be read with it.
    ///
    /// # Errors
    /// Everything that is missing or doubled.
    pub fn check(&self) -> Result<(), Vec<MappingProblem>> {
        todo!()
    }
}
