//! The site: the app's files under hashed names, compressed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::wasm;
use crate::workspace::{root, wasm_target_folder};

/// How much time compression may take.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    /// For a run on this machine.
    Quick,
    /// For deployment and for measuring sizes.
    Best,
}

/// Builds the app and the worker and puts the site together. Says in which folder it is.
pub(crate) fn build(compression: Compression) -> Result<PathBuf> {
    wasm::ensure_target()?;
    let app = wasm::build(&wasm::APP)?;
    let worker = wasm::build(&wasm::WORKER)?;
    let fixed = root().join("frontend/static");
    let site = wasm_target_folder().join(if compression == Compression::Best { "site-release" } else { "site" });
    let mut names = Names::default();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    // In the order in which one names another.
    let inputs = [
        ("app_bg.wasm", app.join("app_bg.wasm")),
        ("app.js", app.join("app.js")),
        ("worker-glue_bg.wasm", worker.join("worker-glue_bg.wasm")),
        ("worker-glue.js", worker.join("worker-glue.js")),
        ("worker.js", fixed.join("worker.js")),
        ("boot.js", fixed.join("boot.js")),
        ("icon.svg", fixed.join("icon.svg")),
    ];
    for (name, path) in inputs {
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        files.push(names.hashed(name, bytes));
    }
    files.push(names.hashed("style.css", joined_styles()?));
    files.push(("index.html".to_owned(), names.replaced_in(fs::read(fixed.join("index.html"))?)));
    write(&site, &files, compression)?;
    Ok(site)
}

/// The style sheets in the order of their names, so that layers are declared first in `00-…`.
fn joined_styles() -> Result<Vec<u8>> {
    let folder = root().join("frontend/style");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "css"))
        .collect();
    paths.sort();
    let mut joined = Vec::new();
    for path in paths {
        joined.extend(fs::read(path)?);
        joined.push(b'\n');
    }
    Ok(joined)
}

/// Names as written in the sources and as served.
#[derive(Default)]
struct Names {
    hashed: Vec<(String, String)>,
}

impl Names {
    /// A file whose mentions of earlier files are replaced, under a name that holds its hash.
    fn hashed(&mut self, name: &str, bytes: Vec<u8>) -> (String, Vec<u8>) {
        let bytes = if name.ends_with(".wasm") { bytes } else { self.replaced_in(bytes) };
        let hash: String = Sha256::digest(&bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = name.rsplit_once('.').expect("every file of the site has an ending");
        let served = format!("{stem}-{hash}.{ending}");
        self.hashed.push((format!("\"/{name}\""), format!("\"/{served}\"")));
        (served, bytes)
    }

    fn replaced_in(&self, bytes: Vec<u8>) -> Vec<u8> {
        let mut text = String::from_utf8(bytes).expect("the site's sources are UTF-8");
        for (written, served) in &self.hashed {
            text = text.replace(written, served);
        }
        text.into_bytes()
    }
}

/// Writes the files and their compressed twins, and removes what an earlier build left.
fn write(site: &Path, files: &[(String, Vec<u8>)], compression: Compression) -> Result<()> {
    fs::create_dir_all(site)?;
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_current = files.iter().any(|(file, _)| file != "index.html" && name.starts_with(file.as_str()));
        if !is_current {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, bytes) in files {
        let path = site.join(name);
        if path.exists() {
            continue;
        }
        fs::write(site.join(format!("{name}.br")), brotli(bytes, compression)?)?;
        fs::write(site.join(format!("{name}.gz")), gzip(bytes, compression)?)?;
        // Last, so that a file with its name is complete.
        fs::write(path, bytes)?;
    }
    Ok(())
}

fn brotli(bytes: &[u8], compression: Compression) -> Result<Vec<u8>> {
    let quality = if compression == Compression::Best { 11 } else { 5 };
    let mut out = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    encoder.write_all(bytes)?;
    drop(encoder);
    Ok(out)
}

fn gzip(bytes: &[u8], compression: Compression) -> Result<Vec<u8>> {
    let level = if compression == Compression::Best { 9 } else { 5 };
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::new(level));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_file_names_others_by_their_hash_and_changes_name_with_them() {
        let mut names = Names::default();
        let (wasm, _) = names.hashed("app_bg.wasm", vec![1, 2, 3]);
        let (script, text) = names.hashed("boot.js", b"init(\"/app_bg.wasm\")".to_vec());
        assert_eq!(text, format!("init(\"/{wasm}\")").into_bytes());
        let mut other = Names::default();
        other.hashed("app_bg.wasm", vec![1, 2, 4]);
        assert_ne!(other.hashed("boot.js", b"init(\"/app_bg.wasm\")".to_vec()).0, script);
    }
}
