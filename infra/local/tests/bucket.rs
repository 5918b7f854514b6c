//! The bucket through the real SDK and through pre-signed addresses.

mod support;

use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_s3::presigning::PresigningConfig;
use local::System;
use support::{attached, client, fixture};

const BUCKET: &str = "holdfast-bucket";

fn sdk(system: &System) -> Client {
    let key = &system.access_key;
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(&system.origin)
        .credentials_provider(Credentials::new(&key.id, &key.secret, None, None, "test"))
        .build();
    Client::from_conf(config)
}

fn minute() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(60)).expect("a duration")
}

#[tokio::test]
async fn of_many_writers_of_a_new_object_one_wins() {
    let system = attached(fixture(), None).await;
    for round in 0..3 {
        let writers = (0..16).map(|writer| {
            let put = sdk(&system).put_object().bucket(BUCKET).key(format!("race/{round}")).if_none_match("*");
            tokio::spawn(put.body(format!("{writer}").into_bytes().into()).send())
        });
        let mut winners = 0;
        for writer in writers.collect::<Vec<_>>() {
            winners += u32::from(writer.await.expect("no panic").is_ok());
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn a_signed_address_takes_and_gives_one_object_and_nothing_else() {
    let system = attached(fixture(), None).await;
    let put = sdk(&system).put_object().bucket(BUCKET).key("imports/t/1/0/0").content_type("application/gzip");
    let put = put.presigned(minute()).await.expect("signed");
    let upload = |address: &str, content_type: &str| {
        client().put(address).header("content-type", content_type).body("chunk").send()
    };
    assert!(put.uri().starts_with(&format!("{}/{BUCKET}/imports/", system.origin)), "{}", put.uri());
    assert_eq!(upload(put.uri(), "application/gzip").await.expect("an answer").status(), 200);
    assert_eq!(upload(put.uri(), "text/html").await.expect("an answer").status(), 403);
    let elsewhere = put.uri().replace("/0/0", "/0/1");
    assert_eq!(upload(&elsewhere, "application/gzip").await.expect("an answer").status(), 403);
    let get =
        sdk(&system).get_object().bucket(BUCKET).key("imports/t/1/0/0").presigned(minute()).await.expect("signed");
    let got = client().get(get.uri()).send().await.expect("an answer");
    assert_eq!(got.text().await.expect("text"), "chunk");
    let unsigned = format!("{}/{BUCKET}/imports/t/1/0/0", system.origin);
    assert_eq!(client().get(unsigned).send().await.expect("an answer").status(), 403);
}
