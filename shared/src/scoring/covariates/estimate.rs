//! What a fit with covariates says.

use super::{CovariateData, CovariateProblem, Layout, Penalty, Process};
use crate::math::exp;
use crate::scoring::optimise::{LogLikelihood, Maximum, Scale};
use crate::scoring::{Certificate, Limit};

/// A direction is flat when the log-likelihood loses no more than this along it …
const AS_WELL: f64 = 1e-3;
/// … as far as this, in logarithms of parameters and coefficients of standardised covariates.
const FAR: f64 = 10.0;

/// One coefficient.
///
/// ```
/// use shared::scoring::covariates::Coefficient;
/// let coefficient = Coefficient { name: "newsletter".to_owned(), value: 0.6243, standard_error: Some(0.1) };
/// // Readers buy 1.87 times as often, 1.53 to 2.27 with 95 %.
/// let [low, middle, high] = [-1.96, 0.0, 1.96].map(|z| (coefficient.value + z * 0.1).exp());
/// assert!((middle - 1.867).abs() < 1e-3 && (low - 1.535).abs() < 1e-3 && (high - 2.271).abs() < 1e-3);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Coefficient {
    /// The covariate's name.
    pub name: String,
    /// Its γ: where the covariate is greater by 1, customers buy e^γ times as often, or the parameters of dropout are
    /// shifted by that factor.
    pub value: f64,
    /// From the observed information; `None` at a boundary.
    pub standard_error: Option<f64>,
}

/// Parameters and coefficients at the maximum.
///
/// ```
/// use shared::scoring::History;
/// use shared::scoring::covariates::{CovariateProblem, Covariates, Grouped, Options, Profiles};
/// use shared::scoring::nbd::covariates::{EFFECTS, Plain};
/// // Ten times each: 0 to 3 repeat purchases without a newsletter, twice as many with it, all in 39 weeks.
/// let history = |row: u32| {
///     let frequency = row % 4 * (1 + row / 4 % 2);
///     History { frequency, recency: f64::from(row % 4) * 9.0, age: 39.0 }
/// };
/// let histories: Vec<History> = (0..80).map(history).collect();
/// let newsletter = (0..80).map(|row| f64::from(row / 4 % 2)).collect();
/// let purchase = Covariates::new(80, vec![("newsletter".to_owned(), newsletter)])?;
/// let profiles = Profiles::of(&histories, &purchase, &Covariates::none(80))?;
/// let data = Grouped { plain: &Plain, profiles: &profiles };
/// let problem = CovariateProblem::new(&data, &EFFECTS, &Options::default())?;
/// let maximum = problem.maximise(&[(-10.0, 10.0); 2], &[vec![0.0, 3.0]]);
/// let estimate = problem.certify(&maximum, Vec::new(), &[]);
/// assert!((estimate.purchase[0].value - 2.0_f64.ln()).abs() < 1e-6);
/// // Without the newsletter 1.5 purchases are expected in 39 weeks.
/// let [r, alpha] = estimate.parameters()[..] else { panic!("two parameters") };
/// assert!((r / alpha * 39.0 - 1.5).abs() < 1e-6);
/// assert_eq!((estimate.point.len(), estimate.certificate.standard_errors.len()), (3, 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CovariateEstimate {
    /// The plain model's log parameters of a customer whose covariates are all 0, then the coefficients.
    pub point: Vec<f64>,
    /// What stands where in the point.
    pub layout: Layout,
    /// Coefficients of the purchase process.
    pub purchase: Vec<Coefficient>,
    /// Coefficients of the dropout process.
    pub dropout: Vec<Coefficient>,
    /// Its log-likelihood is without the penalty; its standard errors stand in the order of the point, those of
    /// parameters before those of coefficients. Gradient and condition number are those of covariates with mean 0 and
    /// standard deviation 1.
    pub certificate: Certificate,
}

impl CovariateEstimate {
    /// The plain model's parameters of a customer whose covariates are all 0.
    #[must_use]
    pub fn parameters(&self) -> Vec<f64> {
        self.point[..self.layout.plain()].iter().map(|coordinate| exp(*coordinate)).collect()
    }
}

impl<Data: CovariateData> CovariateProblem<'_, Data> {
    /// The estimate at a maximum, given the limits that the model sees in it. Along a limit's direction nothing
    /// changes: the coordinates that make it flat are to be `held`, or it would fill the covariance; they get no
    /// standard error.
    #[must_use]
    pub fn certify(&self, maximum: &Maximum, mut limits: Vec<Limit>, held: &[usize]) -> CovariateEstimate {
        let layout = &self.layout;
        let mut maximum = maximum.clone();
        for at in held {
            maximum.at_bound[*at] = true;
        }
        let flat = self.flat_direction(&maximum);
        let unbounded = |at: usize| flat[at].abs() > 0.1 || (maximum.at_bound[at] && !held.contains(&at));
        let unbounded: Vec<usize> = (layout.plain()..layout.len()).filter(|at| unbounded(*at)).collect();
        if !unbounded.is_empty() {
            limits.push(Limit::UnboundedCoefficient);
        }
        for at in unbounded {
            maximum.at_bound[at] = true;
        }
        let scales: Vec<Scale> =
            (0..layout.len()).map(|at| if at < layout.plain() { Scale::Log } else { Scale::Identity }).collect();
        let (customers, distinct) = (self.data.customers(), self.data.distinct_histories());
        let mut certificate = Certificate::of(&maximum, &scales, customers, distinct);
        let point = self.standardisation.point(&maximum.point);
        certificate.log_likelihood = self.likelihood(Penalty::default()).evaluate(&point).value;
        certificate.covariance = certificate.covariance.map(|covariance| self.standardisation.covariance(&covariance));
        certificate.standard_errors =
            Certificate::standard_errors(&point, &maximum.at_bound, &scales, certificate.covariance.as_ref());
        // Parameters of a customer with all covariates 0 that move with an unbounded coefficient mean nothing.
        for (error, moves) in certificate.standard_errors.iter_mut().zip(self.standardisation.point(&flat)) {
            *error = error.filter(|_| moves.abs() <= 0.1);
        }
        certificate.limits = limits;
        let coefficients = |process, names: &[String]| -> Vec<Coefficient> {
            let coefficient = |(name, at): (&String, &usize)| Coefficient {
                name: name.clone(),
                value: point[*at],
                standard_error: certificate.standard_errors[*at],
            };
            names.iter().zip(layout.coefficients(process)).map(coefficient).collect()
        };
        let purchase = coefficients(Process::Purchase, self.data.names(Process::Purchase));
        let dropout = coefficients(Process::Dropout, self.data.names(Process::Dropout));
        CovariateEstimate { point, layout: layout.clone(), purchase, dropout, certificate }
    }

    /// The direction along which the log-likelihood does not fall however far one goes, its largest component 1; zero
    /// where there is none.
    fn flat_direction(&self, maximum: &Maximum) -> Vec<f64> {
        let mut direction = maximum.information().flattest();
        let largest = direction.iter().fold(0.0, |largest: f64, component| largest.max(component.abs()));
        let falls = |distance: f64| {
            let far = maximum.point.iter().zip(&direction).map(|(at, component)| at + distance / largest * component);
            let value = self.evaluate(&far.collect::<Vec<_>>()).value;
            maximum.evaluation.value - value >= AS_WELL
        };
        let factor = if largest == 0.0 || (falls(FAR) && falls(-FAR)) { 0.0 } else { 1.0 / largest };
        for component in &mut direction {
            *component *= factor;
        }
        direction
    }
}
