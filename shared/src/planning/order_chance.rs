//! Who is expected to order within some days if nothing is done.

use super::portfolio::Portfolio;
use super::{Assessment, Estimate};
use crate::base::Customers;
use crate::math::NORMAL_975;
use crate::scoring::{PurchaseModel, Weeks};

/// For every customer the chance of at least one order within so many days; `None` where the verdict is to rank by lateness.
pub(crate) fn order_chances(customers: &Customers, assessment: &Assessment, days: u32) -> Option<Vec<f64>> {
    let portfolio = Portfolio::new(customers, assessment)?;
    let horizon = Weeks::of_days(f64::from(days));
    let of_history = |history: &_| 1.0 - portfolio.model.no_purchase_probability(history, horizon);
    let chances: Vec<f64> = portfolio.histories.iter().map(|history| of_history(&history)).collect();
    Some(portfolio.rows().map(|(history, _)| chances[history]).collect())
}

/// How many of several customers with these chances order, with the interval (95 %) that chance alone gives it.
pub(crate) fn expected_count(chances: impl Iterator<Item = f64>) -> Estimate {
    let (value, variance) =
        chances.fold((0.0, 0.0), |(sum, variance), chance| (sum + chance, variance + chance * (1.0 - chance)));
    let half = NORMAL_975 * variance.sqrt();
    Estimate { value, low: (value - half).max(0.0), high: value + half }
}

#[cfg(test)]
mod tests {
    use super::{expected_count, order_chances};
    use crate::planning::fixture::shop;
    use crate::planning::{assess, score_presence};

    #[test]
    fn it_is_being_alive_times_not_waiting_longer() {
        let mut customers = shop();
        let assessment = assess(&customers);
        score_presence(&mut customers, &assessment);
        let chances = order_chances(&customers, &assessment, 90).expect("estimated");
        let fit = assessment.fit(crate::planning::ModelName::MbgNbd).expect("fitted");
        let [r, alpha] =
            ["r", "alpha"].map(|name| fit.parameters.iter().find(|it| it.name == name).expect("there").value);
        for (row, chance) in chances.iter().enumerate() {
            // Who is alive stays so until the next order, which a rate of a Gamma distribution brings.
            let shape = r + f64::from(customers.frequency[row]);
            let weeks = alpha + f64::from(customers.age_days[row]) / 7.0;
            let none = crate::math::exp(-shape * crate::math::ln_1p(90.0 / 7.0 / weeks));
            let by_hand = customers.probability_alive[row] * (1.0 - none);
            assert!((chance - by_hand).abs() < 1e-9, "{row}: {chance} {by_hand}");
        }
    }

    #[test]
    fn the_count_of_equal_chances_is_binomial() {
        let count = expected_count([0.2; 100].into_iter());
        assert!((count.value - 20.0).abs() < 1e-12);
        assert!((count.high - count.value - 1.959_964 * 4.0).abs() < 1e-5);
        assert_eq!(expected_count(std::iter::empty()).value, 0.0);
    }
}
