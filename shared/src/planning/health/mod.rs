//! How well the relationship with a customer stands: a score from 0 to 100 of named parts, and whether it is worth anything.
//!
//! | file | holds |
//! |---|---|
//! | `part` | the parts and their formulas |
//! | `weights` | how much each part counts, and the score |
//! | `overview` | the scores of all customers as of today |
//! | `check` | scores of an earlier day against who ordered afterwards |
//!
//! Formulas and their reasons are in `docs/health.md`.

mod band;
mod check;
mod overview;
mod part;
mod weights;

pub use band::HealthBand;
pub use check::{BandOutcome, HealthCheck, HealthCheckProblem, HealthVerdict, KnownAtSplit};
pub use overview::{BINS, HealthOverview, LeastHealthy, PartSummary, health_overview};
pub use part::{HealthFacts, HealthPart, HealthParts};
pub use weights::HealthWeights;
