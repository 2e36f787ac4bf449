//! `.quarterdeck/` in the output folder: the manifest, the lock, and files put aside.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::folder::{Folder, look};
use super::manifest::Manifest;
use super::{Needed, WriteError};
use crate::output::Outputs;

/// The folder in the output folder where builds keep their notes.
pub(super) const STATE: &str = ".quarterdeck";
/// Where new bytes wait until they are moved into place; on the same file system as the rest.
pub(super) const TMP: &str = ".quarterdeck/tmp";
/// Where finished files wait, in folders like those of the site.
pub(super) const STAGED: &str = ".quarterdeck/tmp/site";
const MANIFEST: &str = ".quarterdeck/manifest";
const LOCK: &str = ".quarterdeck/lock";

/// Whether nothing stands where builds keep their notes that is not theirs.
pub(super) fn look_at(folder: &Folder) -> Result<(), WriteError> {
    look(folder, STATE, Needed::Folder)?;
    look(folder, TMP, Needed::Folder)?;
    look(folder, LOCK, Needed::File)?;
    look(folder, MANIFEST, Needed::File)?;
    Ok(())
}

/// What earlier builds made; nothing when the manifest is missing, unreadable or not ours.
pub(super) fn load(folder: &Folder) -> Result<Manifest, WriteError> {
    look_at(folder)?;
    let text = fs::read_to_string(folder.at(MANIFEST)).unwrap_or_default();
    Ok(Manifest::parse(&text).unwrap_or_default())
}

/// The files below `top` that are ours, as they are now.
pub(super) fn read(folder: &Folder, top: &str) -> Outputs {
    let ours = load(folder).unwrap_or_default();
    let below = ours.paths().filter(|path| path.as_str().starts_with(top));
    below
        .filter_map(|path| Some((path.clone(), fs::read(folder.at(path.as_str())).ok()?)))
        .collect()
}

/// Writes down that the files of two manifests are ours, unless it stands there already.
pub(super) fn save_both(folder: &Folder, new: &Manifest, old: &Manifest) -> Result<(), WriteError> {
    note(folder, MANIFEST, new.print_with(old).as_bytes())
}

/// Makes the file of notes at `path` hold `bytes`, whole or not at all, unless it does already.
pub(super) fn note(folder: &Folder, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let at = folder.at(path);
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let may_be = fs::symlink_metadata(&at).is_ok_and(|it| it.is_file() && it.len() == size);
    if may_be && fs::read(&at).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    let aside = format!("{TMP}/note");
    fs::create_dir_all(folder.at(TMP)).map_err(folder.io("make", TMP))?;
    fs::write(folder.at(&aside), bytes).map_err(folder.io("write", &aside))?;
    fs::rename(folder.at(&aside), at).map_err(folder.io("write", path))
}

/// Removes what was put aside and not used, by this run or by one that was killed.
pub(super) fn clear(folder: &Folder) -> Result<(), WriteError> {
    match fs::remove_dir_all(folder.at(TMP)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(folder.io("clear", TMP)(error)),
        _ => Ok(()),
    }
}

/// Keeps other runs out of the output folder until it is dropped. It is gone without a trace then,
/// unless it was told to be kept.
pub(super) struct Lock {
    file: Option<File>,
    path: PathBuf,
    /// The folders that were made for it, from the top.
    made: Vec<PathBuf>,
    is_new: bool,
}

impl Lock {
    /// Leaves the folders and the empty file that it stands in; only the lock itself goes.
    pub(super) fn keep(&mut self) {
        self.made.clear();
        self.is_new = false;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Not every system deletes a file that is open.
        self.file = None;
        if self.is_new {
            let _ = fs::remove_file(&self.path);
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Makes the output folder if it is missing, and locks it. The system gives the lock back when a
/// run is killed.
pub(super) fn lock(folder: &Folder) -> Result<Lock, WriteError> {
    let (state, path) = (folder.at(STATE), folder.at(LOCK));
    let missing = state.ancestors().take_while(|it| fs::symlink_metadata(it).is_err());
    let mut made: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    made.reverse();
    fs::create_dir_all(&state).map_err(folder.io("make", STATE))?;
    let is_new = fs::symlink_metadata(&path).is_err();
    let open = File::options().create(true).append(true).open(&path);
    let file = open.map_err(folder.io("write", LOCK))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy(folder.shown(""))),
        // Some network file systems know no locks; a build there is still safe by itself.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { file: Some(file), path, made, is_new }),
    }
}
