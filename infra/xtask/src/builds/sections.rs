//! Sections of a wasm file.

use anyhow::{Context, Result};

/// The magic number and the version.
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";
/// Id of a section that the browser does not run.
const CUSTOM: u8 = 0;

/// One section.
pub(super) struct Section {
    pub(super) id: u8,
    pub(super) body: Vec<u8>,
}

/// The sections of a file in their order.
pub(super) fn sections(wasm: &[u8]) -> Result<Vec<Section>> {
    let mut rest = wasm.strip_prefix(PREAMBLE).context("no wasm file")?;
    let mut found = Vec::new();
    while let Some((id, after)) = rest.split_first() {
        let (length, width) = unsigned(after)?;
        let body = after.get(width..width + length).context("a cut section")?;
        found.push(Section { id: *id, body: body.to_vec() });
        rest = &after[width + length..];
    }
    Ok(found)
}

/// The file of sections.
pub(super) fn written(sections: &[Section]) -> Vec<u8> {
    let mut wasm = PREAMBLE.to_vec();
    for section in sections {
        wasm.push(section.id);
        write_unsigned(&mut wasm, section.body.len());
        wasm.extend_from_slice(&section.body);
    }
    wasm
}

/// The file without its custom sections: names of functions and who produced it.
pub(super) fn without_custom(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = sections(wasm)?;
    kept.retain(|section| section.id != CUSTOM);
    Ok(written(&kept))
}

/// Adds a custom section at the end of a file.
pub(super) fn append_custom(wasm: &mut Vec<u8>, name: &str, content: &[u8]) {
    let mut body = Vec::with_capacity(content.len() + name.len() + 1);
    write_unsigned(&mut body, name.len());
    body.extend_from_slice(name.as_bytes());
    body.extend_from_slice(content);
    wasm.push(CUSTOM);
    write_unsigned(wasm, body.len());
    wasm.append(&mut body);
}

/// A number in LEB128 of at most 32 bits, and how many bytes it takes.
pub(super) fn unsigned(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (position, byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * position);
        if byte & 0x80 == 0 {
            return Ok((value, position + 1));
        }
    }
    anyhow::bail!("a number without an end")
}

/// Writes a number in LEB128.
pub(super) fn write_unsigned(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::{PREAMBLE, append_custom, without_custom, write_unsigned};

    fn section(id: u8, body: &[u8]) -> Vec<u8> {
        let mut section = vec![id];
        write_unsigned(&mut section, body.len());
        [section, body.to_vec()].concat()
    }

    #[test]
    fn only_custom_sections_go() {
        let (types, code) = (section(1, &[0]), section(10, &[7; 200]));
        let names = section(0, b"\x04name and more");
        let wasm = [PREAMBLE, &names, &types, &names, &code, &names].concat();
        assert_eq!(without_custom(&wasm).expect("a file"), [PREAMBLE, &types, &code].concat());
    }

    #[test]
    fn what_is_added_is_a_section_that_can_be_left_out() {
        let wasm = [PREAMBLE, &section(1, &[0])].concat();
        let mut more = wasm.clone();
        append_custom(&mut more, "chunk", &[3; 200]);
        assert_eq!(more, [wasm.as_slice(), &section(0, &[b"\x05chunk".as_slice(), &[3; 200]].concat())].concat());
        assert_eq!(without_custom(&more).expect("a file"), wasm);
    }

    #[test]
    fn a_length_of_more_bytes_than_it_needs_is_read() {
        let wasm = [PREAMBLE, &[1, 0x82, 0x80, 0x00, 5, 6]].concat();
        assert_eq!(without_custom(&wasm).expect("a file"), [PREAMBLE, &[1, 2, 5, 6]].concat());
    }

    #[test]
    fn what_is_cut_or_no_wasm_is_refused() {
        let wasm = [PREAMBLE, &section(1, &[0, 0, 0])].concat();
        assert!(without_custom(&wasm[..wasm.len() - 1]).is_err());
        assert!(without_custom(&wasm[..5]).is_err());
        assert!(without_custom(b"<!doctype html>").is_err());
    }
}
