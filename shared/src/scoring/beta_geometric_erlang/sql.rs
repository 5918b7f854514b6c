//! P(alive) where the data are: in the database.

use super::{Dropout, Model, Parameters};
use crate::scoring::purchase_model::{HistoryColumns, LARGEST_EXPONENT};

impl Model {
    /// S/(S + a/(b + m − 1) · e^(n ln((α + T)/(α + t_x)))), the parameters printed so that they parse to the same bits.
    pub(super) fn alive_expression(&self, columns: &HistoryColumns<'_>) -> String {
        let Parameters { regularity, r, alpha, a, b } = self.values();
        let HistoryColumns { frequency, recency, age } = columns;
        let phases = regularity.phases();
        let shape = format!("({r:?} + {phases} * ({frequency}))");
        let exponent = format!("{shape} * LN(({alpha:?} + ({age})) / ({alpha:?} + ({recency})))");
        let silence = format!("(({age}) - ({recency})) / ({alpha:?} + ({age}))");
        // S by Horner's scheme: 1 + n z (1 + (n + 1)/2 z (1 + …)).
        let open_gap = (1..phases)
            .rev()
            .fold("1.0".to_owned(), |inner, j| format!("(1.0 + ({shape} + {}) / {j}.0 * {silence} * {inner})", j - 1));
        let (certain, survived) = match self.dropout() {
            Dropout::AfterRepeats => {
                (format!("WHEN ({frequency}) = 0 THEN 1.0 "), format!("({b:?} + ({frequency}) - 1)"))
            }
            Dropout::AfterEveryTransaction => (String::new(), format!("({b:?} + ({frequency}))")),
        };
        format!(
            "CASE {certain}WHEN {exponent} > {LARGEST_EXPONENT:?} THEN 0.0 \
             ELSE 1.0 / (1.0 + {a:?} / {survived} * EXP({exponent}) / {open_gap}) END"
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
    use crate::scoring::purchase_model::{HistoryColumns, sql_oracle};

    #[test]
    fn the_expression_spells_the_formula() {
        let model =
            Parameters { regularity: Regularity::new(3).expect("in range"), r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
        let columns = HistoryColumns { frequency: "x", recency: "t", age: "n" };
        let repeats = model.check(Dropout::AfterRepeats).expect("positive").alive_expression(&columns);
        assert_eq!(
            repeats,
            "CASE WHEN (x) = 0 THEN 1.0 \
             WHEN (0.5 + 3 * (x)) * LN((6.0 + (n)) / (6.0 + (t))) > 600.0 THEN 0.0 \
             ELSE 1.0 / (1.0 + 0.9 / (1.6 + (x) - 1) * EXP((0.5 + 3 * (x)) * LN((6.0 + (n)) / (6.0 + (t)))) \
             / (1.0 + ((0.5 + 3 * (x)) + 0) / 1.0 * ((n) - (t)) / (6.0 + (n)) \
             * (1.0 + ((0.5 + 3 * (x)) + 1) / 2.0 * ((n) - (t)) / (6.0 + (n)) * 1.0))) END"
        );
    }

    #[test]
    fn the_database_computes_what_the_model_does() {
        for dropout in [Dropout::AfterRepeats, Dropout::AfterEveryTransaction] {
            for phases in [1, 2, 7, 12] {
                let regularity = Regularity::new(phases).expect("in range");
                let model = Parameters::from_array(regularity, [0.525, 6.183, 0.891, 1.614]);
                let model = model.check(dropout).expect("positive");
                sql_oracle::assert_agrees(&model, 1e-14);
            }
        }
    }
}
