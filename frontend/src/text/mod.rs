//! Every word a person reads, one file per feature.
//!
//! Plain texts are functions made by [`words!`]; sentences with values are functions that return
//! [`String`] through [`sentence`]. Both pass through the pseudo-locale, so that a page opened with
//! `?pseudo=1` shows which words do not stand here.

mod pseudo;
mod term;

pub(crate) mod alerts;
pub(crate) mod board;
pub(crate) mod break_even;
pub(crate) mod claims;
pub(crate) mod connections;
pub(crate) mod contracts;
pub(crate) mod customer;
pub(crate) mod customers;
pub(crate) mod data;
pub(crate) mod defections;
pub(crate) mod definitions;
pub(crate) mod erasure;
pub(crate) mod errors;
pub(crate) mod exports;
pub(crate) mod first_run;
pub(crate) mod frame;
pub(crate) mod goals;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod kinds;
pub(crate) mod merging;
pub(crate) mod model;
pub(crate) mod newcomers;
pub(crate) mod parts;
pub(crate) mod quality;
pub(crate) mod referrals;
pub(crate) mod refit;
pub(crate) mod review;
pub(crate) mod segments;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod timeline;
pub(crate) mod what_if;

pub(crate) use pseudo::{say, sentence, speak_pseudo};
pub(crate) use term::{Basis, Term, terms};

/// Defines functions that return one plain text each.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$meta])* #[must_use] pub(crate) fn $name() -> &'static str { $crate::text::say($text) })*
    };
}
pub(crate) use words;
