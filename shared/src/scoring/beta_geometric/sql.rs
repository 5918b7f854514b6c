//! P(alive) where the data are: in the database.

use super::{Dropout, Model, Parameters};
use crate::scoring::purchase_model::{HistoryColumns, LARGEST_EXPONENT};

impl Model {
    /// 1/(1 + a/(b + m − 1) · e^(n ln((α + T)/(α + t_x)))), the parameters printed so that they parse to the same bits.
    pub(super) fn alive_expression(&self, columns: &HistoryColumns<'_>) -> String {
        let Parameters { r, alpha, a, b } = self.values();
        let HistoryColumns { frequency, recency, age } = columns;
        let exponent = format!("({r:?} + ({frequency})) * LN(({alpha:?} + ({age})) / ({alpha:?} + ({recency})))");
        let (certain, survived) = match self.dropout() {
            Dropout::AfterRepeats => {
                (format!("WHEN ({frequency}) = 0 THEN 1.0 "), format!("({b:?} + ({frequency}) - 1)"))
            }
            Dropout::AfterEveryTransaction => (String::new(), format!("({b:?} + ({frequency}))")),
        };
        format!(
            "CASE {certain}WHEN {exponent} > {LARGEST_EXPONENT:?} THEN 0.0 \
             ELSE 1.0 / (1.0 + {a:?} / {survived} * EXP({exponent})) END"
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::beta_geometric::{Dropout, Parameters};
    use crate::scoring::purchase_model::sql_oracle;

    #[test]
    fn the_database_computes_what_the_model_does() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            for (r, alpha, a, b) in [(0.243, 4.414, 0.793, 2.426), (1e-6, 50.16, 1e-7, 1e6)] {
                let model = Parameters { r, alpha, a, b }.check(dropout).expect("positive");
                sql_oracle::assert_agrees(&model, 1e-15);
            }
        }
    }
}
