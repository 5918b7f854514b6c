//! What the health page asks and is told.

use serde::{Deserialize, Serialize};
use shared::planning::drivers::{DriverProblem, Drivers};
use shared::planning::engagement::{EngagementCheck, EngagementProblem};
use shared::planning::health::{HealthCheck, HealthCheckProblem, HealthOverview, HealthWeights};

use crate::question::question;

/// Scores of all customers as of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthQuestion {
    /// How much each part counts.
    pub weights: HealthWeights,
}

/// Scores of an earlier day against who ordered afterwards; slower the first time. Answered with that, or why there is
/// nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthCheckQuestion {
    /// How much each part counts.
    pub weights: HealthWeights,
}

/// What the engaged brought. Answered with that, or why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EngagementQuestion;

/// What goes with coming back. Answered with that, or why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriversQuestion;

question!(HealthQuestion => HealthOverview, Health);
question!(HealthCheckQuestion => Result<HealthCheck, HealthCheckProblem>, HealthCheck);
question!(EngagementQuestion => Result<EngagementCheck, EngagementProblem>, Engagement);
question!(DriversQuestion => Result<Drivers, DriverProblem>, Drivers);
