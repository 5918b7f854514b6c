//! Messages between the app and its worker.
//!
//! To the worker: `{ id: number, topic: string, question: string, file?: File, buffers?: ArrayBuffer[] }`, from it:
//! `{ id: number, state: string, answer: string, buffers?: ArrayBuffer[] }`. The [`Topic`] says which [`Question`] the text
//! holds, the [`State`] what the text of an answer is. Question and answer are JSON, read and written only by those who ask
//! and those who answer: whoever hands a message on needs none of its types, so that a page's messages are part of its code.
//!
//! Buffers are transferred, never copied. One question may have several answers; [`State::More`] says that another follows.
//! Questions about the base are answered in order. File jobs ([`InspectQuestion`], [`DryRunQuestion`], [`CutQuestion`]) run
//! one after the other beside them; [`Topic::CancelFile`] and [`Topic::ChunkTaken`] reach the one that runs. [`Topic::Ping`]
//! is answered at once. A refit runs in steps beside them all; [`Topic::CancelRefit`] reaches it between two steps.

mod base;
mod board;
mod contracts;
mod customer;
mod files;
mod health;
mod holdout;
mod list;
mod model;
mod quality;
mod question;
mod referrals;
mod refit;
mod review;
mod segment;
mod studio;
mod topic;
mod what_if;
mod wire;

pub use base::{BaseChunk, LoadBase, ManifestText};
pub use board::{BoardQuestion, BoardView, GridCell, SlippingCustomer};
pub use contracts::{ContractsQuestion, LoadContracts};
pub use customer::{CustomerQuestion, CustomerView, RhythmPoint};
pub use files::{CutAnswer, CutQuestion, DryRunAnswer, DryRunQuestion, FileProgress, InspectQuestion};
pub use health::{DriversQuestion, EngagementQuestion, HealthCheckQuestion, HealthQuestion};
pub use holdout::HoldoutQuestion;
pub use list::{Column, CustomerRow, ExportQuestion, Filter, ListPage, ListQuery, Sort};
pub use model::{ModelCardQuestion, ModelCheckQuestion};
pub use quality::QualityQuestion;
pub use question::Question;
pub use referrals::{LoadReferrals, ReferralsQuestion};
pub use refit::RefitAnswer;
pub use review::{
    BridgeQuestion, CohortsQuestion, GapQuestion, GoalsQuestion, LostCustomer, LostPage, LostQuestion,
    ProposalsQuestion, RepurchaseQuestion, RetentionQuestion, WhaleCurveQuestion,
};
pub use segment::{
    LoadAttributes, SegmentAnswer, SegmentChoices, SegmentChoicesQuestion, SegmentQuestion, SegmentView,
    SegmentsQuestion, StagesQuestion, StagesView, TierCutsQuestion,
};
pub use studio::{
    BreakEvenQuestion, ContributionsQuestion, EquityChangesQuestion, IntervalsQuestion, LeverEffectQuestion,
    NewcomersQuestion, OrderTimingQuestion, ScopeCountsQuestion, TierChangesQuestion,
};
pub use topic::Topic;
pub use what_if::{WhatIfAnswer, WhatIfQuestion};
pub use wire::{State, Unreadable};
