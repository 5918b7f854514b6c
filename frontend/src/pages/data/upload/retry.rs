//! Trying again where that helps.

use std::future::Future;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::GetUntracked;

use super::super::job::Job;
use crate::requests::ApiClientError;

/// Pauses before the second, third, … attempt; after the last one the person is asked.
const PAUSES_MS: [u32; 4] = [300, 1_000, 2_500, 5_000];

/// Why something did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// The person wanted it.
    Cancelled,
    /// It cannot be done; what to do.
    Failed(String),
}

/// Does something until it succeeds, the person cancels, or the server says no.
pub(super) async fn until_done<T, F>(job: Job, mut attempt: impl FnMut() -> F) -> Result<T, Stopped>
where
    F: Future<Output = Result<T, ApiClientError>>,
{
    loop {
        let mut last = attempt().await;
        for pause in PAUSES_MS {
            match &last {
                Ok(_) => break,
                Err(error) if !is_passing(error) => return Err(Stopped::Failed(error.message())),
                Err(_) => {
                    TimeoutFuture::new(pause).await;
                    if job.cancelling.get_untracked() {
                        return Err(Stopped::Cancelled);
                    }
                    last = attempt().await;
                }
            }
        }
        match last {
            Ok(done) => return Ok(done),
            Err(error) if !is_passing(&error) => return Err(Stopped::Failed(error.message())),
            Err(error) => {
                if !job.stall(error.message()).await {
                    return Err(Stopped::Cancelled);
                }
            }
        }
    }
}

/// Whether the same request may succeed a moment later.
fn is_passing(error: &ApiClientError) -> bool {
    match error {
        ApiClientError::Offline | ApiClientError::Unexpected(_) => true,
        ApiClientError::Problem(problem) => problem.status >= 500 || problem.status == 429,
    }
}
