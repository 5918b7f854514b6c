//! What Holdfast talks about: customers, their orders, money, days and the workspace.

mod civil_date;
mod consent;
mod contact_breadth;
mod contract;
mod customer;
mod day;
mod decimal;
mod event;
mod id;
mod money;
mod nameless;
mod order;
mod provenance;
mod rates;
mod settings;
mod state_hash;
mod together;

pub use civil_date::{CivilDate, NoDate};
pub use consent::{Channel, ConsentRecord, ConsentStatus, Consents, Purpose};
pub use contact_breadth::ContactBreadth;
pub use contract::{Contract, EndReason};
pub use customer::{CustomerHistory, CustomerIdentity, Origin, SAMPLE_SOURCE};
pub use day::Day;
pub use decimal::{Decimal, NoDecimal};
pub use event::{Event, EventKind};
pub use id::{CustomerId, CustomerKey, ImportId, PARTITIONS, TenantId};
pub use money::{Currency, CurrencyError};
pub use nameless::{ERASED_SOURCE, nameless};
pub use order::{Cost, Order, OrderLine, Refund};
pub use provenance::{Earlier, IdentityField, Provenance, Replaced, StatedField, Weight};
pub use rates::{
    ConversionError, Converted, MAX_RATES, Original, OriginalAmount, Rate, Rates, RatesError, ReportingCurrency,
};
pub use settings::{Settings, SettingsError};
pub use state_hash::{StateHash, state_hash};
