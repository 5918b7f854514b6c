//! When two answers are the same answer. Times of different answers are no ratio.

use anyhow::{Result, ensure};

use super::contestant::Answer;

/// Estimates may differ by this share: others stop earlier, by a rule of their own.
const ESTIMATES: f64 = 0.01;
/// Scores at the same parameters may differ by this share.
const SCORES: f64 = 1e-6;
/// What is smaller than this counts as nothing, in purchases or money.
const NOTHING: f64 = 1e-9;

/// Natively and as wasm every bit is the same.
pub(super) fn same_bits(ours: &Answer, theirs: &Answer) -> Result<()> {
    let bits = |answer: &Answer| -> Vec<u64> {
        let values = answer.values.iter().chain(&answer.standard_errors).chain(&answer.log_likelihood);
        values.map(|value| value.to_bits()).collect()
    };
    ensure!(bits(ours) == bits(theirs), "its bits are others: {:?} instead of {:?}", theirs.values, ours.values);
    Ok(())
}

/// Estimates, and standard errors where there are some, agree to a hundredth.
pub(super) fn same_estimates(ours: &Answer, theirs: &Answer) -> Result<()> {
    close("estimates", &ours.values, &theirs.values, ESTIMATES)?;
    if theirs.standard_errors.is_empty() {
        return Ok(());
    }
    close("standard errors", &ours.standard_errors, &theirs.standard_errors, ESTIMATES)
}

/// Scores agree to a millionth.
pub(super) fn same_scores(ours: &[f64], theirs: &[f64]) -> Result<()> {
    close("scores", ours, theirs, SCORES)
}

fn close(what: &str, ours: &[f64], theirs: &[f64], share: f64) -> Result<()> {
    ensure!(ours.len() == theirs.len(), "it gives {} {what}, not {}", theirs.len(), ours.len());
    for (ours, theirs) in ours.iter().zip(theirs) {
        let is_close = (ours - theirs).abs() <= share * ours.abs() + NOTHING;
        ensure!(is_close, "its {what} differ: {theirs} instead of {ours}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::contestant::Answer;
    use super::{same_bits, same_estimates, same_scores};

    fn fit(values: &[f64], standard_errors: &[f64]) -> Answer {
        Answer { values: values.to_vec(), standard_errors: standard_errors.to_vec(), ..Answer::default() }
    }

    #[test]
    fn estimates_agree_to_a_hundredth_with_or_without_standard_errors() {
        let ours = fit(&[0.243, 4.414], &[0.01, 0.3]);
        assert!(same_estimates(&ours, &fit(&[0.2431, 4.41], &[])).is_ok());
        assert!(same_estimates(&ours, &fit(&[0.2431, 4.41], &[0.01, 0.301])).is_ok());
        assert!(same_estimates(&ours, &fit(&[0.2431, 4.41], &[0.01, 0.4])).is_err());
        assert!(same_estimates(&ours, &fit(&[0.25, 4.41], &[])).is_err());
        assert!(same_estimates(&ours, &fit(&[0.243], &[])).is_err());
    }

    #[test]
    fn what_is_no_number_agrees_with_nothing() {
        assert!(same_scores(&[1.0], &[f64::NAN]).is_err());
        assert!(same_scores(&[1.0, 0.0], &[1.0 + 1e-9, 1e-12]).is_ok());
        assert!(same_scores(&[1.0], &[1.0 + 1e-5]).is_err());
    }

    #[test]
    fn one_bit_is_a_difference() {
        assert!(same_bits(&fit(&[1.0], &[]), &fit(&[1.0], &[])).is_ok());
        assert!(same_bits(&fit(&[1.0], &[]), &fit(&[1.0 + f64::EPSILON], &[])).is_err());
    }
}
