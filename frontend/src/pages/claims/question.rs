//! What is assumed of customers, and which rise of retention is asked about.

use shared::planning::claims::{Cohort, Rise, Uplift, Years, uplift};

/// The assumptions. Amounts of the cohort are shares of what a customer buys for in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Question {
    /// The customers.
    pub(super) cohort: Cohort,
    /// How the rise is counted.
    pub(super) rise: Rise,
    /// The rise, 0.05 for "5 %".
    pub(super) by: f64,
    /// What a customer buys for in a year, in minor units.
    pub(super) revenue_minor: f64,
}

/// Most years that are counted one by one.
pub(super) const MOST_YEARS: u16 = 40;

impl Question {
    /// The claim's rise, for customers of whom nothing is known: four of five stay a year, winning and serving them is free,
    /// their margin does not grow, and all years to come are counted.
    pub(super) fn plain(margin_share: f64, annual_discount_rate: f64, revenue_minor: f64) -> Self {
        let cohort = Cohort {
            retention: 0.8,
            margin: margin_share,
            growth: 0.0,
            annual_discount_rate,
            service_cost: 0.0,
            acquisition_cost: 0.0,
            years: Years::Forever,
        };
        Self { cohort, rise: Rise::Points, by: 0.05, revenue_minor }
    }

    /// What the rise does.
    pub(super) fn uplift(&self) -> Option<Uplift> {
        uplift(&self.cohort, self.rise, self.by)
    }

    /// Change of profit as a share of profit now, with the retention and the way of counting given.
    pub(super) fn share_at(&self, retention: f64, rise: Rise) -> Option<f64> {
        uplift(&Cohort { retention, ..self.cohort }, rise, self.by).and_then(|uplift| uplift.share())
    }
}
