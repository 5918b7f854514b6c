//! P(alive) in a database.

use std::fmt::Write;

use super::{DiscreteHistory, Model};

/// SQL expressions for the numbers of a [`DiscreteHistory`]. They are put into the statement as they are, so they
/// must not come from a user.
///
/// ```
/// use shared::scoring::bg_bb::{DiscreteColumns, DiscreteHistory, Parameters};
/// let model = Parameters { alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783 }.check()?;
/// let columns = DiscreteColumns { transactions: "gifts", last: "last_year" };
/// let sql = model.probability_alive_sql(1, &columns);
/// let never = model.probability_alive(DiscreteHistory::new(0, 0, 1)?);
/// let expected = format!(
///     "CASE WHEN gifts = 0 THEN CASE last_year WHEN 0 THEN {never:e} END \
///      WHEN gifts = 1 THEN CASE last_year WHEN 1 THEN 1e0 END END"
/// );
/// assert_eq!(sql, expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DiscreteColumns<'a> {
    /// Opportunities taken.
    pub transactions: &'a str,
    /// The last opportunity taken, counted from 1; 0 where there is none.
    pub last: &'a str,
}

impl Model {
    /// P(alive) at the last of so many `opportunities` as an SQL expression: a table of all histories there can be,
    /// n(n + 1)/2 + 1 of them, as one `CASE`. `NULL` for a history that cannot be.
    #[must_use]
    pub fn probability_alive_sql(&self, opportunities: u32, columns: &DiscreteColumns<'_>) -> String {
        let mut text = "CASE".to_owned();
        for transactions in 0..=opportunities {
            let lasts = if transactions == 0 { 0..=0 } else { transactions..=opportunities };
            write!(text, " WHEN {} = {transactions} THEN CASE {}", columns.transactions, columns.last)
                .expect("a text takes everything");
            for last in lasts {
                let history =
                    DiscreteHistory::new(transactions, last, opportunities).expect("possible by construction");
                write!(text, " WHEN {last} THEN {:e}", self.probability_alive(history))
                    .expect("a text takes everything");
            }
            text.push_str(" END");
        }
        text.push_str(" END");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::Parameters;
    use super::DiscreteColumns;

    #[test]
    fn it_is_a_table_of_all_histories() {
        let model = Parameters { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 }.check().unwrap();
        let columns = DiscreteColumns { transactions: "x", last: "t_x" };
        let text = model.probability_alive_sql(2, &columns);
        let number =
            |x, last| format!("{:e}", model.probability_alive(super::DiscreteHistory::new(x, last, 2).unwrap()));
        let expected = format!(
            "CASE WHEN x = 0 THEN CASE t_x WHEN 0 THEN {} END WHEN x = 1 THEN CASE t_x WHEN 1 THEN {} WHEN 2 THEN {} \
             END WHEN x = 2 THEN CASE t_x WHEN 2 THEN {} END END",
            number(0, 0),
            number(1, 1),
            number(1, 2),
            number(2, 2)
        );
        assert_eq!(text, expected);
        assert_eq!(number(2, 2), "1e0");
    }
}
