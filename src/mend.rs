//! Puts mended documents in the place of the old ones, each whole or not at all.
//!
//! The new text is written beside the document and renamed into its place, so that a run that is
//! killed leaves the old one or the new one, never a torn one. A document that is not any more
//! what was read is left alone.

#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use camino::{Utf8Path, Utf8PathBuf};

/// Why a document was left as it is.
#[derive(Debug)]
pub enum MendError {
    /// It is not any more what was read.
    Changed(Utf8PathBuf),
    /// It may not be written to.
    ReadOnly(Utf8PathBuf),
    /// The disk refused.
    Io {
        /// The document.
        path: Utf8PathBuf,
        /// What the disk said.
        error: io::Error,
    },
}

/// Puts `new` in the place of `old`, the whole text of the document at `path`.
///
/// Permissions stay, the owner too where the system allows it; a symbolic link stays one, and what
/// it leads to is mended.
///
/// # Errors
///
/// When the document does not hold `old` any more, may not be written to, or the disk refuses. It
/// is then as it was.
pub fn replace(path: &Utf8Path, old: &str, new: &str) -> Result<(), MendError> {
    let io = |error| MendError::Io { path: path.to_owned(), error };
    let file = fs::canonicalize(path).map_err(io)?;
    let metadata = fs::metadata(&file).map_err(io)?;
    if !metadata.is_file() {
        return Err(MendError::Changed(path.to_owned()));
    }
    if metadata.permissions().readonly() {
        return Err(MendError::ReadOnly(path.to_owned()));
    }
    let aside = aside(&file);
    let done = put_aside(&aside, new, &metadata).and_then(|()| {
        // Looked at last, so that as little time as can be passes until it is replaced.
        if fs::read(&file)? != old.as_bytes() {
            return Ok(false);
        }
        fs::rename(&aside, &file).map(|()| true)
    });
    if !matches!(done, Ok(true)) {
        // What was put aside is of no use; that it could not be removed is not the news.
        let _ = fs::remove_file(&aside);
    }
    if done.map_err(io)? { Ok(()) } else { Err(MendError::Changed(path.to_owned())) }
}

/// Where the new text waits; no reader of the folder takes it for a document.
fn aside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}.quarterdeck", std::process::id()));
    file.with_file_name(name)
}

fn put_aside(aside: &Path, text: &str, like: &Metadata) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(aside)?;
    keep_owner(aside, like);
    file.set_permissions(like.permissions())?;
    file.write_all(text.as_bytes())?;
    // These are people's own words: they must be on the disk before the old ones are gone.
    file.sync_all()
}

/// Gives the file to the owner of the old one, as far as we may.
#[cfg(unix)]
fn keep_owner(file: &Path, like: &Metadata) {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let _ = chown(file, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata) {}

impl fmt::Display for MendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(path) => {
                write!(f, "`{path}` was changed while it was read, and was left alone; run again")
            }
            Self::ReadOnly(path) => {
                write!(f, "`{path}` is read-only, and was left alone; make it writable")
            }
            Self::Io { path, error } => {
                write!(f, "cannot write `{path}` ({}); ", error.kind())?;
                f.write_str("check its permissions and the space that is left")
            }
        }
    }
}

impl error::Error for MendError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(bytes: &[u8]) -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("a.md")).unwrap();
        fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    fn alone(folder: &tempfile::TempDir) -> bool {
        fs::read_dir(folder.path()).unwrap().count() == 1
    }

    #[test]
    fn a_document_that_was_changed_is_left_alone() {
        let (folder, path) = folder(b"newer");
        assert!(matches!(replace(&path, "old", "new"), Err(MendError::Changed(_))));
        assert_eq!(fs::read(&path).unwrap(), b"newer");
        assert!(alone(&folder));
        fs::remove_file(&path).unwrap();
        assert!(matches!(replace(&path, "old", "new"), Err(MendError::Io { .. })));
    }

    #[test]
    fn a_document_that_is_read_only_is_left_alone() {
        let (folder, path) = folder(b"old");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(replace(&path, "old", "new"), Err(MendError::ReadOnly(_))));
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert!(alone(&folder));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (folder, path) = folder(b"old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = path.with_file_name("b.md");
        symlink("a.md", &link).unwrap();
        replace(&link, "old", "new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
