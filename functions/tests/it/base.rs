//! Generations: built from what is stored, switched as a whole, one run at a time.

use functions::jobs::ScoreMessage;
use jiff::SignedDuration;
use shared::api::{BaseAnswer, BasePart, Method, ScoringState, path};
use shared::base::{Base, BaseReader, build};
use shared::domain::{TenantId, state_hash};
use shared::ingest::OrderRow;

use crate::support::{System, a_row};

async fn answer(system: &System) -> BaseAnswer {
    system.owner(Method::Get, path::BASE, None).await.read()
}

fn message() -> ScoreMessage {
    ScoreMessage { tenant: TenantId("maple".into()) }
}

/// The base as the app puts it together: from the addresses of the answer.
async fn downloaded(answer: &BaseAnswer) -> Base {
    let manifest = answer.manifest.as_ref().expect("a generation");
    let mut reader = BaseReader::new(manifest.as_of, manifest.sources.clone());
    for part in [BasePart::Customers, BasePart::Orders] {
        for chunk in manifest.chunks.iter().filter(|chunk| chunk.part == part) {
            let response = reqwest::get(&chunk.url).await.expect("an answer").error_for_status().expect("there");
            let packed = response.bytes().await.expect("bytes");
            assert_eq!(packed.len() as u64, chunk.bytes);
            let bytes = functions::base::unpack(&packed, 1 << 24).expect("gzip");
            match part {
                BasePart::Customers => reader.push_customers(&bytes).expect("a chunk"),
                BasePart::Orders => reader.push_orders(&bytes).expect("a chunk"),
            }
        }
    }
    reader.finish()
}

fn ids(base: &Base) -> Vec<u64> {
    base.customers.id.iter().map(|id| id.0).collect()
}

#[tokio::test]
async fn before_the_first_import_there_is_no_base() {
    let system = System::with_workspace().await;
    assert_eq!(answer(&system).await, BaseAnswer { manifest: None, scoring: ScoringState::Idle });
}

#[tokio::test]
async fn a_generation_holds_what_is_stored() {
    let system = System::with_workspace().await;
    let rows: Vec<_> = (0..90)
        .map(|n| a_row(&(n % 40).to_string(), &format!("o{n}"), &format!("2026-0{}-{:02}", n % 9 + 1, n % 28 + 1)))
        .collect();
    system.import_rows(1, &rows).await;
    let answer = answer(&system).await;
    assert_eq!(answer.scoring, ScoringState::Idle);
    let stored = system.customers().await;
    let expected = build(&stored);
    let base = downloaded(&answer).await;
    assert_eq!(ids(&base), ids(&expected));
    assert_eq!(base.orders, expected.orders);
    assert_eq!(base.customers.recency_days, expected.customers.recency_days);
    let manifest = answer.manifest.expect("a generation");
    assert_eq!(manifest.as_of, expected.as_of);
    assert_eq!(manifest.state_hash, state_hash(&stored));
    assert_eq!(manifest.summary.net_minor, 90 * 1_000);
}

#[tokio::test]
async fn customers_without_a_transaction_make_an_empty_base_and_no_failure() {
    let system = System::with_workspace().await;
    let refund = OrderRow { net_milli_minor: -1_000_000, ..a_row("1", "a", "2026-01-01") };
    system.import_rows(1, &[refund]).await;
    let answer = answer(&system).await;
    assert_eq!(answer.scoring, ScoringState::Idle);
    let base = downloaded(&answer).await;
    assert!(base.customers.is_empty());
    assert_eq!(answer.manifest.expect("a generation").summary.customers, 0);
}

#[tokio::test]
async fn requests_during_a_run_lead_to_exactly_one_more() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    let tenant = TenantId("maple".into());
    for _ in 0..3 {
        functions::scoring::request(&system.services, &tenant).await.expect("asked");
    }
    system.run_jobs().await;
    assert_eq!(system.manifest().await.expect("a generation").generation, 2, "three requests, one run");
    assert_eq!(answer(&system).await.scoring, ScoringState::Idle);
}

#[tokio::test]
async fn a_job_without_a_request_does_nothing() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    system.score(message(), false).await.expect("nothing to do");
    assert_eq!(system.manifest().await.expect("a generation").generation, 1);
}

#[tokio::test]
async fn a_failed_run_keeps_the_generation_before_and_says_so_after_the_last_delivery() {
    let system = System::with_workspace().await;
    system.import_rows(1, &[a_row("1", "a", "2026-01-01")]).await;
    let tenant = TenantId("maple".into());
    let mut spoiled = functions::aws::Key::new("tenant#maple#partition#00", "0000000000000001").attributes();
    spoiled.insert("number".into(), functions::aws::Value::Bool(true));
    system.services.customers.put(spoiled).await.expect("spoiled");
    functions::scoring::request_later(&system.services, &tenant).await.expect("asked");
    system.score(message(), false).await.expect_err("a customer cannot be read");
    assert!(matches!(answer(&system).await.scoring, ScoringState::Running { .. }));
    system.score(message(), true).await.expect_err("a customer cannot be read");
    let after = answer(&system).await;
    let ScoringState::Failed { message: text, .. } = after.scoring else { panic!("{:?}", after.scoring) };
    assert!(text.contains("orders are safe"));
    assert_eq!(after.manifest.expect("still there").generation, 1);
}

#[tokio::test]
async fn a_run_that_never_ended_is_shown_as_failed_after_an_hour() {
    let system = System::with_workspace().await;
    functions::scoring::request_later(&system.services, &TenantId("maple".into())).await.expect("asked");
    system.pass(SignedDuration::from_mins(59));
    assert!(matches!(answer(&system).await.scoring, ScoringState::Running { .. }));
    system.pass(SignedDuration::from_mins(2));
    assert!(matches!(answer(&system).await.scoring, ScoringState::Failed { .. }));
}

#[tokio::test]
async fn objects_of_generations_before_the_last_two_are_removed() {
    let system = System::with_workspace().await;
    let tenant = TenantId("maple".into());
    for number in 0..4 {
        system.import_rows(1, &[a_row("1", &format!("o{number}"), "2026-01-01")]).await;
    }
    let keys = system.services.objects.keys("base/maple/").await.expect("listed");
    let mut generations: Vec<_> = keys.iter().filter_map(|key| functions::base::generation_of(&tenant, key)).collect();
    generations.sort_unstable();
    generations.dedup();
    assert_eq!(generations, [3, 4]);
}

#[tokio::test]
async fn the_schedule_asks_for_every_workspace() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    functions::dispatch::ask_for_all(&system.services).await.expect("asked");
    assert_eq!(system.waiting(), 2);
    system.run_jobs().await;
    assert_eq!(answer(&system).await, BaseAnswer { manifest: None, scoring: ScoringState::Idle });
}
