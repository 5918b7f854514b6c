//! The limits of number types, which schemas made from types leave out.

use serde_json::{Value, json};

/// States the least and greatest value of every integer that says none, by its format.
pub(super) fn state(value: &mut Value) {
    if let Value::Object(fields) = value {
        let is_integer = match &fields.get("type") {
            Some(Value::String(name)) => name == "integer",
            Some(Value::Array(names)) => names.iter().any(|name| name == "integer"),
            _ => false,
        };
        if is_integer {
            // Formats are named as in the registry of the OpenAPI initiative.
            if let Some(Value::String(format)) = fields.get_mut("format") {
                *format = format.replace("u-int", "uint");
            }
            let (least, greatest) = match fields.get("format").and_then(Value::as_str) {
                Some("uint8") => (json!(0), json!(u8::MAX)),
                Some("uint16") => (json!(0), json!(u16::MAX)),
                Some("uint32") => (json!(0), json!(u32::MAX)),
                Some("uint64") => (json!(0), json!(u64::MAX)),
                Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
                _ => (json!(i64::MIN), json!(i64::MAX)),
            };
            fields.entry("minimum").or_insert(least);
            fields.entry("maximum").or_insert(greatest);
        }
    }
    match value {
        Value::Object(fields) => fields.values_mut().for_each(state),
        Value::Array(values) => values.iter_mut().for_each(state),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::state;

    #[test]
    fn what_is_said_stays_and_what_is_missing_is_added() {
        let mut document = json!({
            "count": { "type": "integer", "format": "uint64", "minimum": 0 },
            "small": { "type": "integer", "format": "u-int8" },
            "part": { "type": ["integer", "null"], "format": "int32", "minimum": 1, "maximum": 120 },
            "text": { "type": "string" },
        });
        state(&mut document);
        assert_eq!(document["count"]["maximum"], json!(u64::MAX));
        assert_eq!((&document["part"]["minimum"], &document["part"]["maximum"]), (&json!(1), &json!(120)));
        assert_eq!((&document["small"]["minimum"], &document["small"]["maximum"]), (&json!(0), &json!(255)));
        assert_eq!(document["text"], json!({ "type": "string" }));
    }
}
