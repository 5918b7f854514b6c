//! What proves a logistic regression.

/// The certificate of a fit.
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
