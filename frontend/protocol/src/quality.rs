//! Whether the data can be trusted.

use serde::{Deserialize, Serialize};
use shared::domain::Day;
use shared::quality::Quality;

use crate::question::question;

/// Checks the base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityQuestion {
    /// Orders after this day are told.
    pub today: Day,
}

question!(QualityQuestion => Quality, Quality);
