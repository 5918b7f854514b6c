//! Models fitted and compared on the server: the same as in the browser, to the last bit.

pub mod routes;
