//! Point values by another way, with 30 digits: integrals over rates of sums over purchases.

use serde_json::Value;
use shared::math::{ln_1p, ln_gamma};
use shared::scoring::beta_geometric::Dropout;
use shared::scoring::{DiscountRate, History, PurchaseModel, Weeks};

use super::{assert_close, regular};

#[test]
fn point_values_agree_with_thirty_digits() {
    let path = format!("{}/tests/data/regularity_values.json", env!("CARGO_MANIFEST_DIR"));
    let rows: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(rows.len(), 6);
    for row in &rows {
        let number = |name: &str| row[name].as_f64().expect("a number");
        let dropout = if row["model"] == "bg-cnbd-k" { Dropout::AfterRepeats } else { Dropout::AfterEveryTransaction };
        let parameter = |index: usize| row["parameters"][index].as_f64().expect("a number");
        let phases = number("k") as u32;
        let model = regular(dropout, phases, [0, 1, 2, 3].map(parameter));
        assert_eq!(row["model"], model.name());
        let history = History::new(number("x") as u32, number("t_x"), number("T")).unwrap();
        let what = |figure: &str| format!("{figure} of {row}");
        // The reference leaves out the factor of the gaps.
        let ways = f64::from(history.frequency) * ln_gamma(f64::from(phases));
        let log_likelihood = model.log_likelihood_of_gaps(&history, 0.0) + ways;
        assert!((log_likelihood - number("log_likelihood")).abs() < 1e-10, "{}", what("log-likelihood"));
        assert_close(model.probability_alive(&history), number("p_alive"), 1e-11, &what("P(alive)"));
        for (weeks, expected) in row["expected"].as_object().unwrap() {
            let horizon = Weeks::of_weeks(weeks.parse().unwrap());
            let purchases = model.expected_purchases(&history, horizon);
            assert_close(purchases, expected.as_f64().unwrap(), 1e-10, &what("purchases"));
        }
        for (count, expected) in row["counts_39"].as_object().unwrap() {
            let horizon = Weeks::of_weeks(39.0);
            let probability = model.purchase_count_probability(&history, count.parse().unwrap(), horizon);
            assert_close(probability, expected.as_f64().unwrap(), 1e-10, &what("counts"));
        }
        let rate = DiscountRate::continuous_per_week(ln_1p(0.1) / 52.0).unwrap();
        let discounted = model.discounted_purchases(&history, rate, Weeks::FOREVER);
        assert_close(discounted, number("discounted_10_percent"), 1e-10, &what("discounted"));
        // 35 years hold all but e^−3.3 of it; 480 all.
        let part = model.discounted_purchases(&history, rate, Weeks::of_years(35.0));
        let all = model.discounted_purchases(&history, rate, Weeks::of_years(420.0));
        assert!(part < discounted, "{}", what("part"));
        assert_close(all, discounted, 1e-10, &what("all"));
    }
}
