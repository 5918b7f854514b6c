//! Businesses of which an uplift is told, and what would make it so.

use super::{Assumption, Cohort, Rise, Target, Years, values_for};

/// A business of the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Business {
    /// Branches of one bank; deposits.
    BankBranches,
    /// An insurance brokerage.
    InsuranceBrokerage,
    /// A chain of garages.
    AutoService,
    /// Credit insurance.
    CreditInsurance,
}

/// A business and what is told of it.
///
/// Bank branches, brokerage and auto service: Reichheld and Sasser 1990, Zero defections: quality comes to services, Harvard
/// Business Review 68(5), whose abstract gives the three figures for "reducing the defection rate just 5 %". Assumptions and
/// cash flows were not published, so those here are ours: plain ones, with the cost of winning a customer that makes the
/// figure come out. The 25 % of credit insurance is passed on without a calculation behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Which business.
    pub business: Business,
    /// Change of profit as a share of profit, as told.
    pub told: f64,
    /// Whether the figure stands in the first publication.
    pub is_published: bool,
    retention: f64,
    growth: f64,
}

impl Preset {
    /// All of them, the largest figure first.
    pub const ALL: [Self; 4] = [
        Self { business: Business::BankBranches, told: 0.85, is_published: true, retention: 0.9, growth: 0.05 },
        Self { business: Business::InsuranceBrokerage, told: 0.5, is_published: true, retention: 0.85, growth: 0.05 },
        Self { business: Business::AutoService, told: 0.3, is_published: true, retention: 0.75, growth: 0.03 },
        Self { business: Business::CreditInsurance, told: 0.25, is_published: false, retention: 0.8, growth: 0.0 },
    ];

    /// Assumptions with which five points more retention give what is told, with `margin` as the margin of the first year:
    /// discounted at 10 %, for ever, no cost to serve, and the cost of winning that it takes.
    ///
    /// ```
    /// use shared::planning::claims::{Preset, Rise, uplift};
    ///
    /// for preset in Preset::ALL {
    ///     let share = uplift(&preset.reproducing(100.0), Rise::Points, 0.05).and_then(|it| it.share()).unwrap();
    ///     assert!((share - preset.told).abs() < 1e-9);
    /// }
    /// ```
    #[must_use]
    pub fn reproducing(&self, margin: f64) -> Cohort {
        let cohort = Cohort {
            retention: self.retention,
            margin,
            growth: self.growth,
            annual_discount_rate: 0.1,
            service_cost: 0.0,
            acquisition_cost: 0.0,
            years: Years::Forever,
        };
        let target = Target { rise: Rise::Points, by: 0.05, uplift: self.told };
        let most = cohort.value().unwrap_or(0.0);
        let costs = values_for(&cohort, &target, Assumption::AcquisitionCost, (0.0, most));
        Cohort { acquisition_cost: costs.first().copied().unwrap_or(0.0), ..cohort }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Rise, uplift};
    use super::Preset;

    #[test]
    fn each_reproduces_its_figure_with_a_cost_that_could_be() {
        for preset in Preset::ALL {
            let cohort = preset.reproducing(1.0);
            let share = uplift(&cohort, Rise::Points, 0.05).and_then(|it| it.share()).expect("profit");
            assert!((share - preset.told).abs() < 1e-9, "{preset:?}: {share}");
            assert!((0.5..3.0).contains(&cohort.acquisition_cost), "{preset:?}: {} years", cohort.acquisition_cost);
        }
    }

    #[test]
    fn the_bank_by_hand() {
        // Sums of years: 1/(1 − .9·1.05/1.1) = 7.0968 and 1/(1 − .95·1.05/1.1) = 10.7317; the difference over .85 is the
        // profit of now, 4.2764, so winning has cost the rest.
        let cost = Preset::ALL[0].reproducing(100.0).acquisition_cost;
        assert!((cost - 282.04).abs() < 0.01, "{cost}");
    }

    #[test]
    fn costs_keep_their_proportion_to_the_margin() {
        for preset in Preset::ALL {
            let (one, forty) = (preset.reproducing(1.0), preset.reproducing(40.0));
            assert!((forty.acquisition_cost - 40.0 * one.acquisition_cost).abs() < 1e-9);
        }
    }
}
