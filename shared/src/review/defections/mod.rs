//! Why customers left, and how far from zero churn that leaves the company.
//!
//! | file | answers |
//! |---|---|
//! | `kind` | to what a customer can be lost, and what could have been helped |
//! | `departures` | who left over a period |
//! | `gap` | how many left for which reason, and what they were worth |

mod departures;
mod gap;
mod kind;

pub use departures::{Departures, LEFT_BELOW, LeftRule, departures};
pub use gap::{GapPart, ZeroChurnGap, kind_of, zero_churn_gap};
pub use kind::{AvoidableKinds, DefectionKind};
