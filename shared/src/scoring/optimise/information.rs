//! Small symmetric matrices by their eigenvalues.

/// A symmetric matrix as eigenvalues and orthonormal eigenvectors, over the parameters not held at a bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Information<const N: usize> {
    free: [bool; N],
    eigenvalues: [f64; N],
    /// `eigenvectors[i][k]` is component i of the k-th eigenvector.
    eigenvectors: [[f64; N]; N],
}

/// Eigenvalues below this share of the largest count as zero.
const SINGULAR: f64 = 1e-13;

impl<const N: usize> Information<N> {
    /// Decomposes the part of `matrix` that belongs to the free parameters, by Jacobi rotations.
    #[must_use]
    pub fn decompose(matrix: &[[f64; N]; N], free: [bool; N]) -> Self {
        let mut a: [[f64; N]; N] =
            std::array::from_fn(|i| std::array::from_fn(|j| if free[i] && free[j] { matrix[i][j] } else { 0.0 }));
        let mut eigenvectors = std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }));
        for _ in 0..30 {
            let mut off_diagonal = 0.0;
            let mut diagonal = 0.0;
            for i in 0..N {
                diagonal += a[i][i] * a[i][i];
                off_diagonal += a[i][..i].iter().map(|x| x * x).sum::<f64>();
            }
            if off_diagonal <= 1e-34 * diagonal {
                break;
            }
            for p in 0..N {
                for q in p + 1..N {
                    rotate(&mut a, &mut eigenvectors, p, q);
                }
            }
        }
        Self { free, eigenvalues: std::array::from_fn(|i| a[i][i]), eigenvectors }
    }

    fn free_eigenvalues(&self) -> impl Iterator<Item = f64> + '_ {
        (0..N).filter(|k| self.free[*k]).map(|k| self.eigenvalues[k])
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

    /// The inverse, zero where a parameter is held; `None` unless positive definite.
    #[must_use]
    pub fn inverse(&self) -> Option<[[f64; N]; N]> {
        self.is_positive_definite().then(|| {
            std::array::from_fn(|i| {
                std::array::from_fn(|j| {
                    (0..N)
                        .filter(|k| self.free[*k])
                        .map(|k| self.eigenvectors[i][k] * self.eigenvectors[j][k] / self.eigenvalues[k])
                        .sum()
                })
            })
        })
    }

    /// |matrix|⁻¹ · gradient with eigenvalues kept above a floor: an ascent direction even where the
    /// matrix is not positive definite.
    #[must_use]
    pub fn ascent(&self, gradient: &[f64; N]) -> [f64; N] {
        let floor = (1e-9 * self.largest()).max(1e-300);
        let mut step = [0.0; N];
        for k in (0..N).filter(|k| self.free[*k]) {
            let along: f64 = (0..N).filter(|i| self.free[*i]).map(|i| self.eigenvectors[i][k] * gradient[i]).sum();
            let length = along / self.eigenvalues[k].abs().max(floor);
            for (component, vector) in step.iter_mut().zip(&self.eigenvectors) {
                *component += length * vector[k];
            }
        }
        step
    }
}

/// One Jacobi rotation that makes `a[p][q]` zero.
fn rotate<const N: usize>(a: &mut [[f64; N]; N], vectors: &mut [[f64; N]; N], p: usize, q: usize) {
    if a[p][q] == 0.0 {
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    let turn = |x: f64, y: f64| (cosine * x - sine * y, sine * x + cosine * y);
    for row in a.iter_mut().chain(vectors.iter_mut()) {
        (row[p], row[q]) = turn(row[p], row[q]);
    }
    let (row_p, row_q) = (a[p], a[q]);
    for (k, (x, y)) in row_p.into_iter().zip(row_q).enumerate() {
        (a[p][k], a[q][k]) = turn(x, y);
    }
}

#[cfg(test)]
mod tests {
    use super::Information;

    const MATRIX: [[f64; 3]; 3] = [[4.0, 1.0, -2.0], [1.0, 3.0, 0.5], [-2.0, 0.5, 5.0]];

    #[test]
    fn inverse_times_matrix_is_one() {
        let inverse = Information::decompose(&MATRIX, [true; 3]).inverse().expect("positive definite");
        for (i, row) in inverse.iter().enumerate() {
            let product = [0, 1, 2].map(|j| row.iter().zip(&MATRIX).map(|(x, other)| x * other[j]).sum::<f64>());
            assert!(product.iter().enumerate().all(|(j, x)| (x - f64::from(u8::from(i == j))).abs() < 1e-14));
        }
    }

    #[test]
    fn held_parameters_drop_out() {
        let inverse = Information::decompose(&MATRIX, [true, false, true]).inverse().expect("positive definite");
        assert!((inverse[0][0] - 5.0 / 16.0).abs() < 1e-15);
        assert_eq!(inverse[1], [0.0; 3]);
    }

    #[test]
    fn an_indefinite_matrix_has_no_inverse_but_a_direction_upwards() {
        let saddle = Information::decompose(&[[1.0, 0.0], [0.0, -2.0]], [true; 2]);
        assert!(saddle.inverse().is_none());
        assert_eq!(saddle.condition_number(), f64::INFINITY);
        assert_eq!(saddle.ascent(&[3.0, 4.0]), [3.0, 2.0]);
    }
}
