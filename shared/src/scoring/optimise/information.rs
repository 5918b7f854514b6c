//! Small symmetric matrices by their eigenvalues.

use super::Matrix;

/// A symmetric matrix as eigenvalues and orthonormal eigenvectors, over the parameters not held at a bound.
///
/// ```
/// use shared::scoring::optimise::{Information, Matrix};
/// let matrix = Matrix::from_rows(&[[2.0, 1.0], [1.0, 2.0]]);
/// // Eigenvalues 3 along (1, 1) and 1 along (1, −1).
/// let information = Information::decompose(&matrix, vec![true, true]);
/// assert!(information.is_positive_definite() && (information.condition_number() - 3.0).abs() < 1e-12);
/// let (least, direction) = information.weakest();
/// assert!((least - 1.0).abs() < 1e-12 && (direction[0] + direction[1]).abs() < 1e-12);
/// let inverse = information.inverse().expect("positive definite");
/// assert!((inverse[(0, 0)] - 2.0 / 3.0).abs() < 1e-12 && (inverse[(0, 1)] + 1.0 / 3.0).abs() < 1e-12);
/// // With the second parameter held the first alone counts.
/// let held = Information::decompose(&matrix, vec![true, false]).inverse().expect("positive");
/// assert_eq!((held[(0, 0)], held[(1, 1)]), (0.5, 0.0));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Information {
    free: Vec<bool>,
    eigenvalues: Vec<f64>,
    /// Component i of the k-th eigenvector stands in row i and column k.
    eigenvectors: Matrix,
}

/// Eigenvalues below this share of the largest count as zero.
const SINGULAR: f64 = 1e-13;
/// Jacobi's method converges quadratically: more sweeps than any matrix needs.
const MOST_SWEEPS: u32 = 30;

impl Information {
    /// Decomposes the part of `matrix` that belongs to the free parameters, by Jacobi rotations.
    #[must_use]
    pub fn decompose(matrix: &Matrix, free: Vec<bool>) -> Self {
        let order = matrix.order();
        let mut a = Matrix::from_fn(order, |i, j| if free[i] && free[j] { matrix[(i, j)] } else { 0.0 });
        let mut eigenvectors = Matrix::from_fn(order, |i, j| f64::from(u8::from(i == j)));
        for _ in 0..MOST_SWEEPS {
            let mut off_diagonal = 0.0;
            let mut diagonal = 0.0;
            for i in 0..order {
                diagonal += a[(i, i)] * a[(i, i)];
                off_diagonal += a.row(i)[..i].iter().map(|x| x * x).sum::<f64>();
            }
            if off_diagonal <= 1e-34 * diagonal {
                break;
            }
            for p in 0..order {
                for q in p + 1..order {
                    rotate(&mut a, &mut eigenvectors, p, q);
                }
            }
        }
        Self { free, eigenvalues: (0..order).map(|i| a[(i, i)]).collect(), eigenvectors }
    }

    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.free.len()).filter(|k| self.free[*k])
    }

    fn free_eigenvalues(&self) -> impl Iterator<Item = f64> + '_ {
        self.free().map(|k| self.eigenvalues[k])
    }

    fn largest(&self) -> f64 {
        self.free_eigenvalues().fold(0.0, |largest, value| largest.max(value.abs()))
    }

    /// Whether all eigenvalues are positive beyond rounding.
    #[must_use]
    pub fn is_positive_definite(&self) -> bool {
        let largest = self.largest();
        largest > 0.0 && self.free_eigenvalues().all(|value| value > SINGULAR * largest)
    }

    /// Largest over smallest eigenvalue; infinite for a singular or indefinite matrix.
    #[must_use]
    pub fn condition_number(&self) -> f64 {
        if !self.is_positive_definite() {
            return f64::INFINITY;
        }
        self.largest() / self.free_eigenvalues().fold(f64::INFINITY, f64::min)
    }

    /// The direction of least curvature among the free parameters, of length 1.
    ///
    /// ```
    /// use shared::scoring::optimise::{Information, Matrix};
    /// let information = Information::decompose(&Matrix::from_rows(&[[2.0, 1.0], [1.0, 2.0]]), vec![true, true]);
    /// let direction = information.flattest();
    /// assert!((direction[0] + direction[1]).abs() < 1e-12 && (direction[0].abs() - 0.5_f64.sqrt()).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn flattest(&self) -> Vec<f64> {
        let least = self.free().min_by(|one, other| self.eigenvalues[*one].total_cmp(&self.eigenvalues[*other]));
        let component = |i: usize| least.map_or(0.0, |k| self.eigenvectors[(i, k)]);
        (0..self.free.len()).map(component).collect()
    }

    /// The inverse, zero where a parameter is held; `None` unless positive definite.
    #[must_use]
    pub fn inverse(&self) -> Option<Matrix> {
        self.is_positive_definite().then(|| {
            let vectors = &self.eigenvectors;
            Matrix::from_fn(self.free.len(), |i, j| {
                self.free().map(|k| vectors[(i, k)] * vectors[(j, k)] / self.eigenvalues[k]).sum()
            })
        })
    }

    /// The smallest eigenvalue and its eigenvector: the direction in which the log-likelihood falls the least.
    #[must_use]
    pub fn weakest(&self) -> (f64, Vec<f64>) {
        let smaller = |i: &usize, j: &usize| self.eigenvalues[*i].total_cmp(&self.eigenvalues[*j]);
        match self.free().min_by(smaller) {
            Some(k) => (self.eigenvalues[k], (0..self.free.len()).map(|i| self.eigenvectors[(i, k)]).collect()),
            None => (0.0, vec![0.0; self.free.len()]),
        }
    }

    /// |matrix|⁻¹ · gradient with eigenvalues kept above a floor: an ascent direction even where the
    /// matrix is not positive definite.
    ///
    /// ```
    /// use shared::scoring::optimise::{Information, Matrix};
    /// // Curved the wrong way in the second coordinate: uphill all the same.
    /// let information = Information::decompose(&Matrix::from_rows(&[[4.0, 0.0], [0.0, -2.0]]), vec![true, true]);
    /// assert!(!information.is_positive_definite() && information.inverse().is_none());
    /// assert_eq!(information.ascent(&[8.0, 8.0]), [2.0, 4.0]);
    /// ```
    #[must_use]
    pub fn ascent(&self, gradient: &[f64]) -> Vec<f64> {
        let floor = (1e-9 * self.largest()).max(1e-300);
        let mut step = vec![0.0; gradient.len()];
        for k in self.free() {
            let along: f64 = self.free().map(|i| self.eigenvectors[(i, k)] * gradient[i]).sum();
            let length = along / self.eigenvalues[k].abs().max(floor);
            for (i, component) in step.iter_mut().enumerate() {
                *component += length * self.eigenvectors[(i, k)];
            }
        }
        step
    }
}

/// One Jacobi rotation that makes the entry at p and q zero.
fn rotate(a: &mut Matrix, vectors: &mut Matrix, p: usize, q: usize) {
    if a[(p, q)] == 0.0 {
        return;
    }
    let theta = (a[(q, q)] - a[(p, p)]) / (2.0 * a[(p, q)]);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    let turn = |x: f64, y: f64| (cosine * x - sine * y, sine * x + cosine * y);
    for i in 0..a.order() {
        (a[(i, p)], a[(i, q)]) = turn(a[(i, p)], a[(i, q)]);
        (vectors[(i, p)], vectors[(i, q)]) = turn(vectors[(i, p)], vectors[(i, q)]);
    }
    for i in 0..a.order() {
        (a[(p, i)], a[(q, i)]) = turn(a[(p, i)], a[(q, i)]);
    }
    // Zero but for rounding, which would keep the sweeps going.
    (a[(p, q)], a[(q, p)]) = (0.0, 0.0);
}

#[cfg(test)]
mod tests {
    use super::{Information, Matrix};

    const MATRIX: [[f64; 3]; 3] = [[4.0, 1.0, -2.0], [1.0, 3.0, 0.5], [-2.0, 0.5, 5.0]];

    #[test]
    fn inverse_times_matrix_is_one() {
        let matrix = Matrix::from_rows(&MATRIX);
        let inverse = Information::decompose(&matrix, vec![true; 3]).inverse().expect("positive definite");
        for i in 0..3 {
            let product = [0, 1, 2].map(|j| (0..3).map(|k| inverse[(i, k)] * matrix[(k, j)]).sum::<f64>());
            assert!(product.iter().enumerate().all(|(j, x)| (x - f64::from(u8::from(i == j))).abs() < 1e-14));
        }
    }

    #[test]
    fn held_parameters_drop_out() {
        let information = Information::decompose(&Matrix::from_rows(&MATRIX), vec![true, false, true]);
        let inverse = information.inverse().expect("positive definite");
        assert!((inverse[(0, 0)] - 5.0 / 16.0).abs() < 1e-15);
        assert_eq!(inverse.row(1), [0.0; 3]);
    }

    #[test]
    fn the_weakest_direction_has_the_smallest_eigenvalue() {
        let matrix = Matrix::from_rows(&[[2.0, 1.0], [1.0, 2.0]]);
        let (smallest, direction) = Information::decompose(&matrix, vec![true; 2]).weakest();
        assert!((smallest - 1.0).abs() < 1e-15 && (direction[0] + direction[1]).abs() < 1e-15);
        assert_eq!(Information::decompose(&matrix, vec![false; 2]).weakest(), (0.0, vec![0.0; 2]));
    }

    #[test]
    fn an_indefinite_matrix_has_no_inverse_but_a_direction_upwards() {
        let saddle = Information::decompose(&Matrix::from_rows(&[[1.0, 0.0], [0.0, -2.0]]), vec![true; 2]);
        assert!(saddle.inverse().is_none());
        assert_eq!(saddle.flattest(), [0.0, 1.0]);
        assert_eq!(saddle.condition_number(), f64::INFINITY);
        assert_eq!(saddle.ascent(&[3.0, 4.0]), [3.0, 2.0]);
    }
}
