//! Features that repeat others.

/// Share of a feature's variance below which what the features before it leave of it is rounding.
const ROUNDING: f64 = 1e-10;

/// The first column, constant ones left out, that is a weighted sum of those before it up to rounding. Takes rows of
/// standardised columns; by Cholesky's decomposition of their correlations.
pub(super) fn first_collinear(rows: &[f64], columns: usize) -> Option<usize> {
    let mut correlation = vec![0.0; columns * columns];
    for row in rows.chunks_exact(columns) {
        for (j, value) in row.iter().enumerate() {
            for (k, other) in row[..=j].iter().enumerate() {
                correlation[j * columns + k] += value * other;
            }
        }
    }
    let total = (rows.len() / columns) as f64;
    // Row j below the diagonal becomes that of the triangular factor; columns of constants stay 0.
    let mut factor = vec![0.0; columns * columns];
    for j in 0..columns {
        let (before, row) = factor.split_at_mut(j * columns);
        let mut left = correlation[j * columns + j] / total;
        if left == 0.0 {
            continue;
        }
        for k in 0..j {
            let other = &before[k * columns..(k + 1) * columns];
            let shared: f64 = other[..k].iter().zip(&row[..k]).map(|(x, y)| x * y).sum();
            row[k] = if other[k] > 0.0 { (correlation[j * columns + k] / total - shared) / other[k] } else { 0.0 };
            left -= row[k] * row[k];
        }
        if left <= ROUNDING {
            return Some(j);
        }
        row[j] = left.sqrt();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_collinear;

    #[test]
    fn finds_the_first_column_that_others_say_already() {
        // The third is a constant, the fourth the first less twice the second.
        let row = |x: f64, y: f64| [x, y, 0.0, x - 2.0 * y];
        let rows: Vec<f64> = [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)].map(|(x, y)| row(x, y)).concat();
        assert_eq!(first_collinear(&rows, 4), Some(3));
        let fewer: Vec<f64> = rows.chunks(4).flat_map(|row| &row[..3]).copied().collect();
        assert_eq!(first_collinear(&fewer, 3), None);
    }
}
