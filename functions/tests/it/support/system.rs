//! The whole of one test: services, routers, members, jobs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region};
use axum::Router;
use functions::aws::limits::MAX_RECEIVES;
use functions::aws::{IdentityProvider, Key, Names, Services, Value as Attribute};
use functions::customers::store::stored_in_partition;
use functions::http::{ApiState, PublicState, api, public};
use functions::jobs::{Delivery, ImportMessage, NotifyMessage, ScoreMessage};
use functions::scoring::{ScoreJob, make_if_asked};
use functions::session::Provider;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use shared::api::{Manifest, Method, Role, version_tag};
use shared::domain::{CustomerHistory, PARTITIONS, TenantId};
use shared::ingest::Row;
use uuid::Uuid;

use super::call::{Answer, call, call_with_text};
use super::faults::Faults;
use super::queues::{self, Sent};
use super::services::{ACCESS_KEY, BUCKET, Bucket, SECRET_KEY, tables};

const IMPORT_QUEUE: &str = "http://queue.example/1/import";
const SCORE_QUEUE: &str = "http://queue.example/1/score";
const NOTIFY_QUEUE: &str = "http://queue.example/1/notify";

/// A running system of one test.
pub(crate) struct System {
    pub(crate) services: Services,
    api: Router,
    sent: Sent,
    now: Arc<Mutex<Timestamp>>,
    tables: aws_sdk_dynamodb::Client,
    bucket: Bucket,
}

impl System {
    pub(crate) async fn start() -> Self {
        Self::start_behind(None).await
    }

    /// A system that reaches its tables, its bucket and its queues through `faults`.
    async fn start_behind(faults: Option<&Faults>) -> Self {
        let (bucket, mut objects_address) = Bucket::start().await;
        let (sent, mut queues_address) = queues::start().await;
        let mut tables_address = tables().await;
        if let Some(faults) = faults {
            for address in [&mut objects_address, &mut queues_address, &mut tables_address] {
                *address = faults.before(std::mem::take(address)).await;
            }
        }
        let credentials = aws_sdk_dynamodb::config::Credentials::new(ACCESS_KEY, SECRET_KEY, None, None, "test");
        let config = aws_config::SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("eu-central-1"))
            .credentials_provider(aws_sdk_dynamodb::config::SharedCredentialsProvider::new(credentials))
            .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
            .build();
        let at = |address: String| config.to_builder().endpoint_url(address).build();
        let now = Arc::new(Mutex::new("2026-11-21T12:00:00Z".parse().expect("an instant")));
        let clock = Arc::clone(&now);
        let names = names();
        let tell = Arc::new(move || *clock.lock().expect("not poisoned"));
        let at_tables = at(tables_address);
        let mut services = Services::new(&at_tables, names.clone(), tell.clone());
        services.objects = Services::new(&at(objects_address), names.clone(), tell.clone()).objects;
        let queues = Services::new(&at(queues_address), names, tell);
        services.import_queue = queues.import_queue;
        services.score_queue = queues.score_queue;
        services.notify_queue = queues.notify_queue;
        let api = api(ApiState::new(services.clone()));
        let tables = aws_sdk_dynamodb::Client::new(&at_tables);
        Self { services, api, sent, now, tables, bucket }
    }

    /// A system with one workspace, `maple`, and a member of every role: `owner@maple`, …
    pub(crate) async fn with_workspace() -> Self {
        let system = Self::start().await;
        system.add_workspace("maple").await;
        system
    }

    /// As [`System::with_workspace`], behind `faults`.
    pub(crate) async fn with_workspace_behind(faults: &Faults) -> Self {
        let system = Self::start_behind(Some(faults)).await;
        system.add_workspace("maple").await;
        system
    }

    pub(crate) async fn add_workspace(&self, tenant: &str) {
        for role in Role::ALL {
            self.add_member(&format!("{}@{tenant}", role_name(role)), tenant, role).await;
        }
        let listed = Key::new("tenants", format!("tenant#{tenant}")).attributes();
        self.services.workspaces.put(listed).await.expect("listed");
    }

    pub(crate) async fn add_member(&self, subject: &str, tenant: &str, role: Role) {
        let mut item = Key::new(format!("person#{subject}"), "membership").attributes();
        item.insert("tenant".into(), Attribute::S(tenant.into()));
        item.insert("role".into(), Attribute::S(role_name(role)));
        self.services.workspaces.put(item).await.expect("a member");
    }

    pub(crate) fn pass(&self, duration: SignedDuration) {
        *self.now.lock().expect("not poisoned") += duration;
    }

    /// A request of the owner of `maple`.
    pub(crate) async fn owner(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.request(Some("owner@maple"), method, path, body).await
    }

    pub(crate) async fn request(&self, who: Option<&str>, method: Method, path: &str, body: Option<&Value>) -> Answer {
        call(&self.api, who, &method_name(method), path, &[], body).await
    }

    /// Everything that is stored and was ever sent, with the place where it is.
    pub(crate) async fn everything(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        for table in ["workspaces", "customers"] {
            let mut pages = self.tables.scan().table_name(table).into_paginator().send();
            while let Some(page) = pages.next().await {
                for item in page.expect("a page").items.unwrap_or_default() {
                    let text = |name: &str| item[name].as_s().expect("a text").clone();
                    let place = format!("table {table}: {} / {}", text("pk"), text("sk"));
                    let values = item.iter().map(|(name, value)| match value {
                        Attribute::B(bytes) => bytes.as_ref().to_vec(),
                        other => format!("{name} {other:?}").into_bytes(),
                    });
                    found.extend(values.map(|value| (place.clone(), value)));
                }
            }
        }
        let mut folders = vec![self.bucket.folder().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((format!("object {}", path.display()), std::fs::read(&path).expect("a file")));
                }
            }
        }
        found.extend(self.sent.bodies().into_iter().map(|body| ("queue".to_owned(), body.into_bytes())));
        found
    }

    /// A request of the owner of `maple` with headers.
    pub(crate) async fn owner_with(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        call(&self.api, Some("owner@maple"), &method_name(method), path, headers, body).await
    }

    /// An edit of what was read with a version.
    pub(crate) async fn edit(&self, who: &str, path: &str, version: u64, body: &Value) -> Answer {
        let tag = version_tag(version);
        self.request_with(who, Method::Put, path, &[("if-match", &tag)], Some(body)).await
    }

    /// A request of anybody with headers.
    pub(crate) async fn request_with(
        &self,
        who: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        call(&self.api, Some(who), &method_name(method), path, headers, body).await
    }

    /// A request of nobody who is signed in, with headers.
    pub(crate) async fn anybody_with(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        call(&self.api, None, &method_name(method), path, headers, body).await
    }

    /// A delivery as a shop sends it, through the function `public`.
    pub(crate) async fn deliver(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let router = public_router_over("http://127.0.0.1:1/token".into(), self.services.clone());
        call_with_text(&router, None, "POST", path, headers, Some(body.to_owned())).await
    }

    /// Messages that wait.
    pub(crate) fn waiting(&self) -> usize {
        self.sent.count(|queue| queue != NOTIFY_QUEUE)
    }

    /// Delivers messages one by one until none is left. Every job must succeed.
    pub(crate) async fn run_jobs(&self) {
        while self.run_next_job().await {}
    }

    /// Imports rows into four buckets and leaves the scores to whoever asks for them next.
    pub(crate) async fn import_without_scores(&self, rows: &[Row]) {
        let import = self.start_import(50_000).await;
        let chunks = self.upload(&import, rows).await;
        self.commit(&import, &chunks).await;
        for _ in 0..chunks.iter().sum() {
            assert!(self.run_next_job().await, "a bucket's job");
        }
        assert!(self.sent.take_first(|queue| queue != NOTIFY_QUEUE).is_some(), "scores were asked for");
    }

    /// Delivers messages, each up to three times, to functions that may be killed. A failed or killed delivery comes
    /// again when its queue's visibility timeout is over.
    pub(crate) async fn run_jobs_through(&self, faults: &Faults) {
        let mut receives: BTreeMap<(String, String), u32> = BTreeMap::new();
        while let Some(message) = self.sent.take_first(|queue| queue != NOTIFY_QUEUE) {
            let times = receives.entry(message.clone()).or_default();
            *times += 1;
            assert!(*times <= MAX_RECEIVES, "{} went to the dead letters", message.1);
            let last = *times == MAX_RECEIVES;
            let outcome = if message.0 == IMPORT_QUEUE {
                faults.enter("import");
                let job = serde_json::from_str(&message.1).expect("a message");
                faults.run(self.import(job, last)).await
            } else {
                faults.enter("score");
                let job = serde_json::from_str(&message.1).expect("a message");
                faults.run(self.score(job, last)).await
            };
            if outcome.is_some_and(|outcome| outcome.is_ok()) {
                receives.remove(&message);
            } else {
                self.pass(SignedDuration::from_secs(960));
                self.sent.put_back(message);
            }
        }
    }

    /// Delivers the first message; `false` if there is none.
    pub(crate) async fn run_next_job(&self) -> bool {
        let Some((queue, body)) = self.sent.take_first(|queue| queue != NOTIFY_QUEUE) else { return false };
        if queue == IMPORT_QUEUE {
            let message: ImportMessage = serde_json::from_str(&body).expect("a message");
            self.import(message, false).await.expect("the job succeeds");
        } else {
            assert_eq!(queue, SCORE_QUEUE);
            let message: ScoreMessage = serde_json::from_str(&body).expect("a message");
            self.score(message, false).await.expect("the job succeeds");
        }
        true
    }

    /// Delivers what waits for the function `notify`, and what is sent meanwhile without a delay.
    pub(crate) async fn notify(&self) {
        while self.notify_next().await {}
    }

    /// Delivers the first message for the function `notify`; `false` if there is none.
    pub(crate) async fn notify_next(&self) -> bool {
        let Some((_, body)) = self.sent.take_first(|queue| queue == NOTIFY_QUEUE) else { return false };
        self.notify_of(serde_json::from_str(&body).expect("a message")).await.expect("the job succeeds");
        true
    }

    /// Lets a time pass that no attempt is further away than, then delivers what was delayed.
    pub(crate) async fn notify_after(&self, pause: SignedDuration) {
        self.pass(pause);
        self.sent.end_delays();
        self.notify().await;
    }

    pub(crate) async fn notify_of(&self, message: NotifyMessage) -> Result<(), functions::jobs::JobError> {
        functions::notify_job(&self.services, Delivery { message, id: String::new(), last: false }).await
    }

    pub(crate) async fn import(&self, message: ImportMessage, last: bool) -> Result<(), functions::jobs::JobError> {
        functions::import_job(&self.services, Delivery { message, id: String::new(), last }).await
    }

    /// Delivers a message of its own.
    pub(crate) async fn score(&self, message: ScoreMessage, last: bool) -> Result<(), functions::jobs::JobError> {
        let message_id = Uuid::new_v4().to_string();
        let deadline = self.services.now() + SignedDuration::from_mins(15);
        make_if_asked(&self.services, ScoreJob { message, message_id, deadline, last }).await
    }

    /// All customers of the workspace in ascending order of their ids.
    pub(crate) async fn customers(&self) -> Vec<CustomerHistory> {
        let (tenant, mut all) = (TenantId("maple".into()), Vec::new());
        for number in 0..PARTITIONS {
            let stored = stored_in_partition(&self.services.customers, &tenant, number).await.expect("readable");
            all.extend(stored.into_iter().map(|stored| stored.history));
        }
        all
    }

    pub(crate) async fn manifest(&self) -> Option<Manifest> {
        functions::base::read(&self.services.workspaces, &TenantId("maple".into())).await.expect("readable")
    }
}

/// The router of the function `public` with a provider at an address.
pub(crate) fn public_router(token_endpoint: String) -> Router {
    let nowhere = aws_config::SdkConfig::builder().behavior_version(BehaviorVersion::latest()).build();
    public_router_over(token_endpoint, Services::new(&nowhere, names(), Arc::new(Timestamp::now)))
}

fn names() -> Names {
    Names {
        workspaces_table: "workspaces".into(),
        customers_table: "customers".into(),
        bucket: BUCKET.into(),
        import_queue_url: IMPORT_QUEUE.into(),
        score_queue_url: SCORE_QUEUE.into(),
        notify_queue_url: NOTIFY_QUEUE.into(),
        local_receivers: true,
        sample_customers: functions::aws::SAMPLE_CUSTOMERS,
    }
}

fn public_router_over(token_endpoint: String, services: Services) -> Router {
    let provider = IdentityProvider {
        authorization_endpoint: "https://id.example/authorize".into(),
        token_endpoint,
        client_id: "app".into(),
        scope: "openid email".into(),
    };
    public(PublicState { provider: Provider::new(provider).expect("a client"), services })
}

pub(crate) fn role_name(role: Role) -> String {
    serde_json::to_value(role).expect("a text").as_str().expect("a text").to_owned()
}

pub(crate) fn method_name(method: Method) -> String {
    serde_json::to_value(method).expect("a text").as_str().expect("a text").to_owned()
}
