//! What a what-if changes about the future.

/// Levers on the future of customers who are alive. History and P(alive) at the as-of day stay as they are.
///
/// ```
/// use shared::scoring::pareto_nbd::Parameters;
/// use shared::scoring::{History, Levers, PurchaseModel, Weeks};
/// let model = Parameters { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }.check()?;
/// let history = History::new(2, 30.43, 38.86)?;
/// let expected = |levers: &Levers| {
///     let future = model.alive_future(&history, levers).expect("any factor is possible");
///     model.probability_alive(&history) * future.expected_purchases(Weeks::of_weeks(39.0))
/// };
/// assert!((expected(&Levers::NONE) - 1.4550928438).abs() < 1e-9);
/// // Ten per cent more purchases a week while alive are ten per cent more in all; a tenth less dropout is worth less.
/// assert!((expected(&Levers { purchase_rate: 1.1, ..Levers::NONE }) / 1.4550928438 - 1.1).abs() < 1e-9);
/// assert!(expected(&Levers { dropout: 0.9, ..Levers::NONE }) < 1.1 * 1.4550928438);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levers {
    /// Factor on the purchase rate: purchases come as if time ran that much faster for them. Where customers leave
    /// after purchases, they also meet more occasions to leave.
    pub purchase_rate: f64,
    /// Factor on dropout: on the mean dropout probability where customers leave after purchases, its spread kept; on
    /// the dropout rate where they leave at any time.
    pub dropout: f64,
}

impl Levers {
    /// The future as the model has it.
    pub const NONE: Self = Self { purchase_rate: 1.0, dropout: 1.0 };
}
