//! Digests of numbers by their bits.

use sha2::{Digest, Sha256};

/// The first 8 bytes of SHA-256 over everything added.
#[derive(Default)]
pub(crate) struct Bits(Sha256);

impl Bits {
    pub(crate) fn add(&mut self, value: f64) {
        self.0.update(value.to_bits().to_le_bytes());
    }

    pub(crate) fn add_all(&mut self, values: impl IntoIterator<Item = f64>) {
        values.into_iter().for_each(|value| self.add(value));
    }

    pub(crate) fn add_text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
    }

    pub(crate) fn finish(self) -> u64 {
        let hash = self.0.finalize();
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
