//! One folder a page.

mod asked;
mod asked_part;
mod board;
mod brought;
mod claims;
mod connections;
mod contracts;
mod customer;
mod customers;
mod data;
mod defections;
mod fetched;
mod first_run;
mod health;
mod later_style;
mod loaded;
mod model;
mod not_found;
mod quality;
mod referrals;
pub(crate) mod scope;
mod segments;
mod settings;
mod sign_in;
mod what_if;

pub(crate) use board::BoardPage;
pub(crate) use data::JourneyPlace;
pub(crate) use fetched::{Fetched, Page};
pub(crate) use loaded::WhenLoaded;
pub(crate) use not_found::NotFoundPage;
