//! Queues through the real SDK, and a function fed from one.

mod support;

use std::time::Duration;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{BehaviorVersion, Credentials, Region};
use local::System;
use serde_json::{Value, json};
use support::{Player, attached, fixture};

fn sdk(system: &System) -> Client {
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(&system.queue_api)
        .credentials_provider(Credentials::new("a", "b", None, None, "test"))
        .build();
    Client::from_conf(config)
}

fn url(system: &System, logical_id: &str) -> String {
    format!("{}/000000000000/holdfast-{logical_id}", system.queue_api)
}

fn bodies(event: &Value) -> Vec<&str> {
    let records = event["Records"].as_array().expect("records");
    records.iter().map(|record| record["body"].as_str().expect("a body")).collect()
}

#[tokio::test]
async fn messages_are_sent_received_hidden_and_deleted_through_the_sdk() {
    let system = attached(fixture(), None).await;
    let (sdk, url) = (sdk(&system), url(&system, "Plain"));
    sdk.send_message().queue_url(&url).message_body("one").send().await.expect("sent");
    let received = sdk.receive_message().queue_url(&url).send().await.expect("received");
    let message = &received.messages()[0];
    assert_eq!(message.body(), Some("one"));
    // Hidden for some seconds: a long poll sees it when it is visible again.
    let again = sdk.receive_message().queue_url(&url).send().await.expect("received");
    assert!(again.messages().is_empty());
    let again = sdk.receive_message().queue_url(&url).wait_time_seconds(20).send().await.expect("received");
    assert_eq!(again.messages()[0].body(), Some("one"));
    let handle = again.messages()[0].receipt_handle().expect("a handle");
    sdk.change_message_visibility()
        .queue_url(&url)
        .receipt_handle(handle)
        .visibility_timeout(600)
        .send()
        .await
        .expect("hidden");
    sdk.delete_message().queue_url(&url).receipt_handle(handle).send().await.expect("deleted");
    assert_eq!(system.queues.named("holdfast-Plain").expect("there").depth(), (0, 0));
}

#[tokio::test]
async fn batches_name_each_entry_and_errors_are_the_typed_ones() {
    let system = attached(fixture(), None).await;
    let sdk = sdk(&system);
    let entry = |id: &str| {
        let entry = aws_sdk_sqs::types::SendMessageBatchRequestEntry::builder().id(id).message_body(id);
        entry.build().expect("complete")
    };
    let sent = sdk
        .send_message_batch()
        .queue_url(url(&system, "Plain"))
        .entries(entry("a"))
        .entries(entry("b"))
        .send()
        .await
        .expect("sent");
    assert_eq!(sent.successful().iter().map(|entry| entry.id()).collect::<Vec<_>>(), ["a", "b"]);
    let missing = sdk.send_message().queue_url(url(&system, "None")).message_body("x").send().await;
    assert!(missing.expect_err("no such queue").into_service_error().is_queue_does_not_exist());
    let invalid = sdk.delete_message().queue_url(url(&system, "Plain")).receipt_handle("nonsense").send().await;
    assert!(invalid.expect_err("no handle").into_service_error().is_receipt_handle_is_invalid());
}

#[tokio::test]
async fn only_the_failed_messages_of_a_batch_come_back_and_end_as_dead_letters() {
    let system = attached(fixture(), None).await;
    let jobs = system.queues.named("holdfast-Jobs").expect("there");
    for body in ["good", "poison"] {
        jobs.send(body, Duration::ZERO);
    }
    let player = Player::new(&system, "Worker");
    let mut done: Vec<String> = Vec::new();
    let mut poisoned = 0;
    while poisoned < 2 {
        let turn = player.next().await;
        let records = turn.event["Records"].as_array().expect("records");
        let failed: Vec<_> = records.iter().filter(|record| record["body"] == "poison").collect();
        poisoned += failed.len();
        done.extend(bodies(&turn.event).iter().filter(|body| **body != "poison").map(|body| (*body).to_owned()));
        assert!(records.iter().all(|record| record["eventSource"] == "aws:sqs"));
        let failures: Vec<_> = failed.iter().map(|record| json!({"itemIdentifier": record["messageId"]})).collect();
        player.answer(&turn, json!({"batchItemFailures": failures}).to_string()).await;
    }
    let dead = system.queues.named("holdfast-Dead").expect("there");
    let dead = dead.receive(1, Duration::from_secs(20), Duration::from_secs(1)).await;
    assert_eq!(dead[0].body, "poison");
    assert_eq!(done, ["good"]);
    assert_eq!(jobs.depth(), (0, 0));
}

#[tokio::test]
async fn a_failed_invocation_brings_the_whole_batch_back() {
    let system = attached(fixture(), None).await;
    let jobs = system.queues.named("holdfast-Jobs").expect("there");
    jobs.send("a", Duration::ZERO);
    let player = Player::new(&system, "Worker");
    let first = player.next().await;
    player.fail(&first).await;
    let second = player.next().await;
    assert_eq!(bodies(&second.event), ["a"]);
    assert_eq!(second.event["Records"][0]["attributes"]["ApproximateReceiveCount"], "2");
    player.answer(&second, "{}").await;
    assert!(jobs.receive(1, Duration::from_secs(6), Duration::from_secs(1)).await.is_empty());
}
