//! Parameters and the model they make.

use crate::scoring::ParameterError;

/// When a customer may drop out: what tells the two models apart.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::{History, PurchaseModel};
/// assert_eq!(Dropout::AfterRepeats.opportunities(2), 2.0);
/// assert_eq!(Dropout::AfterEveryTransaction.opportunities(2), 3.0);
/// // Of those who bought once only BG/NBD is sure.
/// let alive = |when, parameters: Parameters| {
///     Ok::<_, shared::scoring::ParameterError>(parameters.check(when)?.probability_alive(&History::NEW))
/// };
/// assert_eq!(alive(Dropout::AfterRepeats, Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 })?, 1.0);
/// let mbg = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
/// assert!((alive(Dropout::AfterEveryTransaction, mbg)? - 1.614 / 2.505).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropout {
    /// After each repeat transaction: BG/NBD.
    AfterRepeats,
    /// After each transaction, the first included: MBG/NBD.
    AfterEveryTransaction,
}

impl Dropout {
    /// Opportunities to drop out that a customer alive with this many repeat transactions has survived: m.
    #[must_use]
    pub fn opportunities(self, frequency: u32) -> f64 {
        match self {
            Self::AfterRepeats => f64::from(frequency),
            Self::AfterEveryTransaction => f64::from(frequency) + 1.0,
        }
    }
}

/// The four parameters: λ ~ Gamma(r, α) over customers, in purchases a week, and p ~ Beta(a, b).
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// let parameters = Parameters { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
/// assert_eq!(Parameters::NAMES, ["r", "alpha", "a", "b"]);
/// assert_eq!(Parameters::from_array(parameters.to_array()).check(Dropout::AfterRepeats)?.values(), parameters);
/// let error = Parameters { a: f64::NAN, ..parameters }.check(Dropout::AfterRepeats).expect_err("no number");
/// assert_eq!(error.name, "a");
/// # Ok::<(), shared::scoring::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Rate of the gamma distribution of purchase rates, weeks.
    pub alpha: f64,
    /// First shape of the beta distribution of the dropout probability.
    pub a: f64,
    /// Second shape of the beta distribution of the dropout probability.
    pub b: f64,
}

impl Parameters {
    /// Their symbols, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 4] = ["r", "alpha", "a", "b"];

    /// In the order r, alpha, a, b.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// From the order r, alpha, a, b.
    #[must_use]
    pub fn from_array([r, alpha, a, b]: [f64; 4]) -> Self {
        Self { r, alpha, a, b }
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// The first parameter that is not a positive finite number.
    pub fn check(self, dropout: Dropout) -> Result<Model, ParameterError> {
        ParameterError::check(Self::NAMES, self.to_array())?;
        Ok(Model { dropout, parameters: self })
    }
}

/// A BG/NBD or MBG/NBD with checked parameters.
///
/// ```
/// use shared::scoring::beta_geometric::{Dropout, Parameters};
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// let model = Parameters { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }.check(Dropout::AfterEveryTransaction)?;
/// assert_eq!((model.name(), model.dropout()), ("mbg-nbd", Dropout::AfterEveryTransaction));
/// let history = History::new(2, 30.43, 38.86)?;
/// assert!((model.probability_alive(&history) - 0.7062022651).abs() < 1e-9);
/// assert!((model.expected_purchases(&history, Weeks::of_weeks(39.0)) - 1.2629606233).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    dropout: Dropout,
    parameters: Parameters,
}

impl Model {
    /// Which of the two models.
    #[must_use]
    pub fn dropout(&self) -> Dropout {
        self.dropout
    }

    /// The parameters.
    #[must_use]
    pub fn values(&self) -> Parameters {
        self.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::{Dropout, Parameters};

    #[test]
    fn refuses_what_is_not_positive() {
        let good = Parameters { r: 0.5, alpha: 6.0, a: 0.9, b: 1.6 };
        assert!(good.check(Dropout::AfterRepeats).is_ok());
        for (bad, name) in [
            (Parameters { r: 0.0, ..good }, "r"),
            (Parameters { alpha: f64::NAN, ..good }, "alpha"),
            (Parameters { a: -1.0, ..good }, "a"),
            (Parameters { b: f64::INFINITY, ..good }, "b"),
        ] {
            assert_eq!(bad.check(Dropout::AfterRepeats).expect_err("refused").name, name);
        }
    }
}
