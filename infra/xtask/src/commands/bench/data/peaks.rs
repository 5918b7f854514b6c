//! The most memory each function's processes have held, as the kernel counts it (Linux).

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two looks: a process may be ended and started again.
const LOOK_EVERY: Duration = Duration::from_millis(250);

type Found = Arc<Mutex<BTreeMap<String, f64>>>;

/// Looks at the children of a process as long as it lives.
pub(super) struct Peaks {
    parent: u32,
    found: Found,
    ended: Arc<AtomicBool>,
    looking: Option<JoinHandle<()>>,
}

impl Peaks {
    pub(super) fn of_children(parent: u32) -> Self {
        let (found, ended) = (Found::default(), Arc::new(AtomicBool::new(false)));
        let (into, until) = (Arc::clone(&found), Arc::clone(&ended));
        let looking = thread::spawn(move || {
            while !until.load(Ordering::Relaxed) {
                look(parent, &into);
                thread::sleep(LOOK_EVERY);
            }
        });
        Self { parent, found, ended, looking: Some(looking) }
    }

    /// Looks now.
    pub(super) fn look(&self) {
        look(self.parent, &self.found);
    }

    /// Megabytes by the handler's name.
    pub(super) fn by_function(&self) -> BTreeMap<String, f64> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Peaks {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        if let Some(looking) = self.looking.take() {
            looking.join().ok();
        }
    }
}

fn look(parent: u32, found: &Found) {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes {
        let folder = process.path();
        let Ok(status) = fs::read_to_string(folder.join("status")) else { continue };
        let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
        if field("PPid:").and_then(|id| id.parse::<u32>().ok()) != Some(parent) {
            continue;
        }
        let environment = fs::read(folder.join("environ")).unwrap_or_default();
        let handler = environment.split(|byte| *byte == 0).find_map(|pair| pair.strip_prefix(b"_HANDLER="));
        let peak = field("VmHWM:").and_then(|peak| peak.trim_end_matches("kB").trim().parse::<f64>().ok());
        if let (Some(handler), Some(peak)) = (handler, peak) {
            let name = String::from_utf8_lossy(handler).into_owned();
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            let most = found.entry(name).or_default();
            *most = most.max(peak / 1024.0);
        }
    }
}
