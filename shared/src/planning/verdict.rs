//! Whether estimates may be shown, and why not.
//!
//! Reading goes by way of structs: what is derived for an enum with an inner tag keeps whole values in between, and its code is
//! four times as long. It would be fetched before the first board.

use serde::{Deserialize, Serialize};

/// Why the models are not used.
///
/// ```
/// use shared::planning::Reason;
/// let reason = Reason::TooFewRepeatCustomers { have: 3, need: 30 };
/// let text = r#"{"code":"too_few_repeat_customers","have":3,"need":30}"#;
/// assert_eq!(serde_json::to_string(&reason).unwrap(), text);
/// assert_eq!(serde_json::from_str::<Reason>(text).unwrap(), reason);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case", try_from = "ReasonParts")]
pub enum Reason {
    /// There is no customer.
    Empty,
    /// Too few customers came back.
    TooFewRepeatCustomers {
        /// Customers with at least one repeat transaction.
        have: u32,
        /// The least that is asked for.
        need: u32,
    },
    /// All first transactions and the as-of day are one date.
    OneDate,
    /// The model without dropout fits as well.
    DropoutNotIdentified,
    /// The fit did not reach a maximum.
    NotConverged,
}

#[derive(Deserialize)]
struct ReasonParts {
    code: ReasonCode,
    have: Option<u32>,
    need: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ReasonCode {
    Empty,
    TooFewRepeatCustomers,
    OneDate,
    DropoutNotIdentified,
    NotConverged,
}

impl TryFrom<ReasonParts> for Reason {
    type Error = &'static str;

    fn try_from(parts: ReasonParts) -> Result<Self, Self::Error> {
        Ok(match parts.code {
            ReasonCode::Empty => Self::Empty,
            ReasonCode::TooFewRepeatCustomers => {
                let (Some(have), Some(need)) = (parts.have, parts.need) else {
                    return Err("have and need are missing");
                };
                Self::TooFewRepeatCustomers { have, need }
            }
            ReasonCode::OneDate => Self::OneDate,
            ReasonCode::DropoutNotIdentified => Self::DropoutNotIdentified,
            ReasonCode::NotConverged => Self::NotConverged,
        })
    }
}

/// What the screens may say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "VerdictParts")]
pub enum Verdict {
    /// P(alive), orders and value are estimated.
    Estimated,
    /// They cannot be told; customers are ranked by lateness against their own rhythm.
    RankByLateness {
        /// Why.
        reason: Reason,
    },
}

#[derive(Deserialize)]
struct VerdictParts {
    kind: VerdictKind,
    reason: Option<Reason>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum VerdictKind {
    Estimated,
    RankByLateness,
}

impl TryFrom<VerdictParts> for Verdict {
    type Error = &'static str;

    fn try_from(parts: VerdictParts) -> Result<Self, Self::Error> {
        match parts.kind {
            VerdictKind::Estimated => Ok(Self::Estimated),
            VerdictKind::RankByLateness => {
                parts.reason.map(|reason| Self::RankByLateness { reason }).ok_or("the reason is missing")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reason, Verdict};

    #[test]
    fn every_verdict_is_read_as_it_is_written() {
        let reasons = [
            Reason::Empty,
            Reason::TooFewRepeatCustomers { have: 0, need: 30 },
            Reason::OneDate,
            Reason::DropoutNotIdentified,
            Reason::NotConverged,
        ];
        let late = reasons.map(|reason| Verdict::RankByLateness { reason });
        for verdict in late.into_iter().chain([Verdict::Estimated]) {
            let text = serde_json::to_string(&verdict).expect("a verdict is written");
            assert_eq!(serde_json::from_str::<Verdict>(&text).expect("and read"), verdict, "{text}");
        }
    }

    #[test]
    fn what_lacks_a_part_is_no_verdict() {
        for text in [
            "{}",
            r#"{"kind":"rank_by_lateness"}"#,
            r#"{"kind":"rank_by_lateness","reason":{"code":"too_few_repeat_customers","have":3}}"#,
            r#"{"kind":"rank_by_lateness","reason":{"code":"another"}}"#,
        ] {
            assert!(serde_json::from_str::<Verdict>(text).is_err(), "{text}");
        }
    }
}
