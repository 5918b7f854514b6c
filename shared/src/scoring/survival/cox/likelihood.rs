//! The partial log-likelihood.
//!
//! At a time with d ends among spells at risk, w = e^(xβ), S₀, S₁, S₂ the sums of w, w x, w x xᵀ over those at risk and
//! D₀, D₁, D₂ over those that end, Efron's form takes off the l-th of the d ends, l from 0, its share f = l/d:
//!
//! Σ xβ over the ends − Σ_l ln φ_l, φ_l = S₀ − f D₀

use std::ops::Range;

use crate::math::{exp, ln};
use crate::scoring::optimise::{Evaluation, LogLikelihood, Matrix};
use crate::scoring::survival::Spells;
use crate::scoring::survival::columns::{dot, products, sum};
use crate::scoring::survival::covariates::Standardised;

/// The partial log-likelihood over spells and covariates, both in the order of duration.
pub(super) struct PartialLikelihood<'a> {
    pub(super) covariates: &'a Standardised,
    /// 1 for each spell that ended, in the order of duration.
    pub(super) ended: Vec<f64>,
    /// The times at which a spell ended.
    pub(super) ends: Vec<Ends>,
    /// Σ x over the spells that ended.
    ended_sums: Vec<f64>,
}

/// A time at which spells ended.
pub(super) struct Ends {
    /// Its number among the moments.
    pub(super) moment: usize,
    /// How many ended.
    pub(super) count: f64,
    /// Positions of the spells with this duration.
    pub(super) tied: Range<usize>,
    /// Positions of the spells that were at risk now but not at the next such time.
    pub(super) last_at_risk: Range<usize>,
}

impl<'a> PartialLikelihood<'a> {
    pub(super) fn new(spells: &'a Spells, covariates: &'a Standardised) -> Self {
        let ended = spells.order().iter().map(|spell| f64::from(u8::from(spells.ended()[*spell as usize])));
        let ended: Vec<f64> = ended.collect();
        let ended_sums = covariates.columns.iter().map(|column| dot(&ended, column)).collect();
        let mut ends: Vec<Ends> = Vec::new();
        let mut start = 0;
        for (moment, seen) in spells.moments().iter().enumerate() {
            let end = start + (seen.ended + seen.censored) as usize;
            if seen.ended > 0.0 {
                ends.push(Ends { moment, count: seen.ended, tied: start..end, last_at_risk: start..end });
            } else if let Some(last) = ends.last_mut() {
                last.last_at_risk.end = end;
            }
            start = end;
        }
        Self { covariates, ended, ends, ended_sums }
    }

    /// xβ of each spell less the largest of them, so that no exponential overflows, and that largest one.
    pub(super) fn predictors(&self, point: &[f64]) -> (Vec<f64>, f64) {
        let mut predictors = self.covariates.predictors(point);
        let largest = predictors.iter().fold(f64::NEG_INFINITY, |largest: f64, x| largest.max(*x));
        predictors.iter_mut().for_each(|predictor| *predictor -= largest);
        (predictors, largest)
    }
}

impl LogLikelihood for PartialLikelihood<'_> {
    fn evaluate(&self, point: &[f64]) -> Evaluation {
        let order = point.len();
        let (predictors, _) = self.predictors(point);
        let weights: Vec<f64> = predictors.iter().map(|predictor| exp(*predictor)).collect();
        let mut evaluation = Evaluation::zero(order);
        evaluation.value = dot(&self.ended, &predictors);
        evaluation.gradient.clone_from(&self.ended_sums);
        let mut at_risk = RiskSums::zero(order);
        let mut weights_of_ending = Vec::new();
        for ends in self.ends.iter().rev() {
            let rows = ends.last_at_risk.clone();
            at_risk.add(self.covariates, rows.clone(), &weights[rows]);
            let mut ending = RiskSums::zero(order);
            if ends.count > 1.0 {
                let tied = ends.tied.clone();
                products(&mut weights_of_ending, &weights[tied.clone()], &self.ended[tied.clone()]);
                ending.add(self.covariates, tied, &weights_of_ending);
            }
            take_off(&mut evaluation, &at_risk, &ending, ends.count);
        }
        evaluation.hessian.mirror_upper();
        evaluation
    }
}

/// S₀, S₁ and the upper triangle of S₂, row by row.
struct RiskSums {
    weight: f64,
    first: Vec<f64>,
    second: Vec<f64>,
    weighted: Vec<f64>,
}

impl RiskSums {
    fn zero(order: usize) -> Self {
        let second = vec![0.0; order * (order + 1) / 2];
        Self { weight: 0.0, first: vec![0.0; order], second, weighted: Vec::new() }
    }

    fn add(&mut self, covariates: &Standardised, rows: Range<usize>, weights: &[f64]) {
        self.weight += sum(weights);
        let mut second = self.second.iter_mut();
        for (i, column) in covariates.columns.iter().enumerate() {
            products(&mut self.weighted, weights, &column[rows.clone()]);
            self.first[i] += sum(&self.weighted);
            for (other, entry) in covariates.columns[i..].iter().zip(second.by_ref()) {
                *entry += dot(&self.weighted, &other[rows.clone()]);
            }
        }
    }
}

/// Takes Σ_l ln φ_l with its derivatives off, for one time.
fn take_off(evaluation: &mut Evaluation, at_risk: &RiskSums, ending: &RiskSums, ended: f64) {
    // Sums over l of f^k/φ and f^k/φ².
    let mut once = [0.0; 2];
    let mut twice = [0.0; 3];
    let mut taken = 0.0;
    while taken < ended {
        let share = taken / ended;
        let left = at_risk.weight - share * ending.weight;
        evaluation.value -= ln(left);
        let inverse = 1.0 / left;
        let square = inverse * inverse;
        once[0] += inverse;
        once[1] += share * inverse;
        twice[0] += square;
        twice[1] += share * square;
        twice[2] += share * share * square;
        taken += 1.0;
    }
    let mut entry = 0;
    for i in 0..at_risk.first.len() {
        let (risk_i, end_i) = (at_risk.first[i], ending.first[i]);
        evaluation.gradient[i] -= once[0] * risk_i - once[1] * end_i;
        for j in i..at_risk.first.len() {
            let (risk_j, end_j) = (at_risk.first[j], ending.first[j]);
            let means =
                twice[0] * risk_i * risk_j - twice[1] * (risk_i * end_j + end_i * risk_j) + twice[2] * end_i * end_j;
            evaluation.hessian[(i, j)] -= once[0] * at_risk.second[entry] - once[1] * ending.second[entry] - means;
            entry += 1;
        }
    }
}

/// The matrix that turns standardised coefficients into those of the covariates' own units.
pub(super) fn to_own_units(covariates: &Standardised) -> Matrix {
    Matrix::from_fn(covariates.columns.len(), |i, j| if i == j { 1.0 / covariates.deviations[i] } else { 0.0 })
}

#[cfg(test)]
pub(super) mod tests {
    use num_dual::{DualNum, HyperDual64};

    use super::PartialLikelihood;
    use crate::scoring::optimise::LogLikelihood;
    use crate::scoring::optimise::oracle::{assert_agree, derivatives};
    use crate::scoring::survival::covariates::Standardised;
    use crate::scoring::survival::{Covariates, Spells};

    /// Tied ends, ends tied with cut-offs, and a time at which none ended.
    pub(in crate::scoring::survival::cox) fn example() -> (Spells, Standardised) {
        let durations = vec![4.0, 2.0, 4.0, 7.0, 2.0, 2.0, 5.0, 4.0, 9.0, 7.0, 4.0, 1.0];
        let ended = [1, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1].map(|ended| ended == 1).to_vec();
        let x = [0.3, 1.2, -0.7, 0.1, 2.0, 0.4, -1.1, 0.9, -0.2, -1.5, 0.6, 1.7];
        let y = [1.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0];
        let values = x.into_iter().zip(y).flat_map(|(x, y)| [x, y]).collect();
        let spells = Spells::new(durations, ended).expect("spells");
        let covariates = Covariates::new(vec!["x".to_owned(), "y".to_owned()], values).expect("covariates");
        let standardised = Standardised::of(&covariates, spells.order()).expect("independent columns");
        (spells, standardised)
    }

    pub(in crate::scoring::survival::cox) fn rows(covariates: &Standardised) -> Vec<[f64; 2]> {
        covariates.columns[0].iter().zip(&covariates.columns[1]).map(|(x, y)| [*x, *y]).collect()
    }

    /// Efron's form from its definition, spells weighted; ends at one time share their mean weight.
    pub(in crate::scoring::survival::cox) fn from_definition(
        spells: &Spells,
        rows: &[[f64; 2]],
        weights: &[HyperDual64],
        point: [HyperDual64; 2],
    ) -> HyperDual64 {
        let of = |position: usize| spells.order()[position] as usize;
        let predictor = |position: usize| point[0] * rows[position][0] + point[1] * rows[position][1];
        let mut sum = HyperDual64::from_re(0.0);
        for moment in spells.moments() {
            let at_risk = (0..rows.len()).filter(|p| spells.durations()[of(*p)] >= moment.time);
            let ending: Vec<usize> = (0..rows.len())
                .filter(|p| spells.durations()[of(*p)] == moment.time && spells.ended()[of(*p)])
                .collect();
            let mass = |position: usize| weights[position] * predictor(position).exp();
            let all = at_risk.fold(HyperDual64::from_re(0.0), |sum, position| sum + mass(position));
            let of_ending = ending.iter().fold(HyperDual64::from_re(0.0), |sum, position| sum + mass(*position));
            let count = ending.len() as f64;
            let mean_weight = ending.iter().fold(HyperDual64::from_re(0.0), |sum, p| sum + weights[*p]) / count;
            for position in &ending {
                sum += weights[*position] * predictor(*position);
            }
            for taken in 0..ending.len() {
                sum -= mean_weight * (all - of_ending * (taken as f64 / count)).ln();
            }
        }
        sum
    }

    #[test]
    fn derivatives_agree_with_hyper_dual_numbers() {
        let (spells, standardised) = example();
        let rows = rows(&standardised);
        let weights = vec![HyperDual64::from_re(1.0); rows.len()];
        for point in [[0.0, 0.0], [0.7, -0.4], [-3.0, 2.0]] {
            let expected = derivatives(|point| from_definition(&spells, &rows, &weights, point), point);
            let actual = PartialLikelihood::new(&spells, &standardised).evaluate(&point);
            assert_agree(&actual, &expected, 1e-12);
        }
    }
}
