//! Messages between the app and its worker.
//!
//! To the worker: `{ id: number, request: string, file?: File, buffers?: ArrayBuffer[] }`, from it:
//! `{ id: number, answer: string, buffers?: ArrayBuffer[] }`, both strings JSON of [`Request`] and [`Answer`],
//! the name of the variant outside: a name inside would have every answer read twice.
//! Buffers are transferred, never copied. One request may have several answers; [`Answer::is_last`] tells the last.
//! Requests about the base are answered in order. File jobs (`Inspect`, `DryRun`, `CutChunks`) run one after the
//! other beside them; [`Request::CancelFile`] and [`Request::ChunkTaken`] reach the one that runs. `Ping` is
//! answered at once. A `Refit` runs in steps beside them all; [`Request::CancelRefit`] reaches it between two steps.

mod board;
mod customer;
mod list;
mod message;
mod review;
mod what_if;
mod wire;

pub use board::{BoardView, GridCell, SlippingCustomer};
pub use customer::{CustomerView, RhythmPoint};
pub use list::{Column, CustomerRow, Filter, ListPage, ListQuery, Sort};
pub use message::{Answer, Request};
pub use review::{ReviewAnswer, ReviewQuestion};
pub use what_if::WhatIfAnswer;
pub use wire::{UnreadableRequest, read_request, write_answer};
