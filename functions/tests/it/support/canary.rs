//! A text that must be nowhere: looked for in plain, whatever the case, as hexadecimal digits and as base64, in bytes as
//! they are and unpacked.

use std::fmt::Write;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder};

/// Places of those given that hold one of the texts, and which.
pub(crate) fn found(texts: &[&str], places: &[(String, Vec<u8>)]) -> Vec<String> {
    let needles: Vec<(String, Vec<u8>)> = texts.iter().flat_map(|text| needles(text)).collect();
    let mut found = Vec::new();
    for (place, bytes) in places {
        for form in forms(bytes) {
            for (name, needle) in &needles {
                if holds(&form, needle) || holds(&form.to_ascii_lowercase(), needle) {
                    found.push(format!("{place}: {name}"));
                }
            }
        }
    }
    found
}

/// Bytes as they are, and unpacked where they are gzip or a customer's deflated records.
fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = vec![bytes.to_vec()];
    let mut unpacked = Vec::new();
    if MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).is_ok() {
        forms.push(std::mem::take(&mut unpacked));
    }
    unpacked.clear();
    if let Some((1, deflated)) = bytes.split_first()
        && DeflateDecoder::new(deflated).read_to_end(&mut unpacked).is_ok()
    {
        forms.push(unpacked);
    }
    forms
}

fn needles(text: &str) -> Vec<(String, Vec<u8>)> {
    let lower = text.to_lowercase();
    let mut needles = vec![(format!("{text} in plain"), lower.clone().into_bytes())];
    for text in [text, &lower] {
        let mut hex = String::new();
        text.bytes().for_each(|byte| write!(hex, "{byte:02x}").expect("memory"));
        needles.push((format!("{text} as hexadecimal digits"), hex.into_bytes()));
        for shift in 0..3 {
            needles.push((format!("{text} as base64 after {shift} bytes"), base64_core(text, shift)));
        }
    }
    needles
}

/// The characters of base64 that a text has whatever stands around it, when so many bytes go before it.
fn base64_core(text: &str, shift: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes: Vec<u8> = std::iter::repeat_n(0, shift).chain(text.bytes()).collect();
    let digit = |number: usize| {
        let bit = number * 6;
        let two = u16::from(bytes[bit / 8]) << 8 | u16::from(bytes.get(bit / 8 + 1).copied().unwrap_or_default());
        DIGITS[usize::from(two >> (10 - bit % 8) & 63)]
    };
    let (first, end) = ((shift * 8).div_ceil(6), bytes.len() * 8 / 6);
    (first..end).map(digit).collect()
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_text_is_found_in_every_form() {
    let text = "Canary@Example.com";
    let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
    for bytes in [
        b"to CANARY@example.com".to_vec(),
        hex.into_bytes(),
        b"Q2FuYXJ5QEV4YW1wbGUuY29t".to_vec(),
        b"eENhbmFyeUBFeGFtcGxlLmNvbXg=".to_vec(),
        b"eHhDYW5hcnlARXhhbXBsZS5jb20=".to_vec(),
        functions::base::pack(b"canary@example.com"),
    ] {
        let places = [("here".to_owned(), bytes)];
        assert_eq!(found(&[text], &places).len(), 1, "{}", String::from_utf8_lossy(&places[0].1));
    }
    assert_eq!(found(&[text], &[("here".to_owned(), b"canary example.com".to_vec())]), [""; 0]);
}
