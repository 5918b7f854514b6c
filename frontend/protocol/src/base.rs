//! A generation of the base on its way into the worker.

use serde::{Deserialize, Serialize};
use shared::api::{BaseAnswer, BasePart, Manifest};
use shared::domain::Day;
use shared::planning::Verdict;

use crate::question::question;
use crate::wire;

/// A generation is on its way; a [`BaseChunk`] for each of its parts follows. Holds what the board is computed from, and the rest of
/// the manifest as a text: reading all of it is code that the board need not wait for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadBase {
    /// Its number.
    pub generation: u64,
    /// Last day with data; `None` in an empty base.
    pub as_of: Option<Day>,
    /// Customers.
    pub customers: u32,
    /// Transactions of all of them.
    pub transactions: u64,
    /// Acquisition sources.
    pub sources: Vec<String>,
    /// Whether scores may be shown.
    pub is_estimated: bool,
    /// What each chunk holds.
    pub parts: Vec<BasePart>,
    /// The manifest.
    pub manifest: ManifestText,
}

/// A manifest as the server sent it, read when it is needed: the text of a [`BaseAnswer`] that holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestText(String);

/// With one buffer: the next chunk of the generation, as stored. The base is ready when the last was taken. Chunks go one by one,
/// so that no more than a few of them are in memory beside what they become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseChunk;

question!(LoadBase => (), LoadBase);
question!(BaseChunk => (), BaseChunk);

impl LoadBase {
    /// Of a manifest and the text of the answer that holds it. The text is handed on: writing it again is code as well.
    #[must_use]
    pub fn of(manifest: &Manifest, answer: String) -> Self {
        Self {
            generation: manifest.generation,
            as_of: manifest.as_of,
            customers: manifest.summary.customers,
            transactions: manifest.summary.transactions,
            sources: manifest.sources.clone(),
            is_estimated: matches!(manifest.assessment.verdict, Verdict::Estimated),
            parts: manifest.chunks.iter().map(|chunk| chunk.part).collect(),
            manifest: ManifestText(answer),
        }
    }
}

impl ManifestText {
    /// All of it.
    #[must_use]
    pub fn read(&self) -> Manifest {
        let answer: BaseAnswer = wire::read(&self.0).expect("who sent it has read it");
        answer.manifest.expect("it is that of a base")
    }
}

#[cfg(test)]
mod tests {
    use shared::api::{BaseAnswer, ScoringState};
    use shared::domain::Settings;
    use shared::planning::{Assessment, Summary, Verdict};

    use super::{LoadBase, Manifest};
    use crate::Question;

    #[test]
    fn the_manifest_arrives_as_it_was_sent() {
        let manifest = Manifest {
            generation: 7,
            built_at: "2026-11-21T06:00:00Z".into(),
            as_of: None,
            settings: Settings::initial("Maple & Finch"),
            sources: vec!["search".into()],
            assessment: Assessment {
                verdict: Verdict::Estimated,
                fits: Vec::new(),
                spend_frequency_correlation: Some(0.1),
            },
            summary: Summary {
                customers: 3,
                transactions: 4,
                repeat_customers: 1,
                repeat_rate: None,
                net_minor: 5,
                expected_active_customers: None,
                customer_equity_minor: None,
                value_at_risk_minor: None,
                expected_orders: None,
                late_customers: 0,
            },
            sample_customers: 0,
            state_hash: String::new(),
            chunks: Vec::new(),
            attribute_chunks: 0,
            contract_chunks: 0,
            referral_chunks: 0,
        };
        let answer = BaseAnswer { manifest: Some(manifest.clone()), scoring: ScoringState::Idle };
        let text = serde_json::to_string(&answer).expect("an answer of the server");
        let read = LoadBase::read(&LoadBase::of(&manifest, text).write()).expect("a question");
        assert_eq!((read.generation, read.customers, read.is_estimated), (7, 3, true));
        assert_eq!(read.manifest.read(), manifest);
    }
}
