//! Transcendental and special functions with the same bits natively and in wasm.
