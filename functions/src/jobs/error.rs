//! Why a job did not do its work.

use crate::aws::StoreError;

/// A failure of a job.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Trying again may help.
    #[error(transparent)]
    Passing(#[from] StoreError),
    /// Trying again will not help; the text says what to do.
    #[error("{0}")]
    Lasting(String),
}
