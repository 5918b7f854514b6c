//! The form as it stands in the address, so that a link fills it in for a colleague.

use leptos::prelude::window;
use shared::planning::RefitRequest;
use shared::scoring::catalogue::ModelKind;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use crate::pages::scope::key as scope_key;

const MODELS: &str = "models";
const FROM: &str = "from";
const TO: &str = "to";
const SCOPE: &str = "scope";
const SPLIT: &str = "split";

/// What the address asks for; `None` where it names no model.
pub(super) fn read() -> Option<RefitRequest> {
    let query = parameters();
    request(|name| query.get(name))
}

/// Writes the form into the address and leaves what else stands there.
pub(super) fn write(form: &RefitRequest) {
    let (query, location) = (parameters(), window().location());
    for (name, value) in pairs(form) {
        match value {
            Some(value) => query.set(name, &value),
            None => query.delete(name),
        }
    }
    let path = location.pathname().unwrap_or_default();
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // Refused only for an address of another origin.
        let _ =
            history.replace_state_with_url(&state, "", Some(&format!("{path}?{}", String::from(query.to_string()))));
    }
}

fn parameters() -> UrlSearchParams {
    let search = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&search).expect("any text is a query")
}

fn request(get: impl Fn(&str) -> Option<String>) -> Option<RefitRequest> {
    let names = get(MODELS)?;
    let named = |kind: &ModelKind| names.split(' ').any(|name| name == kind.name());
    let models: Vec<ModelKind> = ModelKind::ALL.into_iter().filter(named).collect();
    let day = |name| get(name).and_then(|text| text.parse().ok());
    (!models.is_empty()).then(|| RefitRequest {
        models,
        from: day(FROM),
        to: day(TO),
        scope: get(SCOPE).and_then(|text| scope_key::read(&text)).unwrap_or_default(),
        split: day(SPLIT),
    })
}

fn pairs(form: &RefitRequest) -> [(&'static str, Option<String>); 5] {
    let names: Vec<&str> = form.models.iter().map(|model| model.name()).collect();
    let day = |day: Option<shared::domain::Day>| day.map(|day| day.to_string());
    [
        (MODELS, Some(names.join(" ")).filter(|names| !names.is_empty())),
        (FROM, day(form.from)),
        (TO, day(form.to)),
        (SCOPE, Some(&form.scope).filter(|scope| !scope.is_everyone()).map(scope_key::write)),
        (SPLIT, day(form.split)),
    ]
}

#[cfg(test)]
mod tests {
    use shared::domain::Day;
    use shared::planning::{RefitRequest, Scope};
    use shared::scoring::catalogue::ModelKind;

    use super::{pairs, request};

    fn there_and_back(form: &RefitRequest) -> Option<RefitRequest> {
        let pairs = pairs(form);
        request(|name| pairs.iter().find(|pair| pair.0 == name).and_then(|pair| pair.1.clone()))
    }

    #[test]
    fn a_link_holds_the_whole_form() {
        let plain =
            RefitRequest { models: vec![ModelKind::MbgNbd], from: None, to: None, scope: Scope::Everyone, split: None };
        let full = RefitRequest {
            models: ModelKind::ALL.to_vec(),
            from: Some(Day(19_000)),
            to: Some(Day(20_000)),
            scope: Scope::Source { name: "Müller & Söhne = shop?".to_owned() },
            split: Some(Day(19_700)),
        };
        for form in [plain, full] {
            assert_eq!(there_and_back(&form).as_ref(), Some(&form));
        }
    }

    #[test]
    fn what_is_no_day_or_no_model_is_left_out() {
        let query = |name: &str| match name {
            "models" => Some("nbd prophet".to_owned()),
            "from" => Some("yesterday".to_owned()),
            _ => None,
        };
        let found = request(query).expect("one model");
        assert_eq!((found.models, found.from), (vec![ModelKind::Nbd], None));
        assert_eq!(request(|name| (name == "models").then(|| "prophet".to_owned())), None);
        assert_eq!(request(|_| None), None);
    }
}
