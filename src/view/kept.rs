//! What several pages need and is the same for all: it is made once, when first asked for.

use std::sync::{Arc, OnceLock};

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
