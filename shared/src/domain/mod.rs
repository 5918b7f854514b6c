//! What Holdfast talks about: customers, their orders, money, days and the workspace.

mod civil_date;
mod customer;
mod day;
mod id;
mod money;
mod settings;
mod state_hash;

pub use civil_date::{CivilDate, NoDate};
pub use customer::{Consent, ConsentStatus, CustomerHistory, CustomerIdentity, Order, OrderLine, Origin};
pub use day::Day;
pub use id::{CustomerId, CustomerKey, ImportId, PARTITIONS, TenantId};
pub use money::{Currency, CurrencyError};
pub use settings::{Settings, SettingsError};
pub use state_hash::{StateHash, state_hash};
