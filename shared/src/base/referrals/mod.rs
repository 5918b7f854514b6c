//! The fifth part of the base: who recommended the shop to whom. Rules are in `docs/referrals.md`.

mod gathered;
mod settle;

pub(super) use gathered::Gathered;
pub use settle::{Referral, ReferralOutcome};
