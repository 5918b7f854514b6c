//! The sample shop as the app gets it: writes the chunks of a base and its manifest into a folder.
//!
//! `cargo run --release -p shared --example published_base -- FOLDER CUSTOMERS`
//!
//! The chunks have the bytes that the scoring job writes for these orders; what is left out is the way through the
//! tables. In the manifest their addresses are file names.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::api::{BaseChunk, BasePart, Manifest};
use shared::base::{
    Base, BaseBuilder, ROWS_PER_CHUNK, attribute_chunks, encode_attributes, encode_customers, encode_orders,
};
use shared::domain::{Day, Settings};
use shared::planning::{assess, score, summarise};
use shared::sample::{SampleShop, sample_shop};

/// Seed and days of the sample shop that a workspace can load.
const SEED: u64 = 7;
const DAYS: u32 = 730;
/// Its last day; any would do.
const LAST_DAY: Day = Day(20_778);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("a folder is missing")?);
    let customers = arguments.next().and_then(|text| text.to_str()?.parse().ok());
    let customers: u32 = customers.ok_or("a number of customers is missing")?;

    let mut builder = BaseBuilder::default();
    let shop = SampleShop { seed: SEED, customers, last_day: LAST_DAY, days: DAYS };
    for (history, _) in sample_shop(shop).1 {
        builder.push(&history);
    }
    let mut base = builder.finish();
    let settings = Settings::initial("Sample shop");
    let assessment = assess(&base.customers);
    score(&mut base.customers, &assessment, &settings);
    let summary = summarise(&base.customers, &assessment, &settings);

    fs::create_dir_all(&folder)?;
    let mut chunks = Vec::new();
    let encoders = [
        (BasePart::Customers, "customers", encode_customers as fn(&Base, u32) -> Vec<u8>),
        (BasePart::Orders, "orders", encode_orders),
    ];
    let count = u32::try_from(base.customers.len().div_ceil(ROWS_PER_CHUNK))?;
    for (part, name, encode) in encoders {
        for number in 0..count {
            let file = format!("{name}-{number}.base");
            let bytes = packed(&encode(&base, number))?;
            chunks.push(BaseChunk { part, number, bytes: bytes.len() as u64, url: file.clone() });
            fs::write(folder.join(file), bytes)?;
        }
    }
    let attributes = base.attributes.as_ref().ok_or("the builder makes attributes")?;
    let attribute_chunks = attribute_chunks(base.customers.len());
    for number in 0..attribute_chunks {
        let bytes = packed(&encode_attributes(attributes, base.customers.len(), number))?;
        fs::write(folder.join(format!("attributes-{number}.base")), bytes)?;
    }
    let manifest = Manifest {
        generation: 1,
        built_at: "2026-11-22T06:00:00Z".to_owned(),
        as_of: base.as_of,
        settings,
        sources: base.sources,
        assessment,
        summary,
        sample_customers: customers,
        state_hash: String::new(),
        chunks,
        attribute_chunks,
        contract_chunks: 0,
        referral_chunks: 0,
    };
    fs::write(folder.join("manifest.json"), serde_json::to_vec(&manifest)?)?;
    Ok(())
}

fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}
