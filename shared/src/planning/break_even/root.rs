//! Where a figure reaches zero.

/// More steps than false position with halving needs.
const MOST_STEPS: u32 = 100;

/// A value and how far the figure is over zero there.
pub(super) type Point = (f64, f64);

/// Where a figure that is negative at one point and not at the other is zero, to within an accuracy of the figure (false
/// position; an end that stays twice counts half, so that both close in).
pub(super) fn root<E>(
    mut below: Point,
    mut above: Point,
    accuracy: f64,
    figure: impl Fn(f64) -> Result<f64, E>,
) -> Result<f64, E> {
    let mut last_side = 0;
    for _ in 0..MOST_STEPS {
        let value = below.0 + (above.0 - below.0) * (-below.1 / (above.1 - below.1));
        let over = figure(value)?;
        if over.abs() <= accuracy {
            return Ok(value);
        }
        let side = if over < 0.0 { -1 } else { 1 };
        if side < 0 {
            below = (value, over);
            above.1 *= if last_side == side { 0.5 } else { 1.0 };
        } else {
            above = (value, over);
            below.1 *= if last_side == side { 0.5 } else { 1.0 };
        }
        last_side = side;
    }
    Ok(above.0)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::root;

    #[test]
    fn a_curve_is_followed_to_its_zero_from_either_side() {
        let cubic = |x: f64| Ok::<f64, Infallible>(x * x * x - 2.0);
        let rising = root((0.0, -2.0), (3.0, 25.0), 1e-12, cubic).expect("never fails");
        assert!((rising * rising * rising - 2.0).abs() <= 1e-12);
        let falling = root((3.0, -25.0), (0.0, 2.0), 1e-12, |x| cubic(x).map(|it| -it)).expect("never fails");
        assert!((falling - rising).abs() < 1e-11);
        let straight = root((1.0, -3.0), (2.0, 1.0), 1e-12, |x| Ok::<f64, Infallible>(4.0 * x - 7.0));
        assert_eq!(straight, Ok(1.75), "a line in one step");
    }
}
