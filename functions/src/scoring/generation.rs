//! A generation of what was gathered: the objects of the base and their manifest.

use jiff::Timestamp;
use shared::api::{BaseChunk, BasePart, IDENTITY_ROWS_PER_CHUNK, IdentityRow, Manifest, encode_identities};
use shared::base::{
    Base, FLAG_SAMPLE, ROWS_PER_CHUNK, attribute_chunks, contract_chunks, encode_attributes, encode_contracts,
    encode_customers, encode_orders, encode_referrals, referral_chunks,
};
use shared::domain::Settings;
use shared::planning::{assess, score, summarise};
use tokio::sync::mpsc::Sender;

use super::gather::Gathered;
use super::identities::Identities;
use crate::base::{GenerationObject, ObjectKind, pack};
use crate::customers::search_index;

/// Makes a generation, hands its objects out one after the other and gives its manifest.
///
/// What customers are called is handed out first, so that it does not stay in memory beside the columns.
pub(super) fn generation_files(
    mut gathered: Gathered,
    settings: Settings,
    generation: u64,
    built_at: Timestamp,
    objects: Sender<GenerationObject>,
) -> Manifest {
    let put = |kind, number, bytes: &[u8]| {
        // Whoever writes them has failed when nobody takes this one, and says so.
        objects.blocking_send((kind, number, pack(bytes))).ok();
    };
    let shared_addresses = gathered.checks.shared_addresses(gathered.identities.rows());
    identity_objects(gathered.identities, &put);
    let mut base = gathered.builder.finish();
    let found = gathered.checks.finish(&shared_addresses, &base, generation);
    put(ObjectKind::Quality, 0, &serde_json::to_vec(&found).expect("plain data"));
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &settings);
    let summary = summarise(&base.customers, &assessment, &settings);
    let sample = base.customers.flags.iter().filter(|flags| **flags & FLAG_SAMPLE != 0).count();
    Manifest {
        generation,
        built_at: built_at.to_string(),
        as_of: base.as_of,
        settings,
        chunks: base_objects(&base, &objects),
        attribute_chunks: attribute_objects(&base, &put),
        contract_chunks: contract_objects(&base, &put),
        referral_chunks: referral_objects(&base, &put),
        sources: base.sources,
        assessment,
        summary,
        sample_customers: u32::try_from(sample).expect("a base has fewer than 2^32 customers"),
        state_hash: gathered.state_hash,
    }
}

fn identity_objects(identities: Identities, put: &impl Fn(ObjectKind, u32, &[u8])) {
    let mut rows = identities.rows();
    for number in 0.. {
        let chunk: Vec<IdentityRow> = rows.by_ref().take(IDENTITY_ROWS_PER_CHUNK as usize).collect();
        if chunk.is_empty() {
            break;
        }
        put(ObjectKind::Identities, number, &encode_identities(&chunk));
    }
    let terms = search_index::Terms::of(identities.rows());
    drop(rows);
    drop(identities);
    let root = terms.write(|number, block| put(ObjectKind::Search, number, block));
    put(ObjectKind::SearchRoot, 0, &root);
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
