//! What stands on many pages and is the same on all: it is made once, and so is its HTML.

use std::cell::RefCell;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Serialize, Serializer};

use crate::output::Fingerprint;

/// The HTML of something, in pieces: what stands before, between and after the places in it at which
/// pages differ.
pub type Ready = Box<[Box<str>]>;

/// What may be shared.
pub trait Share: Serialize {
    /// What a template is given of it when its HTML is ready: that, and whatever stands around it.
    type Brief<'a>: Serialize
    where
        Self: 'a;

    /// What is left to be told when its HTML is `ready`.
    fn brief<'a>(&'a self, ready: &'a Ready) -> Self::Brief<'a>;
}

/// A value that many pages show. Copies are the same value.
///
/// A format that is read by people has all of it, or, where its HTML is shown and ready, what is
/// brief. A format that is not has a hash instead.
#[derive(Debug)]
pub struct Shared<T> {
    once: Arc<Once<T>>,
    in_brief: bool,
}

#[derive(Debug)]
struct Once<T> {
    value: T,
    /// Whether others show it, too, so that it is worth while to make its HTML by itself.
    is_for_many: bool,
    ready: OnceLock<Ready>,
    hash: OnceLock<Fingerprint>,
}

impl<T> Shared<T> {
    /// A value that many pages are given.
    #[must_use]
    pub fn for_many(value: T) -> Self {
        Self::new(value, true)
    }

    fn new(value: T, is_for_many: bool) -> Self {
        let once = Once { value, is_for_many, ready: OnceLock::new(), hash: OnceLock::new() };
        Self { once: Arc::new(once), in_brief: false }
    }

    /// The same, for a place that shows its HTML: once that is ready, no more is told of it there.
    /// For one page alone it is not made ready.
    #[must_use]
    pub fn in_brief(self) -> Self {
        Self { in_brief: self.once.is_for_many, ..self }
    }

    /// Its HTML, once that is made and shown here.
    #[must_use]
    pub fn ready(&self) -> Option<&Ready> {
        self.once.ready.get().filter(|_| self.in_brief)
    }

    /// Has its HTML made, unless it was made before, is not shown here, or cannot be shared.
    ///
    /// # Errors
    ///
    /// As `make`.
    pub fn make_ready<E>(
        &self,
        make: impl FnOnce(&T) -> Result<Option<Ready>, E>,
    ) -> Result<(), E> {
        if self.in_brief
            && self.ready().is_none()
            && let Some(ready) = make(&self.once.value)?
        {
            // Of two who make it at once, both make the same.
            let _ = self.once.ready.set(ready);
        }
        Ok(())
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self { once: Arc::clone(&self.once), in_brief: self.in_brief }
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::new(value, false)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.once.value
    }
}

impl<T: Share> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Once { value, hash: known, .. } = &*self.once;
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(&known.get_or_init(|| hash(value)).bytes());
        }
        match self.ready() {
            Some(ready) => value.brief(ready).serialize(serializer),
            None => value.serialize(serializer),
        }
    }
}

thread_local! {
    /// What was hashed last, kept for its room: every page needs some, and none needs much.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The hash of everything that a value says; what is shared tells its own.
pub fn hash(value: &impl Serialize) -> Fingerprint {
    let mut bytes = BYTES.take();
    bytes.clear();
    // Data is made of what the format can say, and writing to memory does not fail.
    let bytes = cbor4ii::serde::to_vec(bytes, value).unwrap_or_default();
    let hash = Fingerprint::of(&bytes);
    BYTES.set(bytes);
    hash
}
