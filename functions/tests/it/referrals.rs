//! Recommendations: imported as events, settled by the score job, a part of the base of their own.

use shared::api::{Method, PartAnswer, path};
use shared::base::{Referral, ReferralOutcome, build, decode_referrals};
use shared::domain::{Day, EventKind};
use shared::ingest::{Fact, FactRow, ImportKind, Placed, Row};

use crate::support::{System, a_row, key_of};

fn event(customer: &str, kind: EventKind, code: &str, day: &str) -> Row {
    let fact = Fact::Event {
        id: format!("{customer}-{code}"),
        kind,
        channel: None,
        staff: None,
        value: None,
        text: Some(code.into()),
    };
    let at = Placed::Local(day.parse::<Day>().expect("a date").0);
    Row::Fact(FactRow { customer_number: customer.into(), at, fact, original: None })
}

/// The referrals as the app has them.
async fn downloaded(system: &System) -> Vec<Referral> {
    let answer: PartAnswer = system.owner(Method::Get, path::REFERRALS, None).await.read();
    let manifest = system.manifest().await.expect("a generation");
    assert_eq!((answer.generation, answer.urls.len()), (manifest.generation, manifest.referral_chunks as usize));
    let mut chunks = Vec::new();
    for url in &answer.urls {
        let stored = reqwest::get(url).await.expect("the bucket answers").bytes().await.expect("bytes");
        chunks.push(functions::base::unpack(&stored, 1 << 28).expect("gzip"));
    }
    decode_referrals(chunks.iter().map(Vec::as_slice)).expect("whole")
}

#[tokio::test]
async fn a_recommendation_is_due_one_reward_however_often_it_arrives() {
    let system = System::with_workspace().await;
    assert_eq!(system.owner(Method::Get, path::REFERRALS, None).await.problem(), (409, "conflict"));
    let ida = a_row("2", "B", "2026-02-10");
    system.import_rows(2, &[a_row("1", "A", "2026-01-31"), ida.clone()]).await;
    assert_eq!(downloaded(&system).await, []);

    let rows = [
        event("1", EventKind::Referral, "MAI-1", "2026-02-01"),
        event("2", EventKind::Referred, "mai-1", "2026-02-09"),
        event("1", EventKind::Referred, "mai-1", "2026-02-02"),
    ];
    for _ in 0..2 {
        system.import_kind(ImportKind::Events, &rows).await;
        let found = downloaded(&system).await;
        let outcomes: Vec<_> = found.iter().map(|referral| referral.outcome).collect();
        assert_eq!(outcomes, [ReferralOutcome::Themselves, ReferralOutcome::Ordered]);
        assert_eq!(found[1].referred, key_of(&ida).id());
        assert_eq!(Some(found), build(&system.customers().await).referrals);
    }
}
