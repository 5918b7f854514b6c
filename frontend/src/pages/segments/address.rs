//! A rule in the address: who opens the link sees the same customers. A rule holds no personal data.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::segments::{Definition, Rule};

/// A rule as the value of a parameter.
pub(crate) fn write(definition: &Definition) -> String {
    let text = serde_json::to_string(definition).unwrap_or_default();
    utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string()
}

/// The rule of such a value, decoded; `None` for what is no rule.
pub(crate) fn read(value: &str) -> Option<Definition> {
    Definition::parse(value).ok()
}

/// A rule of which not all is chosen yet, as the editor writes it.
pub(super) fn read_unfinished(value: &str) -> Option<Rule> {
    let definition: Definition = serde_json::from_str(value).ok()?;
    (definition.version == shared::segments::RULE_VERSION).then_some(definition.rule)
}

/// The page of a rule that is not saved.
pub(crate) fn rule_page(definition: &Definition) -> String {
    format!("/segments?rule={}", write(definition))
}

/// The customers of a rule.
pub(crate) fn customers_page(definition: &Definition) -> String {
    format!("/customers?segment={}", write(definition))
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;
    use shared::segments::{Condition, Definition, Rule};

    use super::{read, write};

    #[test]
    fn a_rule_reads_back_from_its_address() {
        let names = vec!["Fünf & zwei = 7 + #?%".to_owned()];
        let definition = Definition::new(Rule::All(vec![Rule::Is(Condition::Source { any_of: names })]));
        let text = write(&definition);
        assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'%'), "{text}");
        let decoded = percent_decode_str(&text).decode_utf8().expect("text");
        assert_eq!(read(&decoded), Some(definition));
        assert_eq!(read("nonsense"), None);
    }
}
