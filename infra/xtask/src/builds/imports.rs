//! Short names for what a program imports from its glue: the usual ones hold a hash each, which nothing compresses.

use anyhow::{Context, Result, ensure};

use super::sections::{sections, unsigned, write_unsigned, written};

/// Id of the section of imports.
const IMPORTS: u8 = 2;

/// Gives every function that the program imports from the glue a short name, in both.
pub(super) fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut script = script.to_owned();
    let mut parts = sections(wasm)?;
    for section in parts.iter_mut().filter(|section| section.id == IMPORTS) {
        section.body = shortened(&section.body, &mut script)?;
    }
    Ok((written(&parts), script))
}

fn shortened(body: &[u8], script: &mut String) -> Result<Vec<u8>> {
    let mut rest = body;
    let count = number(&mut rest)?;
    let mut out = Vec::new();
    write_unsigned(&mut out, count);
    for position in 0..count {
        let module = name(&mut rest)?;
        let old = name(&mut rest)?;
        let new = format!("i{position}");
        // The glue holds one property for each; what it has otherwise, or elsewhere, keeps its name.
        let (property, renamed) = (format!("\n{old}: function"), format!("\n{new}: function"));
        let is_glue = old.starts_with("__wb") && script.matches(&property).count() == 1;
        if is_glue {
            *script = script.replace(&property, &renamed);
        }
        for text in [module.as_str(), if is_glue { &new } else { &old }] {
            write_unsigned(&mut out, text.len());
            out.extend_from_slice(text.as_bytes());
        }
        let length = descriptor(rest)?;
        out.extend_from_slice(&rest[..length]);
        rest = &rest[length..];
    }
    ensure!(rest.is_empty(), "imports end before their section");
    Ok(out)
}

fn number(rest: &mut &[u8]) -> Result<usize> {
    let (value, width) = unsigned(rest)?;
    *rest = &rest[width..];
    Ok(value)
}

fn name(rest: &mut &[u8]) -> Result<String> {
    let length = number(rest)?;
    let (name, after) = rest.split_at_checked(length).context("a cut name")?;
    *rest = after;
    Ok(String::from_utf8(name.to_vec())?)
}

/// Bytes of what follows an import's names.
fn descriptor(bytes: &[u8]) -> Result<usize> {
    let kind = *bytes.first().context("a cut import")?;
    let limits = |at: usize| -> Result<usize> {
        let flags = *bytes.get(at).context("a cut import")?;
        let least = unsigned(&bytes[at + 1..])?.1;
        let most = if flags & 1 == 1 { unsigned(&bytes[at + 1 + least..])?.1 } else { 0 };
        Ok(at + 1 + least + most)
    };
    match kind {
        0 => Ok(1 + unsigned(&bytes[1..])?.1),
        1 => limits(2),
        2 => limits(1),
        3 => Ok(3),
        4 => Ok(2 + unsigned(&bytes[2..])?.1),
        _ => anyhow::bail!("an import of an unknown kind"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sections::{Section, written};
    use super::shorten;

    fn import(module: &str, name: &str, descriptor: &[u8]) -> Vec<u8> {
        let text = |text: &str| [&[text.len() as u8], text.as_bytes()].concat();
        [text(module), text(name), descriptor.to_vec()].concat()
    }

    fn wasm(imports: &[Vec<u8>]) -> Vec<u8> {
        let body = [vec![imports.len() as u8], imports.concat()].concat();
        written(&[Section { id: 2, body }, Section { id: 10, body: vec![0] }])
    }

    #[test]
    fn functions_of_the_glue_get_short_names_and_everything_else_stays() {
        let [function, memory, table, global] = [&[0, 7][..], &[2, 1, 1, 9], &[1, 0x70, 0, 3], &[3, 0x7f, 1]];
        let before = [
            import("./app_bg.js", "__wbg_log_ff86bbb34c295e21", function),
            import("env", "memory", memory),
            import("env", "table", table),
            import("./app_bg.js", "__wbg_new_1", function),
            import("env", "base", global),
            import("./app-chunks.js", "__wasm_split_load_review", function),
        ];
        let after = [
            import("./app_bg.js", "i0", function),
            import("env", "memory", memory),
            import("env", "table", table),
            import("./app_bg.js", "i3", function),
            import("env", "base", global),
            import("./app-chunks.js", "__wasm_split_load_review", function),
        ];
        let script = "{\n__wbg_log_ff86bbb34c295e21: function(a) {},\n__wbg_new_1: function() {},\n}";
        let (renamed, glue) = shorten(&wasm(&before), script).expect("a program");
        assert_eq!(renamed, wasm(&after));
        assert_eq!(glue, "{\ni0: function(a) {},\ni3: function() {},\n}");
    }

    #[test]
    fn what_the_glue_does_not_hold_once_keeps_its_name() {
        let before = wasm(&[import("./app_bg.js", "__wbg_log_1", &[0, 7])]);
        for script in ["", "\n__wbg_log_1: function\n__wbg_log_1: function"] {
            assert_eq!(shorten(&before, script).expect("a program"), (before.clone(), script.to_owned()));
        }
    }
}
