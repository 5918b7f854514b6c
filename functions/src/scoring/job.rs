//! The `score` job: all customers of a workspace → base → fits and scores → the next generation.

use std::collections::BTreeMap;

use futures::{StreamExt, TryStreamExt};
use jiff::Timestamp;
use shared::api::{
    BaseChunk, BasePart, EndpointEvent, FinishedScoring, IDENTITY_ROWS_PER_CHUNK, IdentityRow, Manifest,
    encode_identities,
};
use shared::base::{
    Base, BaseBuilder, FLAG_SAMPLE, ROWS_PER_CHUNK, attribute_chunks, contract_chunks, encode_attributes,
    encode_contracts, encode_customers, encode_orders, encode_referrals, referral_chunks,
};
use shared::domain::{CustomerHistory, CustomerId, PARTITIONS, Settings, StateHash, TenantId};
use shared::planning::{assess, score, summarise};
use tokio::sync::mpsc::{self, Sender};

use super::store;
use crate::aws::{Services, StoreError};
use crate::base::{self, GenerationObject, ObjectKind, Published, pack};
use crate::customers::{search_index, store as customers};
use crate::jobs::{JobError, ScoreMessage};
use crate::suppressions::Suppressions;
use crate::{endpoints, settings};

/// Partitions read at once; they are used in order, so this bounds what waits in memory.
const PARTITIONS_AT_ONCE: usize = 4;

/// Objects that are made and wait to be written.
const OBJECTS_AHEAD: usize = 4;

/// What a person sees when the scores could not be made.
const FAILED: &str = "The scores could not be made. Your orders are safe and the scores before are still shown. \
                      Save the settings to try again.";

/// One delivery of the job.
#[derive(Debug)]
pub struct ScoreJob {
    /// What was asked.
    pub message: ScoreMessage,
    /// When this invocation ends at the latest.
    pub deadline: Timestamp,
    /// Whether this is the last delivery.
    pub last: bool,
}

/// Makes a new generation if one was asked for and no other run is at it; once more if asked for meanwhile.
///
/// # Errors
/// When it failed and may succeed when delivered again.
pub async fn make_if_asked(services: &Services, job: ScoreJob) -> Result<(), JobError> {
    let tenant = &job.message.tenant;
    let Some(run) = store::begin(services, tenant, job.deadline).await? else { return Ok(()) };
    let outcome = make(services, tenant, run).await;
    let asked_again = match outcome {
        Ok(()) => store::end(services, tenant, run).await?,
        Err(error) => {
            if job.last {
                store::fail(services, tenant, run, FAILED).await?;
            } else {
                store::release(services, tenant, run).await?;
            }
            return Err(error.into());
        }
    };
    if asked_again {
        services.score_queue.send(&[ScoreMessage { tenant: tenant.clone() }]).await?;
    }
    Ok(())
}

async fn make(services: &Services, tenant: &TenantId, run: store::Run) -> Result<(), StoreError> {
    let generation = run.generation;
    let settings = settings::store::read(&services.workspaces, tenant).await?;
    let gathered = gather(services, tenant).await?;
    if gathered.identities.is_empty() {
        if base::forget(&services.workspaces, tenant, generation).await? {
            base::remove_before(services, tenant, generation).await?;
        }
        return Ok(());
    }
    let built_at = services.now();
    let (objects, made) = mpsc::channel(OBJECTS_AHEAD);
    let making =
        tokio::task::spawn_blocking(move || generation_files(gathered, settings, generation, built_at, objects));
    base::write(services, tenant, generation, made).await?;
    let manifest =
        making.await.map_err(|error| StoreError::unreadable("base", format!("making it panicked: {error}")))?;
    let (customers, state_hash) = (manifest.summary.customers, manifest.state_hash.clone());
    match base::switch(services, tenant, &manifest).await? {
        Published::Newest => {
            if run.purges {
                base::remove_before(services, tenant, generation).await?;
            }
            let data = FinishedScoring { generation, customers: customers.into() };
            endpoints::tell(services, tenant, EndpointEvent::ScoringFinished, &generation.to_string(), data).await?;
            tracing::info!(%tenant, generation, customers, state_hash, "a generation was made");
        }
        Published::Overtaken => tracing::info!(%tenant, generation, "another run was faster"),
    }
    Ok(())
}

/// All customers, in ascending order of their ids.
struct Gathered {
    builder: BaseBuilder,
    identities: Vec<IdentityRow>,
    state_hash: String,
}

async fn gather(services: &Services, tenant: &TenantId) -> Result<Gathered, StoreError> {
    let mut gathered = Gathering::default();
    let mut partitions = futures::stream::iter(0..PARTITIONS)
        .map(|number| customers::partition(&services.customers, tenant, number))
        .buffered(PARTITIONS_AT_ONCE);
    let suppressions = Suppressions::read(&services.workspaces, tenant).await?;
    while let Some(histories) = partitions.try_next().await? {
        for mut history in histories {
            suppressions.apply(tenant, &mut history);
            gathered.add(history);
        }
    }
    Ok(gathered.finish())
}

/// Takes customers in ascending order of their ids, each as one person: those merged into another wait for them.
#[derive(Default)]
struct Gathering {
    builder: BaseBuilder,
    identities: Vec<IdentityRow>,
    hash: StateHash,
    survivors: Vec<CustomerHistory>,
    merged: BTreeMap<CustomerId, Vec<CustomerHistory>>,
}

impl Gathering {
    fn add(&mut self, history: CustomerHistory) {
        self.hash.add(&history);
        match history.merged_into {
            Some(survivor) => self.merged.entry(survivor).or_default().push(history),
            None if history.stands_for.is_empty() => self.push(history),
            None => self.survivors.push(history),
        }
    }

    fn push(&mut self, history: CustomerHistory) {
        self.builder.push(&history);
        self.identities.push(IdentityRow {
            id: history.key.id(),
            number: history.key.number,
            name: history.identity.name,
            email: history.identity.email,
        });
    }

    fn finish(mut self) -> Gathered {
        for survivor in std::mem::take(&mut self.survivors) {
            let others = self.merged.remove(&survivor.key.id()).unwrap_or_default();
            self.push(survivor.together(others));
        }
        // One whose survivor is gone stands for themselves.
        for history in std::mem::take(&mut self.merged).into_values().flatten() {
            self.push(history);
        }
        self.identities.sort_by_key(|identity| identity.id);
        Gathered { builder: self.builder, identities: self.identities, state_hash: self.hash.finish() }
    }
}

/// Makes a generation, hands its objects out one after the other and gives its manifest.
fn generation_files(
    gathered: Gathered,
    settings: Settings,
    generation: u64,
    built_at: Timestamp,
    objects: Sender<GenerationObject>,
) -> Manifest {
    let put = |kind, number, bytes: &[u8]| {
        // Whoever writes them has failed when nobody takes this one, and says so.
        objects.blocking_send((kind, number, pack(bytes))).ok();
    };
    let mut base = gathered.builder.finish();
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &settings);
    let summary = summarise(&base.customers, &assessment, &settings);
    let sample = base.customers.flags.iter().filter(|flags| **flags & FLAG_SAMPLE != 0).count();
    let rows = rows_of(&base, gathered.identities);
    let manifest = Manifest {
        generation,
        built_at: built_at.to_string(),
        as_of: base.as_of,
        settings,
        chunks: base_objects(&base, &objects),
        attribute_chunks: attribute_objects(&base, &put),
        contract_chunks: contract_objects(&base, &put),
        referral_chunks: referral_objects(&base, &put),
        sources: std::mem::take(&mut base.sources),
        assessment,
        summary,
        sample_customers: u32::try_from(sample).expect("a base has fewer than 2^32 customers"),
        state_hash: gathered.state_hash,
    };
    // The index takes as much memory again.
    drop(base);
    for (number, rows) in (0..).zip(rows.chunks(IDENTITY_ROWS_PER_CHUNK as usize)) {
        put(ObjectKind::Identities, number, &encode_identities(rows));
    }
    let index = search_index::build(&rows);
    drop(rows);
    put(ObjectKind::SearchRoot, 0, &index.root);
    (0..).zip(&index.blocks).for_each(|(number, block)| put(ObjectKind::Search, number, block));
    manifest
}

fn base_objects(base: &Base, objects: &Sender<GenerationObject>) -> Vec<BaseChunk> {
    let count = u32::try_from(base.customers.len().div_ceil(ROWS_PER_CHUNK)).expect("fewer than 2^32 chunks");
    let encoders = [
        (BasePart::Customers, ObjectKind::Customers, encode_customers as fn(&Base, u32) -> Vec<u8>),
        (BasePart::Orders, ObjectKind::Orders, encode_orders),
    ];
    let mut chunks = Vec::new();
    for (part, kind, encode) in encoders {
        for number in 0..count {
            let bytes = pack(&encode(base, number));
            chunks.push(BaseChunk { part, number, bytes: bytes.len() as u64, url: String::new() });
            objects.blocking_send((kind, number, bytes)).ok();
        }
    }
    chunks
}

fn attribute_objects(base: &Base, put: &impl Fn(ObjectKind, u32, &[u8])) -> u32 {
    let Some(attributes) = &base.attributes else { return 0 };
    let customers = base.customers.len();
    let count = attribute_chunks(customers);
    for number in 0..count {
        put(ObjectKind::Attributes, number, &encode_attributes(attributes, customers, number));
    }
    count
}

fn contract_objects(base: &Base, put: &impl Fn(ObjectKind, u32, &[u8])) -> u32 {
    let Some(contracts) = &base.contracts else { return 0 };
    let count = contract_chunks(contracts);
    (0..count).for_each(|number| put(ObjectKind::Contracts, number, &encode_contracts(contracts, number)));
    count
}

fn referral_objects(base: &Base, put: &impl Fn(ObjectKind, u32, &[u8])) -> u32 {
    let Some(referrals) = &base.referrals else { return 0 };
    let count = referral_chunks(referrals);
    (0..count).for_each(|number| put(ObjectKind::Referrals, number, &encode_referrals(referrals, number)));
    count
}

/// The identities of the base's rows: customers without a transaction have no row. Both are sorted by id.
fn rows_of(base: &Base, identities: Vec<IdentityRow>) -> Vec<IdentityRow> {
    let mut ids = base.customers.id.iter().peekable();
    identities.into_iter().filter(|identity| ids.next_if_eq(&&identity.id).is_some()).collect()
}
