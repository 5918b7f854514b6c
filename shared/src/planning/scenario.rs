//! The levers of a what-if.

use serde::{Deserialize, Serialize};

use super::{Lever, Scope};
use crate::domain::Settings;

/// The levers and whom they concern. Their meaning is that of `docs/scoring.md`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Scenario {
    /// Factor on the purchase rate of the future, 0.5 to 2.
    #[cfg_attr(feature = "openapi", schema(minimum = 0.5, maximum = 2))]
    pub purchase_rate: f64,
    /// For how many months the factor on the purchase rate holds, 1 to 120; from then on customers buy as they do now.
    #[serde(default = "for_good", skip_serializing_if = "is_for_good")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 120))]
    pub purchase_rate_months: u16,
    /// Factor on dropout, 0.25 to 2.
    #[cfg_attr(feature = "openapi", schema(minimum = 0.25, maximum = 2))]
    pub dropout: f64,
    /// Factor on order value, 0.5 to 2.
    #[cfg_attr(feature = "openapi", schema(minimum = 0.5, maximum = 2))]
    pub order_value: f64,
    /// Contribution margin as a share of order value, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1))]
    pub margin_share: f64,
    /// Annual effective discount rate, 0 to 1.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1))]
    pub annual_discount_rate: f64,
    /// Horizon in months, 1 to 120.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 120))]
    pub horizon_months: u16,
    /// What every order costs beyond what the margin holds, minor units.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000))]
    pub cost_to_serve_minor: f64,
    /// Factor on how many new customers come, 0 to 3. Customers to come are not in customer equity.
    #[serde(default = "as_many", skip_serializing_if = "are_as_many")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 3))]
    pub acquisition_volume: f64,
    /// What acquiring a new customer costs, minor units.
    #[serde(default, skip_serializing_if = "is_nothing")]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1_000_000_000))]
    pub acquisition_cost_minor: f64,
    /// Whose future it is.
    #[serde(default, skip_serializing_if = "Scope::is_everyone")]
    pub scope: Scope,
}

/// A lever out of its range.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{lever} must be from {min} to {max}, but is {value}")]
pub struct ScenarioError {
    /// Name of the lever, as in [`Scenario`].
    pub lever: &'static str,
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// The value given.
    pub value: f64,
}

impl Scenario {
    /// Everyone's future as the settings have it: all factors 1.
    #[must_use]
    pub fn base(settings: &Settings) -> Self {
        Self {
            purchase_rate: 1.0,
            purchase_rate_months: for_good(),
            dropout: 1.0,
            order_value: 1.0,
            margin_share: settings.margin_share,
            annual_discount_rate: settings.annual_discount_rate,
            horizon_months: settings.horizon_months,
            cost_to_serve_minor: 0.0,
            acquisition_volume: as_many(),
            acquisition_cost_minor: 0.0,
            scope: Scope::Everyone,
        }
    }

    /// The same customers' future as the settings have it.
    #[must_use]
    pub fn base_of(&self, settings: &Settings) -> Self {
        Self { scope: self.scope.clone(), ..Self::base(settings) }
    }

    /// The same customers, counted alike, who do what they do now: every factor 1.
    #[must_use]
    pub fn unmoved(&self) -> Self {
        Self { purchase_rate: 1.0, dropout: 1.0, order_value: 1.0, acquisition_volume: as_many(), ..self.clone() }
    }

    /// Checks every lever's range.
    ///
    /// # Errors
    /// The first lever that is out of its range.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let out_of_range = |lever: &Lever| {
            let (min, max) = lever.range();
            !(min..=max).contains(&lever.get(self))
        };
        match Lever::ALL.into_iter().find(out_of_range) {
            None => Ok(()),
            Some(lever) => {
                let (min, max) = lever.range();
                Err(ScenarioError { lever: lever.name(), min, max, value: lever.get(self) })
            }
        }
    }
}

/// As far as anyone looks.
fn for_good() -> u16 {
    120
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_for_good(months: &u16) -> bool {
    *months >= for_good()
}

fn as_many() -> f64 {
    1.0
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference; small only where pointers are large"
)]
fn are_as_many(factor: &f64) -> bool {
    *factor == as_many()
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference; small only where pointers are large"
)]
fn is_nothing(minor: &f64) -> bool {
    *minor == 0.0
}

#[cfg(test)]
mod tests {
    use super::Scenario;
    use crate::domain::Settings;

    #[test]
    fn the_base_is_in_range_and_the_first_lever_out_of_it_is_named() {
        let base = Scenario::base(&Settings::initial("Maple & Finch"));
        assert_eq!(base.check(), Ok(()));
        let error = Scenario { dropout: 2.5, order_value: f64::NAN, ..base }.check().expect_err("out of range");
        assert_eq!(error.to_string(), "dropout must be from 0.25 to 2, but is 2.5");
    }
}
