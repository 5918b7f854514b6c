//! Which encoding a text is in.

use super::Encoding;

/// The encoding by byte order mark, by where zero bytes stand, or by whether the bytes are UTF-8.
pub(super) fn guess_encoding(head: &[u8]) -> Encoding {
    if head.starts_with(&[0xff, 0xfe]) {
        return Encoding::Utf16Le;
    }
    if head.starts_with(&[0xfe, 0xff]) {
        return Encoding::Utf16Be;
    }
    utf16_without_mark(head)
        .unwrap_or_else(|| if is_mostly_utf8(head) { Encoding::Utf8 } else { Encoding::Windows1252 })
}

/// Separators, digits and Latin letters in UTF-16 have a zero in one half of their two bytes.
fn utf16_without_mark(head: &[u8]) -> Option<Encoding> {
    let zeros = |half: usize| head.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, units) = (zeros(0), zeros(1), head.len() / 2);
    if second * 3 > units && first * 20 < units {
        Some(Encoding::Utf16Le)
    } else if first * 3 > units && second * 20 < units {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// A few damaged characters among many good ones do not make it another encoding; their rows are rejected. The last
/// character may be cut.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    let mut left = head.len();
    for chunk in head.utf8_chunks() {
        left -= chunk.valid().len() + chunk.invalid().len();
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty() && left > 0);
    }
    bad * 4 <= good
}

#[cfg(test)]
mod tests {
    use super::{Encoding, guess_encoding};

    #[test]
    fn encodings_are_told_apart_with_and_without_a_mark() {
        let utf16 =
            |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
        let text = "Kunde;Name\n1;Zoë Müller\n";
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (text.as_bytes()[..text.find('ü').expect("is there") + 1].to_vec(), Encoding::Utf8),
            (b"plain".to_vec(), Encoding::Utf8),
            (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Encoding::Utf16Be),
            (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
            (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
            (b"Kunde;Name\n1;Zo\xeb M\xfcller\n".to_vec(), Encoding::Windows1252),
            ([text.as_bytes(), text.as_bytes(), b"2;M\xfcller\n"].concat(), Encoding::Utf8),
        ] {
            assert_eq!(guess_encoding(&bytes), encoding, "{bytes:?}");
        }
    }
}
