//! What proves a logistic regression.

/// The certificate of a fit.
///
/// ```
/// use shared::scoring::classification::Features;
/// use shared::scoring::classification::logistic::{Penalty, fit};
/// let complaint = Features::new(vec!["complaint".to_owned()], vec![0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0])?;
/// let left = [true, false, false, false, true, true, true, false];
/// // The variance of a log-odds ratio is the sum of the four counts' inverses.
/// let errors = fit(&complaint, &left, Penalty::NONE)?.certificate.standard_errors;
/// assert!(errors[1].is_some_and(|error| (error - (2.0_f64 + 2.0 / 3.0).sqrt()).abs() < 1e-6));
/// assert_eq!(fit(&complaint, &left, Penalty::ridge(1.0))?.certificate.standard_errors, [None, None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogisticCertificate {
    /// Log-likelihood at the estimate, without the penalty.
    pub log_likelihood: f64,
    /// Standard errors of the intercept and of each coefficient from the observed information; `None` under a
    /// penalty, whose bias they would not show, and for features that are constant.
    pub standard_errors: Vec<Option<f64>>,
    /// Features of which all customers have the same value; their coefficient is 0.
    pub constant: Vec<String>,
    /// Newton steps.
    pub iterations: u32,
    /// Customers the fit used.
    pub customers: usize,
}
