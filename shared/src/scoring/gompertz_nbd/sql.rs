//! P(alive) where the data are: in the database.

use super::Model;
use crate::scoring::purchase_model::{HistoryColumns, LARGEST_EXPONENT, LifetimeSql, SilenceSql};

/// With these, P(alive) is right to 10 digits after the point for β up to 30, to 7 for a thousand and to 4 for ten million, where
/// all customers leave at nearly the same age.
const NODES: usize = 48;

/// Lifetimes with S(y) = (1 + (e^(by) − 1)/β)^−s.
struct Gompertz {
    b: f64,
    s: f64,
    beta: f64,
    shift: f64,
}

impl Gompertz {
    /// 1 + (β − 1) e^(−by): β + e^(by) − 1 without its growth.
    fn tempered(&self, at: &str) -> String {
        let Self { b, beta, shift, .. } = self;
        format!("(1.0 + {:?} * EXP({b:?} * ({shift:?} - {at})))", beta - 1.0)
    }
}

impl LifetimeSql for Gompertz {
    fn log_survival_ratio(&self, from: &str, to: &str) -> String {
        let Self { b, s, .. } = self;
        let tempered = format!("LN({} / {})", self.tempered(to), self.tempered(from));
        format!("{s:?} * ({b:?} * ({to} - {from}) + {tempered})")
    }

    fn hazard(&self, at: &str) -> String {
        format!("{:?} / {}", self.s * self.b, self.tempered(at))
    }
}

impl Model {
    /// The parameters printed so that they parse to the same bits. `NULL` where bT exceeds [`LARGEST_EXPONENT`]: some databases
    /// fail on powers that small.
    pub(super) fn alive_expression(&self, columns: &HistoryColumns<'_>) -> String {
        let [shape, rate, b, s, beta] = self.values().to_array();
        let shift = rate.min(beta / b);
        let lifetime = Gompertz { b, s, beta, shift };
        let silence = SilenceSql { shape, rate, shift, lifetime, nodes: NODES, columns: *columns };
        let (exponent, probability) = silence.exponent_and_probability();
        let age = columns.age;
        format!(
            "CASE WHEN {b:?} * ({age}) > {LARGEST_EXPONENT:?} THEN NULL WHEN {exponent} > {LARGEST_EXPONENT:?} THEN 0.0 \
             ELSE {probability} END"
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::PurchaseModel;
    use crate::scoring::gompertz_nbd::Parameters;
    use crate::scoring::purchase_model::sql_oracle;

    #[test]
    fn the_database_computes_what_the_model_does() {
        for (parameters, tolerance) in [
            ([0.553, 10.58, 0.0002, 0.603, 0.0026], 1e-10),
            ([3.0, 100.0, 0.01, 3.0, 1.0], 1e-12),
            ([0.55, 0.5, 0.1, 0.6, 30.0], 1e-10),
            ([0.55, 10.6, 0.1, 0.05, 1e3], 1e-7),
            ([0.55, 10.6, 0.1, 0.6, 1e7], 1e-4),
        ] {
            let model = Parameters::from_array(parameters).check().expect("positive");
            sql_oracle::assert_agrees(&model, tolerance);
        }
    }

    #[test]
    fn an_age_whose_power_has_no_float_has_no_answer() {
        let model = Parameters { r: 0.5, alpha: 10.0, b: 2.0, s: 0.6, beta: 1.0 }.check().expect("positive");
        let sql = model.probability_alive_sql(&sql_oracle::COLUMNS);
        let at = |age| sql_oracle::evaluate(&sql, &[("x", 1.0), ("recency_days", 7.0), ("age", age)]);
        assert!(at(300.0) >= 0.0 && at(300.5).is_nan());
    }
}
