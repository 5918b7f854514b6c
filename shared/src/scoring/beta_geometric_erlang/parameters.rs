//! Parameters and the model they make.

use super::{Dropout, Regularity};
use crate::scoring::ParameterError;

/// The regularity and the four parameters: λ ~ Gamma(r, α) over customers, in phases a week, and p ~ Beta(a, b).
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
/// let parameters = Parameters { regularity: Regularity::new(2)?, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
/// assert_eq!(Parameters::from_array(Regularity::new(2)?, parameters.to_array()), parameters);
/// assert_eq!(parameters.check(Dropout::AfterRepeats)?.values(), parameters);
/// assert!(Parameters { alpha: 0.0, ..parameters }.check(Dropout::AfterRepeats).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// k: phases of a gap. λ counts phases a week, so that an alive customer buys λ/k times a week.
    pub regularity: Regularity,
    /// Shape of the gamma distribution of λ.
    pub r: f64,
    /// Rate of the gamma distribution of λ, weeks.
    pub alpha: f64,
    /// First shape of the beta distribution of the dropout probability.
    pub a: f64,
    /// Second shape of the beta distribution of the dropout probability.
    pub b: f64,
}

impl Parameters {
    /// The symbols of the four, in the order of [`Self::to_array`].
    pub const NAMES: [&'static str; 4] = ["r", "alpha", "a", "b"];

    /// In the order r, alpha, a, b.
    #[must_use]
    pub fn to_array(self) -> [f64; 4] {
        [self.r, self.alpha, self.a, self.b]
    }

    /// From the order r, alpha, a, b.
    #[must_use]
    pub fn from_array(regularity: Regularity, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { regularity, r, alpha, a, b }
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

/// A BG/CNBD-k or MBG/CNBD-k with checked parameters.
///
/// ```
/// use shared::scoring::beta_geometric_erlang::{Dropout, Parameters, Regularity};
/// use shared::scoring::{History, PurchaseModel, Weeks};
/// let parameters = Parameters { regularity: Regularity::new(2)?, r: 0.4, alpha: 9.0, a: 0.793, b: 2.426 };
/// let model = parameters.check(Dropout::AfterEveryTransaction)?;
/// assert_eq!((model.name(), model.dropout()), ("mbg-cnbd-k", Dropout::AfterEveryTransaction));
/// let history = History::new(2, 30.43, 38.86)?;
/// assert!((model.probability_alive(&history) - 0.808566249015).abs() < 1e-9);
/// assert!((model.expected_purchases(&history, Weeks::of_weeks(39.0)) - 1.399061629386).abs() < 1e-9);
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
