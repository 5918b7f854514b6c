//! The base: the compact columnar image of all customers that server and browser score from.
//!
//! Rows are sorted by [`CustomerId`](crate::domain::CustomerId). [`build`] makes it from histories,
//! [`encode_customers`] and [`encode_orders`] cut it into checksummed chunks, [`BaseReader`] puts
//! the chunks together again. [`Attributes`], [`Contracts`] and [`Referral`]s are parts of their own, which travel only where they are needed.

mod attribute_chunk;
mod attributes;
mod bought;
mod build;
mod chunk;
mod columns;
mod contract_chunk;
mod contracts;
mod customer_columns;
mod envelope;
mod order_values;
mod referral_chunk;
mod referrals;
mod words;

pub use attribute_chunk::{AttributesReader, attribute_chunks, encode_attributes};
pub use attributes::{AttributeColumn, Attributes, DATA_SOURCE, MOST_PRODUCTS, Product};
pub use build::{BaseBuilder, build, transactions};
pub use chunk::{BaseReader, ChunkError, ROWS_PER_CHUNK, encode_customers, encode_orders};
pub use columns::{Base, Customers, FLAG_CONSENT_GIVEN, FLAG_CONSENT_WITHDRAWN, FLAG_SAMPLE, Orders, email_consent};
pub use contract_chunk::{contract_chunks, decode_contracts, encode_contracts};
pub use contracts::{ContractSpan, Contracts};
pub use referral_chunk::{decode_referrals, encode_referrals, referral_chunks};
pub use referrals::{Referral, ReferralOutcome};
