//! Files, plain or gzip.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::Failure;

/// Opens a file; one whose name ends in `.gz` is unpacked while it is read.
pub(super) fn open(path: &Path) -> Result<Box<dyn Read>, Failure> {
    let file = File::open(path).map_err(|error| format!("cannot open {}: {error}", path.display()))?;
    let is_gzip = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"));
    Ok(if is_gzip { Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(file))) } else { Box::new(file) })
}
