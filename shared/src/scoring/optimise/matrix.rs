//! Small symmetric matrices of any order.

use std::ops::{Index, IndexMut};

/// A square matrix, symmetric wherever this crate uses it, stored row by row.
///
/// ```
/// use shared::scoring::optimise::Matrix;
/// let covariance = Matrix::from_upper(&[[4.0, 1.0], [0.0, 9.0]]);
/// assert_eq!((covariance.order(), covariance[(1, 0)]), (2, 1.0));
/// assert_eq!(covariance.entries(), [4.0, 1.0, 1.0, 9.0]);
/// // Variance of a sum: 4 + 2 · 1 + 9.
/// assert_eq!(covariance.quadratic(&[1.0, 1.0]), 15.0);
/// let twice = Matrix::from_fn(2, |row, column| 2.0 * covariance[(row, column)]);
/// assert_eq!(twice.row(1), [2.0, 18.0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    order: usize,
    entries: Vec<f64>,
}

impl Matrix {
    /// Zeros.
    #[must_use]
    pub fn zero(order: usize) -> Self {
        Self { order, entries: vec![0.0; order * order] }
    }

    /// The matrix with these entries, by row and column.
    #[must_use]
    pub fn from_fn(order: usize, mut entry: impl FnMut(usize, usize) -> f64) -> Self {
        let mut matrix = Self::zero(order);
        for i in 0..order {
            for j in 0..order {
                matrix[(i, j)] = entry(i, j);
            }
        }
        matrix
    }

    /// The matrix with these rows.
    #[must_use]
    pub fn from_rows<const N: usize>(rows: &[[f64; N]; N]) -> Self {
        Self { order: N, entries: rows.as_flattened().to_vec() }
    }

    /// The symmetric matrix whose upper triangle is that of these rows.
    #[must_use]
    pub fn from_upper<const N: usize>(rows: &[[f64; N]; N]) -> Self {
        let mut matrix = Self::from_rows(rows);
        matrix.mirror_upper();
        matrix
    }

    /// Copies the upper triangle to the lower.
    pub fn mirror_upper(&mut self) {
        for i in 0..self.order {
            for j in 0..i {
                self[(i, j)] = self[(j, i)];
            }
        }
    }

    /// Number of rows and of columns.
    #[must_use]
    pub fn order(&self) -> usize {
        self.order
    }

    /// One row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.order..(row + 1) * self.order]
    }

    /// All entries, row by row.
    #[must_use]
    pub fn entries(&self) -> &[f64] {
        &self.entries
    }

    /// vᵀ M v: the variance of a sum weighted by `vector` where the matrix is a covariance.
    #[must_use]
    pub fn quadratic(&self, vector: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (row, x) in vector.iter().enumerate() {
            for (entry, y) in self.row(row).iter().zip(vector) {
                sum += x * entry * y;
            }
        }
        sum
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.entries[row * self.order + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.entries[row * self.order + column]
    }
}

#[cfg(test)]
mod tests {
    use super::Matrix;

    #[test]
    fn the_upper_triangle_tells_the_lower() {
        let matrix = Matrix::from_upper(&[[1.0, 2.0], [f64::NAN, 3.0]]);
        assert_eq!(matrix.entries(), [1.0, 2.0, 2.0, 3.0]);
        assert_eq!(matrix.row(1), [2.0, 3.0]);
        assert_eq!(matrix.quadratic(&[1.0, 10.0]), 341.0);
    }
}
