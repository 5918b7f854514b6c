//! What-ifs over the whole base.

use protocol::WhatIfAnswer;
use shared::planning::{
    Contribution, Estimate, Lever, LeverEffect, Newcomers, OrderTiming, Outcome, Ranges, Scenario, ScenarioError,
    Scope, ScopeCounts, TierChanges, WhatIf,
};

use super::LoadedBase;

/// Scopes kept: going back and forth between two costs nothing.
const SCOPES_KEPT: usize = 2;

/// What was prepared, the one asked last at the end.
#[derive(Debug, Default)]
pub(crate) struct Futures(Vec<Future>);

/// Customers prepared for what-ifs, with the outcome of the settings.
#[derive(Debug)]
struct Future {
    scope: Scope,
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
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        let started = milliseconds();
        let outcome = future.what_if.evaluate(scenario)?;
        Ok(Some(WhatIfAnswer {
            scenario: scenario.clone(),
            base: future.base.clone(),
            outcome,
            largest_dropout: future.what_if.largest_dropout(),
            compute_ms: milliseconds() - started,
        }))
    }

    /// Equity before and after and their difference, with intervals. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn what_if_intervals(&mut self, scenario: &Scenario) -> Result<Option<Ranges>, ScenarioError> {
        let base = scenario.base_of(&self.manifest.settings);
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.intervals(&base, scenario).map(Some)
    }

    /// Which orders the scenario adds and which it brings forward. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn order_timing(&mut self, scenario: &Scenario) -> Result<Option<OrderTiming>, ScenarioError> {
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.order_timing(scenario).map(Some)
    }

    /// What each lever adds to the change. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn contributions(&mut self, scenario: &Scenario) -> Result<Option<Vec<Contribution>>, ScenarioError> {
        let base = scenario.base_of(&self.manifest.settings);
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.contributions(&base, scenario).map(Some)
    }

    /// Who changes tier. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn tier_changes(&mut self, scenario: &Scenario) -> Result<Option<TierChanges>, ScenarioError> {
        let base = scenario.base_of(&self.manifest.settings);
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.tier_changes(&base, scenario).map(Some)
    }

    /// Customers to come as things are and under the scenario, both at its acquisition cost. `None` where nobody came of late
    /// or can join, or where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn newcomers(&mut self, scenario: &Scenario) -> Result<Option<[Newcomers; 2]>, ScenarioError> {
        let acquisition_cost_minor = scenario.acquisition_cost_minor;
        let base = Scenario { acquisition_cost_minor, ..scenario.base_of(&self.manifest.settings) };
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        let (before, after) = (future.what_if.newcomers(&base)?, future.what_if.newcomers(scenario)?);
        Ok(before.zip(after).map(|(before, after)| [before, after]))
    }

    /// How much more customers are worth under scenarios of the same customers than under one of them. `None` where the
    /// verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn equity_changes(&mut self, from: &Scenario, to: &[Scenario]) -> Result<Option<Vec<Estimate>>, ScenarioError> {
        let Some(future) = self.prepare(&from.scope)? else { return Ok(None) };
        future.what_if.equity_changes(from, to).map(Some)
    }

    /// What a lever does from the scenario on. `None` where the verdict is to rank by lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn lever_effect(&mut self, scenario: &Scenario, lever: Lever) -> Result<Option<LeverEffect>, ScenarioError> {
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.lever_effect(scenario, lever).map(Some)
    }

    /// The value of a lever at which a cost comes back. `None` where none pays, or where the verdict is to rank by
    /// lateness.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn break_even(
        &mut self,
        scenario: &Scenario,
        lever: Lever,
        cost_minor: f64,
    ) -> Result<Option<Estimate>, ScenarioError> {
        let base = scenario.base_of(&self.manifest.settings);
        let Some(future) = self.prepare(&scenario.scope)? else { return Ok(None) };
        future.what_if.break_even(scenario, &base, lever, cost_minor)
    }

    /// Customers of every scope there is.
    #[must_use]
    pub fn scope_counts(&self) -> ScopeCounts {
        ScopeCounts::of(&self.base)
    }

    fn prepare(&mut self, scope: &Scope) -> Result<Option<&mut Future>, ScenarioError> {
        let known = &mut self.futures.0;
        if let Some(position) = known.iter().position(|future| future.scope == *scope) {
            known[position..].rotate_left(1);
        } else if let Some(mut what_if) = WhatIf::of_scope(&self.base, &self.manifest.assessment, scope) {
            let settings = &self.manifest.settings;
            let base = what_if.evaluate(&Scenario { scope: scope.clone(), ..Scenario::base(settings) })?;
            if known.len() == SCOPES_KEPT {
                known.remove(0);
            }
            known.push(Future { scope: scope.clone(), what_if, base });
        } else {
            return Ok(None);
        }
        Ok(known.last_mut())
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;
    use shared::planning::{Lever, Reason, RiskBand, Scenario, Scope, Verdict};

    use super::SCOPES_KEPT;
    use crate::base::{LoadedBase, test_base};

    fn loaded() -> LoadedBase {
        let (manifest, base) = test_base::scored_shop();
        test_base::load(&manifest, base)
    }

    fn base_scenario() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    #[test]
    fn the_base_scenario_is_worth_the_sum_of_the_lifetime_values() {
        let mut loaded = loaded();
        let answer = loaded.what_if(&base_scenario(), || 7.0).expect("in range").expect("estimated");
        let sum: f64 = loaded.base.customers.lifetime_value_minor.iter().sum();
        assert!((answer.base.customer_equity_minor - sum).abs() < 1e-6 * sum);
        assert_eq!((&answer.outcome, answer.compute_ms), (&answer.base, 0.0));
        assert_eq!(answer.outcome.values.customers.iter().sum::<u32>() as usize, loaded.base.customers.len());
    }

    #[test]
    fn the_base_stays_while_scenarios_change_and_a_scenario_repeats_to_the_bit() {
        let mut loaded = loaded();
        let scenarios = [
            Scenario { dropout: 0.9, ..base_scenario() },
            Scenario { margin_share: 0.8, horizon_months: 12, ..base_scenario() },
            Scenario { purchase_rate: 1.1, order_value: 1.2, ..base_scenario() },
        ];
        let mut ask = |scenario: &Scenario| loaded.what_if(scenario, || 0.0).expect("in range").expect("estimated");
        let first: Vec<_> = scenarios.iter().map(&mut ask).collect();
        assert!(first.iter().all(|answer| answer.base == first[0].base && answer.outcome != answer.base));
        assert!(first[0].outcome.customer_equity_minor > first[0].base.customer_equity_minor);
        for (scenario, before) in scenarios.iter().zip(&first).rev() {
            assert_eq!(&ask(scenario), before);
        }
    }

    #[test]
    fn intervals_hold_the_values_they_belong_to() {
        let mut loaded = loaded();
        let scenario = Scenario { dropout: 0.8, ..base_scenario() };
        let answer = loaded.what_if(&scenario, || 0.0).expect("in range").expect("estimated");
        let ranges = loaded.what_if_intervals(&scenario).expect("in range").expect("estimated");
        let equity = answer.outcome.customer_equity_minor;
        let difference = equity - answer.base.customer_equity_minor;
        assert!((ranges.equity_minor.value - equity).abs() < 1e-6 * equity);
        assert!((ranges.difference_minor.value - difference).abs() < 1e-6 * equity);
        assert!(ranges.equity_minor.low < equity && equity < ranges.equity_minor.high);
        let half = |low: f64, high: f64| high - low;
        assert!(
            half(ranges.difference_minor.low, ranges.difference_minor.high)
                < half(ranges.equity_minor.low, ranges.equity_minor.high)
        );
    }

    #[test]
    fn a_tenth_of_a_lever_is_what_the_scenario_without_it_lacks() {
        let mut loaded = loaded();
        let mut equity = |scenario: &Scenario| {
            let answer = loaded.what_if(scenario, || 0.0).expect("in range").expect("estimated");
            answer.outcome.customer_equity_minor
        };
        let scenario = Scenario { dropout: 0.8, ..base_scenario() };
        let expected = equity(&Scenario { purchase_rate: 1.1, ..scenario.clone() }) - equity(&scenario);
        let effect = loaded.lever_effect(&scenario, Lever::PurchaseRate).expect("in range").expect("estimated");
        assert!((effect.more.difference_minor.value / expected - 1.0).abs() < 1e-6, "{effect:?} {expected}");
        assert!(effect.less.difference_minor.high < 0.0 && effect.more.difference_minor.low > 0.0);
    }

    #[test]
    fn every_scope_has_its_own_base_and_only_the_last_are_kept() {
        let mut loaded = loaded();
        let slipping = |risk| Scope::RiskAndValue { risk: Some(risk), tier: None };
        let scopes = [Scope::Everyone, slipping(RiskBand::Safe), slipping(RiskBand::Slipping), Scope::Everyone];
        let mut sizes = Vec::new();
        for scope in &scopes {
            let scenario = Scenario { scope: scope.clone(), dropout: 0.9, ..base_scenario() };
            let answer = loaded.what_if(&scenario, || 0.0).expect("in range").expect("estimated");
            let rows = scope.rows(&loaded.base);
            let sum: f64 = rows.iter().map(|row| loaded.base.customers.lifetime_value_minor[*row as usize]).sum();
            assert!((answer.base.customer_equity_minor / sum - 1.0).abs() < 1e-6, "{scope:?}");
            assert!(answer.outcome.customer_equity_minor > answer.base.customer_equity_minor);
            let ranges = loaded.what_if_intervals(&scenario).expect("in range").expect("estimated");
            let difference = answer.outcome.customer_equity_minor - answer.base.customer_equity_minor;
            assert!((ranges.difference_minor.value / difference - 1.0).abs() < 1e-6, "{scope:?}");
            assert!(loaded.futures.0.len() <= SCOPES_KEPT && loaded.futures.0.last().expect("asked").scope == *scope);
            sizes.push(rows.len());
        }
        assert!(sizes[0] == 1_500 && sizes[1] > 100 && sizes[2] > 10 && sizes[3] == 1_500, "{sizes:?}");
    }

    #[test]
    fn a_scope_nobody_belongs_to_is_worth_nothing() {
        let mut loaded = loaded();
        let scope = Scope::Source { name: "nowhere".to_owned() };
        let scenario = Scenario { scope, dropout: 0.9, ..base_scenario() };
        let answer = loaded.what_if(&scenario, || 0.0).expect("in range").expect("estimated");
        assert_eq!((answer.base.customer_equity_minor, answer.outcome.customer_equity_minor), (0.0, 0.0));
        let ranges = loaded.what_if_intervals(&scenario).expect("in range").expect("estimated");
        assert_eq!((ranges.equity_minor.low, ranges.difference_minor.high), (0.0, 0.0));
        assert!(loaded.lever_effect(&scenario, Lever::Dropout).expect("in range").is_some());
    }

    #[test]
    fn a_lever_out_of_range_is_named_and_without_estimates_there_is_no_answer() {
        let mut loaded = loaded();
        let wild = Scenario { purchase_rate: 9.0, ..base_scenario() };
        assert_eq!(loaded.what_if(&wild, || 0.0).expect_err("out of range").lever, "purchase_rate");
        let (mut manifest, base) = test_base::scored_shop();
        manifest.assessment.verdict = Verdict::RankByLateness { reason: Reason::OneDate };
        let mut loaded = test_base::load(&manifest, base);
        assert_eq!(loaded.what_if(&base_scenario(), || 0.0), Ok(None));
        assert_eq!(loaded.what_if_intervals(&base_scenario()), Ok(None));
        assert_eq!(loaded.lever_effect(&base_scenario(), Lever::Margin), Ok(None));
        assert_eq!(loaded.break_even(&base_scenario(), Lever::Dropout, 1.0), Ok(None));
    }
}
