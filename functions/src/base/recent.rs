//! The most recently used of a few things.

use std::sync::{Arc, Mutex, PoisonError};

/// Keeps the `capacity` entries used last.
#[derive(Debug)]
pub(super) struct Recent<V> {
    capacity: usize,
    entries: Mutex<Vec<(String, Arc<V>)>>,
}

impl<V> Recent<V> {
    /// Empty.
    pub(super) fn new(capacity: usize) -> Self {
        Self { capacity, entries: Mutex::default() }
    }

    /// The entry of a key.
    pub(super) fn get(&self, key: &str) -> Option<Arc<V>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let position = entries.iter().position(|(other, _)| other == key)?;
        let entry = entries.remove(position);
        let value = Arc::clone(&entry.1);
        entries.push(entry);
        Some(value)
    }

    /// Adds an entry and lets the one go that was not used for longest.
    pub(super) fn insert(&self, key: String, value: Arc<V>) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|(other, _)| *other != key);
        if entries.len() >= self.capacity {
            entries.remove(0);
        }
        entries.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Recent;

    #[test]
    fn the_least_recently_used_goes_first() {
        let recent = Recent::new(2);
        recent.insert("a".into(), Arc::new(1));
        recent.insert("b".into(), Arc::new(2));
        assert_eq!(recent.get("a").as_deref(), Some(&1));
        recent.insert("c".into(), Arc::new(3));
        assert_eq!(recent.get("b"), None);
        assert_eq!((recent.get("a").as_deref(), recent.get("c").as_deref()), (Some(&1), Some(&3)));
    }
}
