//! What the disk said of our files when they were last looked at: a file that still has its size
//! and the time of its last change need not be read again.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fmt::Write as _;
use std::fs::{self, Metadata};
use std::time::UNIX_EPOCH;

use rustc_hash::FxHashMap;

use super::folder::Folder;
use super::manifest::{escape, unescape};
use super::{WriteError, state};
use crate::output::{Fingerprint, OutputPath};

const SEEN: &str = ".quarterdeck/seen";

/// The least time, in nanoseconds, between a change of a file and the moment it was seen, for
/// another change to be told by its time: clocks of file systems tick some hundred times a second.
const TICK: u64 = 20_000_000;

/// The size of a file, and the time of its last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    /// Nanoseconds since the beginning of 1970; 0 where the system does not say.
    changed: u64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let changed = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
        Self { size: metadata.len(), changed: changed.unwrap_or_default() }
    }
}

/// The stamps of our files, and what each followed from.
#[derive(Debug, Default)]
pub(super) struct Seen {
    stamps: FxHashMap<OutputPath, (Stamp, Option<Fingerprint>)>,
    /// When they were written down.
    at: u64,
    text: String,
}

impl Seen {
    /// Nothing yet, by `program`.
    pub(super) fn new(program: &str) -> Self {
        Self { text: format!("{program}\n"), ..Self::default() }
    }

    /// What an earlier build wrote down; nothing when that cannot be read. What files followed from
    /// is only told to the same `program`.
    pub(super) fn load(folder: &Folder, program: &str) -> Self {
        let path = folder.at(SEEN);
        let (Ok(text), Ok(metadata)) = (fs::read_to_string(&path), fs::symlink_metadata(&path))
        else {
            return Self::default();
        };
        let mut lines = text.lines();
        let same_program = lines.next() == Some(program);
        let line = |line: &str| {
            let mut parts = line.splitn(4, ' ');
            let [size, changed, of, path] = [(); 4].map(|()| parts.next());
            let stamp = Stamp { size: size?.parse().ok()?, changed: changed?.parse().ok()? };
            let of = Fingerprint::read(of?).filter(|_| same_program);
            Some((OutputPath::new(&unescape(path?))?, (stamp, of)))
        };
        let stamps = lines.filter_map(line).collect();
        Self { stamps, at: Stamp::of(&metadata).changed, text: String::new() }
    }

    pub(super) fn add(&mut self, path: &OutputPath, stamp: Stamp, of: Option<Fingerprint>) {
        let Stamp { size, changed } = stamp;
        let of = of.map_or_else(|| "-".to_owned(), |of| of.to_string());
        let _ = writeln!(self.text, "{size} {changed} {of} {}", escape(path.as_str()));
    }

    /// Whether the file followed from what `of` names when it was seen.
    pub(super) fn followed(&self, path: &OutputPath, of: Fingerprint) -> bool {
        self.stamps.get(path).is_some_and(|(_, known)| *known == Some(of))
    }

    /// Whether the file is just as it was seen, long enough after its change.
    pub(super) fn knows(&self, path: &OutputPath, stamp: Stamp) -> bool {
        let settled = stamp.changed > 0 && stamp.changed + TICK < self.at;
        settled && self.stamps.get(path).is_some_and(|(seen, _)| *seen == stamp)
    }

    /// Writes it down, unless it stands there already.
    pub(super) fn save(&self, folder: &Folder) -> Result<(), WriteError> {
        state::note(folder, SEEN, self.text.as_bytes())
    }
}
