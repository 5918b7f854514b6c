//! An import that is disturbed at every step ends as an undisturbed one.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::api::{ImportAnswer, ImportState, Manifest, Method, ScoringState, UploadsAnswer, path};
use shared::domain::{Channel, ConsentStatus, Day, Purpose, TenantId};
use shared::ingest::{Fact, FactRow, MergeCounts, OrderRow, Placed, Row};

use crate::support::faults::{Fault, Faults};
use crate::support::{Answer, System, a_request, a_row, chunk};

/// Times a browser or a person repeats what failed.
const TRIES: usize = 3;

fn order(customer: u32, number: u32, milli_minor: i64) -> Row {
    let day = Day(20_000 + (customer * 7 + number * 31) as i32 % 400).to_string();
    let row = a_row(&customer.to_string(), &format!("{customer}-{number}"), &day);
    OrderRow { net_milli_minor: milli_minor, ..row }.into()
}

/// What was there before.
fn before() -> Vec<Row> {
    (1..=12).flat_map(|customer| (0..=customer % 3).map(move |number| order(customer, number, 1_000_000))).collect()
}

/// What is imported: orders that are new, differ, or are the same; customers who have a new name, or opt in or out; and
/// refunds.
fn rows() -> Vec<Row> {
    let orders = (1..=6)
        .map(|customer| order(customer, 0, 2_000_000))
        .chain((7..=9).map(|customer| order(customer, 0, 1_000_000)))
        .chain((20..=26).map(|customer| order(customer, 0, 3_000_000)));
    let fact = |customer: u32, fact| {
        Row::Fact(FactRow { customer_number: customer.to_string(), at: Placed::Local(20_500), fact, original: None })
    };
    let customers = (5..=25).step_by(4).map(|customer: u32| {
        let email_consent = if customer % 8 == 5 { ConsentStatus::Withdrawn } else { ConsentStatus::Given };
        let name = Some(format!("New Name {customer}"));
        fact(customer, Fact::Identity { email: None, name, acquisition_source: None, email_consent })
    });
    let consents = (6..=24).step_by(6).map(|customer: u32| {
        let status = ConsentStatus::Withdrawn;
        fact(
            customer,
            Fact::Consent { purpose: Purpose::Marketing, channel: Channel::Phone, status, source: None, wording: None },
        )
    });
    let refunds = (2..=22).step_by(4).map(|customer: u32| {
        let order_id = format!("{customer}-0");
        fact(customer, Fact::Refund { id: format!("R{customer}"), order_id, milli_minor: 400_000 })
    });
    orders.chain(customers).chain(consents).chain(refunds).collect()
}

/// What a person sees of the import at the end.
#[derive(Debug, PartialEq)]
struct End {
    state: ImportState,
    counts: MergeCounts,
    buckets_done: u16,
    /// Objects of the newest generation.
    objects: usize,
    state_hash: String,
    summary: Value,
}

/// A workspace with orders, and a browser that imports one more file into it.
struct Disturbed {
    faults: Faults,
    system: System,
}

impl Disturbed {
    /// Gives the end, every request up to it, and the one that was hit.
    async fn run(planned: Option<(usize, Fault)>) -> (End, Vec<String>, Option<String>) {
        let faults = Faults::default();
        let system = System::with_workspace_behind(&faults).await;
        system.import_without_scores(&before()).await;
        let this = Self { faults, system };
        this.faults.plan(planned);
        let import = this.import(&rows()).await;
        let (requests, hit) = (this.faults.requests(), this.faults.hit());
        this.faults.plan(None);
        (this.end(&import).await, requests, hit)
    }

    /// A request that is repeated when the function was killed or says that something failed.
    async fn request(&self, doing: &'static str, method: Method, path: &str, body: Option<&Value>) -> Answer {
        self.faults.enter(doing);
        for _ in 0..TRIES {
            let answer = self.faults.run(self.system.owner(method, path, body)).await;
            if let Some(answer) = answer.filter(|answer| !answer.status.is_server_error()) {
                return answer;
            }
        }
        panic!("{doing}: no answer after {TRIES} times");
    }

    async fn upload(&self, import: &ImportAnswer, bucket: usize, bytes: &[u8]) {
        for _ in 0..TRIES {
            let places = json!({ "chunks": [{ "bucket": bucket, "number": 0 }] });
            let answer = self.request("places", Method::Post, &path::import_chunks(&import.id), Some(&places)).await;
            let place = answer.read::<UploadsAnswer>().uploads.remove(0);
            self.faults.enter("upload");
            let mut request = reqwest::Client::new().put(place.url).body(bytes.to_vec());
            for header in place.headers {
                request = request.header(header.name, header.value);
            }
            if self.faults.run(request.send()).await.is_some_and(|sent| sent.is_ok_and(|of| of.status().is_success())) {
                return;
            }
        }
        panic!("a chunk was not uploaded after {TRIES} times");
    }

    async fn import(&self, rows: &[Row]) -> ImportAnswer {
        let request = a_request(50_000);
        let import: ImportAnswer = self.request("start", Method::Post, path::IMPORTS, Some(&request)).await.read();
        let mut by_bucket = vec![Vec::new(); usize::from(import.buckets)];
        for row in rows {
            let partition = row.customer_key("shop").id().partition();
            by_bucket[usize::from(partition * import.buckets / 64)].push(row.clone());
        }
        for (bucket, rows) in by_bucket.iter().enumerate().filter(|(_, rows)| !rows.is_empty()) {
            self.upload(&import, bucket, &chunk(rows)).await;
        }
        let chunks: Vec<u16> = by_bucket.iter().map(|rows| u16::from(!rows.is_empty())).collect();
        let body = json!({ "chunks": chunks });
        for (doing, path) in
            [("compare", path::import_compare(&import.id)), ("commit", path::import_commit(&import.id))]
        {
            self.request(doing, Method::Post, &path, Some(&body)).await.read::<ImportAnswer>();
            self.system.run_jobs_through(&self.faults).await;
        }
        import
    }

    async fn end(&self, import: &ImportAnswer) -> End {
        let now: ImportAnswer = self.request("look", Method::Get, &path::import(&import.id), None).await.read();
        let left = self.request("look", Method::Get, &path::import_chunks(&import.id), None).await.body;
        assert_eq!(left["chunks"], json!([]), "uploaded chunks are removed");
        let tenant = TenantId("maple".into());
        let state = functions::scoring::state(&self.system.services, &tenant).await.expect("readable");
        assert_eq!(state, ScoringState::Idle);
        let manifest: Manifest = self.system.manifest().await.expect("a generation");
        let newest = format!("base/{tenant}/{}/", manifest.generation);
        let objects = self.system.services.objects.keys(&newest).await.expect("keys").len();
        End {
            state: now.state,
            counts: now.counts,
            buckets_done: now.buckets_done,
            objects,
            state_hash: manifest.state_hash,
            summary: serde_json::to_value(&manifest.summary).expect("plain data"),
        }
    }
}

/// Which of the requests of one kind is hit: those between differ by customer or bucket only.
#[derive(Clone, Copy)]
enum Of {
    First,
    Last,
}

/// A request of every kind. The writes, which come late, first.
fn steps(requests: &[String], of: Of) -> Vec<usize> {
    let mut of_kind = BTreeMap::new();
    for (number, request) in requests.iter().enumerate() {
        let step = of_kind.entry(request).or_insert(number);
        if matches!(of, Of::Last) {
            *step = number;
        }
    }
    let mut steps: Vec<usize> = of_kind.into_values().collect();
    steps.sort_unstable();
    steps.reverse();
    steps
}

async fn ends_alike(fault: Fault, of: Of) {
    let (undisturbed, requests, _) = Disturbed::run(None).await;
    let steps = steps(&requests, of);
    let started = std::time::Instant::now();
    let mut wrong = Vec::new();
    for step in &steps {
        let (end, _, hit) = Disturbed::run(Some((*step, fault))).await;
        let hit = hit.expect("the fault was reached");
        eprintln!("step {step}, {hit}, ends alike: {}", end == undisturbed);
        if end != undisturbed {
            wrong.push(format!("step {step}, {hit}: {end:#?}"));
        }
    }
    eprintln!("{fault:?}: {} of {} steps disturbed in {:?}", steps.len(), requests.len(), started.elapsed());
    assert!(
        wrong.is_empty(),
        "{} of {} end otherwise than {undisturbed:#?}\n{}",
        wrong.len(),
        steps.len(),
        wrong.join("\n")
    );
}

#[tokio::test]
async fn a_function_that_is_killed_after_any_of_its_requests_took_effect() {
    ends_alike(Fault::KilledAfter, Of::First).await;
}

#[tokio::test]
async fn an_answer_that_is_lost_after_any_request_took_effect() {
    ends_alike(Fault::AnswerLost, Of::Last).await;
}

#[tokio::test]
async fn a_request_that_is_refused() {
    ends_alike(Fault::Refused, Of::First).await;
}
