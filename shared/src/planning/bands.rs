//! The bands of the risk-by-value grid.

use serde::{Deserialize, Serialize};

/// How likely a customer still is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RiskBand {
    /// P(alive) of at least 0.8.
    Safe,
    /// P(alive) from 0.5 to below 0.8.
    Wavering,
    /// P(alive) from 0.2 to below 0.5.
    Slipping,
    /// P(alive) below 0.2.
    NearlyGone,
}

impl RiskBand {
    /// All bands, safest first.
    pub const ALL: [Self; 4] = [Self::Safe, Self::Wavering, Self::Slipping, Self::NearlyGone];

    /// Its name in messages and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Wavering => "wavering",
            Self::Slipping => "slipping",
            Self::NearlyGone => "nearly-gone",
        }
    }

    /// The band of a P(alive); `None` where it is not known (NaN).
    #[must_use]
    pub fn of(probability_alive: f64) -> Option<Self> {
        if probability_alive.is_nan() {
            None
        } else if probability_alive >= 0.8 {
            Some(Self::Safe)
        } else if probability_alive >= 0.5 {
            Some(Self::Wavering)
        } else if probability_alive >= 0.2 {
            Some(Self::Slipping)
        } else {
            Some(Self::NearlyGone)
        }
    }
}

/// Customers ranked by the value they would have were they certainly still active (lifetime value over P(alive)),
/// so that a tier does not depend on the risk it is crossed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ValueTier {
    /// The best 10 % of customers.
    Best,
    /// The next 20 %.
    Next,
    /// The middle 40 %.
    Middle,
    /// The lowest 30 %.
    Lowest,
}

impl ValueTier {
    /// All tiers, best first.
    pub const ALL: [Self; 4] = [Self::Best, Self::Next, Self::Middle, Self::Lowest];

    /// Its name in messages and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Next => "next",
            Self::Middle => "middle",
            Self::Lowest => "lowest",
        }
    }

    /// How many of so many customers are of each tier or a better one, the best first.
    ///
    /// ```
    /// use shared::planning::ValueTier;
    /// assert_eq!(ValueTier::ends(1_001), [101, 301, 701, 1_001]);
    /// ```
    #[must_use]
    pub fn ends(customers: usize) -> [usize; 4] {
        [customers.div_ceil(10), (customers * 3).div_ceil(10), (customers * 7).div_ceil(10), customers]
    }

    /// The tier of a rank, 0 being the best of `customers`.
    #[must_use]
    pub fn of_rank(rank: usize, customers: usize) -> Self {
        let place = Self::ends(customers).iter().position(|end| rank < *end);
        Self::ALL[place.unwrap_or(3)]
    }
}

#[cfg(test)]
mod tests {
    use super::{RiskBand, ValueTier};

    #[test]
    fn keys_are_the_names_in_messages() {
        for band in RiskBand::ALL {
            assert_eq!(serde_json::to_value(band).expect("a name"), band.key());
        }
        for tier in ValueTier::ALL {
            assert_eq!(serde_json::to_value(tier).expect("a name"), tier.key());
        }
    }

    #[test]
    fn bands_meet_without_gap() {
        let cases =
            [(1.0, RiskBand::Safe), (0.8, RiskBand::Safe), (0.799, RiskBand::Wavering), (0.5, RiskBand::Wavering)];
        for (probability, band) in cases {
            assert_eq!(RiskBand::of(probability), Some(band));
        }
        assert_eq!(RiskBand::of(0.2), Some(RiskBand::Slipping));
        assert_eq!(RiskBand::of(0.0), Some(RiskBand::NearlyGone));
        assert_eq!(RiskBand::of(f64::NAN), None);
    }

    #[test]
    fn tiers_hold_ten_twenty_forty_and_thirty_percent() {
        let mut counts = [0; 4];
        for rank in 0..1000 {
            counts[ValueTier::of_rank(rank, 1000) as usize] += 1;
        }
        assert_eq!(counts, [100, 200, 400, 300]);
    }
}
