//! The batch helper against answers that no emulator gives.

use aws_sdk_dynamodb::operation::batch_write_item::{BatchWriteItemInput, BatchWriteItemOutput};
use aws_sdk_dynamodb::types::WriteRequest;
use aws_smithy_mocks::{RuleMode, mock, mock_client};
use functions::aws::limits::{BATCH_TRIES, BATCH_WRITE_ITEMS};
use functions::aws::{BatchWrite, Key, StoreError, Table, Value};

fn puts(count: usize) -> Vec<BatchWrite> {
    (0..count).map(|number| BatchWrite::Put(Key::new("p", format!("{number:03}")).attributes())).collect()
}

fn requests(input: &BatchWriteItemInput) -> Vec<WriteRequest> {
    input.request_items().and_then(|items| items.get("customers")).cloned().unwrap_or_default()
}

fn taken_but(left: Vec<WriteRequest>) -> BatchWriteItemOutput {
    let output = BatchWriteItemOutput::builder();
    if left.is_empty() { output.build() } else { output.unprocessed_items("customers", left).build() }
}

#[tokio::test(start_paused = true)]
async fn what_comes_back_unprocessed_is_sent_again_and_nothing_else() {
    let first = mock!(aws_sdk_dynamodb::Client::batch_write_item)
        .match_requests(|input| requests(input).len() == 25)
        .then_compute_output(|input| taken_but(requests(input)[20..].to_vec()));
    let second = mock!(aws_sdk_dynamodb::Client::batch_write_item)
        .match_requests(|input| requests(input).len() == 5)
        .then_compute_output(|input| taken_but(requests(input)[4..].to_vec()));
    let third = mock!(aws_sdk_dynamodb::Client::batch_write_item)
        .match_requests(|input| requests(input).len() == 1)
        .then_compute_output(|_| taken_but(Vec::new()));
    let client = mock_client!(aws_sdk_dynamodb, RuleMode::Sequential, [&first, &second, &third]);
    Table::new(client, "customers").write_in_batches(puts(25)).await.expect("all taken in the end");
    assert_eq!((first.num_calls(), second.num_calls(), third.num_calls()), (1, 1, 1));
}

#[tokio::test(start_paused = true)]
async fn what_is_never_taken_is_given_back() {
    let never = mock!(aws_sdk_dynamodb::Client::batch_write_item)
        .then_compute_output(|input| taken_but(requests(input)[..1].to_vec()));
    let client = mock_client!(aws_sdk_dynamodb, RuleMode::MatchAny, [&never]);
    let error = Table::new(client, "customers").write_in_batches(puts(3)).await.expect_err("one is left");
    let StoreError::Unwritten(left) = error else { panic!("{error}") };
    assert_eq!(left.0, puts(1));
    assert_eq!(never.num_calls(), BATCH_TRIES as usize);
}

#[tokio::test]
async fn batches_are_of_25_and_hold_no_key_twice() {
    let sizes = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = sizes.clone();
    let any = mock!(aws_sdk_dynamodb::Client::batch_write_item).then_compute_output(move |input| {
        seen.lock().expect("not poisoned").push(requests(input).len());
        taken_but(Vec::new())
    });
    let client = mock_client!(aws_sdk_dynamodb, RuleMode::MatchAny, [&any]);
    let mut writes = puts(60);
    let mut last = Key::new("p", "007").attributes();
    last.insert("newer".into(), Value::Bool(true));
    writes.push(BatchWrite::Put(last));
    writes.push(BatchWrite::Delete(Key::new("p", "008")));
    Table::new(client, "customers").write_in_batches(writes).await.expect("taken");
    let mut sizes = sizes.lock().expect("not poisoned").clone();
    sizes.sort_unstable();
    assert_eq!(sizes, [10, BATCH_WRITE_ITEMS, BATCH_WRITE_ITEMS]);
}
