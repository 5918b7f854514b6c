//! One phase is BG/NBD or MBG/NBD.

use shared::scoring::beta_geometric::{self, Dropout};
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::{assert_close, regular};

const TOLERANCE: f64 = 1e-12;

#[test]
fn one_phase_is_the_model_of_gaps_at_random() {
    for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
        for values in [[0.243, 4.414, 0.793, 2.426], [0.525, 6.183, 0.891, 1.614], [3.0, 20.0, 3.4, 5.0]] {
            let random = beta_geometric::Parameters::from_array(values).check(dropout).unwrap();
            let one_phase = regular(dropout, 1, values);
            for (x, t_x, age) in [(0, 0.0, 0.0), (0, 0.0, 38.86), (2, 30.43, 38.86), (7, 35.0, 38.86), (26, 30.8, 31.0)]
            {
                let history = History::new(x, t_x, age).unwrap();
                let check = |figure: &str, answer: &dyn Fn(&dyn PurchaseModel) -> f64, tolerance: f64| {
                    assert_close(answer(&one_phase), answer(&random), tolerance, &format!("{figure} of {history:?}"));
                };
                check("log-likelihood", &|model| model.log_likelihood(&history) - 1.0, TOLERANCE);
                check("P(alive)", &|model| model.probability_alive(&history), TOLERANCE);
                for weeks in [0.5, 39.0, 520.0] {
                    let horizon = Weeks::of_weeks(weeks);
                    check("P(alive) later", &|model| model.probability_alive_after(&history, horizon), TOLERANCE);
                    check("purchases", &|model| model.expected_purchases(&history, horizon), TOLERANCE);
                    check("no purchase", &|model| model.no_purchase_probability(&history, horizon), TOLERANCE);
                    for count in [1, 2, 9] {
                        // The other model's own rounding shows in small probabilities.
                        let answer = |model: &dyn PurchaseModel| {
                            1.0 + model.purchase_count_probability(&history, count, horizon)
                        };
                        check("counts", &answer, TOLERANCE);
                    }
                }
                let rate = DiscountRate::annual_effective(0.15).unwrap();
                for horizon in [Weeks::of_years(3.0), Weeks::FOREVER] {
                    check("discounted", &|model| model.discounted_purchases(&history, rate, horizon), 1e-11);
                }
                let none = DiscountRate::none();
                for weeks in [0.5, 39.0, 520.0] {
                    let horizon = Weeks::of_weeks(weeks);
                    check("pairs", &|model| model.discounted_pairs(&history, none, horizon), 1e-9);
                }
                let ever = |model: &dyn PurchaseModel| model.discounted_purchases(&history, none, Weeks::FOREVER);
                assert!(ever(&one_phase) == ever(&random));
            }
        }
    }
}
