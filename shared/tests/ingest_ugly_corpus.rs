//! Files of `tests/fixtures/ugly`, made for this: each with what is wrong with it and what must become of it, both in `index.csv`.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "ugly/outcome.rs"]
mod outcome;

use outcome::outcome;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/ugly")
}

#[test]
fn each_file_becomes_what_its_line_says_however_it_is_cut() {
    let index = folder().join("index.csv");
    let mut index = csv::Reader::from_path(index).expect("an index");
    let mut wrong = Vec::new();
    let mut files = 0;
    for record in index.records() {
        let record = record.expect("a line");
        let [name, _, expected] = [0, 1, 2].map(|column| record[column].to_owned());
        let bytes = fs::read(folder().join(&name)).expect("a file of the index");
        for slice in [7, 4096, usize::MAX] {
            let found = outcome(&bytes, slice.min(bytes.len().max(1)));
            if found != expected {
                wrong.push(format!("{name}, in slices of {slice}:\n  is     {found}\n  not    {expected}"));
            }
        }
        files += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files >= 60, "{files} files");
}

#[test]
fn every_file_has_a_line() {
    let mut index = csv::Reader::from_path(folder().join("index.csv")).expect("an index");
    let mut told: Vec<String> = index.records().map(|record| record.expect("a line")[0].to_owned()).collect();
    let entries = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut found: Vec<String> = entries.map(|name| name.into_string().expect("a name")).collect();
    found.retain(|name| name != "index.csv");
    told.sort_unstable();
    found.sort_unstable();
    assert_eq!(told, found);
}
