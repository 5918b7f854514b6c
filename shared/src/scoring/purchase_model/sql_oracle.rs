//! Evaluates the SQL of a model, to check it against the model itself.

use super::HistoryColumns;
use crate::math::{exp, ln};
use crate::scoring::{History, PurchaseModel};

/// The columns of which [`assert_agrees`] writes rows.
pub(crate) const COLUMNS: HistoryColumns<'_> =
    HistoryColumns { frequency: "x", recency: "recency_days / 7.0", age: "age" };

/// The database computes what the model does, for customers of all kinds.
#[track_caller]
pub(crate) fn assert_agrees(model: &dyn PurchaseModel, tolerance: f64) {
    let sql = model.probability_alive_sql(&COLUMNS);
    for age in [0.5, 4.0, 38.86, 700.0, 3_650.0] {
        for (frequency, share) in [(0, 0.0), (1, 0.02), (1, 1.0), (2, 0.783), (10, 0.97), (200, 0.999), (1_000, 0.03)] {
            let days = 7.0 * age * share;
            let history = History { frequency, recency: days / 7.0, age };
            let row = [("x", f64::from(frequency)), ("recency_days", days), ("age", age)];
            let difference = evaluate(&sql, &row) - model.probability_alive(&history);
            assert!(difference.abs() < tolerance, "{history:?}: {difference:e}");
        }
    }
}

/// The value of an expression of numbers, named columns, `+ - * /`, parentheses, `EXP`, `LN`, `NULL` (not a number) and
/// `CASE WHEN … THEN … ELSE … END` with `=` or `>` between expressions.
pub(crate) fn evaluate(expression: &str, columns: &[(&str, f64)]) -> f64 {
    let mut spaced = expression.to_owned();
    for sign in ["(", ")", "*", "/", "=", ">"] {
        spaced = spaced.replace(sign, &format!(" {sign} "));
    }
    let tokens = spaced.split_whitespace().map(str::to_owned).collect();
    let mut parser = Parser { tokens, at: 0, columns };
    let value = parser.sum();
    assert_eq!(parser.at, parser.tokens.len(), "something follows the expression {expression}");
    value
}

struct Parser<'a> {
    tokens: Vec<String>,
    at: usize,
    columns: &'a [(&'a str, f64)],
}

impl Parser<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).map_or("", String::as_str)
    }

    fn take(&mut self) -> String {
        self.at += 1;
        self.tokens[self.at - 1].clone()
    }

    #[track_caller]
    fn expect(&mut self, token: &str) {
        assert_eq!(self.take(), token);
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            match self.peek() {
                "+" => {
                    self.at += 1;
                    value += self.product();
                }
                "-" => {
                    self.at += 1;
                    value -= self.product();
                }
                _ => return value,
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.atom();
        loop {
            match self.peek() {
                "*" => {
                    self.at += 1;
                    value *= self.atom();
                }
                "/" => {
                    self.at += 1;
                    value /= self.atom();
                }
                _ => return value,
            }
        }
    }

    fn atom(&mut self) -> f64 {
        let token = self.take();
        match token.as_str() {
            "(" => {
                let value = self.sum();
                self.expect(")");
                value
            }
            "EXP" | "LN" => {
                let argument = self.atom();
                if token == "EXP" { exp(argument) } else { ln(argument) }
            }
            "CASE" => self.case(),
            "NULL" => f64::NAN,
            name => match self.columns.iter().find(|(column, _)| *column == name) {
                Some((_, value)) => *value,
                None => name.parse().unwrap_or_else(|_| panic!("{name:?} is neither a column nor a number")),
            },
        }
    }

    /// All branches are evaluated, as some databases do.
    fn case(&mut self) -> f64 {
        let mut chosen = None;
        while self.peek() == "WHEN" {
            self.at += 1;
            let left = self.sum();
            let holds = match self.take().as_str() {
                "=" => left == self.sum(),
                ">" => left > self.sum(),
                other => panic!("no comparison: {other}"),
            };
            self.expect("THEN");
            let value = self.sum();
            if holds && chosen.is_none() {
                chosen = Some(value);
            }
        }
        self.expect("ELSE");
        let otherwise = self.sum();
        self.expect("END");
        chosen.unwrap_or(otherwise)
    }
}

#[test]
fn evaluates_what_models_write() {
    let value = |text: &str| evaluate(text, &[("x", 3.0), ("t", 0.5)]);
    assert_eq!(value("1.0 + 2 * (x - 1) / 4e0"), 2.0);
    assert_eq!(value("EXP(LN(x) * 0) + t"), 1.5);
    assert_eq!(value("CASE WHEN (x) = 3 THEN 7 WHEN x > 1 THEN 8 ELSE 9 END"), 7.0);
    assert_eq!(value("CASE WHEN x = 2 THEN 7 WHEN x > 1 THEN 8 ELSE 9 END"), 8.0);
}
