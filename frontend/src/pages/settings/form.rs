//! From texts to settings: all errors at once, by field.

use std::collections::BTreeMap;

use shared::domain::Settings;

use crate::text::settings as text;

/// The form's texts, by the names of the fields in the request.
pub(super) type Texts = BTreeMap<&'static str, String>;

/// Errors by the names of the fields.
pub(super) type FieldErrors = BTreeMap<String, String>;

/// Names of the fields, in the order of the form.
pub(super) const FIELDS: [&str; 6] =
    ["shop_name", "currency", "time_zone", "margin_share", "annual_discount_rate", "horizon_months"];

/// The texts of settings.
pub(super) fn texts(settings: &Settings) -> Texts {
    BTreeMap::from([
        ("shop_name", settings.shop_name.clone()),
        ("currency", settings.currency.to_string()),
        ("time_zone", settings.time_zone.clone()),
        ("margin_share", percent_text(settings.margin_share)),
        ("annual_discount_rate", percent_text(settings.annual_discount_rate)),
        ("horizon_months", settings.horizon_months.to_string()),
    ])
}

/// The settings of texts.
///
/// # Errors
/// Every field that cannot be used.
pub(super) fn parse(texts: &Texts) -> Result<Settings, FieldErrors> {
    let mut errors = FieldErrors::new();
    let field = |name: &str| texts.get(name).map(|text| text.trim()).unwrap_or_default();
    let mut settings = Settings::initial(field("shop_name"));
    settings.time_zone = field("time_zone").to_owned();
    match field("currency").to_uppercase().parse() {
        Ok(currency) => settings.currency = currency,
        Err(_) => drop(errors.insert("currency".into(), text::not_a_currency().into())),
    }
    for (name, share) in
        [("margin_share", &mut settings.margin_share), ("annual_discount_rate", &mut settings.annual_discount_rate)]
    {
        match parse_percent(field(name)) {
            Some(value) => *share = value,
            None => drop(errors.insert(name.into(), text::not_a_number().into())),
        }
    }
    match field("horizon_months").parse() {
        Ok(months) => settings.horizon_months = months,
        Err(_) => drop(errors.insert("horizon_months".into(), text::not_whole().into())),
    }
    for error in settings.check().err().unwrap_or_default() {
        errors.entry(error.field().to_owned()).or_insert_with(|| text::error(&error.to_string()));
    }
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

/// A percentage with a point or a comma, as a share. 12.3 becomes exactly the share that is nearest to 0.123.
fn parse_percent(text: &str) -> Option<f64> {
    let text = text.trim_end_matches('%').trim().replace(',', ".");
    let percent: f64 = text.parse().ok().filter(|percent: &f64| percent.is_finite())?;
    format!("{percent}e-2").parse().ok()
}

/// A share as a percentage without noise: 0.07 is `7`, not `7.000000000000001`.
fn percent_text(share: f64) -> String {
    let text = format!("{:.6}", share * 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use shared::domain::Settings;

    use super::{FIELDS, parse, percent_text, texts};

    #[test]
    fn settings_read_back_from_their_texts() {
        let mut settings = Settings::initial("Maple & Finch");
        for share in [0.07, 0.1, 0.123, 0.29, 0.575, 1.0] {
            settings.margin_share = share;
            settings.annual_discount_rate = share;
            assert_eq!(parse(&texts(&settings)), Ok(settings.clone()));
        }
        assert_eq!(percent_text(0.07), "7");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let mut wrong = texts(&Settings::initial("x"));
        for (name, text) in
            [("shop_name", " "), ("currency", "euros"), ("margin_share", "much"), ("horizon_months", "1.5")]
        {
            wrong.insert(name, text.into());
        }
        wrong.insert("annual_discount_rate", "101".into());
        let errors = parse(&wrong).expect_err("all wrong");
        let named: Vec<_> = FIELDS.into_iter().filter(|field| errors.contains_key(*field)).collect();
        assert_eq!(named, ["shop_name", "currency", "margin_share", "annual_discount_rate", "horizon_months"]);
    }

    #[test]
    fn commas_and_percent_signs_are_understood() {
        let mut typed = texts(&Settings::initial("x"));
        typed.insert("margin_share", "37,5 %".into());
        assert_eq!(parse(&typed).expect("in order").margin_share, 0.375);
    }
}
