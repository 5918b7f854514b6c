//! Retention where customers say goodbye: contracts with a start and an end.
//!
//! | file | answers |
//! |---|---|
//! | `churn` | who of those under contract at the start of a period is under contract at its end |
//! | `spells` | from when to when a customer was under contract, whatever contracts took over from each other |
//! | `tenure` | how long customers stay under contract: Kaplan-Meier, and a model's projection |
//! | `overview` | all of it for a base |

mod churn;
mod overview;
mod spells;
mod tenure;

pub use churn::{ContractChurn, contract_churn};
pub use overview::{ContractOverview, contract_overview};
pub use tenure::{FEWEST_ENDED, ProjectedMonth, TenureCurve, TenureMonth, tenure_curve};
