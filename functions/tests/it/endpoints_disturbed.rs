//! Nothing that endpoints are to be told is lost, whoever dies and whatever happens at once.

use serde_json::{Value, json};
use shared::api::{Endpoint, EndpointEvent, Method, NewEndpoint, SavedSegment, SegmentList, path};
use shared::segments::{Condition, Definition, Rule, Stage};

use crate::support::faults::{Fault, Faults};
use crate::support::receiver::Receiver;
use crate::support::{Answer, System};

/// More than a request or a job makes.
const MOST_REQUESTS: usize = 100;

fn segment() -> Value {
    let rule = Rule::Is(Condition::Stage { any_of: vec![Stage::New] });
    json!({ "name": "New ones", "comment": "", "definition": Definition::new(rule) })
}

fn draft(url: &str, paused: bool) -> Value {
    json!({
        "name": "Mail system",
        "url": url,
        "events": [EndpointEvent::SegmentSaved, EndpointEvent::SegmentRemoved],
        "paused": paused,
    })
}

struct Shop {
    faults: Faults,
    system: System,
    receiver: Receiver,
    url: String,
    endpoint: String,
}

impl Shop {
    async fn open() -> Self {
        let faults = Faults::default();
        let system = System::with_workspace_behind(&faults).await;
        let (receiver, url) = Receiver::start().await;
        let made: NewEndpoint = system.owner(Method::Post, path::ENDPOINTS, Some(&draft(&url, false))).await.read();
        Self { faults, system, receiver, url, endpoint: path::endpoint(&made.endpoint.id) }
    }

    async fn endpoint(&self) -> Endpoint {
        self.system.owner(Method::Get, &self.endpoint, None).await.read()
    }

    async fn set_paused(&self, paused: bool) {
        let version = self.endpoint().await.version;
        let answer = self.system.edit("owner@maple", &self.endpoint, version, &draft(&self.url, paused)).await;
        assert_eq!(answer.status, 200);
    }

    async fn save(&self) -> SavedSegment {
        self.save_anyhow().await.read()
    }

    async fn save_anyhow(&self) -> Answer {
        self.system.owner(Method::Post, path::SEGMENTS, Some(&segment())).await
    }

    async fn segments(&self) -> usize {
        self.system.owner(Method::Get, path::SEGMENTS, None).await.read::<SegmentList>().segments.len()
    }

    /// Sends a request that may be the last thing its function does; whether the fault was met.
    async fn killed_at(&self, request: usize, work: impl Future) -> bool {
        self.faults.plan(Some((request, Fault::KilledAfter)));
        self.faults.run(work).await;
        let was_killed = self.faults.hit().is_some();
        self.faults.plan(None);
        was_killed
    }

    /// The next night, and what is told in it.
    async fn told_by_morning(&self) -> usize {
        functions::dispatch::ask_for_all(&self.system.services).await.expect("handed on");
        self.system.notify().await;
        self.receiver.take().len()
    }
}

#[tokio::test]
async fn a_segment_is_told_of_whoever_dies_while_it_is_saved() {
    let shop = Shop::open().await;
    for request in 0..MOST_REQUESTS {
        let before = shop.segments().await;
        let was_killed = shop.killed_at(request, shop.save_anyhow()).await;
        let saved = shop.segments().await - before;
        assert_eq!(shop.told_by_morning().await, saved, "killed after request {request} of saving");
        if !was_killed {
            assert_eq!(saved, 1);
            return;
        }
    }
    panic!("saving a segment takes more than {MOST_REQUESTS} requests");
}

#[tokio::test]
async fn a_segment_is_told_of_whoever_dies_while_it_is_removed() {
    let shop = Shop::open().await;
    for request in 0..MOST_REQUESTS {
        let saved = shop.save().await;
        assert_eq!(shop.told_by_morning().await, 1);
        let one = path::segment(&saved.id);
        let was_killed = shop.killed_at(request, shop.system.owner(Method::Delete, &one, None)).await;
        let is_gone = shop.system.owner(Method::Get, &one, None).await.status == 404;
        assert_eq!(shop.told_by_morning().await, usize::from(is_gone), "killed after request {request} of removing");
        if !was_killed {
            assert!(is_gone);
            return;
        }
    }
    panic!("removing a segment takes more than {MOST_REQUESTS} requests");
}

#[tokio::test]
async fn a_segment_that_is_saved_is_answered_for_though_the_queue_fails() {
    let shop = Shop::open().await;
    let requests = {
        shop.faults.plan(None);
        shop.save().await;
        shop.faults.requests()
    };
    shop.told_by_morning().await;
    let sent = requests.iter().position(|request| request.contains("SendMessage")).expect("it is handed on");
    shop.faults.plan(Some((sent, Fault::Refused)));
    let saved = shop.save().await;
    assert!(shop.faults.hit().is_some());
    shop.system.notify().await;
    assert_eq!(shop.receiver.take().len(), 0, "not yet");
    let told = shop.told_by_morning().await;
    assert_eq!((saved.draft.version, told), (1, 1));
    assert_eq!(shop.told_by_morning().await, 0, "told once");
}

#[tokio::test]
async fn what_is_held_is_sent_whoever_dies_while_the_endpoint_is_resumed() {
    let shop = Shop::open().await;
    for request in 0..MOST_REQUESTS {
        shop.set_paused(true).await;
        shop.save().await;
        shop.system.notify().await;
        let paused = shop.endpoint().await;
        let resumed = draft(&shop.url, false);
        let resuming = shop.system.edit("owner@maple", &shop.endpoint, paused.version, &resumed);
        let was_killed = shop.killed_at(request, resuming).await;
        let is_resumed = !shop.endpoint().await.paused;
        assert_eq!(shop.told_by_morning().await, usize::from(is_resumed), "killed after request {request}");
        if !is_resumed {
            shop.set_paused(false).await;
            assert_eq!(shop.told_by_morning().await, 1);
        }
        if !was_killed {
            assert!(is_resumed);
            return;
        }
    }
    panic!("resuming an endpoint takes more than {MOST_REQUESTS} requests");
}

/// What is under way while the endpoint is resumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    /// The event of a paused endpoint.
    Tell,
    /// An attempt at a paused endpoint.
    Send,
    /// An attempt that the endpoint answers with 410, for which it is paused.
    Gone,
}

#[tokio::test]
async fn what_is_held_in_the_moment_of_a_resume_is_sent() {
    let shop = Shop::open().await;
    for meanwhile in [Meanwhile::Tell, Meanwhile::Send, Meanwhile::Gone] {
        // What the resume sends is done with before the job goes on, or after it.
        for is_drained in [false, true] {
            let mut request = 0;
            while resumed_in_between(&shop, meanwhile, is_drained, request).await {
                request += 1;
            }
            assert!(request > 2, "{meanwhile:?}: the job makes requests");
        }
    }
}

/// Whether the job makes so many requests that one was late.
async fn resumed_in_between(shop: &Shop, meanwhile: Meanwhile, is_drained: bool, request: usize) -> bool {
    shop.save().await;
    if meanwhile != Meanwhile::Tell {
        shop.system.notify_next().await;
    }
    if meanwhile == Meanwhile::Gone {
        shop.receiver.answers(410);
    } else {
        shop.set_paused(true).await;
    }
    shop.faults.plan(Some((request, Fault::AnswerLate)));
    let mut job = Box::pin(shop.system.notify_next());
    let is_late = tokio::select! {
        biased;
        () = shop.faults.late() => true,
        was_there = &mut job => { assert!(was_there); false }
    };
    shop.faults.plan(None);
    // What was answered with 410 does not count.
    shop.receiver.take();
    shop.receiver.answers(204);
    if shop.endpoint().await.paused {
        shop.set_paused(false).await;
    }
    if is_late {
        shop.system.notify_next().await;
        if is_drained {
            shop.system.notify().await;
        }
        shop.faults.arrive();
        job.await;
    }
    shop.system.notify().await;
    if shop.endpoint().await.paused {
        // It was paused after it was looked at.
        shop.set_paused(false).await;
        shop.system.notify().await;
    }
    let has_come = !shop.receiver.take().is_empty();
    assert!(has_come, "{meanwhile:?}, drained: {is_drained}, late at request {request}");
    is_late
}
