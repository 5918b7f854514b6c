//! One folder a page.

mod board;
mod customer;
mod customers;
mod data;
mod first_run;
mod loaded;
mod not_found;
mod settings;
mod sign_in;
mod what_if;

pub(crate) use board::BoardPage;
pub(crate) use customers::CustomersPage;
pub(crate) use data::{DataPage, Journey};
pub(crate) use loaded::WhenLoaded;
pub(crate) use not_found::NotFoundPage;
pub(crate) use settings::SettingsPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use what_if::WhatIfPage;
