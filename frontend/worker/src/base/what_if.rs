//! What-ifs over the whole base.

use protocol::{WhatIfAnswer, WhatIfIntervals};
use shared::planning::{Outcome, Scenario, ScenarioError, WhatIf};

use super::LoadedBase;

/// The base prepared for what-ifs, with the outcome of its own settings.
#[derive(Debug)]
pub(crate) struct Future {
    what_if: WhatIf,
    base: Outcome,
}

impl LoadedBase {
    /// The scenario beside the future as the settings have it. `None` where the verdict is to rank by lateness.
    /// `milliseconds` is the clock; the answer says how long the scenario took, without the first preparation.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn what_if(
        &mut self,
        scenario: &Scenario,
        milliseconds: fn() -> f64,
    ) -> Result<Option<WhatIfAnswer>, ScenarioError> {
        let Some(future) = self.prepare()? else { return Ok(None) };
        let started = milliseconds();
        let outcome = future.what_if.evaluate(scenario)?;
        Ok(Some(WhatIfAnswer {
            scenario: scenario.clone(),
            base: future.base.clone(),
            outcome,
            compute_ms: milliseconds() - started,
        }))
    }

    /// Intervals of the scenario's equity and of its difference. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn what_if_intervals(&mut self, scenario: &Scenario) -> Result<Option<WhatIfIntervals>, ScenarioError> {
        let base = Scenario::base(&self.manifest.settings);
        let Some(future) = self.prepare()? else { return Ok(None) };
        let (equity_minor, difference_minor) = future.what_if.intervals(&base, scenario)?;
        Ok(Some(WhatIfIntervals { scenario: scenario.clone(), equity_minor, difference_minor }))
    }

    fn prepare(&mut self) -> Result<Option<&mut Future>, ScenarioError> {
        if self.future.is_none()
            && let Some(mut what_if) = WhatIf::new(&self.base.customers, &self.manifest.assessment)
        {
            let base = what_if.evaluate(&Scenario::base(&self.manifest.settings))?;
            self.future = Some(Future { what_if, base });
        }
        Ok(self.future.as_mut())
    }
}
