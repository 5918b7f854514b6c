//! The invariants of ARCHITECTURE.md, checked from `cargo metadata` and the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use system::workspace_root as root;

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().expect("cargo metadata runs")
}

/// Names of everything a workspace package is built from, its dev-dependencies aside.
fn built_from(metadata: &Metadata, package: &str) -> BTreeSet<String> {
    let resolve = metadata.resolve.as_ref().expect("dependencies are resolved");
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let start = metadata.packages.iter().find(|candidate| candidate.name == package).expect("the package exists");
    let mut seen = BTreeSet::from([&start.id]);
    let mut open = vec![&start.id];
    while let Some(id) = open.pop() {
        for dependency in &nodes[id].deps {
            let is_used = dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development);
            if is_used && seen.insert(&dependency.pkg) {
                open.push(&dependency.pkg);
            }
        }
    }
    seen.into_iter().map(|id| metadata[id].name.to_string()).collect()
}

/// Text files of a folder with one of the endings, with their path from the root.
fn sources(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "node_modules" && name != "target" {
                    open.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let relative = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                found.push((relative, fs::read_to_string(&path).expect("sources are UTF-8")));
            }
        }
    }
    found.sort();
    found
}

#[track_caller]
fn no_line(folder: &str, endings: &[&str], is_wrong: impl Fn(&str, &str) -> bool) {
    let wrong: Vec<String> = sources(folder, endings)
        .iter()
        .flat_map(|(path, text)| text.lines().enumerate().map(move |(number, line)| (path, number + 1, line)))
        .filter(|(path, _, line)| is_wrong(path, line))
        .map(|(path, number, line)| format!("{path}:{number}: {}", line.trim()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn shared_is_built_from_nothing_that_knows_the_world() {
    let built_from = built_from(&metadata(), "shared");
    let forbidden = |name: &String| {
        name.starts_with("aws-")
            || ["tokio", "leptos", "web-sys", "js-sys", "wasm-bindgen", "getrandom", "reqwest", "hyper"]
                .contains(&name.as_str())
    };
    let wrong: Vec<_> = built_from.iter().filter(|name| forbidden(name)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(built_from.contains("libm"), "the check sees dependencies at all");
}

#[test]
fn the_app_and_the_functions_never_see_each_other() {
    let metadata = metadata();
    let frontend = built_from(&metadata, "frontend");
    let functions = built_from(&metadata, "functions");
    assert!(!frontend.contains("functions") && !frontend.iter().any(|name| name.starts_with("aws-")));
    assert!(!functions.contains("frontend") && !functions.contains("leptos") && !functions.contains("protocol"));
    for package in ["worker", "protocol", "local", "xtask"] {
        assert!(!built_from(&metadata, package).contains("leptos"), "{package}");
    }
}

#[test]
fn nothing_of_the_local_machine_reaches_a_function() {
    let functions = built_from(&metadata(), "functions");
    for name in ["dynoxide-rs", "s3s", "local", "jsonwebtoken", "leptos"] {
        assert!(!functions.contains(name), "{name}");
    }
}

#[test]
fn every_package_takes_lints_and_versions_from_the_workspace() {
    for package in metadata().workspace_packages() {
        let manifest = fs::read_to_string(&package.manifest_path).expect("a manifest");
        assert!(manifest.contains("[lints]\nworkspace = true"), "{}", package.manifest_path);
        let own_version = manifest.lines().find(|line| {
            let is_dependency = line.contains("version = \"") && line.contains('{');
            is_dependency || (line.contains("path = \"..") && !line.contains("src"))
        });
        assert_eq!(own_version, None, "{}", package.manifest_path);
    }
}

#[test]
fn licences_are_those_of_deny_toml() {
    let deny = fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let allowed: Vec<&str> = deny
        .lines()
        .skip_while(|line| !line.starts_with("allow = ["))
        .skip(1)
        .take_while(|line| !line.starts_with(']'))
        .map(|line| line.trim().trim_matches(&['"', ','][..]))
        .collect();
    let is_allowed = |expression: &str| {
        expression
            .replace('/', " OR ")
            .replace(['(', ')'], " ")
            .split(" AND ")
            .all(|all| all.split(" OR ").any(|any| allowed.contains(&any.trim())))
    };
    assert!(is_allowed("MIT OR GPL-3.0") && !is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0"));
    let wrong: Vec<_> = metadata()
        .packages
        .iter()
        .filter(|package| !is_allowed(package.license.as_deref().unwrap_or_default()))
        .map(|package| format!("{}: {:?}", package.name, package.license))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn shared_names_no_clock_and_no_hash_map() {
    let banned = ["SystemTime", "Instant::now", "HashMap", "HashSet", "thread_rng", "mul_add", "par_iter"];
    no_line("shared/src", &[".rs"], |_, line| {
        !line.trim_start().starts_with("//") && banned.iter().any(|word| line.contains(word))
    });
}

#[test]
fn only_stores_name_the_database() {
    no_line("functions/src", &[".rs"], |path, line| {
        let may = path.contains("/aws/") || path.ends_with("store.rs") || path.contains("/store/");
        !may && line.contains("aws_sdk_dynamodb")
    });
}

#[test]
fn one_folder_of_the_app_sends_requests() {
    let senders = ["gloo_net", "fetch_with", "XmlHttpRequest", "WebSocket", "EventSource"];
    no_line("frontend/src", &[".rs"], |path, line| {
        !path.starts_with("frontend/src/requests") && senders.iter().any(|sender| line.contains(sender))
    });
    no_line("frontend/worker", &[".rs"], |_, line| senders.iter().any(|sender| line.contains(sender)));
}

#[test]
fn views_hold_no_inline_style_or_script() {
    let refused = [" style=\"", "style=move", "attr:style", "<style", "<script", "inner_html", "onclick=\""];
    no_line("frontend/src", &[".rs"], |_, line| refused.iter().any(|text| line.contains(text)));
    no_line("frontend/static", &[".html"], |_, line| {
        line.contains("style=\"") || line.contains("<style") || (line.contains("<script") && !line.contains("src=\""))
    });
}

#[test]
fn only_the_session_touches_browser_storage() {
    no_line("frontend/src", &[".rs"], |path, line| {
        (line.contains("local_storage") || line.contains("session_storage"))
            && !path.starts_with("frontend/src/session")
    });
}

#[test]
fn unsafe_code_stands_nowhere_but_in_reasoned_exceptions() {
    for folder in ["shared", "functions", "frontend", "infra", "tests/src"] {
        no_line(folder, &[".rs"], |_, line| {
            let code = line.split("//").next().unwrap_or_default();
            code.contains("unsafe {") || code.contains("unsafe fn") || code.contains("unsafe impl")
        });
    }
}

#[test]
fn no_test_is_ignored_and_nothing_is_left_undone() {
    for folder in ["shared", "functions", "frontend", "infra", "tests"] {
        let undone =
            [concat!("#[", "ignore"), concat!("todo", "!("), concat!("unimplemented", "!("), concat!("FIX", "ME")];
        no_line(folder, &[".rs", ".ts", ".mjs", ".css"], |_, line| undone.iter().any(|mark| line.contains(mark)));
        let skipped = [concat!("test.", "skip("), concat!("test.", "only(")];
        no_line(folder, &[".ts", ".mjs"], |_, line| skipped.iter().any(|mark| line.contains(mark)));
    }
}
