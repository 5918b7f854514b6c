//! Which forms of a choice take no field beyond their own, which schemas made from enums leave out.

use serde_json::Value;

/// Types of which every form refuses fields it does not know.
const CLOSED: [&str; 3] = ["Comparison", "Condition", "Rule"];

/// States that the forms of these types are closed.
pub(super) fn state(document: &mut Value) {
    for name in CLOSED {
        let schema = &mut document["components"]["schemas"][name];
        for form in schema["oneOf"].as_array_mut().into_iter().flatten() {
            form["additionalProperties"] = false.into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CLOSED;
    use crate::openapi::document;

    #[test]
    fn every_form_of_the_closed_types_is_closed_and_others_are_open() {
        let document = document();
        let schemas = &document["components"]["schemas"];
        for name in CLOSED {
            let forms = schemas[name]["oneOf"].as_array().expect("forms");
            assert!(forms.len() > 3 && forms.iter().all(|form| form["additionalProperties"] == false), "{name}");
            assert!(forms.iter().all(|form| form["properties"].is_object()), "{name} holds other types");
        }
        assert!(schemas["Settings"]["additionalProperties"].is_null());
    }
}
