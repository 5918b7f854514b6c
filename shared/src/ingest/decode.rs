//! From the file's encoding to UTF-8, slice by slice.

use super::Encoding;

/// Stands in the decoded bytes where the file has none that its encoding knows. UTF-8 has no such byte, so the value
/// it is in is rejected when it is read.
const UNREADABLE: u8 = 0xff;

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Decodes a file in slices that may end within a character. A byte order mark at the beginning is left out. What is
/// not UTF-8 in a file said to be UTF-8 is passed on as it is.
#[derive(Debug)]
pub(super) struct Decoder {
    encoding: Encoding,
    /// Bytes that wait for the rest of their code unit, or of the byte order mark.
    waiting: Vec<u8>,
    high_surrogate: Option<u16>,
    at_start: bool,
}

impl Decoder {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { encoding, waiting: Vec::new(), high_surrogate: None, at_start: true }
    }

    /// Appends what the slice decodes to.
    pub(super) fn push(&mut self, bytes: &[u8], decoded: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Utf8 => self.push_utf8(bytes, decoded),
            Encoding::Utf16Le => self.push_utf16(bytes, decoded, u16::from_le_bytes),
            Encoding::Utf16Be => self.push_utf16(bytes, decoded, u16::from_be_bytes),
            Encoding::Windows1252 => bytes.iter().for_each(|byte| push_windows_1252(*byte, decoded)),
        }
    }

    /// Appends what is left after the last slice.
    pub(super) fn finish(&mut self, decoded: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Utf8 => decoded.append(&mut self.waiting),
            Encoding::Utf16Le | Encoding::Utf16Be => {
                if self.high_surrogate.is_some() || !self.waiting.is_empty() {
                    decoded.push(UNREADABLE);
                }
            }
            Encoding::Windows1252 => {}
        }
    }

    fn push_utf8(&mut self, bytes: &[u8], decoded: &mut Vec<u8>) {
        if !self.at_start {
            decoded.extend(bytes);
            return;
        }
        self.waiting.extend(bytes);
        if self.waiting.starts_with(&BYTE_ORDER_MARK) {
            self.waiting.drain(..BYTE_ORDER_MARK.len());
        } else if BYTE_ORDER_MARK.starts_with(&self.waiting) {
            return;
        }
        decoded.append(&mut self.waiting);
        self.at_start = false;
    }

    fn push_utf16(&mut self, bytes: &[u8], decoded: &mut Vec<u8>, unit: fn([u8; 2]) -> u16) {
        let mut rest = bytes;
        if let (Some(first), Some((second, after))) = (self.waiting.first().copied(), rest.split_first()) {
            self.push_unit(unit([first, *second]), decoded);
            self.waiting.clear();
            rest = after;
        }
        let (units, odd) = rest.as_chunks();
        units.iter().for_each(|bytes| self.push_unit(unit(*bytes), decoded));
        self.waiting.extend(odd);
    }

    fn push_unit(&mut self, unit: u16, decoded: &mut Vec<u8>) {
        if std::mem::take(&mut self.at_start) && unit == 0xfeff {
            return;
        }
        match (self.high_surrogate.take(), unit) {
            (Some(high), 0xdc00..=0xdfff) => {
                let pair = char::decode_utf16([high, unit]).flatten();
                pair.for_each(|character| push_char(character, decoded));
            }
            (alone, _) => {
                decoded.extend(alone.map(|_| UNREADABLE));
                match char::from_u32(u32::from(unit)) {
                    Some(character) => push_char(character, decoded),
                    None if unit < 0xdc00 => self.high_surrogate = Some(unit),
                    None => decoded.push(UNREADABLE),
                }
            }
        }
    }
}

fn push_char(character: char, decoded: &mut Vec<u8>) {
    decoded.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_windows_1252(byte: u8, decoded: &mut Vec<u8>) {
    /// Bytes 0x80 to 0x9f; the five that mean nothing are spaces here.
    const UPPER_CONTROLS: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match byte {
        0x81 | 0x8d | 0x8f | 0x90 | 0x9d => decoded.push(UNREADABLE),
        0x80..=0x9f => push_char(UPPER_CONTROLS[usize::from(byte - 0x80)], decoded),
        _ => push_char(char::from(byte), decoded),
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, Encoding};

    /// Decodes in slices of every length and expects the same each time.
    #[track_caller]
    fn check(encoding: Encoding, bytes: &[u8], expected: &[u8]) {
        for length in 1..=bytes.len().max(1) {
            let mut decoder = Decoder::new(encoding);
            let mut decoded = Vec::new();
            bytes.chunks(length).for_each(|slice| decoder.push(slice, &mut decoded));
            decoder.finish(&mut decoded);
            assert_eq!(decoded, expected, "slices of {length}");
        }
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn a_byte_order_mark_is_left_out_once() {
        check(Encoding::Utf8, "\u{feff}Zoë".as_bytes(), "Zoë".as_bytes());
        check(Encoding::Utf8, "Zoë\u{feff}".as_bytes(), "Zoë\u{feff}".as_bytes());
        check(Encoding::Utf8, &[0xef, 0xbb], &[0xef, 0xbb]);
        check(Encoding::Utf16Le, &utf16("\u{feff}Zoë", u16::to_le_bytes), "Zoë".as_bytes());
        check(Encoding::Utf16Be, &utf16("\u{feff}Zoë", u16::to_be_bytes), "Zoë".as_bytes());
    }

    #[test]
    fn characters_beyond_16_bits_are_read() {
        check(Encoding::Utf16Le, &utf16("a🧾b", u16::to_le_bytes), "a🧾b".as_bytes());
        check(Encoding::Utf16Be, &utf16("🧾🧾", u16::to_be_bytes), "🧾🧾".as_bytes());
    }

    #[test]
    fn half_characters_become_the_byte_that_no_text_has() {
        let units = |units: &[u16]| -> Vec<u8> { units.iter().flat_map(|unit| unit.to_le_bytes()).collect() };
        check(Encoding::Utf16Le, &units(&[0xd83e, 0x41]), &[0xff, b'A']);
        check(Encoding::Utf16Le, &units(&[0xdd1e, 0x41]), &[0xff, b'A']);
        check(Encoding::Utf16Le, &units(&[0xd83e, 0xd83e, 0xddfe]), &[&[0xff], "🧾".as_bytes()].concat());
        check(Encoding::Utf16Le, &units(&[0xd83e]), &[0xff]);
        check(Encoding::Utf16Le, &[0x41, 0, 0x42], &[b'A', 0xff]);
    }

    #[test]
    fn windows_1252_has_the_euro_sign_and_five_holes() {
        check(Encoding::Windows1252, &[0x80, b'1', 0xfc, 0x9f], "€1üŸ".as_bytes());
        check(Encoding::Windows1252, &[0x81, 0x9d], &[0xff, 0xff]);
    }
}
