//! P(alive) where the data are: in the database.

use super::{Dropout, Model, Parameters};
use crate::scoring::purchase_model::HistoryColumns;

/// Beyond this exponent the probability is 0 to hundreds of digits, and some databases fail on e to its power.
const LARGEST_EXPONENT: f64 = 700.0;

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
