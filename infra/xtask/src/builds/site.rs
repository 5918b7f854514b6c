//! The site: the app's files under hashed names, compressed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::{imports, loader, shrink, wasm};
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
    for (program, built) in [(wasm::APP, app), (wasm::WORKER, worker)] {
        for name in &built.chunks {
            files.push(names.hashed(name, read(&built.folder, name)?));
        }
        let [main, glue] = [format!("{}_bg.wasm", program.glue), format!("{}.js", program.glue)];
        let (wasm, script) = imports::shorten(&read(&built.folder, &main)?, &read_script(&built.folder, &glue)?)?;
        files.push(names.hashed(&main, wasm));
        let loader = loader::file(program.glue);
        let scripts = vec![(glue, script), (loader.clone(), read_script(&built.folder, &loader)?)];
        let scripts = scripts.into_iter().map(|(name, script)| (name, script.into_bytes())).collect();
        files.extend(names.hashed_together(scripts));
    }
    for name in ["worker.js", "boot.js"] {
        files.push(names.hashed(name, read_script(&fixed, name)?.into_bytes()));
    }
    files.push(names.hashed("icon.svg", read(&fixed, "icon.svg")?));
    files.push(names.hashed("style.css", joined_styles("frontend/style")?));
    files.push(names.hashed("style-later.css", joined_styles("frontend/style/later")?));
    files.push(("index.html".to_owned(), names.replaced_in(read(&fixed, "index.html")?)));
    write(&site, &files, compression)?;
    Ok(site)
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let path = folder.join(name);
    fs::read(&path).with_context(|| path.display().to_string())
}

fn read_script(folder: &Path, name: &str) -> Result<String> {
    Ok(shrink::script(&String::from_utf8(read(folder, name)?)?))
}

/// The style sheets of a folder in the order of their names, so that layers are declared first.
fn joined_styles(folder: &str) -> Result<Vec<u8>> {
    let folder = root().join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "css"))
        .collect();
    paths.sort();
    let mut joined = String::new();
    for path in paths {
        joined += &shrink::style(&fs::read_to_string(path)?);
    }
    Ok(joined.into_bytes())
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
        let hash = hash(&bytes);
        (self.serve(name, &hash), bytes)
    }

    /// Scripts that name each other, under names that hold the hash of all of them.
    fn hashed_together(&mut self, scripts: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
        let scripts: Vec<_> = scripts.into_iter().map(|(name, bytes)| (name, self.replaced_in(bytes))).collect();
        let hash = hash(&scripts.iter().flat_map(|(_, bytes)| bytes).copied().collect::<Vec<u8>>());
        let served: Vec<String> = scripts.iter().map(|(name, _)| self.serve(name, &hash)).collect();
        served.into_iter().zip(scripts).map(|(served, (_, bytes))| (served, self.replaced_in(bytes))).collect()
    }

    fn serve(&mut self, name: &str, hash: &str) -> String {
        let (stem, ending) = name.rsplit_once('.').expect("every file of the site has an ending");
        let served = format!("{stem}-{hash}.{ending}");
        self.hashed.push((format!("\"/{name}\""), format!("\"/{served}\"")));
        served
    }

    fn replaced_in(&self, bytes: Vec<u8>) -> Vec<u8> {
        let mut text = String::from_utf8(bytes).expect("the site's sources are UTF-8");
        for (written, served) in &self.hashed {
            text = text.replace(written, served);
        }
        text.into_bytes()
    }
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
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

    #[test]
    fn scripts_that_name_each_other_change_names_together() {
        let scripts = |body: &str| {
            let glue = format!("import \"/loader.js\"; {body}");
            vec![("glue.js".to_owned(), glue.into_bytes()), ("loader.js".to_owned(), b"import \"/glue.js\"".to_vec())]
        };
        let served = Names::default().hashed_together(scripts(""));
        let [(glue, glue_text), (loader, loader_text)] = &served[..] else { panic!("two scripts") };
        assert_eq!(*glue_text, format!("import \"/{loader}\"; ").into_bytes());
        assert_eq!(*loader_text, format!("import \"/{glue}\"").into_bytes());
        let other = Names::default().hashed_together(scripts("start()"));
        assert!(other[0].0 != *glue && other[1].0 != *loader);
    }
}
