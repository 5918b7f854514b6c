//! What may be assumed otherwise.

use super::Cohort;

/// One assumption of a [`Cohort`] that is a number without steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assumption {
    /// Share of customers that stays a year.
    Retention,
    /// Margin of the first year.
    Margin,
    /// Growth of the margin, a year.
    Growth,
    /// Annual discount rate.
    DiscountRate,
    /// Cost to serve, a year.
    ServiceCost,
    /// Cost of winning a customer.
    AcquisitionCost,
}

impl Assumption {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Retention, Self::Margin, Self::Growth, Self::DiscountRate, Self::ServiceCost, Self::AcquisitionCost];

    /// Its value in a cohort.
    #[must_use]
    pub const fn get(self, cohort: &Cohort) -> f64 {
        match self {
            Self::Retention => cohort.retention,
            Self::Margin => cohort.margin,
            Self::Growth => cohort.growth,
            Self::DiscountRate => cohort.annual_discount_rate,
            Self::ServiceCost => cohort.service_cost,
            Self::AcquisitionCost => cohort.acquisition_cost,
        }
    }

    /// The cohort with another value of it.
    #[must_use]
    pub const fn with(self, cohort: &Cohort, value: f64) -> Cohort {
        let mut changed = *cohort;
        match self {
            Self::Retention => changed.retention = value,
            Self::Margin => changed.margin = value,
            Self::Growth => changed.growth = value,
            Self::DiscountRate => changed.annual_discount_rate = value,
            Self::ServiceCost => changed.service_cost = value,
            Self::AcquisitionCost => changed.acquisition_cost = value,
        }
        changed
    }
}
