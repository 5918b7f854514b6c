//! Real processes: what happens when they do not start.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use local::{Functions, Options, System};
use support::fixture;

#[tokio::test]
async fn a_program_that_ends_at_once_is_named_and_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("bootstrap");
    fs::write(&program, "#!/bin/sh\nexit 3\n").expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("runnable");
    let options = Options {
        port: 0,
        data: None,
        template: fixture(),
        site: None,
        functions: Functions::Processes(program),
        concurrency: 1,
        parameters: BTreeMap::new(),
    };
    let error = System::start(&options).await.expect_err("no function starts").to_string();
    assert!(error.contains("holdfast-") && error.contains("exit status: 3"), "{error}");
}
