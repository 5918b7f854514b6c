//! What a what-if changes about the future.

/// Levers on the future of customers who are alive. History and P(alive) at the as-of day stay as they are.
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
