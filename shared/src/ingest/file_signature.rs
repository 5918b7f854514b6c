//! What a file is that is no CSV, from its first bytes.

/// First bytes and what they say.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook or Word document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a rich-text document"),
];

/// Beginnings of documents that are text, in lower case.
const DOCUMENTS: &[(&[u8], &str)] =
    &[(b"<?xml", "an XML document"), (b"<!doctype html", "a web page"), (b"<html", "a web page")];

/// Share of bytes that no text has from which on a file is none: one in this many.
const ONE_CONTROL_IN: usize = 200;

/// What the first bytes say the file is, if they say that it is no table in text.
pub(super) fn signature(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip_content(head));
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)) {
        return Some(name);
    }
    let start = head.trim_ascii_start();
    let is_document = |bytes: &[u8]| start.get(..bytes.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(bytes));
    DOCUMENTS.iter().find(|(bytes, _)| is_document(bytes)).map(|(_, name)| *name)
}

/// Whether so many bytes are control characters that this is no text in an encoding of single bytes.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x19 | 0x1b..=0x1f | 0x7f);
    head.iter().filter(is_control).count() * ONE_CONTROL_IN > head.len()
}

/// Office documents are ZIP archives whose first entries have known names.
fn zip_content(head: &[u8]) -> &'static str {
    let names = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if names(b"xl/") {
        "an Excel workbook"
    } else if names(b"word/") {
        "a Word document"
    } else if names(b"opendocument.spreadsheet") {
        "an OpenDocument spreadsheet"
    } else {
        "a ZIP archive"
    }
}
