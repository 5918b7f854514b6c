//! Reading what stands inside a tagged enum as strictly as what stands outside of one.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

/// Reads a value by the names of its variants alone. What serde has buffered, as it does inside a tagged enum, could say
/// variants by their numbers too, which would change their meaning with the order of the source.
pub(crate) fn by_name<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    serde_json::from_value(value).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use crate::planning::Scope;
    use crate::segments::Condition;

    #[test]
    fn variants_are_read_by_name_and_not_by_number() {
        let condition =
            |is: &str| format!(r#"{{"about":"number","measure":"orders","compare":{{"is":{is},"value":2}}}}"#);
        let scope = |condition: &str| {
            format!(r#"{{"kind":"segment","definition":{{"version":1,"rule":{{"is":{condition}}}}}}}"#)
        };
        for (is, reads) in [(r#""at-least""#, true), ("0", false)] {
            let condition = condition(is);
            assert_eq!(serde_json::from_str::<Condition>(&condition).is_ok(), reads, "{condition}");
            assert_eq!(serde_json::from_str::<Scope>(&scope(&condition)).is_ok(), reads, "{condition}");
        }
        let numbered = condition(r#""at-least""#).replace(r#""number""#, "0");
        assert!(serde_json::from_str::<Scope>(&scope(&numbered)).is_err());
    }
}
