//! Derivatives by hyper-dual numbers, to check the analytic ones against.

use num_dual::HyperDual64;

use super::{Evaluation, Matrix};

/// Value, gradient and Hessian of `function` at `point`, exact to rounding.
pub(crate) fn derivatives<const N: usize>(
    function: impl Fn([HyperDual64; N]) -> HyperDual64,
    point: [f64; N],
) -> Evaluation {
    let seeded = |i: usize, j: usize| {
        function(std::array::from_fn(|k| {
            let mut x = HyperDual64::from_re(point[k]);
            x.eps1 = f64::from(u8::from(k == i));
            x.eps2 = f64::from(u8::from(k == j));
            x
        }))
    };
    Evaluation {
        value: function(point.map(HyperDual64::from_re)).re,
        gradient: (0..N).map(|i| seeded(i, i).eps1).collect(),
        hessian: Matrix::from_fn(N, |i, j| seeded(i, j).eps1eps2),
    }
}

/// Whether two evaluations agree to `tolerance`, relative to 1 or the value, whichever is greater.
#[track_caller]
pub(crate) fn assert_agree(actual: &Evaluation, expected: &Evaluation, tolerance: f64) {
    let close = |x: f64, y: f64, what: &str| {
        assert!((x - y).abs() <= tolerance * y.abs().max(1.0), "{what}: {x} instead of {y}");
    };
    close(actual.value, expected.value, "value");
    let order = expected.gradient.len();
    assert_eq!(actual.gradient.len(), order);
    for i in 0..order {
        close(actual.gradient[i], expected.gradient[i], &format!("gradient {i}"));
        for j in 0..order {
            close(actual.hessian[(i, j)], expected.hessian[(i, j)], &format!("hessian {i} {j}"));
        }
    }
}
