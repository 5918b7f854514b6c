//! Code that is fetched when it is first needed: whoever looks at the board waits only for the board's.

use std::pin::Pin;
use std::rc::Rc;

use protocol::Topic;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::incoming::Message;
use super::turn::Turn;
use super::{file_job, refit};
use crate::answers::{self, Answer};
use crate::{Reply, Session};

/// What runs to its end on this thread.
type LocalBoxFuture = Pin<Box<dyn Future<Output = ()>>>;

/// Who answers questions about a topic.
pub(super) async fn about(topic: Topic) -> Result<Answer, SplitLoaderError> {
    match topic {
        Topic::Holdout => holdout().await,
        Topic::Retention
        | Topic::Cohorts
        | Topic::Bridge
        | Topic::WhaleCurve
        | Topic::Repurchase
        | Topic::Proposals
        | Topic::Goals
        | Topic::Gap
        | Topic::Lost => review().await,
        Topic::List | Topic::Customer => people().await,
        Topic::WhatIf
        | Topic::Intervals
        | Topic::LeverEffect
        | Topic::BreakEven
        | Topic::OrderTiming
        | Topic::Contributions
        | Topic::TierChanges
        | Topic::Newcomers
        | Topic::EquityChanges
        | Topic::ScopeCounts => what_if().await,
        Topic::ModelCard | Topic::ModelCheck => model().await,
        Topic::Health | Topic::HealthCheck | Topic::Engagement | Topic::Drivers => health().await,
        Topic::Segment | Topic::Segments | Topic::SegmentChoices | Topic::TierCuts | Topic::Stages => segments().await,
        Topic::Contracts => contracts().await,
        Topic::Referrals => referrals().await,
        Topic::Quality => quality().await,
        _ => Ok(answers::board::answer),
    }
}

#[wasm_split(holdout, fallible)]
fn holdout() -> Result<Answer, SplitLoaderError> {
    Ok(answers::holdout::answer)
}

#[wasm_split(review, fallible)]
fn review() -> Result<Answer, SplitLoaderError> {
    Ok(answers::review::answer)
}

#[wasm_split(people, fallible)]
fn people() -> Result<Answer, SplitLoaderError> {
    Ok(answers::people::answer)
}

#[wasm_split(what_if, fallible)]
fn what_if() -> Result<Answer, SplitLoaderError> {
    Ok(answers::what_if::answer)
}

#[wasm_split(model, fallible)]
fn model() -> Result<Answer, SplitLoaderError> {
    Ok(answers::model::answer)
}

#[wasm_split(health, fallible)]
fn health() -> Result<Answer, SplitLoaderError> {
    Ok(answers::health::answer)
}

#[wasm_split(segments, fallible)]
fn segments() -> Result<Answer, SplitLoaderError> {
    Ok(answers::segments::answer)
}

#[wasm_split(contracts, fallible)]
fn contracts() -> Result<Answer, SplitLoaderError> {
    Ok(answers::contracts::answer)
}

#[wasm_split(referrals, fallible)]
fn referrals() -> Result<Answer, SplitLoaderError> {
    Ok(answers::referrals::answer)
}

#[wasm_split(quality, fallible)]
fn quality() -> Result<Answer, SplitLoaderError> {
    Ok(answers::quality::answer)
}

/// Who answers what comes with chunks.
pub(super) async fn with_chunks(topic: Topic) -> Result<FromChunks, SplitLoaderError> {
    match topic {
        Topic::LoadAttributes => attributes().await,
        Topic::LoadContracts => take_contracts().await,
        Topic::LoadReferrals => take_referrals().await,
        _ => export().await,
    }
}

/// Answers from chunks, unzipped.
type FromChunks = fn(&mut Session, &str, &[Vec<u8>]) -> Reply;

#[wasm_split(export, fallible)]
fn export() -> Result<FromChunks, SplitLoaderError> {
    Ok(answers::export::answer)
}

#[wasm_split(attributes, fallible)]
fn attributes() -> Result<FromChunks, SplitLoaderError> {
    Ok(answers::segments::take_attributes)
}

#[wasm_split(take_contracts, fallible)]
fn take_contracts() -> Result<FromChunks, SplitLoaderError> {
    Ok(answers::contracts::take_contracts)
}

#[wasm_split(take_referrals, fallible)]
fn take_referrals() -> Result<FromChunks, SplitLoaderError> {
    Ok(answers::referrals::take_referrals)
}

/// A job that reads a file.
#[wasm_split(files, fallible)]
pub(super) fn file_job(message: Message, turn: Rc<Turn>) -> Result<LocalBoxFuture, SplitLoaderError> {
    Ok(Box::pin(async move { file_job::run(message, &turn).await }))
}

/// A refit; its part holds all models.
#[wasm_split(refit, fallible)]
pub(super) fn refit(message: Message, turn: Rc<Turn>) -> Result<LocalBoxFuture, SplitLoaderError> {
    Ok(Box::pin(async move { refit::run(message, &turn).await }))
}
