//! Who passes rules, natively, over a base as `published_base` writes it.
//!
//! `cargo run --release -p shared --example segment_members -- FOLDER RULE…`
//!
//! For each rule, given as JSON, one line: number of members, members' hash, milliseconds of the first count and of a second.

#![expect(clippy::disallowed_methods, reason = "what is measured is measured by a clock")]

use std::error::Error;
use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::time::Instant;

use flate2::read::GzDecoder;
use shared::api::{BasePart, Manifest};
use shared::base::{AttributesReader, Base, BaseReader};
use shared::segments::{Definition, Derived, members, members_hash};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("a folder is missing")?);
    let base = read(&folder)?;
    let mut lines = String::new();
    for rule in arguments {
        let definition = Definition::parse(&rule)?;
        let derived = Derived::default();
        let started = Instant::now();
        let found = members(&definition.rule, &base, &derived)?;
        let first = started.elapsed();
        let started = Instant::now();
        let again = members(&definition.rule, &base, &derived)?;
        let second = started.elapsed();
        assert_eq!(found, again, "what is kept between counts changes nothing");
        let hash = members_hash(&found, &base.customers);
        let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1e3;
        lines += &format!("{} {hash} {:.1} {:.1}\n", found.count(), milliseconds(first), milliseconds(second));
    }
    std::io::Write::write_all(&mut std::io::stdout(), lines.as_bytes())?;
    Ok(())
}

fn read(folder: &std::path::Path) -> Result<Base, Box<dyn Error>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let unpacked = |name: &str| -> Result<Vec<u8>, Box<dyn Error>> {
        let mut bytes = Vec::new();
        GzDecoder::new(fs::File::open(folder.join(name))?).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let mut reader = BaseReader::new(manifest.as_of, manifest.sources);
    for chunk in &manifest.chunks {
        let bytes = unpacked(&chunk.url)?;
        match chunk.part {
            BasePart::Customers => reader.push_customers(&bytes)?,
            BasePart::Orders => reader.push_orders(&bytes)?,
        }
    }
    let mut base = reader.finish();
    if manifest.attribute_chunks > 0 {
        let mut reader = AttributesReader::new(base.customers.len());
        for number in 0..manifest.attribute_chunks {
            reader.push(&unpacked(&format!("attributes-{number}.base"))?)?;
        }
        base.attributes = Some(reader.finish()?);
    }
    Ok(base)
}
