//! Orders within the horizon and customers left at its end, with what their intervals need.

use super::equity_slopes::EquitySlopes;
use super::horizon::Outlook;
use super::portfolio::{Elasticities, Portfolio, longest};
use super::totals::Total;
use super::{Comparison, Scenario, ScenarioError, WhatIf};
use crate::scoring::beta_geometric::{FutureCurve, Model, PairCurve};

impl WhatIf {
    /// Orders within the horizon, undiscounted, and customers active at its end. Intervals are the board's (parameters,
    /// individual and count noise); those of the differences carry parameter uncertainty alone.
    pub(super) fn count_comparisons(
        &self,
        base: &Scenario,
        scenario: &Scenario,
    ) -> Result<[Comparison; 2], ScenarioError> {
        let (before, after) = (self.counts(base)?, self.counts(scenario)?);
        Ok(std::array::from_fn(|i| Comparison {
            base: before[i].estimate(&self.portfolio, before[i].value),
            scenario: after[i].estimate(&self.portfolio, after[i].value),
            difference: self.estimate(&after[i].sloped().less(&before[i].sloped())),
        }))
    }

    fn counts(&self, scenario: &Scenario) -> Result<[Total; 2], ScenarioError> {
        let outlook = self.outlook(scenario)?;
        let totals = totals(&self.portfolio, self.equity_slopes(), &outlook);
        Ok(totals.expect("the dropout lever is below certainty"))
    }
}

/// `None` when the levers allow no dropout distribution.
fn totals(portfolio: &Portfolio, slopes: &EquitySlopes, outlook: &Outlook) -> Option<[Total; 2]> {
    let [orders, survival] = portfolio.counts(&portfolio.model, outlook)?;
    let [of_orders, of_survival]: Elasticities<2> =
        portfolio.elasticities_of(|model| portfolio.counts(model, outlook))?;
    let order_pairs = portfolio.order_pairs(outlook)?;
    let spread = &slopes.spread;
    Some([
        Total::new(slopes.count(&orders, &of_orders), spread.of_orders(&orders, &order_pairs), false),
        Total::new(slopes.count(&survival, &of_survival), spread.of_active(&survival), false),
    ])
}

impl Portfolio {
    /// Per pair of alive customers: orders within the outlook, undiscounted, and P(alive) at its end.
    fn counts(&self, model: &Model, outlook: &Outlook) -> Option<[Vec<f64>; 2]> {
        let horizon = outlook.horizon;
        self.tabulator.tabulate(
            model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| FutureCurve::new(rules, shortest, longest(outlook)),
            |rules, curve, rate_time| {
                let orders = outlook.purchases(rules, curve, rate_time, (outlook.rate, horizon)).0;
                [orders, curve.survival(rate_time, outlook.own_weeks(horizon))]
            },
        )
    }

    /// Per pair of alive customers: E[N(N − 1)] of the orders within the outlook.
    fn order_pairs(&self, outlook: &Outlook) -> Option<Vec<f64>> {
        let [pairs] = self.tabulator.tabulate(
            &self.model,
            &self.pairs,
            &outlook.own_levers(),
            |rules, shortest| PairCurve::new(rules, shortest, longest(outlook)),
            |rules, pairs, rate_time| [pairs.discounted(rules, rate_time, 0.0, outlook.own_weeks(outlook.horizon))],
        )?;
        Some(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::totals;
    use crate::domain::Settings;
    use crate::math::{NORMAL_975, exp};
    use crate::planning::equity_slopes::EquitySlopes;
    use crate::planning::fixture::shop;
    use crate::planning::horizon::Outlook;
    use crate::planning::order_worth::OrderWorth;
    use crate::planning::totals::Totals;
    use crate::planning::{Assessment, ModelName, Portfolio, Scenario, WhatIf, assess};
    use crate::scoring::uncertainty::small_base_factor;

    fn base() -> Scenario {
        Scenario::base(&Settings::initial("Maple & Finch"))
    }

    #[test]
    fn orders_of_a_year_are_those_of_the_board() {
        let customers = shop();
        let portfolio = Portfolio::new(&customers, &assess(&customers)).expect("estimated");
        let outlook = Outlook::new(12, 0.1);
        let board = Totals::of(&portfolio, &customers, &outlook, OrderWorth::of_margin(0.4)).expect("no lever");
        let slopes = EquitySlopes::new(&portfolio, &customers).expect("spend is known");
        let [orders, _] = totals(&portfolio, &slopes, &outlook).expect("no lever");
        let close = |one: f64, other: f64| assert!((one / other - 1.0).abs() < 1e-9, "{one} {other}");
        close(orders.value, board.orders_in_year.value);
        close(orders.individual, board.orders_in_year.individual);
        for (one, other) in orders.purchases.iter().zip(board.orders_in_year.purchases) {
            close(*one, other);
        }
    }

    #[test]
    fn after_no_time_everybody_is_there_whom_the_board_calls_active() {
        let customers = shop();
        let portfolio = Portfolio::new(&customers, &assess(&customers)).expect("estimated");
        let outlook = Outlook { horizon: 1e-9, ..Outlook::new(12, 0.1) };
        let board = Totals::of(&portfolio, &customers, &Outlook::new(12, 0.1), OrderWorth::of_margin(0.4));
        let board = board.expect("no lever").active;
        let slopes = EquitySlopes::new(&portfolio, &customers).expect("spend is known");
        let [_, active] = totals(&portfolio, &slopes, &outlook).expect("no lever");
        assert!((active.value / board.value - 1.0).abs() < 1e-6);
        assert!((active.individual / board.individual - 1.0).abs() < 1e-6);
    }

    /// The same customers under a model with one parameter moved.
    fn moved(assessment: &Assessment, parameter: usize, step: f64) -> Assessment {
        let mut assessment = assessment.clone();
        let fit = assessment.fits.iter_mut().find(|fit| fit.model == ModelName::MbgNbd).expect("fitted");
        fit.parameters[parameter].value *= exp(step);
        assessment
    }

    #[test]
    fn differences_spread_as_whole_evaluations_under_moved_parameters_do() {
        const STEP: f64 = 1e-4;
        let customers = shop();
        let assessment = assess(&customers);
        let scenario = Scenario { dropout: 0.8, purchase_rate: 1.1, ..base() };
        let differences = |assessment: &Assessment| {
            let mut what_if = WhatIf::new(&customers, assessment).expect("estimated");
            let mut outcome = |scenario: &Scenario| what_if.evaluate(scenario).expect("in range");
            let (before, after) = (outcome(&base()), outcome(&scenario));
            [after.expected_orders - before.expected_orders, after.active_at_end - before.active_at_end]
        };
        let slopes: Vec<[f64; 2]> = (0..4)
            .map(|parameter| {
                let [up, down] = [STEP, -STEP].map(|step| differences(&moved(&assessment, parameter, step)));
                std::array::from_fn(|i| (up[i] - down[i]) / (2.0 * STEP))
            })
            .collect();
        let covariance = &assessment.fit(ModelName::MbgNbd).expect("fitted").log_covariance;
        let repeat = customers.frequency.iter().filter(|frequency| **frequency > 0).count();
        let values = differences(&assessment);
        let what_if = WhatIf::new(&customers, &assessment).expect("estimated");
        let found = what_if.count_comparisons(&base(), &scenario).expect("in range");
        for (figure, comparison) in found.into_iter().enumerate() {
            let mut variance = 0.0;
            for i in 0..4 {
                for j in 0..4 {
                    variance += slopes[i][figure] * covariance[4 * i + j] * slopes[j][figure];
                }
            }
            let half = NORMAL_975 * (variance * small_base_factor(repeat as f64)).sqrt();
            let difference = comparison.difference;
            assert!((difference.value / values[figure] - 1.0).abs() < 1e-6, "{difference:?} {values:?}");
            assert!(((difference.high - difference.value) / half - 1.0).abs() < 1e-3, "{difference:?} {half}");
            assert!(comparison.base.low > 0.0 && comparison.base.low < comparison.base.value);
            assert!(comparison.scenario.high - comparison.scenario.low > difference.high - difference.low);
        }
    }
}
