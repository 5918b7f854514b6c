//! What a customer is worth whose like are lost at a constant rate.

use super::geometric::geometric_sum;

/// How many years are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// So many.
    Count(u16),
    /// All to come.
    Forever,
}

/// Customers won together, and what is assumed of them. Amounts are in one unit of money, whichever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cohort {
    /// Share of customers that stays from one year to the next, 0 to 1.
    pub retention: f64,
    /// Contribution margin of a customer in the first year, before the cost to serve.
    pub margin: f64,
    /// Growth of that margin from year to year of a customer who stays: 0.05 is 5 %, above −1.
    pub growth: f64,
    /// Annual effective discount rate, above −1.
    pub annual_discount_rate: f64,
    /// Cost to serve a customer, a year; does not grow.
    pub service_cost: f64,
    /// Cost of winning a customer, once, before the first year.
    pub acquisition_cost: f64,
    /// Years counted.
    pub years: Years,
}

impl Cohort {
    /// Present value of a customer net of acquisition: with retention r, margin m growing by g, discount rate d, cost to
    /// serve c and acquisition cost A
    ///
    /// ```text
    /// V = m·S(r(1 + g)/(1 + d)) − c·S(r/(1 + d)) − A,   S(x) = 1 + x + … + xⁿ⁻¹ = (1 − xⁿ)/(1 − x), for ever 1/(1 − x)
    /// ```
    ///
    /// The first year is certain and not discounted (Gupta and Lehmann 2003). `None` where value for ever is infinite.
    ///
    /// ```
    /// use shared::planning::claims::{Cohort, Years};
    ///
    /// let cohort = Cohort {
    ///     retention: 0.8,
    ///     margin: 100.0,
    ///     growth: 0.0,
    ///     annual_discount_rate: 0.0,
    ///     service_cost: 20.0,
    ///     acquisition_cost: 150.0,
    ///     years: Years::Forever,
    /// };
    /// // 80 a year over a mean of five years, less 150.
    /// assert!((cohort.value().unwrap() - 250.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        let kept = self.retention / (1.0 + self.annual_discount_rate);
        let margins = geometric_sum(kept * (1.0 + self.growth), self.years)?;
        let services = geometric_sum(kept, self.years)?;
        Some(self.margin * margins - self.service_cost * services - self.acquisition_cost)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Cohort, Years};
    use crate::random::Random;

    /// Any cohort of so many years.
    pub(in crate::planning::claims) fn random_cohort(random: &mut Random, years: Years) -> Cohort {
        let mut within = |low: f64, high: f64| low + (high - low) * random.uniform();
        Cohort {
            retention: within(0.0, 1.0),
            margin: within(1.0, 200.0),
            growth: within(-0.3, 0.3),
            annual_discount_rate: within(0.0, 0.5),
            service_cost: within(0.0, 50.0),
            acquisition_cost: within(0.0, 300.0),
            years,
        }
    }

    /// Year after year, as one would do it on paper.
    fn year_by_year(cohort: &Cohort, years: u16) -> f64 {
        let (mut share, mut margin, mut discount) = (1.0, cohort.margin, 1.0);
        let mut value = -cohort.acquisition_cost;
        for _ in 0..years {
            value += share * (margin - cohort.service_cost) * discount;
            share *= cohort.retention;
            margin *= 1.0 + cohort.growth;
            discount /= 1.0 + cohort.annual_discount_rate;
        }
        value
    }

    #[test]
    fn the_closed_form_is_the_sum_year_by_year() {
        let mut random = Random::new(14, 0);
        for case in 0..5_000_u16 {
            let years = case % 61;
            let cohort = random_cohort(&mut random, Years::Count(years));
            let (closed, summed) = (cohort.value().expect("finite"), year_by_year(&cohort, years));
            assert!((closed - summed).abs() <= 1e-9 * (1.0 + summed.abs()), "{cohort:?}: {closed} {summed}");
        }
    }

    #[test]
    fn for_ever_is_the_limit_of_long_horizons() {
        let mut random = Random::new(15, 0);
        let mut compared = 0;
        for _ in 0..1_000 {
            let cohort = random_cohort(&mut random, Years::Forever);
            let ratio = cohort.retention * (1.0 + cohort.growth.max(0.0)) / (1.0 + cohort.annual_discount_rate);
            let Some(value) = cohort.value().filter(|_| ratio < 0.99) else { continue };
            let long = Cohort { years: Years::Count(5_000), ..cohort }.value().expect("finite");
            assert!((value - long).abs() <= 1e-9 * (1.0 + value.abs()), "{cohort:?}: {value} {long}");
            compared += 1;
        }
        assert!(compared > 800, "{compared}");
    }

    #[test]
    fn three_years_by_hand() {
        // 100 − 10, then ½ of (110 − 10) at 1/1.25, then ¼ of (121 − 10) at 1/1.5625, less 60.
        let cohort = Cohort {
            retention: 0.5,
            margin: 100.0,
            growth: 0.1,
            annual_discount_rate: 0.25,
            service_cost: 10.0,
            acquisition_cost: 60.0,
            years: Years::Count(3),
        };
        let by_hand = 90.0 + 40.0 + 17.76 - 60.0;
        assert!((cohort.value().expect("finite") - by_hand).abs() < 1e-12);
        assert_eq!(Cohort { years: Years::Count(0), ..cohort }.value(), Some(-60.0));
        assert_eq!(Cohort { retention: 1.0, growth: 0.3, years: Years::Forever, ..cohort }.value(), None);
    }

    #[test]
    fn value_rises_with_retention_and_falls_with_discount_and_costs() {
        let mut random = Random::new(16, 0);
        for case in 0..2_000_u16 {
            let years = Years::Count(2 + case % 30);
            // Where every year brings more than it costs.
            let cohort = Cohort { growth: random.uniform() * 0.3, ..random_cohort(&mut random, years) };
            let cohort = Cohort { service_cost: cohort.margin * 0.9 * random.uniform(), ..cohort };
            let value = |changed: Cohort| changed.value().expect("finite");
            let now = value(cohort);
            assert!(value(Cohort { retention: cohort.retention + 0.01, ..cohort }) > now, "{cohort:?}");
            assert!(value(Cohort { annual_discount_rate: cohort.annual_discount_rate + 0.01, ..cohort }) <= now);
            assert!(value(Cohort { service_cost: cohort.service_cost + 0.01, ..cohort }) < now);
            assert!(value(Cohort { acquisition_cost: cohort.acquisition_cost + 0.01, ..cohort }) < now);
        }
    }
}
