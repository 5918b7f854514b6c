//! Parameters and the model they make.

use crate::scoring::ParameterError;

/// When a customer may drop out: what tells the two models apart.
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

/// The four parameters. Time is in weeks.
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
