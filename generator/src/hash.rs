//! The hash tables of the generator: those of the standard library with a hasher that takes less time for the short texts and
//! pointers here. It is seeded anew in each run, so nobody can write a document whose names are known to collide; and
//! nothing iterates over a table in an order that shows.
use foldhash::fast::RandomState;

pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub(crate) type HashSet<T> = std::collections::HashSet<T, RandomState>;
pub(crate) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
pub(crate) type IndexSet<T> = indexmap::IndexSet<T, RandomState>;
