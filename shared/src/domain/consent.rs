//! What a customer allowed: one record a purpose and channel, which only tightens.

use serde::{Deserialize, Serialize};

/// Whether a customer may be written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentStatus {
    /// Nothing is known, so nothing may be sent.
    #[default]
    Unknown,
    /// Given by the customer.
    Given,
    /// Withdrawn: no import, API call or merge turns it back.
    Withdrawn,
}

/// What a customer is written to for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Advertising.
    Marketing,
    /// Surveys and requests for a review.
    Feedback,
}

/// By which way a customer is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// Telephone.
    Phone,
    /// Letter.
    Post,
}

/// What a customer stated about one purpose and channel, with its proof.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConsentRecord {
    /// For what.
    pub purpose: Purpose,
    /// By which way.
    pub channel: Channel,
    /// Given or withdrawn; nothing stated is no record.
    pub status: ConsentStatus,
    /// When it was stated, in seconds from 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Where it was stated, for example the data source of a file.
    pub source: String,
    /// Version of the wording that was agreed to, where it is known.
    pub wording: Option<String>,
}

/// At most one record a purpose and channel, sorted by both. It only tightens: a withdrawal beats whatever else was
/// stated, and the newest withdrawal stays.
///
/// ```
/// use shared::domain::{Channel, ConsentRecord, ConsentStatus, Consents, Purpose};
/// let (purpose, channel) = (Purpose::Marketing, Channel::Email);
/// let stated = |status, at| ConsentRecord { purpose, channel, status, at, source: "shop".into(), wording: None };
/// let mut consents = Consents::default();
/// consents.state(stated(ConsentStatus::Withdrawn, 100));
/// consents.state(stated(ConsentStatus::Given, 200));
/// assert_eq!(consents.status(purpose, channel), ConsentStatus::Withdrawn);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Consents(Vec<ConsentRecord>);

impl Consents {
    /// The status of a purpose and channel.
    #[must_use]
    pub fn status(&self, purpose: Purpose, channel: Channel) -> ConsentStatus {
        self.record(purpose, channel).map_or(ConsentStatus::Unknown, |record| record.status)
    }

    /// Whether advertising by e-mail is allowed: what the base keeps.
    #[must_use]
    pub fn marketing_email(&self) -> ConsentStatus {
        self.status(Purpose::Marketing, Channel::Email)
    }

    /// The record of a purpose and channel.
    #[must_use]
    pub fn record(&self, purpose: Purpose, channel: Channel) -> Option<&ConsentRecord> {
        self.0.iter().find(|record| (record.purpose, record.channel) == (purpose, channel))
    }

    /// All records.
    #[must_use]
    pub fn records(&self) -> &[ConsentRecord] {
        &self.0
    }

    /// Takes a statement in, as far as it tightens. Returns whether it would have loosened a withdrawal and was
    /// therefore not followed.
    pub fn state(&mut self, stated: ConsentRecord) -> bool {
        if stated.status == ConsentStatus::Unknown {
            return false;
        }
        match self.0.binary_search_by_key(&(stated.purpose, stated.channel), |record| (record.purpose, record.channel))
        {
            Err(position) => {
                self.0.insert(position, stated);
                false
            }
            Ok(position) => {
                let present = &mut self.0[position];
                let refused = present.status == ConsentStatus::Withdrawn && stated.status == ConsentStatus::Given;
                if rank(&stated) > rank(present) {
                    *present = stated;
                }
                refused
            }
        }
    }

    /// Both: the most restrictive, and of withdrawals the newest.
    #[must_use]
    pub fn merged_with(mut self, other: &Self) -> Self {
        for record in &other.0 {
            self.state(record.clone());
        }
        self
    }
}

impl FromIterator<ConsentRecord> for Consents {
    fn from_iter<I: IntoIterator<Item = ConsentRecord>>(records: I) -> Self {
        let mut consents = Self::default();
        for record in records {
            consents.state(record);
        }
        consents
    }
}

/// What decides between two records of one purpose and channel: taking the greater is the same in every order. Exports
/// repeat a consent with every order, which is no new one: the first stays, unless a newer wording was agreed to.
fn rank(record: &ConsentRecord) -> (ConsentStatus, bool, i64, &str, Option<&str>) {
    let is_given = record.status == ConsentStatus::Given;
    let is_proven = is_given && record.wording.is_some();
    let at = if is_given && !is_proven { record.at.saturating_neg() } else { record.at };
    (record.status, is_proven, at, &record.source, record.wording.as_deref())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{Channel, ConsentRecord, ConsentStatus, Consents, Purpose};

    fn a_record() -> impl Strategy<Value = ConsentRecord> {
        (
            select(vec![Purpose::Marketing, Purpose::Feedback]),
            select(vec![Channel::Email, Channel::Sms]),
            select(vec![ConsentStatus::Unknown, ConsentStatus::Given, ConsentStatus::Withdrawn]),
            -3_i64..3,
            select(vec!["shop", "till"]),
            select(vec![None, Some("v1"), Some("v2")]),
        )
            .prop_map(|(purpose, channel, status, at, source, wording)| ConsentRecord {
                purpose,
                channel,
                status,
                at,
                source: source.into(),
                wording: wording.map(str::to_owned),
            })
    }

    proptest! {
        /// Statements may come shuffled, twice and in pieces: the outcome is that of a plain look at all of them.
        #[test]
        fn the_order_and_the_pieces_of_statements_do_not_matter(
            records in vec(a_record(), 0..12),
            shuffled in vec(any::<prop::sample::Index>(), 0..12),
            cut in any::<prop::sample::Index>(),
        ) {
            let all: Consents = records.iter().cloned().collect();
            let mut other_order = records.clone();
            for index in shuffled {
                if !other_order.is_empty() {
                    let moved = other_order.remove(index.index(other_order.len()));
                    other_order.push(moved);
                }
            }
            let again = other_order.iter().chain(&records).cloned().collect::<Consents>();
            prop_assert_eq!(&again, &all);
            let cut = if records.is_empty() { 0 } else { cut.index(records.len()) };
            let (first, second) = records.split_at(cut);
            let pieces = first.iter().cloned().collect::<Consents>()
                .merged_with(&second.iter().cloned().collect());
            prop_assert_eq!(&pieces, &all);
            for record in &records {
                let of_kind = || records.iter().filter(|other| (other.purpose, other.channel) == (record.purpose, record.channel));
                let expected = of_kind().map(|other| other.status).max().unwrap_or_default();
                prop_assert_eq!(all.status(record.purpose, record.channel), expected);
                let alike = || of_kind().filter(|other| other.status == expected);
                let proven = alike().filter(|other| other.wording.is_some()).map(|other| other.at).max();
                let day = match expected {
                    ConsentStatus::Unknown => None,
                    ConsentStatus::Given => proven.or_else(|| alike().map(|other| other.at).min()),
                    ConsentStatus::Withdrawn => alike().map(|other| other.at).max(),
                };
                prop_assert_eq!(all.record(record.purpose, record.channel).map(|found| found.at), day);
            }
        }
    }

    #[test]
    fn a_statement_that_would_revive_an_opt_out_is_told() {
        let record = |status, at| ConsentRecord {
            purpose: Purpose::Marketing,
            channel: Channel::Email,
            status,
            at,
            source: "shop".into(),
            wording: None,
        };
        let mut consents = Consents::default();
        assert!(!consents.state(record(ConsentStatus::Withdrawn, 5)));
        assert!(consents.state(record(ConsentStatus::Given, 9)));
        assert!(!consents.state(record(ConsentStatus::Withdrawn, 7)));
        assert_eq!(consents.records(), [record(ConsentStatus::Withdrawn, 7)]);
    }
}
