//! One piece of work a seed, on several threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What `work` makes of the seeds 1, 2, … in their order, whichever thread did it.
pub(super) fn for_each_seed<T: Send>(seeds: u64, threads: usize, work: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(1);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed > seeds {
                        return;
                    }
                    let result = work(seed);
                    done.lock().expect("no thread panics while it holds the list").push((seed, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panics while it holds the list");
    done.sort_unstable_by_key(|(seed, _)| *seed);
    done.into_iter().map(|(_, result)| result).collect()
}
