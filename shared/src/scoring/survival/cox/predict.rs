//! What the model says of a spell.

use super::Model;
use crate::math::exp;

impl Model {
    /// e^((x − x̄)β): how many times the hazard of a spell with mean covariates these covariates have.
    ///
    /// ```
    /// use shared::scoring::survival::{Covariates, Spells, cox};
    /// let spells = Spells::new(vec![1.0, 2.0, 3.0], vec![true; 3])?;
    /// let monthly = Covariates::new(vec!["monthly".to_owned()], vec![1.0, 0.0, 1.0])?;
    /// let model = cox::fit(&spells, &monthly)?.model;
    /// let ratio = model.hazard_ratio(&[1.0]) / model.hazard_ratio(&[0.0]);
    /// assert!((ratio - 0.5_f64.sqrt()).abs() < 1e-6 && (model.hazard_ratio(&[2.0 / 3.0]) - 1.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn hazard_ratio(&self, covariates: &[f64]) -> f64 {
        assert_eq!(covariates.len(), self.parameters().coefficients.len(), "one value a covariate");
        let centred = covariates.iter().zip(&self.parameters().means).zip(&self.parameters().coefficients);
        exp(centred.map(|((value, mean), coefficient)| (value - mean) * coefficient).sum())
    }

    /// The cumulative hazard with mean covariates until a time; after the last one as at its end.
    ///
    /// H₀(t) = Σ 1/Σ e^((x − x̄)β) over the ends up to t, the inner sum over those at risk (Breslow 1974; ties after
    /// Efron 1977).
    ///
    /// ```
    /// use shared::scoring::survival::cox::Parameters;
    /// let (times, cumulative_hazard) = (vec![1.0, 2.0], vec![0.1, 0.3]);
    /// let parameters = Parameters { names: vec![], coefficients: vec![], means: vec![], times, cumulative_hazard };
    /// let model = parameters.check()?;
    /// assert_eq!([0.5, 1.5, 9.0].map(|time| model.baseline_cumulative_hazard(time)), [0.0, 0.1, 0.3]);
    /// # Ok::<(), shared::scoring::survival::ParameterError>(())
    /// ```
    #[must_use]
    pub fn baseline_cumulative_hazard(&self, time: f64) -> f64 {
        let seen = self.parameters().times.partition_point(|other| *other <= time);
        seen.checked_sub(1).map_or(0.0, |last| self.parameters().cumulative_hazard[last])
    }

    /// The probability that a spell with these covariates lasts longer than a time: exp(−H₀(t) · hazard ratio).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn survival(&self, covariates: &[f64], time: f64) -> f64 {
        exp(-self.baseline_cumulative_hazard(time) * self.hazard_ratio(covariates))
    }

    /// The probability that a spell with these covariates that has lasted `age` lasts `more` longer:
    /// S(age + more)/S(age).
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn survival_of_active(&self, covariates: &[f64], age: f64, more: f64) -> f64 {
        let ahead = self.baseline_cumulative_hazard(age + more) - self.baseline_cumulative_hazard(age);
        exp(-ahead * self.hazard_ratio(covariates))
    }

    /// The time by which a spell with these covariates has ended with probability `share`; `None` where the data end
    /// before it.
    ///
    /// # Panics
    /// When there are not as many values as covariates.
    #[must_use]
    pub fn quantile(&self, covariates: &[f64], share: f64) -> Option<f64> {
        let hazard = -crate::math::ln_1p(-share) / self.hazard_ratio(covariates);
        self.parameters()
            .times
            .get(self.parameters().cumulative_hazard.partition_point(|reached| *reached < hazard))
            .copied()
    }
}
