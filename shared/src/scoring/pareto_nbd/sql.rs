//! P(alive) where the data are: in the database.

use super::Model;
use crate::scoring::purchase_model::{HistoryColumns, LARGEST_EXPONENT, LifetimeSql, SilenceSql};

/// With these, P(alive) is right to 11 digits after the point for parameters from 0.05 to 500 and 70 years.
const NODES: usize = 24;

/// Lifetimes with S(y) = (1 + y/β)^−s.
struct Pareto {
    s: f64,
    /// β − m.
    ahead: f64,
}

impl LifetimeSql for Pareto {
    fn log_survival_ratio(&self, from: &str, to: &str) -> String {
        let Self { s, ahead } = self;
        format!("{s:?} * LN(({ahead:?} + {to}) / ({ahead:?} + {from}))")
    }

    fn hazard(&self, at: &str) -> String {
        let Self { s, ahead } = self;
        format!("{s:?} / ({ahead:?} + {at})")
    }
}

impl Model {
    /// The parameters printed so that they parse to the same bits.
    pub(super) fn alive_expression(&self, columns: &HistoryColumns<'_>) -> String {
        let [shape, rate, s, beta] = self.values().to_array();
        let shift = rate.min(beta);
        let lifetime = Pareto { s, ahead: beta - shift };
        let silence = SilenceSql { shape, rate, shift, lifetime, nodes: NODES, columns: *columns };
        let (exponent, probability) = silence.exponent_and_probability();
        format!("CASE WHEN {exponent} > {LARGEST_EXPONENT:?} THEN 0.0 ELSE {probability} END")
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::pareto_nbd::Parameters;
    use crate::scoring::purchase_model::sql_oracle;

    #[test]
    fn the_database_computes_what_the_model_does() {
        for parameters in [
            [0.5534, 10.5802, 0.6061, 11.6562],
            [0.05, 0.05, 0.6, 11.7],
            [3.0, 200.0, 3.0, 0.05],
            [0.55, 10.6, 0.05, 500.0],
            [1.0, 7.0, 1.0, 7.0],
        ] {
            let model = Parameters::from_array(parameters).check().expect("positive");
            sql_oracle::assert_agrees(&model, 1e-11);
        }
    }
}
