//! Failed messages that a person sends again.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::api::{
    Endpoint, EndpointEvent, MAX_RESENT, Method, NewEndpoint, Notice, NoticeList, NoticeState, ResentNotices, path,
};
use shared::domain::TenantId;

use crate::support::faults::{Fault, Faults};
use crate::support::receiver::{Came, Receiver};
use crate::support::{Answer, System};

/// More than a request makes.
const MOST_REQUESTS: usize = 100;

struct Told {
    system: System,
    receiver: Receiver,
    url: String,
    endpoint: Endpoint,
}

fn draft(url: &str, paused: bool) -> Value {
    json!({ "name": "Mail system", "url": url, "events": [EndpointEvent::SegmentSaved], "paused": paused })
}

fn header<'a>(came: &'a Came, name: &str) -> &'a str {
    came.0[name].to_str().expect("plain text")
}

impl Told {
    async fn start(system: System) -> Self {
        let (receiver, url) = Receiver::start().await;
        let made: NewEndpoint = system.owner(Method::Post, path::ENDPOINTS, Some(&draft(&url, false))).await.read();
        Self { system, receiver, url, endpoint: made.endpoint }
    }

    async fn tell(&self, event: &str) {
        let tell = functions::jobs::NotifyMessage::Tell {
            tenant: TenantId("maple".into()),
            event_id: event.into(),
            event: EndpointEvent::SegmentSaved,
            body: json!({ "said": event }).to_string(),
            only: None,
        };
        self.system.notify_of(tell).await.expect("told");
        self.system.notify().await;
    }

    /// Tells of events that are never taken and of a later one that is: so they fail and the endpoint is not paused.
    async fn fail(&self, events: &[&str]) -> Vec<Notice> {
        self.receiver.answers(500);
        for event in events {
            self.tell(event).await;
        }
        self.receiver.answers(204);
        self.tell(&format!("after {}", events.join(" "))).await;
        self.receiver.answers(500);
        for _ in 0..9 {
            self.system.notify_after(SignedDuration::from_hours(24)).await;
        }
        self.receiver.answers(204);
        self.receiver.take();
        let mut failed = self.notices().await;
        failed.retain(|notice| events.contains(&notice.event_id.as_str()));
        assert!(failed.iter().all(|notice| notice.state == NoticeState::Failed), "{failed:?}");
        assert_eq!(failed.len(), events.len());
        failed
    }

    async fn notices(&self) -> Vec<Notice> {
        let path = format!("{}?limit=200", path::endpoint_deliveries(&self.endpoint.id));
        self.system.owner(Method::Get, &path, None).await.read::<NoticeList>().deliveries
    }

    async fn state(&self, event: &str) -> NoticeState {
        self.notices().await.into_iter().find(|notice| notice.event_id == event).expect("it is listed").state
    }

    async fn resend(&self, notice: &Notice) -> Answer {
        self.system.owner(Method::Post, &path::endpoint_resend(&self.endpoint.id, &notice.id), None).await
    }

    async fn resend_failed(&self) -> Answer {
        self.system.owner(Method::Post, &path::endpoint_resend_failed(&self.endpoint.id), None).await
    }

    async fn set_paused(&self, paused: bool) {
        let at = path::endpoint(&self.endpoint.id);
        let version = self.system.owner(Method::Get, &at, None).await.read::<Endpoint>().version;
        let answer = self.system.edit("owner@maple", &at, version, &draft(&self.url, paused)).await;
        assert_eq!(answer.status, 200);
    }
}

/// What is said of a refusal.
fn detail(answer: &Answer) -> &str {
    answer.body["detail"].as_str().expect("a text")
}

#[tokio::test]
async fn a_failed_message_is_sent_again_under_its_id_with_its_body_and_a_new_signature() {
    let told = Told::start(System::with_workspace().await).await;
    told.receiver.answers(500);
    told.tell("evt_1").await;
    let first = told.receiver.take().remove(0);
    told.receiver.answers(204);
    told.tell("evt_2").await;
    told.receiver.answers(500);
    for _ in 0..9 {
        told.system.notify_after(SignedDuration::from_hours(24)).await;
    }
    told.receiver.answers(204);
    told.receiver.take();
    let failed = told.notices().await.remove(1);
    assert_eq!((failed.state, failed.attempts.len()), (NoticeState::Failed, 10));
    let answer = told.resend(&failed).await;
    assert_eq!(answer.status, 202);
    let asked: Notice = answer.read();
    assert_eq!((asked.id.clone(), asked.state), (failed.id.clone(), NoticeState::Waiting));
    told.system.notify().await;
    let came = told.receiver.take();
    assert_eq!(came.len(), 1);
    assert_eq!((header(&came[0], "webhook-id"), &came[0].1), ("evt_1", &first.1));
    assert_eq!(header(&came[0], "webhook-timestamp"), told.system.services.now().as_second().to_string());
    assert_ne!(header(&came[0], "webhook-signature"), header(&first, "webhook-signature"));
    let taken = told.notices().await.remove(1);
    assert_eq!((taken.state, taken.attempts.len()), (NoticeState::Taken, 11));
}

#[tokio::test]
async fn what_is_sent_again_is_tried_as_often_as_a_new_message() {
    let told = Told::start(System::with_workspace().await).await;
    let failed = told.fail(&["evt_1"]).await.remove(0);
    told.receiver.answers(503);
    assert_eq!(told.resend(&failed).await.status, 202);
    told.system.notify().await;
    for attempts in 1..10 {
        assert_eq!(told.state("evt_1").await, NoticeState::Waiting, "after {attempts} attempts");
        told.system.notify_after(SignedDuration::from_hours(24)).await;
    }
    assert_eq!(told.receiver.take().len(), 10);
    assert_eq!(told.state("evt_1").await, NoticeState::Failed);
    assert_eq!(told.resend(&failed).await.status, 202, "and again");
}

#[tokio::test]
async fn what_cannot_be_sent_again_is_refused_with_what_to_do() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    let told = Told::start(system).await;
    let failed = told.fail(&["evt_1"]).await.remove(0);
    let at = path::endpoint_resend(&told.endpoint.id, &failed.id);
    let all = path::endpoint_resend_failed(&told.endpoint.id);
    for at in [&at, &all] {
        let refused = told.system.request(Some("marketer@maple"), Method::Post, at, None).await;
        assert_eq!(refused.problem(), (403, "not_allowed"));
        let other = told.system.request(Some("owner@oak"), Method::Post, at, None).await;
        assert_eq!(other.problem(), (404, "not_found"));
    }
    told.set_paused(true).await;
    for paused in [told.resend(&failed).await, told.resend_failed().await] {
        assert_eq!(paused.problem(), (409, "conflict"));
        assert!(detail(&paused).contains("Resume it"), "{}", paused.body);
    }
    told.set_paused(false).await;
    assert_eq!(told.resend(&failed).await.status, 202);
    let waiting = told.resend(&failed).await;
    assert_eq!(waiting.problem(), (409, "conflict"));
    assert!(detail(&waiting).contains("Wait"), "{}", waiting.body);
    told.system.notify().await;
    let taken = told.resend(&failed).await;
    assert_eq!(taken.problem(), (409, "conflict"));
    assert!(detail(&taken).contains("already"), "{}", taken.body);
    assert_eq!(told.receiver.take().len(), 1, "nothing besides was sent");
    let never = Notice { id: "00000000-0000-7000-8000-000000000000".into(), ..failed.clone() };
    assert_eq!(told.resend(&never).await.problem(), (410, "gone"));
    assert_eq!(told.resend(&Notice { id: "x".into(), ..failed }).await.problem(), (404, "not_found"));
    let nowhere = path::endpoint_resend_failed("00000000-0000-7000-8000-000000000000");
    assert_eq!(told.system.owner(Method::Post, &nowhere, None).await.problem(), (404, "not_found"));
}

#[tokio::test]
async fn what_is_older_than_thirty_days_is_gone_though_the_table_has_not_removed_it_yet() {
    let told = Told::start(System::with_workspace().await).await;
    let failed = told.fail(&["evt_1"]).await.remove(0);
    told.system.pass(SignedDuration::from_hours(30 * 24));
    let gone = told.resend(&failed).await;
    assert_eq!(gone.problem(), (410, "gone"));
    assert!(detail(&gone).contains("30 days"), "{}", gone.body);
    let none: ResentNotices = told.resend_failed().await.read();
    assert_eq!(none, ResentNotices { resent: 0, left: 0 });
}

#[tokio::test]
async fn all_that_failed_is_sent_again_the_oldest_first_and_so_many_at_a_time() {
    let told = Told::start(System::with_workspace().await).await;
    let events: Vec<String> = (0..MAX_RESENT + 2).map(|number| format!("evt_{number:03}")).collect();
    told.fail(&events.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let answer = told.resend_failed().await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.read::<ResentNotices>(), ResentNotices { resent: 100, left: 2 });
    told.system.notify().await;
    let came: Vec<String> = told.receiver.take().iter().map(|came| header(came, "webhook-id").to_owned()).collect();
    assert_eq!(came, events[..MAX_RESENT]);
    assert_eq!(told.resend_failed().await.read::<ResentNotices>(), ResentNotices { resent: 2, left: 0 });
    assert_eq!(told.resend_failed().await.read::<ResentNotices>(), ResentNotices { resent: 0, left: 0 });
    told.system.notify().await;
    assert_eq!(told.receiver.take().len(), 2);
}

#[tokio::test]
async fn of_many_who_ask_at_once_one_is_heard() {
    let told = Told::start(System::with_workspace().await).await;
    let failed = told.fail(&["evt_1"]).await.remove(0);
    let answers = futures::future::join_all((0..8).map(|_| told.resend(&failed))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![202], vec![409; 7]].concat());
    told.system.notify().await;
    assert_eq!(told.receiver.take().len(), 1);
}

#[tokio::test]
async fn what_the_queue_does_not_take_has_failed_as_before_and_can_be_sent_again() {
    let faults = Faults::default();
    let told = Told::start(System::with_workspace_behind(&faults).await).await;
    let first = told.fail(&["evt_1"]).await.remove(0);
    faults.plan(None);
    assert_eq!(told.resend(&first).await.status, 202);
    let sent = faults.requests().iter().position(|request| request.contains("SendMessage")).expect("it is queued");
    told.system.notify().await;
    told.receiver.take();
    let second = told.fail(&["evt_2"]).await.remove(0);
    faults.plan(Some((sent, Fault::Refused)));
    let refused = told.resend(&second).await;
    assert!(faults.hit().is_some_and(|hit| hit.contains("SendMessage")));
    faults.plan(None);
    assert_eq!(refused.problem(), (500, "unexpected"));
    assert_eq!(told.state("evt_2").await, NoticeState::Failed);
    assert_eq!(told.resend(&second).await.status, 202);
    told.system.notify().await;
    assert_eq!(told.receiver.take().len(), 1);
    assert_eq!(told.state("evt_2").await, NoticeState::Taken);
}

#[tokio::test]
async fn what_is_asked_for_is_sent_by_morning_whoever_dies_in_between() {
    let faults = Faults::default();
    let told = Told::start(System::with_workspace_behind(&faults).await).await;
    for request in 0..MOST_REQUESTS {
        let failed = told.fail(&[&format!("evt_{request}")]).await.remove(0);
        faults.plan(Some((request, Fault::KilledAfter)));
        faults.run(told.resend(&failed)).await;
        let was_killed = faults.hit().is_some();
        faults.plan(None);
        let was_noted = told.state(&failed.event_id).await == NoticeState::Waiting;
        functions::dispatch::ask_for_all(&told.system.services).await.expect("handed on");
        told.system.notify().await;
        assert_eq!(told.receiver.take().len(), usize::from(was_noted), "killed after request {request}");
        if !was_noted {
            assert_eq!(told.state(&failed.event_id).await, NoticeState::Failed, "it can be asked for again");
        }
        if !was_killed {
            assert!(was_noted);
            return;
        }
    }
    panic!("sending a message again takes more than {MOST_REQUESTS} requests");
}
