//! Parameters and the model they make.

use super::legs::{Leg, Mixture, legs};
use super::path::Path;
use super::{VaryingCovariates, VaryingError};
use crate::scoring::pareto_nbd::{Model, Parameters};

/// A Pareto/NBD whose covariates change over time, with checked parameters.
///
/// It says what it knows of a customer through [`Self::customer`].
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::pareto_nbd::time_varying::VaryingModel;
/// let parameters = Parameters { r: 1.4, alpha: 48.0, s: 0.6, beta: 47.0 };
/// let model = VaryingModel::new(parameters, vec![("holiday".to_owned(), 0.6)], Vec::new())?;
/// assert_eq!(model.parameters(), parameters);
/// assert!(VaryingModel::new(Parameters { r: -1.0, ..parameters }, Vec::new(), Vec::new()).is_err());
/// # Ok::<(), shared::scoring::pareto_nbd::time_varying::VaryingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct VaryingModel {
    plain: Model,
    purchase: Vec<(String, f64)>,
    dropout: Vec<(String, f64)>,
}

impl VaryingModel {
    /// The model with these parameters, times in weeks, of a customer whose covariates are all 0, and these
    /// coefficients γ of the purchase process and δ of the dropout process by the names of their covariates: where a
    /// covariate is greater by 1, purchases or dropout come e^γ or e^δ times as fast.
    ///
    /// # Errors
    /// When a parameter is not positive and finite, a coefficient not finite or a name there twice.
    pub fn new(
        parameters: Parameters,
        purchase: Vec<(String, f64)>,
        dropout: Vec<(String, f64)>,
    ) -> Result<Self, VaryingError> {
        for coefficients in [&purchase, &dropout] {
            for (index, (name, value)) in coefficients.iter().enumerate() {
                if !value.is_finite() {
                    return Err(VaryingError::Coefficient { name: name.clone(), value: *value });
                }
                if coefficients[..index].iter().any(|(other, _)| other == name) {
                    return Err(VaryingError::NamedTwice { name: name.clone() });
                }
            }
        }
        Ok(Self { plain: parameters.check()?, purchase, dropout })
    }

    /// The parameters of a customer whose covariates are all 0.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        self.plain.values()
    }

    /// The model of a customer whose covariates are always 0.
    #[must_use]
    pub fn plain(&self) -> Model {
        self.plain
    }

    /// Coefficients of the purchase process by the names of their covariates.
    #[must_use]
    pub fn purchase(&self) -> &[(String, f64)] {
        &self.purchase
    }

    /// Coefficients of the dropout process by the names of their covariates.
    #[must_use]
    pub fn dropout(&self) -> &[(String, f64)] {
        &self.dropout
    }

    /// The mixture of rates at a customer's first purchase.
    pub(super) fn at_first(&self) -> Mixture {
        let Parameters { r, alpha, s, beta } = self.plain.values();
        Mixture { n: r, tau: alpha, s, sigma: beta }
    }

    /// The legs of a customer who first bought `first` weeks after the calendar's beginning, from and to so many weeks
    /// after that.
    pub(super) fn legs(
        &self,
        (purchase, dropout): (&VaryingCovariates, &VaryingCovariates),
        customer: usize,
        first: f64,
        between: (f64, f64),
    ) -> Result<Vec<Leg>, VaryingError> {
        for (table, coefficients) in [(purchase, &self.purchase), (dropout, &self.dropout)] {
            if customer >= table.customers() {
                return Err(VaryingError::NoSuchCustomer { customer, customers: table.customers() });
            }
            if !table.names().iter().eq(coefficients.iter().map(|(name, _)| name)) {
                let expected = coefficients.iter().map(|(name, _)| name.clone()).collect();
                return Err(VaryingError::Names { found: table.names().to_vec(), expected });
            }
        }
        Ok(legs(&Path::new(purchase, dropout, customer, first, between)?, &self.purchase, &self.dropout))
    }
}

#[cfg(test)]
mod tests {
    use super::{VaryingCovariates, VaryingError, VaryingModel};
    use crate::scoring::Weeks;
    use crate::scoring::pareto_nbd::Parameters;

    const PARAMETERS: Parameters = Parameters { r: 1.0, alpha: 10.0, s: 1.0, beta: 10.0 };

    #[test]
    fn refuses_impossible_coefficients() {
        let with = |purchase: &[(&str, f64)]| {
            let purchase = purchase.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
            VaryingModel::new(PARAMETERS, purchase, Vec::new())
        };
        assert!(with(&[("a", 1.0), ("b", 1.0)]).is_ok());
        assert!(matches!(with(&[("a", 1.0), ("a", 1.0)]), Err(VaryingError::NamedTwice { .. })));
        assert!(matches!(with(&[("a", f64::NAN)]), Err(VaryingError::Coefficient { .. })));
    }

    #[test]
    fn refuses_tables_of_other_covariates_or_customers() {
        let model = VaryingModel::new(PARAMETERS, vec![("a".to_owned(), 1.0)], Vec::new()).expect("possible");
        let none = VaryingCovariates::none(Weeks::of_weeks(1.0), 4, 1).expect("a table");
        assert!(matches!(model.legs((&none, &none), 0, 0.0, (0.0, 1.0)), Err(VaryingError::Names { .. })));
        assert!(matches!(model.legs((&none, &none), 1, 0.0, (0.0, 1.0)), Err(VaryingError::NoSuchCustomer { .. })));
    }
}
