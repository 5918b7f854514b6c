//! What can be chosen at the start.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Who answers the functions' invocations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Functions {
    /// Processes of this binary.
    Processes(PathBuf),
    /// Whoever asks the Runtime API for work: a function under a debugger, or a test.
    Attached,
}

/// What can be chosen at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Port of the one origin; 0 picks a free one.
    pub port: u16,
    /// Folder that keeps tables, objects and queues; `None` keeps them until the end only.
    pub data: Option<PathBuf>,
    /// The template.
    pub template: PathBuf,
    /// Folder of the app's files; `None` when only the API is wanted.
    pub site: Option<PathBuf>,
    /// Who answers the functions' invocations.
    pub functions: Functions,
    /// Most processes of one function.
    pub concurrency: usize,
    /// Parameters of the template.
    pub parameters: BTreeMap<String, String>,
}
