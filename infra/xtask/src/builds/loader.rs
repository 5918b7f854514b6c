//! The script that fetches the parts of a program.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Name of the custom sections in which small chunks travel.
pub(super) const SECTION: &str = "chunk";

/// A part that is fetched when it is first called.
pub(super) struct Part {
    /// Its mark in the program.
    pub(super) name: String,
    /// Its file, small chunks included.
    pub(super) file: String,
    /// Files of the large chunks it needs.
    pub(super) large: BTreeSet<String>,
}

/// Fetches and starts. A part starts when all chunks that it needs have; what did not arrive is fetched again when it is
/// asked for again. A chunk that came with several parts is started once.
const FETCH: &str = r#"const begun = new Map();
function once(key, begin) {
    let promise = begun.get(key);
    if (promise === undefined) {
        promise = begin();
        begun.set(key, promise);
        promise.catch(() => begun.delete(key));
    }
    return promise;
}
const start = (code) => WebAssembly.instantiate(code, getSharedImports());
const fetched = (file) => WebAssembly.compileStreaming(fetch(file));
const large = (file) => once(file, () => fetched(file).then(start));
const chunk = (section) => once(new DataView(section).getUint32(0, true), () => start(section.slice(4)));
const part = (file, ...files) => wrapAsyncCb(() => once(file, async () => {
    const [code] = await Promise.all([fetched(file), ...files.map(large)]);
    await Promise.all(WebAssembly.Module.customSections(code, "chunk").map(chunk));
    return start(code);
}));
"#;

/// The file of a program's loader.
pub(super) fn file(glue: &str) -> String {
    format!("{glue}-chunks.js")
}

/// What a custom section holds of a chunk.
pub(super) fn numbered(number: u32, chunk: &[u8]) -> Vec<u8> {
    [number.to_le_bytes().as_slice(), chunk].concat()
}

/// The loader of these parts, given the one of the cut, whose way to the main part's memory stays.
pub(super) fn of(cut: &str, parts: &[Part]) -> Result<String> {
    let kept = cut.find("function makeLoad(").context("the cut's loader is not as it was")?;
    let mut script = format!("{}{FETCH}", &cut[..kept]);
    let large: BTreeSet<&String> = parts.iter().flat_map(|part| &part.large).collect();
    for (number, file) in large.iter().enumerate() {
        writeln!(script, "const c{number} = \"/{file}\";")?;
    }
    for Part { name, file, large: of_part } in parts {
        write!(script, "export const __wasm_split_load_{name} = part(\"/{file}\"")?;
        for (number, _) in large.iter().enumerate().filter(|(_, file)| of_part.contains(**file)) {
            write!(script, ", c{number}")?;
        }
        script.push_str(");\n");
    }
    Ok(script)
}

/// Lets the glue import the loader by the name that the site replaces. Elsewhere in it stands the name that the program
/// itself imports from.
pub(super) fn join(glue: &str, folder: &Path) -> Result<()> {
    let script = folder.join(format!("{glue}.js"));
    let loader = file(glue);
    let text = fs::read_to_string(&script)?;
    fs::write(script, text.replace(&format!("from \"./{loader}\""), &format!("from \"/{loader}\"")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{FETCH, Part, SECTION, of};

    #[test]
    fn every_part_names_its_file_and_its_large_chunks() {
        let part = |name: &str, large: &[&str]| Part {
            name: name.to_owned(),
            file: format!("app-split_{name}.wasm"),
            large: large.iter().map(ToString::to_string).collect::<BTreeSet<_>>(),
        };
        let parts = [part("claims", &["app-chunk_9.wasm"]), part("review", &["app-chunk_3.wasm", "app-chunk_9.wasm"])];
        let script = of("import {};\nfunction makeLoad(fetcher) {}\nconst old = 1;", &parts).expect("the cut's loader");
        let expected = "const c0 = \"/app-chunk_3.wasm\";\nconst c1 = \"/app-chunk_9.wasm\";\n\
            export const __wasm_split_load_claims = part(\"/app-split_claims.wasm\", c1);\n\
            export const __wasm_split_load_review = part(\"/app-split_review.wasm\", c0, c1);\n";
        assert_eq!(script, format!("import {{}};\n{FETCH}{expected}"));
        assert!(FETCH.contains(&format!("customSections(code, \"{SECTION}\")")));
        assert!(of("something else", &parts).is_err());
    }
}
