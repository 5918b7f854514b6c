//! Programs cut at the marks of `wasm_split_helpers`: what is behind a mark is fetched when it is first called.
//!
//! The cut leaves one file for every set of parts that share code, hundreds of them, most of about a kilobyte. The small
//! ones travel in the files of the parts that need them, as custom sections; only the large ones stay files of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::loader::{self, Part};
use super::sections;

/// Shared code of so many bytes is fetched by itself: to have it twice in the cache would cost more than a request.
const LARGE: usize = 4_000;

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

/// Cuts a program and says where its main part is, which still needs its glue, and which files are its chunks.
pub(super) fn cut(glue: &str, built: &Path, folder: &Path) -> Result<(PathBuf, Vec<String>)> {
    let input = fs::read(built)?;
    let main = folder.join("uncut").join(format!("{glue}.wasm"));
    fs::create_dir_all(folder.join("uncut"))?;
    let link_name = format!("./{}", loader::file(glue));
    let main_module = format!("/{glue}.js");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    let cut = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let mut files = Files::new();
    for path in cut.split_modules {
        let stem = path.file_stem().context("chunks have names")?.to_string_lossy().into_owned();
        files.insert(stem, sections::without_custom(&fs::read(&path)?)?);
        fs::remove_file(&path)?;
    }
    let (parts, files) = bundled(glue, cut.prefetch_map, &files)?;
    let script = folder.join(loader::file(glue));
    fs::write(&script, loader::of(&fs::read_to_string(&script)?, &parts)?)?;
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok((main, files.into_keys().collect()))
}

/// The parts of a program and its files, given which cut files each part needs.
fn bundled(
    glue: &str,
    needs: impl IntoIterator<Item = (String, Vec<String>)>,
    cut: &Files,
) -> Result<(Vec<Part>, Files)> {
    let name = |stem: &str| format!("{glue}-{stem}.wasm");
    let mut files = Files::new();
    let mut parts = Vec::new();
    for (part, needed) in needs {
        let own = format!("split_{part}");
        let mut whole = cut.get(&own).cloned().unwrap_or_else(|| sections::written(&[]));
        let mut large = BTreeSet::new();
        for stem in needed.into_iter().filter(|stem| *stem != own) {
            let chunk = cut.get(&stem).with_context(|| format!("{part} needs {stem}, which is not there"))?;
            if chunk.len() < LARGE {
                let number = stem.trim_start_matches("chunk_").parse()?;
                sections::append_custom(&mut whole, loader::SECTION, &loader::numbered(number, chunk));
            } else {
                files.insert(name(&stem), chunk.clone());
                large.insert(name(&stem));
            }
        }
        files.insert(name(&own), whole);
        parts.push(Part { file: name(&own), name: part, large });
    }
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((parts, files))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{LARGE, bundled};
    use crate::builds::sections;

    #[test]
    fn small_chunks_travel_with_the_parts_that_need_them() {
        let module = |length: usize| {
            let mut module = sections::written(&[]);
            sections::append_custom(&mut module, "of", &vec![7; length]);
            module
        };
        let (small, large) = (module(20), module(LARGE));
        let cut = BTreeMap::from([
            ("split_review".to_owned(), module(5)),
            ("chunk_300".to_owned(), small.clone()),
            ("chunk_7".to_owned(), large.clone()),
        ]);
        let needs = |part: &str, stems: &[&str]| (part.to_owned(), stems.iter().map(ToString::to_string).collect());
        let all = [needs("review", &["chunk_300", "chunk_7", "split_review"]), needs("empty", &["chunk_300"])];
        let (parts, files) = bundled("app", all, &cut).expect("all is there");
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            ["app-chunk_7.wasm", "app-split_empty.wasm", "app-split_review.wasm"]
        );
        assert_eq!(files["app-chunk_7.wasm"], large);
        let review = &files["app-split_review.wasm"];
        assert!(review.starts_with(&cut["split_review"]), "the part itself stays as it is");
        assert!(review.ends_with(&[&300_u32.to_le_bytes(), small.as_slice()].concat()));
        let [empty, review] = &parts[..] else { panic!("two parts") };
        assert!(empty.large.is_empty() && empty.name == "empty");
        assert_eq!(review.large.iter().collect::<Vec<_>>(), ["app-chunk_7.wasm"]);
        assert!(bundled("app", [needs("review", &["chunk_8"])], &cut).is_err(), "a chunk that is not there");
    }
}
