//! What several pages need and is the same for all: it is made once, when first asked for.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How many things are kept, or forgotten, together.
const CHUNK: usize = 64;

/// The HTML of a key result or objective.
#[derive(Clone, Debug, Default)]
pub(super) struct Html {
    pub words: String,
    pub outcome: String,
    pub notes: String,
}

/// One value for each thing of a kind, by its place in the plan. A copy shares them.
pub(super) struct Kept<T> {
    chunks: Vec<Arc<Chunk<T>>>,
}

/// Room is made for a chunk when the first thing in it is asked for: most of a large plan never is.
type Chunk<T> = OnceLock<Box<[OnceLock<T>]>>;

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone() }
    }
}

impl<T> Kept<T> {
    /// Room for so many things.
    pub(super) fn new(things: usize) -> Self {
        let chunks = things.div_ceil(CHUNK);
        Self { chunks: std::iter::repeat_with(Arc::default).take(chunks).collect() }
    }

    /// The value for the thing at `index`, made now unless it was made before.
    pub(super) fn get_or_make(&self, index: usize, make: impl FnOnce() -> T) -> &T {
        let room = || std::iter::repeat_with(OnceLock::new).take(CHUNK).collect();
        self.chunks[index / CHUNK].get_or_init(room)[index % CHUNK].get_or_init(make)
    }

    /// Has the value for the thing at `index`, and of its neighbours, made anew; copies keep it.
    pub(super) fn forget(&mut self, index: usize) {
        self.chunks[index / CHUNK] = Arc::default();
    }
}

/// The same for things that are let go one after the other while others are asked for: a copy has
/// to be taken of what is kept.
pub(super) struct Passing<T>(Box<[Mutex<Passed<T>>]>);

/// Nothing, until something in it is asked for.
type Passed<T> = Option<Arc<[OnceLock<T>; CHUNK]>>;

impl<T: Clone> Passing<T> {
    /// Room for so many things.
    pub(super) fn new(things: usize) -> Self {
        Self(std::iter::repeat_with(Mutex::default).take(things.div_ceil(CHUNK)).collect())
    }

    /// A copy of the thing at `index`, made now unless it was made before.
    pub(super) fn get_or_make(&self, index: usize, make: impl FnOnce() -> T) -> T {
        let empty = || Arc::new(std::array::from_fn(|_| OnceLock::new()));
        let chunk = Arc::clone(self.chunk(index).get_or_insert_with(empty));
        chunk[index % CHUNK].get_or_init(make).clone()
    }

    /// Forgets the thing at `index`, and its neighbours.
    pub(super) fn forget(&self, index: usize) {
        *self.chunk(index) = None;
    }

    fn chunk(&self, index: usize) -> MutexGuard<'_, Passed<T>> {
        self.0[index / CHUNK].lock().unwrap_or_else(PoisonError::into_inner)
    }
}
