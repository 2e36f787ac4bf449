//! Names finished files (relative, `/`, no `..`) and holds their bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use twox_hash::XxHash3_128;

/// The name of a finished file: relative to the output folder, parted by `/`, without empty
/// parts, `.`, `..`, or characters that a file system refuses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutputPath(Box<str>);

impl OutputPath {
    /// `path` as an output path; `None` when it is absolute, leaves the folder or is empty.
    #[must_use]
    pub fn new(path: &str) -> Option<Self> {
        let bad = |part: &str| matches!(part, "" | "." | "..") || part.contains(['\\', '\0', ':']);
        if path.split('/').any(bad) { None } else { Some(Self(path.into())) }
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders the file lies below the top.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A hash of everything that a file follows from: equal fingerprints mean equal bytes. Nobody gains
/// by making two that are equal, so that it is one that is quick; what files hold is told by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// That of what says `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes))
    }

    /// That of two things, in this order.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::of([self.bytes(), other.bytes()].as_flattened())
    }

    /// Itself as bytes.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// What [`Display`](fmt::Display) writes, read back.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let is_whole = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(text, 16).ok().filter(|_| is_whole).map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Takes the files of a site as they are finished, from several threads and in no order.
pub trait Take: Sync {
    /// Whether the file at `path` is there already as it follows from what `of` names; then it
    /// need not be made.
    fn has(&self, path: &OutputPath, of: Fingerprint) -> bool;

    /// Takes a finished file, and what it followed from where that is known.
    fn take(&self, path: OutputPath, bytes: &[u8], of: Option<Fingerprint>);

    /// Takes a large file, which is made piece by piece so that it need never be there as a whole.
    fn take_pieces(
        &self,
        path: OutputPath,
        pieces: &mut dyn Iterator<Item = Vec<u8>>,
        of: Option<Fingerprint>,
    ) {
        let mut bytes = Vec::new();
        pieces.for_each(|piece| bytes.extend(piece));
        self.take(path, &bytes, of);
    }
}

/// All finished files of a site, by name.
pub type Outputs = BTreeMap<OutputPath, Vec<u8>>;

/// Takes all files and keeps them.
#[derive(Default)]
pub struct Keep(Mutex<Outputs>);

impl Keep {
    /// What was taken.
    #[must_use]
    pub fn into_outputs(self) -> Outputs {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Take for Keep {
    fn has(&self, _: &OutputPath, _: Fingerprint) -> bool {
        false
    }

    fn take(&self, path: OutputPath, bytes: &[u8], _: Option<Fingerprint>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path, bytes.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_read_back() {
        for text in ["", "a", "b", "\u{1f389}"] {
            let print = Fingerprint::of(text.as_bytes());
            assert_eq!(Fingerprint::read(&print.to_string()), Some(print));
            assert_ne!(print, print.and(print));
        }
        for bad in ["", "-", "0", "+0000000000000000000000000000000", &"g".repeat(32)] {
            assert_eq!(Fingerprint::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for bad in ["", "/a", "../a", "a//b", "a/./b", "a/..", "c:/x", "a\\b", "a\0"] {
            assert_eq!(OutputPath::new(bad), None, "{bad:?}");
        }
        assert_eq!(OutputPath::new("a/b/index.html").map(|path| path.depth()), Some(2));
    }
}
