//! What-ifs over a base as it is published: manifest, then chunks, then scenarios, all as they travel.

use std::cell::RefCell;

use shared::api::{BasePart, Manifest};
use shared::base::{Base, BaseReader};
use shared::planning::{Assessment, Scenario, Scope, WhatIf};

/// Evaluates scenarios over a published base.
pub struct Evaluator {
    base: Base,
    assessment: Assessment,
    prepared: Option<(Scope, WhatIf)>,
}

impl Evaluator {
    /// Reads a manifest as JSON and the chunks that it names, unzipped.
    ///
    /// # Panics
    /// When they do not belong together.
    #[must_use]
    pub fn new(manifest: &str, chunks: &[Vec<u8>]) -> Self {
        let manifest: Manifest = serde_json::from_str(manifest).expect("a manifest");
        let mut reader = BaseReader::new(manifest.as_of, manifest.sources);
        assert_eq!(manifest.chunks.len(), chunks.len(), "all chunks");
        for (chunk, bytes) in manifest.chunks.iter().zip(chunks) {
            let pushed = match chunk.part {
                BasePart::Customers => reader.push_customers(bytes),
                BasePart::Orders => reader.push_orders(bytes),
            };
            pushed.expect("the chunk that the manifest names");
        }
        Self { base: reader.finish(), assessment: manifest.assessment, prepared: None }
    }

    /// The base.
    #[must_use]
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The customers of a scope prepared; the scope asked last is kept.
    ///
    /// # Panics
    /// Where the verdict is to rank by lateness.
    pub fn prepare(&mut self, scope: &Scope) -> &mut WhatIf {
        if self.prepared.as_ref().is_none_or(|(known, _)| known != scope) {
            let what_if = WhatIf::of_scope(&self.base, &self.assessment, scope).expect("the base is estimated");
            self.prepared = Some((scope.clone(), what_if));
        }
        &mut self.prepared.as_mut().expect("just prepared").1
    }

    /// What a scenario as JSON comes to, as JSON: decimals that read back to the same bits.
    ///
    /// # Panics
    /// When a lever is out of its range.
    pub fn evaluate(&mut self, scenario: &str) -> String {
        let scenario: Scenario = serde_json::from_str(scenario).expect("a scenario");
        let outcome = self.prepare(&scenario.scope).evaluate(&scenario).expect("levers are in range");
        serde_json::to_string(&outcome).expect("plain data")
    }
}

/// What has come in from outside, byte by byte, and what goes out.
#[derive(Default)]
struct Desk {
    incoming: Vec<u8>,
    manifest: String,
    chunks: Vec<Vec<u8>>,
    evaluator: Option<Evaluator>,
    answer: Vec<u8>,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
}

impl Desk {
    fn text(&mut self) -> String {
        String::from_utf8(std::mem::take(&mut self.incoming)).expect("UTF-8")
    }
}

/// Takes the next byte of what one of the following exports is called for.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn feed(byte: u32) {
    DESK.with_borrow_mut(|desk| desk.incoming.push(byte as u8));
}

/// What was fed is the manifest.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn take_manifest() {
    DESK.with_borrow_mut(|desk| desk.manifest = desk.text());
}

/// What was fed is the manifest's next chunk.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn take_chunk() {
    DESK.with_borrow_mut(|desk| {
        let chunk = std::mem::take(&mut desk.incoming);
        desk.chunks.push(chunk);
    });
}

/// What was fed is a scenario; the length of its answer. All chunks come before the first one.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn take_scenario() -> u32 {
    DESK.with_borrow_mut(|desk| {
        let scenario = desk.text();
        let (manifest, chunks) = (&desk.manifest, &desk.chunks);
        let evaluator = desk.evaluator.get_or_insert_with(|| Evaluator::new(manifest, chunks));
        desk.answer = evaluator.evaluate(&scenario).into_bytes();
        desk.answer.len() as u32
    })
}

/// One byte of the newest answer.
///
/// # Panics
/// Beyond its end.
#[allow(unsafe_code, reason = "an export is the only way out of a wasm module without generated glue")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn answer_byte(index: u32) -> u32 {
    DESK.with_borrow(|desk| u32::from(desk.answer[index as usize]))
}
