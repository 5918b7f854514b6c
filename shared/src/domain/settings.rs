//! What a workspace has chosen.

use serde::{Deserialize, Serialize};

use super::Currency;

/// A workspace's assumptions. Every number on screen depends on them and says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// The shop's name, shown in the frame.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80, pattern = r"\S"))]
    pub shop_name: String,
    /// Currency of all amounts.
    #[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[A-Z]{3}$", example = "EUR"))]
    pub currency: Currency,
    /// IANA time zone in which a day begins, for example `Europe/Berlin`.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Berlin"))]
    pub time_zone: String,
    /// Share of an order's net value that is contribution margin, above 0 and at most 1.
    #[cfg_attr(feature = "openapi", schema(exclusive_minimum = 0, maximum = 1))]
    pub margin_share: f64,
    /// Annual effective discount rate, from 0 to 1: 0.1 is 10 % a year.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1))]
    pub annual_discount_rate: f64,
    /// How far customer lifetime value looks ahead, in months, 1 to 120.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 120))]
    pub horizon_months: u16,
}

/// What is wrong with a setting.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SettingsError {
    /// The name is empty or too long.
    #[error("a shop name has 1 to 80 characters")]
    ShopName,
    /// The margin is not a share.
    #[error("the margin must be above 0 % and at most 100 %, but is {0}")]
    MarginShare(f64),
    /// The discount rate is not a rate from 0 to 1.
    #[error("the discount rate must be from 0 % to 100 % a year, but is {0}")]
    AnnualDiscountRate(f64),
    /// The horizon is out of range.
    #[error("the horizon must be 1 to 120 months, but is {0}")]
    HorizonMonths(u16),
    /// The time zone is not known. Raised where time zones are known, not by `check`.
    #[error("\"{0}\" is not a time zone like Europe/Berlin")]
    TimeZone(String),
}

impl SettingsError {
    /// Name of the field at fault, as in the request body.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::ShopName => "shop_name",
            Self::MarginShare(_) => "margin_share",
            Self::AnnualDiscountRate(_) => "annual_discount_rate",
            Self::HorizonMonths(_) => "horizon_months",
            Self::TimeZone(_) => "time_zone",
        }
    }
}

impl Settings {
    /// Settings of a workspace that has chosen nothing yet.
    #[must_use]
    pub fn initial(shop_name: &str) -> Self {
        Self {
            shop_name: shop_name.to_owned(),
            currency: Currency::EUR,
            time_zone: "Europe/Berlin".to_owned(),
            margin_share: 0.4,
            annual_discount_rate: 0.1,
            horizon_months: 36,
        }
    }

    /// All errors at once.
    ///
    /// # Errors
    /// Every field that is out of its range.
    pub fn check(&self) -> Result<(), Vec<SettingsError>> {
        let mut errors = Vec::new();
        let name_length = self.shop_name.trim().chars().count();
        if !(1..=80).contains(&name_length) {
            errors.push(SettingsError::ShopName);
        }
        if !(self.margin_share > 0.0 && self.margin_share <= 1.0) {
            errors.push(SettingsError::MarginShare(self.margin_share));
        }
        if !(0.0..=1.0).contains(&self.annual_discount_rate) {
            errors.push(SettingsError::AnnualDiscountRate(self.annual_discount_rate));
        }
        if !(1..=120).contains(&self.horizon_months) {
            errors.push(SettingsError::HorizonMonths(self.horizon_months));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Settings, SettingsError};

    #[test]
    fn names_every_field_at_fault() {
        let bad = Settings {
            shop_name: " ".into(),
            margin_share: f64::NAN,
            annual_discount_rate: -0.1,
            horizon_months: 0,
            ..Settings::initial("x")
        };
        let fields: Vec<_> = bad.check().expect_err("all bad").iter().map(SettingsError::field).collect();
        assert_eq!(fields, ["shop_name", "margin_share", "annual_discount_rate", "horizon_months"]);
        assert_eq!(Settings::initial("Maple & Finch").check(), Ok(()));
    }
}
