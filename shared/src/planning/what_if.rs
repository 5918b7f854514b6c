//! What-if: today's histories and P(alive), another future, without a refit.

use std::cell::{OnceCell, RefCell};
use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::equity_slopes::{EquitySlopes, Layers};
use super::horizon::Outlook;
use super::newcomers::Arrivals;
use super::order_worth::OrderWorth;
use super::portfolio::Portfolio;
use super::score::lifetime_value;
use super::totals::Total;
use super::{Assessment, Comparison, Estimate, Scenario, ScenarioError, Scope};
use crate::base::{Base, Customers};
use crate::scoring::beta_geometric::Parameters;

/// Number of bins of [`ValueBins`].
pub const VALUE_BINS: usize = 60;

/// Customers by lifetime value, in bins of equal width on a scale shared by base and scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ValueBins {
    /// Width of a bin in minor units; the first bin holds everything below it too, the last everything above.
    pub width_minor: f64,
    /// Customers per bin, [`VALUE_BINS`] entries.
    pub customers: Vec<u32>,
}

/// What a scenario comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Outcome {
    /// Sum of lifetime values, minor units.
    pub customer_equity_minor: f64,
    /// Expected orders within the horizon, undiscounted.
    pub expected_orders: f64,
    /// Expected customers still active at the end of the horizon.
    pub active_at_end: f64,
    /// Distribution of lifetime values.
    pub values: ValueBins,
    /// First 16 hexadecimal digits of SHA-256 over all that customers' values are made of: equal on server and
    /// browser, and different as soon as one customer's value is.
    pub result_hash: String,
}

/// What changes, before and after, with 95 % intervals; customer equity in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranges {
    /// As things are.
    pub base_minor: Estimate,
    /// Under the scenario.
    pub equity_minor: Estimate,
    /// The difference.
    pub difference_minor: Estimate,
    /// Orders within the horizon, undiscounted.
    pub orders: Comparison,
    /// Customers still active at the end of the horizon.
    pub active_at_end: Comparison,
}

/// The base prepared for what-ifs: distinct histories with counts, so that a lever costs milliseconds.
#[derive(Clone, Debug)]
pub struct WhatIf {
    pub(super) portfolio: Portfolio,
    /// The columns that spend depends on; the others are empty.
    pub(super) customers: Customers,
    pair_of_row: Vec<u32>,
    /// P(alive) times expected spend of every customer, minor units.
    weight: Vec<f64>,
    /// P(alive) of every distinct history.
    alive: Vec<f64>,
    /// Sum of P(alive) over the customers of every pair.
    alive_of_pair: Vec<f64>,
    /// Who came of late.
    pub(super) arrivals: Option<Arrivals>,
    /// Hash of what no lever touches.
    fixed_hash: [u8; 32],
    width_minor: f64,
    /// The futures last computed, latest last: dragging one lever needs the base and the scenario.
    futures: Vec<(Outlook, Futures)>,
    /// Made when first asked for.
    equity_slopes: OnceCell<EquitySlopes>,
    /// Those last asked for, latest last: levers moved one by one share most of them.
    layers: RefCell<Vec<(Outlook, Layers)>>,
    values: Vec<f64>,
}

/// Per pair of alive customers.
#[derive(Clone, Debug)]
struct Futures {
    discounted: Vec<f64>,
    orders: Vec<f64>,
    survival: Vec<f64>,
}

/// Sums kept for reuse: of all combinations of the five levers that a future depends on, of eight levers both ways, and more.
const LAYERS_KEPT: usize = 64;
/// Futures kept for reuse.
const FUTURES_KEPT: usize = 2;
/// The dropout lever stays this far below the factor at which some customers would drop out for certain.
const BELOW_CERTAINTY: f64 = 0.999;

impl WhatIf {
    /// Prepares everyone; `None` where the verdict is to rank by lateness.
    #[must_use]
    pub fn new(customers: &Customers, assessment: &Assessment) -> Option<Self> {
        Self::of_part(customers, customers, assessment)
    }

    /// Prepares those whom a scope names, under the models fitted to everyone; `None` where the verdict is to rank by
    /// lateness.
    #[must_use]
    pub fn of_scope(base: &Base, assessment: &Assessment, scope: &Scope) -> Option<Self> {
        if scope.is_everyone() {
            return Self::new(&base.customers, assessment);
        }
        Self::of_part(&base.customers, &base.customers.select(&scope.rows(base)), assessment)
    }

    fn of_part(all: &Customers, customers: &Customers, assessment: &Assessment) -> Option<Self> {
        let portfolio = Portfolio::of_part(all, customers, assessment)?;
        let alive = portfolio.alive();
        let mut alive_of_pair = vec![0.0; portfolio.pairs.len()];
        let mut pair_of_row = Vec::with_capacity(customers.len());
        let mut weight = Vec::with_capacity(customers.len());
        for (row, (history, pair)) in portfolio.rows().enumerate() {
            alive_of_pair[pair] += alive[history];
            pair_of_row.push(pair as u32);
            weight.push(alive[history] * portfolio.spend(customers, row)?.mean);
        }
        let mut hash = Sha256::new();
        pair_of_row.iter().for_each(|pair| hash.update(pair.to_le_bytes()));
        weight.iter().for_each(|weight| hash.update(weight.to_le_bytes()));
        portfolio.rows().for_each(|(history, _)| hash.update(alive[history].to_le_bytes()));
        let mut prepared = Self {
            portfolio,
            customers: Customers {
                frequency: customers.frequency.clone(),
                repeat_spend_minor: customers.repeat_spend_minor.clone(),
                ..Customers::default()
            },
            pair_of_row,
            values: vec![0.0; weight.len()],
            weight,
            alive,
            alive_of_pair,
            arrivals: Arrivals::of(customers),
            fixed_hash: hash.finalize().into(),
            width_minor: 1.0,
            futures: Vec::new(),
            equity_slopes: OnceCell::new(),
            layers: RefCell::default(),
        };
        prepared.width_minor = bin_width(prepared.typical_values(&customers.lifetime_value_minor));
        Some(prepared)
    }

    /// Evaluates a scenario over all customers. Reuses what the levers did not touch since the last call.
    ///
    /// # Errors
    /// When a lever is out of its range.
    pub fn evaluate(&mut self, scenario: &Scenario) -> Result<Outcome, ScenarioError> {
        let outlook = self.outlook(scenario)?;
        self.prepare(&outlook);
        let (_, futures) = self.futures.last().expect("prepare has put it there");
        let worth = OrderWorth::of(scenario);
        let mut bins = vec![0_u32; VALUE_BINS];
        let bins_per_minor = 1.0 / self.width_minor;
        let mut equity = 0.0;
        let history_of_row = self.portfolio.histories.history_of_customer();
        let rows = self.values.iter_mut().zip(&self.weight).zip(&self.pair_of_row);
        for (row, ((value, weight), pair)) in rows.enumerate() {
            let discounted = futures.discounted[*pair as usize];
            *value = lifetime_value(*weight, discounted, worth.share);
            if worth.cost_minor > 0.0 {
                *value -= self.alive[history_of_row[row] as usize] * discounted * worth.cost_minor;
            }
            equity += *value;
            bins[((*value * bins_per_minor) as usize).min(VALUE_BINS - 1)] += 1;
        }
        let over_alive = |column: &[f64]| -> f64 { self.alive_of_pair.iter().zip(column).map(|(p, x)| p * x).sum() };
        let mut hash = Sha256::new();
        hash.update(self.fixed_hash);
        hash.update(worth.share.to_le_bytes());
        hash.update(worth.cost_minor.to_le_bytes());
        futures.discounted.iter().for_each(|discounted| hash.update(discounted.to_le_bytes()));
        Ok(Outcome {
            customer_equity_minor: equity,
            expected_orders: over_alive(&futures.orders),
            active_at_end: over_alive(&futures.survival),
            values: ValueBins { width_minor: self.width_minor, customers: bins },
            result_hash: hexadecimal(&hash.finalize()[..8]),
        })
    }

    /// Equity of both scenarios, orders and customers left at the end, with the interval that the board gives for the base (parameters, individual and
    /// count noise), and their difference, whose interval carries parameter uncertainty
    /// alone: common to both, so it is narrower. Slower than [`Self::evaluate`], by what its derivatives cost.
    ///
    /// # Errors
    /// When a lever of either is out of its range.
    pub fn intervals(&self, base: &Scenario, scenario: &Scenario) -> Result<Ranges, ScenarioError> {
        let before = self.equity(base)?;
        let after = self.equity(scenario)?;
        let [orders, active_at_end] = self.count_comparisons(base, scenario)?;
        Ok(Ranges {
            base_minor: before.estimate(&self.portfolio, before.value),
            equity_minor: after.estimate(&self.portfolio, after.value),
            difference_minor: self.estimate(&after.sloped().less(&before.sloped())),
            orders,
            active_at_end,
        })
    }

    /// Lifetime value of every customer under the scenario last evaluated, minor units, by row.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Greatest value of the dropout lever: 2, or less where some customers would then drop out for certain
    /// at their next order (c·A ≥ A + B in `docs/scoring.md`).
    #[must_use]
    pub fn largest_dropout(&self) -> f64 {
        let Parameters { a, b, .. } = self.portfolio.model.values();
        let least = self.portfolio.pairs.runs().first().map_or(0, |run| run.0);
        let opportunities = self.portfolio.model.dropout().opportunities(least);
        (BELOW_CERTAINTY * (a + b + opportunities) / a).min(2.0)
    }

    pub(super) fn outlook(&self, scenario: &Scenario) -> Result<Outlook, ScenarioError> {
        scenario.check()?;
        let max = self.largest_dropout();
        if scenario.dropout > max {
            return Err(ScenarioError { lever: "dropout", min: 0.25, max, value: scenario.dropout });
        }
        Ok(Outlook::of(scenario))
    }

    /// Of an outlook whose levers were checked.
    pub(super) fn layers(&self, outlook: &Outlook) -> Layers {
        let known = self.layers.borrow().iter().find(|(known, _)| known == outlook).map(|(_, layers)| *layers);
        known.unwrap_or_else(|| {
            let layers = self.equity_slopes().layers(&self.portfolio, outlook);
            let layers = layers.expect("the dropout lever is below certainty");
            let mut kept = self.layers.borrow_mut();
            if kept.len() == LAYERS_KEPT {
                kept.remove(0);
            }
            kept.push((*outlook, layers));
            layers
        })
    }

    pub(super) fn equity_slopes(&self) -> &EquitySlopes {
        let slopes = || EquitySlopes::new(&self.portfolio, &self.customers);
        self.equity_slopes.get_or_init(|| slopes().expect("customers of a what-if have a spend model"))
    }

    /// Discounted orders of an alive customer of every pair.
    pub(super) fn discounted(&mut self, outlook: &Outlook) -> &[f64] {
        self.prepare(outlook);
        let (_, futures) = self.futures.last().expect("prepare has put it there");
        &futures.discounted
    }

    /// Puts the futures of the outlook last in the list.
    fn prepare(&mut self, outlook: &Outlook) {
        if let Some(position) = self.futures.iter().position(|(known, _)| known == outlook) {
            let known = self.futures.remove(position);
            self.futures.push(known);
            return;
        }
        let [discounted, orders, survival] =
            self.portfolio.futures(outlook).expect("the dropout lever is below certainty");
        if self.futures.len() == FUTURES_KEPT {
            self.futures.remove(0);
        }
        self.futures.push((*outlook, Futures { discounted, orders, survival }));
    }

    fn equity(&self, scenario: &Scenario) -> Result<Total, ScenarioError> {
        let outlook = self.outlook(scenario)?;
        let worth = OrderWorth::of(scenario);
        let futures = self.portfolio.noise(&outlook).zip(self.portfolio.discounted(&outlook));
        let (noise, discounted) = futures.expect("the dropout lever is below certainty");
        let individual = self.equity_slopes().spread.of_equity(&noise, &discounted, worth);
        Ok(Total::new(self.layers(&outlook).equity(worth), individual, worth.cost_minor > 0.0))
    }

    /// The scored lifetime values; in a base that is not scored, those of three years without a margin.
    fn typical_values(&mut self, scored: &[f64]) -> Vec<f64> {
        if scored.len() == self.weight.len() && scored.iter().all(|value| value.is_finite()) {
            return scored.to_vec();
        }
        self.prepare(&Outlook::new(36, 0.1));
        let (_, futures) = self.futures.last().expect("prepare has put it there");
        self.weight.iter().zip(&self.pair_of_row).map(|(w, pair)| w * futures.discounted[*pair as usize]).collect()
    }
}

/// A round width (1, 2 or 5 times a power of ten) with which all but the last bin hold 98 % of the values.
fn bin_width(mut values: Vec<f64>) -> f64 {
    if values.is_empty() {
        return 1.0;
    }
    let rank = (values.len() - 1) * 98 / 100;
    let (_, most, _) = values.select_nth_unstable_by(rank, f64::total_cmp);
    let least = (*most / (VALUE_BINS - 1) as f64).max(1e-6);
    // By steps of ten, so that the powers are exact.
    let mut power = 1.0;
    while power * 10.0 <= least {
        power *= 10.0;
    }
    while power > least {
        power /= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|width| *width >= least).unwrap_or(10.0 * power)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{bin_width, hexadecimal};

    #[test]
    fn bins_have_round_widths() {
        let values: Vec<f64> = (0..1_000).map(f64::from).collect();
        assert_eq!(bin_width(values), 20.0);
        assert_eq!(bin_width(Vec::new()), 1.0);
        assert!(bin_width(vec![0.0; 10]) > 0.0);
    }

    #[test]
    fn hashes_are_shown_in_hexadecimal() {
        assert_eq!(hexadecimal(&[0, 10, 255]), "000aff");
    }
}
