//! `.quarterdeck/` in the output folder: the manifest, the lock, and files put aside.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;

use super::folder::{Folder, look};
use super::manifest::Manifest;
use super::{Needed, WriteError};

/// The folder in the output folder where builds keep their notes.
pub(super) const STATE: &str = ".quarterdeck";
/// Where new bytes wait until they are renamed into place; on the same file system as the rest.
pub(super) const TMP: &str = ".quarterdeck/tmp";
const MANIFEST: &str = ".quarterdeck/manifest";
const LOCK: &str = ".quarterdeck/lock";

/// What earlier builds made; nothing when the manifest is missing, unreadable or not ours.
pub(super) fn load(folder: &Folder) -> Result<Manifest, WriteError> {
    look(folder, STATE, Needed::Folder)?;
    look(folder, TMP, Needed::Folder)?;
    look(folder, LOCK, Needed::File)?;
    look(folder, MANIFEST, Needed::File)?;
    let text = fs::read_to_string(folder.at(MANIFEST)).unwrap_or_default();
    Ok(Manifest::parse(&text).unwrap_or_default())
}

/// Writes down which files are ours, unless it says so already.
pub(super) fn save(folder: &Folder, manifest: &Manifest) -> Result<(), WriteError> {
    let text = manifest.print();
    if fs::read(folder.at(MANIFEST)).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let aside = put_aside(folder, "manifest", text.as_bytes())?;
    fs::rename(folder.at(&aside), folder.at(MANIFEST)).map_err(folder.io("write", MANIFEST))
}

/// Puts `bytes` aside under `name` and returns where they are, relative to the output folder.
pub(super) fn put_aside(folder: &Folder, name: &str, bytes: &[u8]) -> Result<String, WriteError> {
    let aside = format!("{TMP}/{name}");
    fs::create_dir_all(folder.at(TMP)).map_err(folder.io("make", TMP))?;
    // Not synced to the disk: a killed run must not tear a file, a power cut may.
    fs::write(folder.at(&aside), bytes).map_err(folder.io("write", &aside))?;
    Ok(aside)
}

/// Removes what was put aside and not used, by this run or by one that was killed.
pub(super) fn clear(folder: &Folder) -> Result<(), WriteError> {
    let entries = match fs::read_dir(folder.at(TMP)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(folder.io("read", TMP)(error)),
    };
    for entry in entries.flatten() {
        fs::remove_file(entry.path()).map_err(folder.io("clear", TMP))?;
    }
    fs::remove_dir(folder.at(TMP)).map_err(folder.io("clear", TMP))
}

/// Makes the output folder if it is missing, and keeps other runs out until the lock is dropped.
///
/// The system gives the lock back when a run is killed; the empty file stays.
pub(super) fn lock(folder: &Folder) -> Result<File, WriteError> {
    fs::create_dir_all(folder.at(STATE)).map_err(folder.io("make", STATE))?;
    let open = File::options().create(true).append(true).open(folder.at(LOCK));
    let file = open.map_err(folder.io("write", LOCK))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(WriteError::Busy(folder.shown(""))),
        // Some network file systems know no locks; a build there is still safe by itself.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}
