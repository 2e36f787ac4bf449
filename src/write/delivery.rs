//! A build on its way into the output folder: its files are compared and put aside.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::folder::{self, Folder, look, parents};
use super::manifest::{Digest, Manifest, digest};
use super::seen::{Seen, Stamp};
use super::state::{self, Lock, STAGED};
use super::{Needed, Report, WriteError, commit, names};
use crate::output::{Fingerprint, OutputPath, Take};

/// A build on its way into the output folder. Until [`Delivery::finish`] nothing of the site is
/// touched; dropped before, it leaves no trace.
pub struct Delivery {
    pub(super) folder: Folder,
    pub(super) old: Manifest,
    seen: Seen,
    /// Whether nothing is taken over from earlier builds.
    pub(super) is_afresh: bool,
    /// The names of our files in small letters, as they are spelled; found out when first asked for.
    spelled: OnceLock<HashMap<String, OutputPath>>,
    /// Which folders of the site exist, as far as anybody asked.
    exist: RwLock<HashMap<Box<str>, bool>>,
    /// The folders that were made for files put aside.
    made: Mutex<HashSet<Box<str>>>,
    /// Of two at one path the latter counts.
    taken: Mutex<Vec<(OutputPath, Taken)>>,
    program: String,
    lock: Lock,
}

/// A finished file.
struct Taken {
    digest: Digest,
    of: Option<Fingerprint>,
    done: Result<Done, WriteError>,
}

/// What was done with a finished file.
enum Done {
    /// The folder has it already.
    Same(Stamp),
    /// It was put aside.
    Aside(Stamp),
}

enum State {
    Missing,
    Same(Stamp),
    Differs,
}

impl Delivery {
    /// Begins a build of `folder` by `program`, which is a name of one line for all that makes files
    /// out of what they follow from. Nothing of `protected` (the folders that the site is read from)
    /// may overlap it.
    ///
    /// # Errors
    ///
    /// When `folder` may not be written to, see [`WriteError`], or another build writes to it.
    pub fn begin(
        folder: &Utf8Path,
        protected: &[Utf8PathBuf],
        program: &str,
    ) -> Result<Self, WriteError> {
        let folder = folder::locate(folder, protected)?;
        state::look_at(&folder)?;
        let lock = state::lock(&folder)?;
        state::clear(&folder)?;
        let (old, seen) = rayon::join(|| state::load(&folder), || Seen::load(&folder, program));
        let (old, spelled) = (old?, OnceLock::new());
        let (exist, made, taken) = (RwLock::default(), Mutex::default(), Mutex::default());
        let (program, is_afresh) = (program.to_owned(), false);
        Ok(Self { folder, old, seen, is_afresh, spelled, exist, made, taken, program, lock })
    }

    /// The same build, which takes nothing over from earlier ones: every file is to be made, and is
    /// compared by its bytes.
    #[must_use]
    pub fn afresh(mut self) -> Self {
        self.seen = Seen::default();
        self.is_afresh = true;
        self
    }

    /// Makes the folder hold the files that were put, with as few changes as possible, and
    /// remembers what they were `made` of.
    ///
    /// Files of an earlier build that are not among them are deleted, and folders that become
    /// empty by it; every other file is left alone.
    ///
    /// # Errors
    ///
    /// The first, in the order of names, of everything that can be found out before anything is
    /// touched, see [`WriteError`]. An I/O error after that leaves each file either old or new.
    pub fn finish(mut self, made: &super::Made) -> Result<Report, WriteError> {
        let mut taken = std::mem::take(&mut *locked(&self.taken));
        taken.reverse();
        taken.par_sort_by(|one, other| one.0.cmp(&other.0));
        taken.dedup_by(|one, other| one.0 == other.0);
        let names = || names::check(taken.iter().map(|(path, _)| path));
        let (names, stamps) = rayon::join(names, || self.stamps(&taken));
        names?;
        let (mut new, mut written) = (Vec::with_capacity(taken.len()), 0);
        for (path, Taken { digest, done, .. }) in taken {
            written += usize::from(matches!(done?, Done::Aside(_)));
            new.push((path, digest));
        }
        self.lock.keep();
        commit::commit(&self, &new.into_iter().collect(), written, |report| {
            stamps.save(&self.folder)?;
            // What is left in place is to be told again.
            if report.kept.is_empty() { made.save(&self.folder) } else { Ok(()) }
        })
    }

    /// The stamps of all files that went well.
    fn stamps(&self, taken: &[(OutputPath, Taken)]) -> Seen {
        let mut stamps = Seen::new(&self.program);
        for (path, Taken { of, done, .. }) in taken {
            if let Ok(Done::Same(stamp) | Done::Aside(stamp)) = done {
                stamps.add(path, *stamp, *of);
            }
        }
        stamps
    }

    fn place(&self, path: &OutputPath, bytes: &[u8], digest: &Digest) -> Result<Done, WriteError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        match self.compare(path, size, digest)? {
            State::Same(stamp) => Ok(Done::Same(stamp)),
            State::Differs if !self.is_ours(path) => {
                Err(WriteError::ForeignFile(self.folder.shown(path.as_str())))
            }
            State::Missing | State::Differs => self.put_aside(path, bytes).map(Done::Aside),
        }
    }

    /// Compares by content, unless the file is just as we left it: by its size, the time of its
    /// last change, and the manifest.
    fn compare(&self, path: &OutputPath, size: u64, digest: &Digest) -> Result<State, WriteError> {
        if !self.has_folder(path.as_str())? {
            return Ok(State::Missing);
        }
        let Some(metadata) = look(&self.folder, path.as_str(), Needed::File)? else {
            return Ok(State::Missing);
        };
        if metadata.len() != size {
            return Ok(State::Differs);
        }
        let stamp = Stamp::of(&metadata);
        let known = self.old.only_digest(path).filter(|_| self.seen.knows(path, stamp));
        let same = if let Some(known) = known {
            known == digest
        } else {
            let at = self.folder.at(path.as_str());
            holds(&at, digest).map_err(self.folder.io("read", path.as_str()))?
        };
        Ok(if same { State::Same(stamp) } else { State::Differs })
    }

    /// Whether the folder of a file exists.
    fn has_folder(&self, path: &str) -> Result<bool, WriteError> {
        let known = |folder: &str| {
            self.exist.read().unwrap_or_else(PoisonError::into_inner).get(folder).copied()
        };
        if let Some(known) = parents(path).next_back().map_or(Some(true), known) {
            return Ok(known);
        }
        for folder in parents(path) {
            let exists = match known(folder) {
                Some(known) => known,
                None => look(&self.folder, folder, Needed::Folder)?.is_some(),
            };
            let mut all = self.exist.write().unwrap_or_else(PoisonError::into_inner);
            if !exists {
                all.extend(
                    parents(path)
                        .map(|it| (it.into(), false))
                        .skip_while(|(it, _): &(Box<str>, bool)| it.len() < folder.len()),
                );
                return Ok(false);
            }
            all.insert(folder.into(), true);
        }
        Ok(true)
    }

    /// Whether a build of ours made the file, if under a name of another case.
    fn is_ours(&self, path: &OutputPath) -> bool {
        if self.old.holds(path) {
            return true;
        }
        let spelled = self.spelled.get_or_init(|| {
            let paths = self.old.paths();
            paths.map(|path| (path.as_str().to_lowercase(), path.clone())).collect()
        });
        spelled
            .get(&path.as_str().to_lowercase())
            .is_some_and(|old| commit::is_same_file(&self.folder, old, path))
    }

    fn put_aside(&self, path: &OutputPath, bytes: &[u8]) -> Result<Stamp, WriteError> {
        self.put_pieces_aside(path, &mut std::iter::once(bytes))
    }

    fn put_pieces_aside<B: AsRef<[u8]>>(
        &self,
        path: &OutputPath,
        pieces: &mut dyn Iterator<Item = B>,
    ) -> Result<Stamp, WriteError> {
        let aside = format!("{STAGED}/{path}");
        let parent = &aside[..aside.rfind('/').unwrap_or_default()];
        if !locked(&self.made).contains(parent) {
            fs::create_dir_all(self.folder.at(parent)).map_err(self.folder.io("make", parent))?;
            locked(&self.made).insert(parent.into());
        }
        // Not synced to the disk: a killed run must not tear a file, a power cut may.
        let write = || {
            let mut file = File::create(self.folder.at(&aside))?;
            for piece in pieces {
                file.write_all(piece.as_ref())?;
            }
            file.metadata()
        };
        write().map(|it| Stamp::of(&it)).map_err(self.folder.io("write", &aside))
    }

    /// Puts a file aside before it is compared, since only then all of it is known; it is taken
    /// away again when the folder has it already.
    fn place_pieces(
        &self,
        path: &OutputPath,
        pieces: &mut dyn Iterator<Item = Vec<u8>>,
    ) -> (Digest, Result<Done, WriteError>) {
        let mut hasher = blake3::Hasher::new();
        let aside = self.put_pieces_aside(
            path,
            &mut pieces.inspect(|piece| {
                hasher.update(piece);
            }),
        );
        let digest = *hasher.finalize().as_bytes();
        let done = aside.and_then(|stamp| match self.compare(path, stamp.size, &digest)? {
            State::Same(stamp) => {
                let aside = format!("{STAGED}/{path}");
                let at = self.folder.at(&aside);
                fs::remove_file(at).map_err(self.folder.io("remove", &aside))?;
                Ok(Done::Same(stamp))
            }
            State::Differs if !self.is_ours(path) => {
                Err(WriteError::ForeignFile(self.folder.shown(path.as_str())))
            }
            State::Missing | State::Differs => Ok(Done::Aside(stamp)),
        });
        (digest, done)
    }
}

/// Whether `file` holds what has this digest.
fn holds(file: &Path, digest: &Digest) -> std::io::Result<bool> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(File::open(file)?)?;
    Ok(hasher.finalize().as_bytes() == digest)
}

impl Take for Delivery {
    fn has(&self, path: &OutputPath, of: Fingerprint) -> bool {
        if !self.seen.followed(path, of) {
            return false;
        }
        let Some(digest) = self.old.only_digest(path) else { return false };
        let Ok(Some(metadata)) = look(&self.folder, path.as_str(), Needed::File) else {
            return false;
        };
        let stamp = Stamp::of(&metadata);
        if !self.seen.knows(path, stamp) {
            return false;
        }
        let taken = Taken { digest: *digest, of: Some(of), done: Ok(Done::Same(stamp)) };
        locked(&self.taken).push((path.clone(), taken));
        true
    }

    /// What is wrong with the file is told by [`Delivery::finish`].
    fn take(&self, path: OutputPath, bytes: &[u8], of: Option<Fingerprint>) {
        let digest = digest(bytes);
        let done = self.place(&path, bytes, &digest);
        locked(&self.taken).push((path, Taken { digest, of, done }));
    }

    fn take_pieces(
        &self,
        path: OutputPath,
        pieces: &mut dyn Iterator<Item = Vec<u8>>,
        of: Option<Fingerprint>,
    ) {
        let (digest, done) = self.place_pieces(&path, pieces);
        locked(&self.taken).push((path, Taken { digest, of, done }));
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        // After an error there may be files put aside; the error is the news, not the clearing.
        let _ = state::clear(&self.folder);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
