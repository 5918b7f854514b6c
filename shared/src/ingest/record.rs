//! From UTF-8 bytes to records: separators, quotation marks, line breaks, line numbers.

use super::{FileProblem, MAX_RECORD_BYTES, Separator};

/// The values of one record, quotation marks removed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    values: &'a [u8],
    ends: &'a [usize],
    /// Whether the file ended within its last value's quotation marks.
    pub(super) is_open: bool,
}

impl<'a> Record<'a> {
    /// Number of values.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes of one value.
    pub(super) fn bytes(&self, position: usize) -> &'a [u8] {
        let start = if position == 0 { 0 } else { self.ends[position - 1] };
        &self.values[start..self.ends[position]]
    }

    /// All values as text, with a replacement character for what is none.
    pub(super) fn texts(&self) -> Vec<String> {
        (0..self.len()).map(|position| String::from_utf8_lossy(self.bytes(position)).into_owned()).collect()
    }

    /// Whether this is the first line by which a spreadsheet is told the separator, such as `sep=;`.
    pub(super) fn is_separator_hint(&self) -> bool {
        let first = self.bytes(0);
        first.len() <= 5
            && first.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep="))
            && (1..self.len()).all(|position| self.bytes(position).is_empty())
    }
}

impl Separator {
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// Splits bytes that come in slices into records, in memory bounded by [`MAX_RECORD_BYTES`]. Blank lines are skipped.
#[derive(Debug)]
pub(super) struct RecordReader {
    csv: csv_core::Reader,
    values: Vec<u8>,
    /// Bytes of `values` that belong to the record being read.
    filled: usize,
    ends: Vec<usize>,
    ended: usize,
    record_bytes: usize,
    record_line: u64,
    line: u64,
    last_byte: u8,
    is_inside: bool,
}

impl RecordReader {
    pub(super) fn new(separator: Separator) -> Self {
        Self {
            csv: csv_core::ReaderBuilder::new().delimiter(separator.byte()).build(),
            values: vec![0; 4096],
            filled: 0,
            ends: vec![0; 64],
            ended: 0,
            record_bytes: 0,
            record_line: 1,
            line: 1,
            last_byte: 0,
            is_inside: false,
        }
    }

    /// Hands each finished record on, with the line on which it begins.
    pub(super) fn push(&mut self, mut bytes: &[u8], each: &mut dyn FnMut(u64, Record<'_>)) -> Result<(), FileProblem> {
        loop {
            if !self.is_inside {
                let blank = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.count_lines(&bytes[..blank]);
                bytes = &bytes[blank..];
                self.record_line = self.line;
            }
            // The parser takes an empty slice for the end of the file.
            if bytes.is_empty() {
                return Ok(());
            }
            self.is_inside = true;
            let read = self.read(bytes);
            self.count_lines(&bytes[..read.bytes]);
            bytes = &bytes[read.bytes..];
            self.record_bytes += read.bytes;
            if self.record_bytes > MAX_RECORD_BYTES {
                return Err(FileProblem::RecordTooLong { line: self.record_line, limit: MAX_RECORD_BYTES as u64 });
            }
            if read.is_record {
                self.hand_on(false, each);
            }
        }
    }

    /// Hands on the record that no line break ends.
    pub(super) fn finish(mut self, each: &mut dyn FnMut(u64, Record<'_>)) {
        if !self.is_inside {
            return;
        }
        // Within quotation marks a line break does not end the record.
        let is_open = !self.read(b"\n").is_record;
        if is_open {
            loop {
                match self.read(&[]) {
                    Read { is_record: true, .. } => break,
                    // After a byte order mark alone no record has begun.
                    Read { is_end: true, .. } => return,
                    Read { .. } => {}
                }
            }
        }
        self.hand_on(is_open, each);
    }

    fn hand_on(&mut self, is_open: bool, each: &mut dyn FnMut(u64, Record<'_>)) {
        let record = Record { values: &self.values[..self.filled], ends: &self.ends[..self.ended], is_open };
        each(self.record_line, record);
        (self.filled, self.ended, self.record_bytes, self.is_inside) = (0, 0, 0, false);
    }

    fn read(&mut self, bytes: &[u8]) -> Read {
        if self.filled == self.values.len() {
            self.values.resize(2 * self.filled, 0);
        }
        if self.ended == self.ends.len() {
            self.ends.resize(2 * self.ended, 0);
        }
        let (result, read, written, ended) =
            self.csv.read_record(bytes, &mut self.values[self.filled..], &mut self.ends[self.ended..]);
        self.filled += written;
        self.ended += ended;
        let is = |wanted| result == wanted;
        Read {
            bytes: read,
            is_record: is(csv_core::ReadRecordResult::Record),
            is_end: is(csv_core::ReadRecordResult::End),
        }
    }

    /// A line ends at LF, CR LF or CR, within quotation marks too.
    fn count_lines(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.line += u64::from(*byte == b'\r' || (*byte == b'\n' && self.last_byte != b'\r'));
            self.last_byte = *byte;
        }
    }
}

struct Read {
    bytes: usize,
    is_record: bool,
    is_end: bool,
}

#[cfg(test)]
mod tests {
    use super::{RecordReader, Separator};

    /// Reads in slices of every length and expects the same lines and values each time.
    #[track_caller]
    fn check(text: &str, expected: &[(u64, &[&str])]) {
        for length in 1..=text.len().max(1) {
            let mut found: Vec<(u64, Vec<String>)> = Vec::new();
            let mut reader = RecordReader::new(Separator::Comma);
            let mut each = |line, record: super::Record<'_>| found.push((line, record.texts()));
            for slice in text.as_bytes().chunks(length) {
                reader.push(slice, &mut each).expect("no record is long");
            }
            reader.finish(&mut each);
            let found: Vec<(u64, Vec<&str>)> =
                found.iter().map(|(line, values)| (*line, values.iter().map(String::as_str).collect())).collect();
            let expected: Vec<_> = expected.iter().map(|(line, values)| (*line, values.to_vec())).collect();
            assert_eq!(found, expected, "slices of {length}");
        }
    }

    #[test]
    fn lines_are_those_an_editor_shows() {
        check("a,b\n1,2\n3,4", &[(1, &["a", "b"]), (2, &["1", "2"]), (3, &["3", "4"])]);
        check("a\r\nb\r\n\r\n\r\nc\r\n", &[(1, &["a"]), (2, &["b"]), (5, &["c"])]);
        check("a\rb\r\rc", &[(1, &["a"]), (2, &["b"]), (4, &["c"])]);
        check("\n\na,\"x\r\ny\nz\"\nb,", &[(3, &["a", "x\r\ny\nz"]), (6, &["b", ""])]);
    }

    #[test]
    fn quotation_marks_protect_separators_and_doubled_ones_stay() {
        check("\"a,b\",\"say \"\"hi\"\"\"\n5\" pipe,x\n", &[(1, &["a,b", "say \"hi\""]), (2, &["5\" pipe", "x"])]);
        check("\"\",\"\"", &[(1, &["", ""])]);
        check("", &[]);
    }

    #[test]
    fn a_byte_order_mark_alone_is_no_record() {
        let mut reader = RecordReader::new(Separator::Comma);
        let mut records = 0;
        reader.push("\u{feff}".as_bytes(), &mut |_, _| records += 1).expect("is short");
        reader.finish(&mut |_, _| records += 1);
        assert_eq!(records, 0);
    }

    #[test]
    fn a_quotation_mark_left_open_at_the_end_is_told() {
        for (text, is_open) in [("a,\"b\nc", true), ("a,\"b\nc\"", false), ("a,b", false), ("a,\"", true)] {
            let mut reader = RecordReader::new(Separator::Comma);
            let mut found = Vec::new();
            reader.push(text.as_bytes(), &mut |_, record| found.push(record.is_open)).expect("is short");
            reader.finish(&mut |_, record| found.push(record.is_open));
            assert_eq!(found, [is_open], "{text}");
        }
    }
}
