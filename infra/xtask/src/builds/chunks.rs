//! Programs cut at the marks of `wasm_split_helpers`: what is behind a mark is fetched when it is first called.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::sections;

/// The script that fetches a program's chunks.
pub(super) fn loader(glue: &str) -> String {
    format!("{glue}-chunks.js")
}

/// Cuts a program and says where its main part is, which still needs its glue, and which files are its chunks.
pub(super) fn cut(glue: &str, built: &Path, folder: &Path) -> Result<(PathBuf, Vec<String>)> {
    let input = fs::read(built)?;
    let main = folder.join("uncut").join(format!("{glue}.wasm"));
    fs::create_dir_all(folder.join("uncut"))?;
    let link_name = format!("./{}", loader(glue));
    let main_module = format!("/{glue}.js");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.link_name = &link_name;
    options.main_module = &main_module;
    let cut = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let script = folder.join(loader(glue));
    let mut text = fs::read_to_string(&script)?;
    let mut names = Vec::new();
    for path in cut.split_modules {
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = format!("{glue}-{file}");
        fs::write(folder.join(&name), sections::without_custom(&fs::read(&path)?)?)?;
        fs::remove_file(&path)?;
        text = text.replace(&format!("\"./{file}\""), &format!("\"/{name}\""));
        names.push(name);
    }
    names.sort();
    fs::write(script, text)?;
    Ok((main, names))
}

/// Lets the glue import the loader by the name that the site replaces. Elsewhere in it stands the name that the program
/// itself imports from.
pub(super) fn join(glue: &str, folder: &Path) -> Result<()> {
    let script = folder.join(format!("{glue}.js"));
    let loader = loader(glue);
    let text = fs::read_to_string(&script)?;
    fs::write(script, text.replace(&format!("from \"./{loader}\""), &format!("from \"/{loader}\"")))?;
    Ok(())
}
