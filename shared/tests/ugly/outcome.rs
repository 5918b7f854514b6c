//! What becomes of a file, in a line of words.

use shared::domain::Currency;
use shared::ingest::{DryRun, Encoding, ImportKind, Reader, RowOutcome, detect};

/// Bytes of a file that are looked at before it is read, as the browser does it.
const HEAD: usize = 1 << 18;

/// What becomes of a file, in the words of the index; read in slices of so many bytes.
pub(crate) fn outcome(bytes: &[u8], slice: usize) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    let detection = match detect(head, head.len() == bytes.len()) {
        Ok(detection) => detection,
        Err(problem) => return problem.to_string(),
    };
    if let Err(problems) = detection.mapping.check() {
        return problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    }
    let (encoding, kind) = (detection.dialect.encoding, detection.mapping.kind);
    let mut reader = Reader::new(detection.dialect, detection.mapping, Currency::EUR);
    let mut dry_run = DryRun::new(Currency::EUR);
    let mut rows = 0;
    let mut each = |_, outcome: RowOutcome| {
        rows += u64::from(matches!(outcome, RowOutcome::Row(_)));
        dry_run.add(&outcome);
    };
    let read = bytes.chunks(slice).try_for_each(|slice| reader.push(slice, &mut each));
    if let Err(problem) = read.and_then(|()| reader.finish(&mut each)) {
        return problem.to_string();
    }
    let report = dry_run.finish();
    assert_eq!(rows, report.accepted);
    let noun = if rows == 1 { "row" } else { "rows" };
    let mut told = vec![format!("{rows} {noun}, {}", report.accepted_total)];
    if kind != ImportKind::Orders {
        told.push(format!("as {kind:?}"));
    }
    if report.without_customer > 0 {
        told.push(format!("{} without customer", report.without_customer));
    }
    told.extend(report.errors.iter().map(|error| {
        let column = error.column.as_deref().map_or_else(String::new, |column| format!("{column} "));
        format!("line {}: {column}{}", error.line, error.kind)
    }));
    if encoding != Encoding::Utf8 {
        told.push(format!("{encoding:?}"));
    }
    told.join("; ")
}
