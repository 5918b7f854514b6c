//! Orders in, from start to scores.

use functions::customers::store;
use functions::jobs::{ImportMessage, ImportStep};
use serde_json::json;
use shared::api::{CustomerAnswer, ImportAnswer, ImportList, ImportState, Method, path};
use shared::domain::{CustomerId, Day, ImportId, TenantId};
use shared::ingest::{MergeCounts, OrderRow, Placed};

use crate::support::{System, a_request, a_row, chunk, key_of};

fn rows(customers: u32) -> Vec<OrderRow> {
    let one = |customer: u32| {
        let order = |number: u32| {
            let day = Day(20_000 + (customer * 7 + number * 31) as i32 % 400);
            a_row(&customer.to_string(), &format!("{customer}-{number}"), &day.to_string())
        };
        (0..=customer % 3).map(order).collect::<Vec<_>>()
    };
    (1..=customers).flat_map(one).collect()
}

fn bucket(import: &ImportAnswer, bucket: u16) -> ImportMessage {
    ImportMessage::Bucket {
        step: ImportStep::Write,
        tenant: TenantId("maple".into()),
        import: import.id.clone(),
        bucket,
    }
}

async fn read(system: &System, id: &ImportId) -> ImportAnswer {
    system.owner(Method::Get, &path::import(id), None).await.read()
}

#[tokio::test]
async fn a_file_imported_twice_changes_nothing() {
    let system = System::with_workspace().await;
    let rows = rows(60);
    let first = system.import_rows(50_000, &rows).await;
    assert_eq!((first.state, first.buckets, first.buckets_done), (ImportState::Done, 4, 4));
    let expected = MergeCounts { customers_new: 60, orders_new: rows.len() as u64, ..MergeCounts::default() };
    assert_eq!(first.counts, expected);
    let before = system.manifest().await.expect("a generation");
    assert_eq!((before.generation, before.summary.customers), (1, 60));

    let again = system.import_rows(50_000, &rows).await;
    let unchanged =
        MergeCounts { customers_unchanged: 60, orders_unchanged: rows.len() as u64, ..MergeCounts::default() };
    assert_eq!(again.counts, unchanged);
    let after = system.manifest().await.expect("a generation");
    assert_eq!(after.generation, 2);
    assert_eq!(after.state_hash, before.state_hash);
    assert_eq!(after.summary, before.summary);
}

#[tokio::test]
async fn a_bucket_that_is_delivered_again_counts_once() {
    let system = System::with_workspace().await;
    let rows = rows(20);
    let import = system.start_import(50_000).await;
    let chunks = system.upload(&import, &rows).await;
    system.commit(&import, &chunks).await;
    for number in (0..4).chain(0..4) {
        system.import(bucket(&import, number), false).await.expect("the job succeeds");
    }
    system.run_jobs().await;
    let done = read(&system, &import.id).await;
    assert_eq!((done.state, done.counts.customers_new, done.buckets_done), (ImportState::Done, 20, 4));
    assert_eq!(done.counts.customers_unchanged, 0);
}

#[tokio::test]
async fn a_job_that_died_before_its_result_is_finished_by_the_next_delivery() {
    let system = System::with_workspace().await;
    let rows = rows(5);
    let import = system.start_import(1).await;
    let chunks = system.upload(&import, &rows).await;
    system.commit(&import, &chunks).await;
    // As if a delivery had written one customer and died: the customer is there, the bucket's result is not.
    let other = system.start_import(1).await;
    let other_chunks = system.upload(&other, &rows[..1]).await;
    system.commit(&other, &other_chunks).await;
    system.import(bucket(&other, 0), false).await.expect("the job succeeds");
    system.run_jobs().await;
    let done = read(&system, &import.id).await;
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(done.counts.customers_new + done.counts.customers_changed + done.counts.customers_unchanged, 5);
}

#[tokio::test]
async fn a_commit_is_safe_to_repeat_but_only_with_the_same_chunks() {
    let system = System::with_workspace().await;
    let import = system.start_import(1).await;
    let chunks = system.upload(&import, &rows(3)).await;
    let committed = system.commit(&import, &chunks).await;
    assert_eq!(committed.state, ImportState::Writing);
    system.commit(&import, &chunks).await;
    assert_eq!(system.waiting(), 2, "the message is sent again, in case the first was not");
    let other = system.owner(Method::Post, &path::import_commit(&import.id), Some(&json!({ "chunks": [2] }))).await;
    assert_eq!(other.problem(), (409, "conflict"));
    system.run_jobs().await;
    assert_eq!(system.commit(&import, &chunks).await.state, ImportState::Done);
    let late = json!({ "chunks": [{ "bucket": 0, "number": 1 }] });
    let answer = system.owner(Method::Post, &path::import_chunks(&import.id), Some(&late)).await;
    assert_eq!(answer.problem(), (409, "conflict"));
}

#[tokio::test]
async fn an_import_of_empty_buckets_ends_at_once() {
    let system = System::with_workspace().await;
    let import = system.start_import(50_000).await;
    let done = system.commit(&import, &[0, 0, 0, 0]).await;
    assert_eq!((done.state, done.buckets_done, done.counts), (ImportState::Done, 4, MergeCounts::default()));
}

#[tokio::test]
async fn what_was_written_before_a_cancellation_stays_and_is_counted() {
    let system = System::with_workspace().await;
    let rows = rows(40);
    let import = system.start_import(50_000).await;
    let chunks = system.upload(&import, &rows).await;
    system.commit(&import, &chunks).await;
    assert!(system.run_next_job().await, "the first bucket");
    let cancelled: ImportAnswer = system.owner(Method::Post, &path::import_cancel(&import.id), None).await.read();
    assert_eq!((cancelled.state, cancelled.buckets_done), (ImportState::Cancelled, 1));
    system.run_jobs().await;
    let after = read(&system, &import.id).await;
    assert_eq!((after.state, after.buckets_done, after.counts), (ImportState::Cancelled, 1, cancelled.counts));
    let manifest = system.manifest().await.expect("a generation of what was written");
    assert_eq!(u64::from(manifest.summary.customers), after.counts.customers_new);
    assert!(after.counts.customers_new > 0 && after.counts.customers_new < 40);
    let again: ImportAnswer = system.owner(Method::Post, &path::import_cancel(&import.id), None).await.read();
    assert_eq!(again.state, ImportState::Cancelled);
}

#[tokio::test]
async fn an_import_that_is_done_cannot_be_cancelled() {
    let system = System::with_workspace().await;
    let import = system.import_rows(1, &rows(2)).await;
    let answer = system.owner(Method::Post, &path::import_cancel(&import.id), None).await;
    assert_eq!(answer.problem(), (409, "conflict"));
}

/// Imports one chunk of these bytes and gives the message of the failure.
async fn failure(bytes: Option<Vec<u8>>) -> String {
    let system = System::with_workspace().await;
    let import = system.start_import(1).await;
    if let Some(bytes) = bytes {
        system.upload_chunk(&import, 0, 0, bytes).await;
    }
    system.commit(&import, &[1]).await;
    system.run_jobs().await;
    let failed = read(&system, &import.id).await;
    assert_eq!(failed.state, ImportState::Failed);
    failed.message.expect("a message")
}

#[tokio::test]
async fn a_chunk_that_cannot_be_read_fails_the_import_by_name_and_without_a_storm_of_retries() {
    assert!(failure(None).await.contains("was not uploaded"));
    assert!(failure(Some(b"not gzip".to_vec())).await.contains("is damaged"));
    assert!(failure(Some(functions::base::pack(b"not rows, but gzip"))).await.contains("is damaged"));
    let bomb = functions::base::pack(&vec![0; (64 << 20) + 1]);
    assert!(bomb.len() < 100_000);
    assert!(failure(Some(bomb)).await.contains("unpacks to more than"));
}

#[tokio::test]
async fn a_chunk_with_customers_of_another_bucket_is_refused() {
    let system = System::with_workspace().await;
    let import = system.start_import(50_000).await;
    system.upload_chunk(&import, 0, 0, chunk(&rows(40).into_iter().map(Into::into).collect::<Vec<_>>())).await;
    system.commit(&import, &[1, 0, 0, 0]).await;
    system.run_jobs().await;
    let failed = read(&system, &import.id).await;
    assert!(failed.message.expect("a message").contains("another part"));
}

#[tokio::test]
async fn an_instant_becomes_the_day_of_the_workspaces_time_zone() {
    let system = System::with_workspace().await;
    // 2026-06-30T22:30:00Z is half past midnight of the first of July in Berlin.
    let row = OrderRow { placed: Placed::Instant(1_782_858_600), ..a_row("17", "a", "2026-01-01") };
    system.import_rows(1, std::slice::from_ref(&row)).await;
    let id = key_of(&row).id();
    let customer: CustomerAnswer = system.owner(Method::Get, &path::customer(id), None).await.read();
    assert_eq!(customer.orders[0].day.to_string(), "2026-07-01");
}

#[tokio::test]
async fn a_customer_with_twenty_thousand_orders_is_kept_whole() {
    let system = System::with_workspace().await;
    let row = |number: u32| {
        a_row(
            "17",
            &format!(
                "order-{}",
                uuid::Uuid::from_u128(u128::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_0C21_1B7E_55A1))
            ),
            "2026-01-01",
        )
    };
    let rows: Vec<_> = (0..20_000).map(row).collect();
    let first = system.import_rows(1, &rows).await;
    assert_eq!(first.counts.orders_new, 20_000, "{first:?}");
    let id = key_of(&rows[0]).id();
    let tenant = TenantId("maple".into());
    let stored = store::read(&system.services.customers, &tenant, id).await.expect("readable").expect("there");
    assert!(stored.items > 1, "this test is about several items");
    assert_eq!(stored.history.orders.len(), 20_000);
    let hash = system.manifest().await.expect("a generation").state_hash;
    let again = system.import_rows(1, &rows).await;
    assert_eq!(again.counts.orders_unchanged, 20_000);
    assert_eq!(system.manifest().await.expect("a generation").state_hash, hash);
    assert_eq!(system.customers().await, [stored.history]);
}

#[tokio::test]
async fn the_list_shows_the_newest_fifty_first_with_their_progress() {
    let system = System::with_workspace().await;
    let mut ids = Vec::new();
    for _ in 0..52 {
        ids.push(system.start_import(1).await.id);
    }
    let chunks = [1];
    system.owner(Method::Post, &path::import_commit(&ids[51]), Some(&json!({ "chunks": chunks }))).await;
    let list: ImportList = system.owner(Method::Get, path::IMPORTS, None).await.read();
    let listed: Vec<_> = list.imports.iter().map(|import| import.id.clone()).collect();
    ids.reverse();
    assert_eq!(listed, ids[..50]);
    assert_eq!(list.imports[0].state, ImportState::Writing);
}

#[tokio::test]
async fn requests_out_of_range_are_refused_by_field() {
    let system = System::with_workspace().await;
    let mut sample = a_request(1);
    sample["data_source"] = json!("sample");
    let answer = system.owner(Method::Post, path::IMPORTS, Some(&sample)).await;
    assert_eq!(answer.problem(), (422, "invalid"));
    assert_eq!(answer.body["fields"][0]["field"], "data_source");
    let import = system.start_import(1).await;
    let places = |count: usize, bucket: u32, number: u32| json!({ "chunks": vec![json!({ "bucket": bucket, "number": number }); count] });
    for body in [places(65, 0, 0), places(1, 1, 0), places(1, 0, 10_000)] {
        let answer = system.owner(Method::Post, &path::import_chunks(&import.id), Some(&body)).await;
        assert_eq!(answer.problem(), (422, "invalid"));
    }
    for body in [json!({ "chunks": [] }), json!({ "chunks": [1, 1] }), json!({ "chunks": [10_001] })] {
        let answer = system.owner(Method::Post, &path::import_commit(&import.id), Some(&body)).await;
        assert_eq!(answer.problem(), (422, "invalid"));
    }
    let unreadable = system.owner(Method::Post, path::IMPORTS, Some(&json!({ "file_name": 7 }))).await;
    assert_eq!(unreadable.problem(), (400, "malformed"));
    let missing = system.owner(Method::Get, &path::customer(CustomerId(7)), None).await;
    assert_eq!(missing.problem(), (404, "not_found"));
}

#[tokio::test]
async fn a_bucket_that_fails_in_its_last_delivery_fails_the_import() {
    let system = System::with_workspace().await;
    let import = system.start_import(1).await;
    let chunks = system.upload(&import, &rows(2)).await;
    system.commit(&import, &chunks).await;
    let mut broken = system.services.clone();
    broken.customers = unreachable_table();
    for (last, state) in [(false, ImportState::Writing), (true, ImportState::Failed)] {
        let delivery = functions::jobs::Delivery { message: bucket(&import, 0), id: String::new(), last };
        functions::import_job(&broken, delivery).await.expect_err("the table cannot be reached");
        assert_eq!(read(&system, &import.id).await.state, state);
    }
    assert!(read(&system, &import.id).await.message.expect("a message").contains("Import the file again"));
}

/// A table behind an address where nobody listens.
fn unreachable_table() -> functions::aws::Table {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version_latest()
        .region(aws_sdk_dynamodb::config::Region::new("eu-central-1"))
        .credentials_provider(aws_sdk_dynamodb::config::Credentials::new("a", "b", None, None, "test"))
        .retry_config(aws_sdk_dynamodb::config::retry::RetryConfig::disabled())
        .endpoint_url("http://127.0.0.1:1")
        .build();
    functions::aws::Table::new(aws_sdk_dynamodb::Client::from_conf(config), "customers")
}
