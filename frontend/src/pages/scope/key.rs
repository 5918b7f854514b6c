//! Whom a question is about, as one word: in addresses and as the value of the choice.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use shared::planning::{RfmScores, RiskBand, Scope, ValueTier};

/// `source:Flea%20market`, `cohort:2026-03`, `risk:slipping.tier:best`, `rfm:5-4-3`.
pub(crate) fn write(scope: &Scope) -> String {
    match scope {
        Scope::Everyone => "everyone".to_owned(),
        Scope::Source { name } => format!("source:{}", utf8_percent_encode(name, NON_ALPHANUMERIC)),
        Scope::Cohort { month } => format!("cohort:{month}"),
        Scope::RiskAndValue { risk, tier } => {
            let risk = risk.map(|risk| format!("risk:{}", risk.key()));
            let tier = tier.map(|tier| format!("tier:{}", tier.key()));
            let parts: Vec<String> = risk.into_iter().chain(tier).collect();
            if parts.is_empty() { "known".to_owned() } else { parts.join(".") }
        }
        Scope::Rfm(RfmScores { recency, frequency, spend }) => format!("rfm:{recency}-{frequency}-{spend}"),
        Scope::Customer { id } => format!("customer:{id}"),
        Scope::Segment { .. } => {
            let text = serde_json::to_string(scope).unwrap_or_default();
            format!("segment:{}", utf8_percent_encode(&text, NON_ALPHANUMERIC))
        }
    }
}

/// The scope of such a word.
pub(crate) fn read(text: &str) -> Option<Scope> {
    match text.split_once(':') {
        None if text == "everyone" => Some(Scope::Everyone),
        None if text == "known" => Some(Scope::RiskAndValue { risk: None, tier: None }),
        Some(("source", name)) => Some(Scope::Source { name: percent_decode_str(name).decode_utf8().ok()?.into() }),
        Some(("cohort", month)) => Some(Scope::Cohort { month: month.parse().ok()? }),
        Some(("rfm", scores)) => {
            let scores: Vec<u8> = scores.split('-').map(str::parse).collect::<Result<_, _>>().ok()?;
            let [recency, frequency, spend] = scores.try_into().ok()?;
            Some(Scope::Rfm(RfmScores { recency, frequency, spend }))
        }
        Some(("customer", id)) => Some(Scope::Customer { id: id.parse().ok()? }),
        Some(("segment", text)) => {
            let scope: Scope = serde_json::from_str(&percent_decode_str(text).decode_utf8().ok()?).ok()?;
            Some(scope).filter(|scope| matches!(scope, Scope::Segment { .. }) && scope.check().is_ok())
        }
        Some(("risk" | "tier", _)) => {
            let (mut risk, mut tier) = (None, None);
            for part in text.split('.') {
                match part.split_once(':')? {
                    ("risk", key) => risk = Some(RiskBand::ALL.into_iter().find(|band| band.key() == key)?),
                    ("tier", key) => tier = Some(ValueTier::ALL.into_iter().find(|tier| tier.key() == key)?),
                    _ => return None,
                }
            }
            Some(Scope::RiskAndValue { risk, tier })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::CustomerId;
    use shared::planning::{Month, RfmScores, RiskBand, Scope, ValueTier};

    use shared::segments::{Definition, Rule};

    use super::{read, write};

    #[test]
    fn every_kind_reads_back_and_needs_no_escaping_in_an_address() {
        let grid = |risk, tier| Scope::RiskAndValue { risk, tier };
        let mut scopes = vec![
            Scope::Everyone,
            Scope::Source { name: "Fünf & zwei = 7 + #?%".to_owned() },
            Scope::Source { name: String::new() },
            Scope::Cohort { month: Month { year: 2026, month: 3 } },
            Scope::Rfm(RfmScores { recency: 5, frequency: 4, spend: 3 }),
            grid(None, None),
            Scope::Customer { id: CustomerId(0x3f2a) },
            Scope::Segment {
                id: Some("0199".into()),
                name: Some("Fünf & mehr".into()),
                definition: Definition::new(Rule::everyone()),
            },
        ];
        scopes.extend(RiskBand::ALL.map(|risk| grid(Some(risk), None)));
        scopes.extend(ValueTier::ALL.map(|tier| grid(None, Some(tier))));
        scopes.extend(RiskBand::ALL.map(|risk| grid(Some(risk), Some(ValueTier::Best))));
        for scope in scopes {
            let text = write(&scope);
            assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":.%-".contains(&byte)), "{text}");
            assert_eq!(read(&text), Some(scope), "{text}");
        }
    }

    #[test]
    fn what_is_no_scope_is_refused() {
        for text in [
            "",
            "risk:",
            "risk:odd",
            "risk:safe.tier",
            "cohort:2026-13",
            "rfm:5-4",
            "rfm:a-b-c",
            "customer:Una",
            "city:Bonn",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
