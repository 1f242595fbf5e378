//! A map in two layers: a large one that is shared, and a small one over it. Cloning it costs the small one only, so that
//! the next state of a large index is made beside the one that answers.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::HashMap;

/// What stands in the upper layer counts. Nothing is ever taken out; where that is needed, values say so.
#[derive(Debug, Clone)]
pub(super) struct Layered<K, V> {
    shared: Arc<HashMap<K, V>>,
    own: HashMap<K, V>,
}

impl<K, V> Default for Layered<K, V> {
    fn default() -> Self {
        Layered { shared: Arc::default(), own: HashMap::default() }
    }
}

impl<K: Hash + Eq, V> Layered<K, V> {
    pub(super) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        // Most lookups are made where nothing was changed since the whole was built.
        let own = if self.own.is_empty() { None } else { self.own.get(key) };
        own.or_else(|| self.shared.get(key))
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        self.own.insert(key, value);
    }

    /// Makes one shared layer of what was gathered, where nothing was shared yet.
    pub(super) fn share(&mut self) {
        if self.shared.is_empty() {
            self.shared = Arc::new(std::mem::take(&mut self.own));
        }
    }
}
