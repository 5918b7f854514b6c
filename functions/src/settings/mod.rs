//! What a workspace has chosen.

pub mod routes;
pub mod store;
mod time_zone;

pub use time_zone::{day_of_instant, time_zone};

use shared::api::ProblemField;
use shared::domain::{Settings, SettingsError};

/// All that is wrong with settings, the time zone included.
#[must_use]
pub fn faults(settings: &Settings) -> Vec<ProblemField> {
    let mut errors = settings.check().err().unwrap_or_default();
    if time_zone(&settings.time_zone).is_none() {
        errors.push(SettingsError::TimeZone(settings.time_zone.clone()));
    }
    errors.iter().map(|error| ProblemField { field: error.field().to_owned(), message: error.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;

    use super::faults;

    #[test]
    fn every_field_at_fault_is_named_at_once() {
        let good = Settings::initial("Maple & Finch");
        assert_eq!(faults(&good), []);
        let bad = Settings { time_zone: "Europe/Atlantis".into(), horizon_months: 121, margin_share: 0.0, ..good };
        let fields: Vec<_> = faults(&bad).into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["margin_share", "horizon_months", "time_zone"]);
    }
}
