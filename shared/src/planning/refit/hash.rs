//! Proof that two machines computed the same.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::scoring::catalogue::FittedModel;

/// SHA-256 over fits in their order.
#[derive(Debug, Default)]
pub(super) struct ResultHash(Sha256);

impl ResultHash {
    /// Adds name, parameters and log-likelihood to the last bit.
    pub(super) fn add(&mut self, fitted: &FittedModel) {
        self.0.update(fitted.model.name().as_bytes());
        for (_, value) in fitted.model.parameters() {
            self.0.update(value.to_le_bytes());
        }
        self.0.update(fitted.certificate.log_likelihood.to_le_bytes());
    }

    /// The first 16 hexadecimal digits.
    pub(super) fn finish(self) -> String {
        self.0.finalize()[..8].iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a string cannot fail");
            text
        })
    }
}
