//! What the site in the output folder was made of, so that the same is not made again.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs;
use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::folder::{self, Folder, look};
use super::manifest::{Manifest, digest};
use super::seen::{Seen, Stamp};
use super::{Needed, Report, WriteError, state};
use crate::output::OutputPath;

const MADE: &str = ".quarterdeck/made";

/// What a site was made of, and what was said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// A hash of everything the files follow from, on one line; empty for what is to be made
    /// again in any case.
    pub key: String,
    /// What was said, in the words of whoever said it.
    pub told: Vec<u8>,
}

impl Made {
    fn load(folder: &Folder) -> Option<Self> {
        let bytes = fs::read(folder.at(MADE)).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let key = String::from_utf8(bytes[..end].to_vec()).ok()?;
        Some(Self { key, told: bytes[end + 1..].to_vec() })
    }

    pub(super) fn save(&self, folder: &Folder) -> Result<(), WriteError> {
        if self.key.is_empty() {
            return forget(folder);
        }
        let bytes = [self.key.as_bytes(), b"\n", &self.told].concat();
        state::note(folder, MADE, &bytes)
    }
}

/// What was said about the site in `folder`, and how many files it has, if it was made of just
/// what `key` names and nobody has touched it since.
///
/// # Errors
///
/// When `folder` may not be written to, see [`WriteError`].
pub fn made(
    folder: &Utf8Path,
    protected: &[Utf8PathBuf],
    key: &str,
) -> Result<Option<(Vec<u8>, Report)>, WriteError> {
    let folder = folder::locate(folder, protected)?;
    state::look_at(&folder)?;
    let Some(made) = Made::load(&folder).filter(|made| !key.is_empty() && made.key == key) else {
        return Ok(None);
    };
    let (manifest, seen) = rayon::join(|| state::load(&folder), || Seen::load(&folder, ""));
    let manifest = manifest?;
    let paths: Vec<&OutputPath> = manifest.paths().collect();
    let whole = paths.par_iter().all(|path| is_whole(&folder, &manifest, &seen, path));
    let report = Report { unchanged: paths.len(), ..Report::default() };
    Ok(whole.then_some((made.told, report)))
}

fn is_whole(folder: &Folder, manifest: &Manifest, seen: &Seen, path: &OutputPath) -> bool {
    let Ok(Some(metadata)) = look(folder, path.as_str(), Needed::File) else { return false };
    let Some(known) = manifest.only_digest(path) else { return false };
    seen.knows(path, Stamp::of(&metadata))
        || fs::read(folder.at(path.as_str())).is_ok_and(|bytes| digest(&bytes) == *known)
}

/// Makes the next build look at everything.
pub(super) fn forget(folder: &Folder) -> Result<(), WriteError> {
    match fs::remove_file(folder.at(MADE)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(folder.io("delete", MADE)(error)),
        _ => Ok(()),
    }
}
