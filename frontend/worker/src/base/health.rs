//! Health, engagement and drivers of the loaded base.

use shared::planning::drivers::{DriverProblem, Drivers, drivers};
use shared::planning::engagement::{EngagementCheck, EngagementProblem, engagement_check};
use shared::planning::health::{
    HealthCheck, HealthCheckProblem, HealthOverview, HealthWeights, KnownAtSplit, health_overview,
};

use super::LoadedBase;

impl LoadedBase {
    /// Scores of all customers as of today.
    #[must_use]
    pub fn health(&self, weights: &HealthWeights) -> HealthOverview {
        health_overview(&self.base, weights)
    }

    /// Scores of an earlier day against who ordered afterwards. The fit up to that day is made once for all weights.
    ///
    /// # Errors
    /// When there is nothing to compare.
    pub fn health_check(&self, weights: &HealthWeights) -> Result<HealthCheck, HealthCheckProblem> {
        let known = self.at_split.get_or_init(|| KnownAtSplit::of(&self.base, None));
        known.as_ref().map_err(|problem| *problem)?.check(&self.base, weights)
    }

    /// What the engaged brought.
    ///
    /// # Errors
    /// When there is nothing to compare.
    pub fn engagement(&self) -> Result<EngagementCheck, EngagementProblem> {
        engagement_check(&self.base)
    }

    /// What goes with coming back.
    ///
    /// # Errors
    /// When there is nothing to compare.
    pub fn drivers(&self) -> Result<Drivers, DriverProblem> {
        drivers(&self.base)
    }
}

#[cfg(test)]
mod tests {
    use shared::planning::drivers::drivers;
    use shared::planning::engagement::engagement_check;
    use shared::planning::health::{HealthWeights, KnownAtSplit, health_overview};

    use crate::base::test_base;

    #[test]
    fn every_part_is_computed_from_this_base_and_the_weights_asked_for() {
        let base = test_base::random(72, 600);
        let loaded = test_base::load(&test_base::manifest(&base), base.clone());
        let known = KnownAtSplit::of(&base, None).expect("more than a year");
        let mut checks = Vec::new();
        for weights in [HealthWeights::USUAL, HealthWeights([0, 50, 10, 0, 0, 0])] {
            let check = known.check(&base, &weights).expect("many of both");
            assert_eq!(loaded.health_check(&weights), Ok(check));
            assert_eq!(loaded.health(&weights), health_overview(&base, &weights));
            checks.push(check);
        }
        assert!(checks[0].area != checks[1].area, "the second is not the first kept");
        assert_eq!(loaded.engagement(), engagement_check(&base));
        assert_eq!(loaded.drivers(), drivers(&base));
    }
}
