//! Sums over columns, in four lanes that every target adds in the same order.

/// Σ x y.
pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let (x_fours, x_rest) = x.as_chunks::<4>();
    let (y_fours, y_rest) = y.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for (x, y) in x_fours.iter().zip(y_fours) {
        for lane in 0..4 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let mut rest = 0.0;
    for (x, y) in x_rest.iter().zip(y_rest) {
        rest += x * y;
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Σ x.
pub(super) fn sum(x: &[f64]) -> f64 {
    let (fours, rest) = x.as_chunks::<4>();
    let mut lanes = [0.0; 4];
    for four in fours {
        for lane in 0..4 {
            lanes[lane] += four[lane];
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest.iter().sum::<f64>()
}

/// Adds factor · x to y.
pub(super) fn add_scaled(y: &mut [f64], factor: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += factor * x;
    }
}

/// Puts x y into `into`, in place of what it held.
pub(super) fn products(into: &mut Vec<f64>, x: &[f64], y: &[f64]) {
    into.clear();
    into.extend(x.iter().zip(y).map(|(x, y)| x * y));
}

#[cfg(test)]
mod tests {
    use super::{add_scaled, dot, products, sum};

    #[test]
    fn every_entry_counts_whatever_the_length() {
        for length in 0..13_u32 {
            let x: Vec<f64> = (0..length).map(f64::from).collect();
            let n = f64::from(length);
            assert_eq!(sum(&x), n * (n - 1.0) / 2.0);
            assert_eq!(dot(&x, &x), (n - 1.0) * n * (2.0 * n - 1.0) / 6.0);
            let mut y = x.clone();
            add_scaled(&mut y, 2.0, &x);
            assert_eq!(sum(&y), 3.0 * sum(&x));
            products(&mut y, &x, &x);
            assert_eq!(sum(&y), dot(&x, &x));
        }
    }
}
