//! Messages between the app and its worker.
//!
//! To the worker: `{ id: number, request: string, file?: File, buffers?: ArrayBuffer[] }`, from it:
//! `{ id: number, answer: string, buffers?: ArrayBuffer[] }`, both strings JSON of [`Request`] and [`Answer`].
//! Buffers are transferred, never copied. One request may have several answers; [`Answer::is_last`] tells the last.
//! The worker answers requests in order, except that [`Request::CancelFile`] and [`Request::ChunkTaken`]
//! reach a running file job.

mod board;
mod customer;
mod list;
mod message;
mod what_if;

pub use board::{BoardView, GridCell, SlippingCustomer};
pub use customer::{CustomerView, RhythmPoint};
pub use list::{Column, CustomerRow, Filter, ListPage, ListQuery, Sort};
pub use message::{Answer, Request};
pub use what_if::{WhatIfAnswer, WhatIfIntervals};
