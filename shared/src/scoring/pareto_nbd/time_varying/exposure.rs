//! The integral of e^(γ·x) over a path, with its derivatives in γ.

/// How much time a customer has lived through, each week counted e^(γ·x) times.
#[derive(Clone, Debug)]
pub(super) struct Exposure {
    pub(super) value: f64,
    pub(super) first: Vec<f64>,
    /// Second derivatives, row by row.
    pub(super) second: Vec<f64>,
}

impl Exposure {
    /// No time, with that many covariates.
    pub(super) fn none(covariates: usize) -> Self {
        Self { value: 0.0, first: vec![0.0; covariates], second: vec![0.0; covariates * covariates] }
    }

    /// Back to no time.
    pub(super) fn clear(&mut self) {
        self.value = 0.0;
        self.first.fill(0.0);
        self.second.fill(0.0);
    }

    /// Adds a piece with these covariates and this time, already counted e^(γ·x) times.
    pub(super) fn add(&mut self, counted: f64, covariates: &[f64]) {
        self.value += counted;
        for (first, x) in self.first.iter_mut().zip(covariates) {
            *first += counted * x;
        }
        if covariates.is_empty() {
            return;
        }
        for (row, x) in self.second.chunks_exact_mut(covariates.len()).zip(covariates) {
            for (entry, other) in row.iter_mut().zip(covariates) {
                *entry += counted * x * other;
            }
        }
    }
}
