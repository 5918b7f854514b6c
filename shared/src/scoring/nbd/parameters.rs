//! Parameters.

/// The two parameters. Time is in weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// Shape of the gamma distribution of purchase rates.
    pub r: f64,
    /// Rate of the gamma distribution of purchase rates, weeks.
    pub alpha: f64,
}

impl Parameters {
    /// Their symbols.
    pub const NAMES: [&'static str; 2] = ["r", "alpha"];
}
