//! Parameters.

use super::ParameterError;
use crate::scoring::optimise::Scale;

/// One of the two classes of customers.
///
/// ```
/// use shared::scoring::contractual::{Retention, latent_class_weibull::{Class, Parameters}};
/// // One class alone: S(t) = (1 − θ)^(t^c), here 0.8^(2^2).
/// let class = Class { theta: 0.2, c: 2.0 };
/// let model = Parameters { first: class, second: class, share: 0.5 }.check()?;
/// assert!((model.survival(2) - 0.4096).abs() < 1e-12);
/// # Ok::<(), shared::scoring::contractual::latent_class_weibull::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Class {
    /// θ: the share of the class that leaves at the first renewal.
    pub theta: f64,
    /// c: above 1 the risk of leaving rises with tenure, below 1 it falls.
    pub c: f64,
}

/// The five parameters.
///
/// ```
/// use shared::scoring::contractual::latent_class_weibull::Parameters;
/// let parameters = Parameters::from_array([0.5, 1.0, 0.1, 1.2, 0.4]);
/// assert_eq!((parameters.first.theta, parameters.second.c, parameters.share), (0.5, 1.2, 0.4));
/// assert_eq!(parameters.to_array(), [0.5, 1.0, 0.1, 1.2, 0.4]);
/// assert_eq!(Parameters::NAMES[4], "w");
/// assert_eq!(parameters.check()?.parameters(), parameters);
/// # Ok::<(), shared::scoring::contractual::latent_class_weibull::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// The class that leaves sooner.
    pub first: Class,
    /// The class that stays longer.
    pub second: Class,
    /// w: the share of new customers that belongs to the first class.
    pub share: f64,
}

/// What the optimiser's coordinates are of the parameters.
pub(super) const SCALES: [Scale; 5] = [Scale::Logit, Scale::Log, Scale::Logit, Scale::Log, Scale::Logit];

impl Parameters {
    /// Their symbols.
    pub const NAMES: [&'static str; 5] = ["theta_1", "c_1", "theta_2", "c_2", "w"];

    /// The parameters in the order of their names.
    #[must_use]
    pub fn to_array(self) -> [f64; 5] {
        [self.first.theta, self.first.c, self.second.theta, self.second.c, self.share]
    }

    /// The parameters from the order of their names.
    #[must_use]
    pub fn from_array([theta_1, c_1, theta_2, c_2, share]: [f64; 5]) -> Self {
        Self { first: Class { theta: theta_1, c: c_1 }, second: Class { theta: theta_2, c: c_2 }, share }
    }

    /// The model with these parameters.
    ///
    /// # Errors
    /// When a share does not lie strictly between 0 and 1 or an exponent is not positive.
    pub fn check(self) -> Result<Model, ParameterError> {
        for (name, value) in Self::NAMES.into_iter().zip(self.to_array()) {
            if name.starts_with('c') {
                if !(value.is_finite() && value > 0.0) {
                    return Err(ParameterError::NotPositive { name, value });
                }
            } else if !(value > 0.0 && value < 1.0) {
                return Err(ParameterError::NotAShare { name, value });
            }
        }
        Ok(Model { parameters: self })
    }
}

/// An LCW with checked parameters: S(t) = w (1 − θ₁)^(t^c₁) + (1 − w)(1 − θ₂)^(t^c₂) after t whole periods (Fader,
/// Hardie, Liu, Davin and Steenburgh 2018). What it says of a customer is in [`Retention`].
///
/// [`Retention`]: crate::scoring::contractual::Retention
///
/// ```
/// use shared::scoring::contractual::{Retention, latent_class_weibull::Parameters};
/// // 40 % of the customers leave with probability ½ at each renewal, the others with 0.1.
/// let model = Parameters::from_array([0.5, 1.0, 0.1, 1.0, 0.4]).check()?;
/// assert!((model.survival(2) - (0.4 * 0.25 + 0.6 * 0.81)).abs() < 1e-12);
/// # Ok::<(), shared::scoring::contractual::latent_class_weibull::ParameterError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    parameters: Parameters,
}

impl Model {
    /// The parameters.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        self.parameters
    }
}

#[cfg(test)]
mod tests {
    use super::{ParameterError, Parameters};

    #[test]
    fn refuses_parameters_outside_their_range() {
        let check = |array| Parameters::from_array(array).check();
        assert!(check([0.3, 1.3, 0.05, 0.9, 0.3]).is_ok());
        let error = check([1.0, 1.3, 0.05, 0.9, 0.3]).expect_err("theta_1");
        assert_eq!(error, ParameterError::NotAShare { name: "theta_1", value: 1.0 });
        let error = check([0.3, 1.3, 0.05, 0.0, 0.3]).expect_err("c_2");
        assert_eq!(error, ParameterError::NotPositive { name: "c_2", value: 0.0 });
        assert!(check([0.3, 1.3, 0.05, 0.9, f64::NAN]).is_err());
    }
}
