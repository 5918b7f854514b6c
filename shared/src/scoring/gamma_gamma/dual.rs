//! Special functions of dual numbers, to check derivatives against.

use num_dual::{DualNum, HyperDual64};

/// ln Γ for dual numbers: shifted up to 30, then Stirling's series.
pub(in crate::scoring) fn ln_gamma(x: HyperDual64) -> HyperDual64 {
    let mut shift = HyperDual64::from(0.0);
    let mut y = x;
    while y.re < 30.0 {
        shift += y.ln();
        y += 1.0;
    }
    let i = y.recip();
    let series = i / 12.0 - i.powi(3) / 360.0 + i.powi(5) / 1260.0 - i.powi(7) / 1680.0 + i.powi(9) / 1188.0;
    (y - 0.5) * y.ln() - y + 0.918_938_533_204_672_8 + series - shift
}
