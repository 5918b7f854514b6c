//! The built programs.

use std::path::PathBuf;
use std::process::Command;

use crate::workspace_root;

/// The programs that make up the system, as cargo built them.
#[derive(Clone, Debug)]
pub struct Programs {
    /// Where they are.
    pub folder: PathBuf,
}

impl Programs {
    /// The local runner over the workspace's template and these functions; it ends with Ctrl-C.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.folder.join("local"));
        command.arg("--template").arg(workspace_root().join("infra/template.yaml"));
        command.arg("--bootstrap").arg(self.folder.join("bootstrap"));
        command
    }
}
