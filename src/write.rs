//! Makes the output folder equal to the finished files, and touches nothing else in it.
//!
//! Files come one by one, as they are finished, so that a site is never whole in memory. What
//! differs from the folder is put aside in `.quarterdeck/tmp/`, in folders like those of the site.
//! When all files are there, and nothing stands in the way, they are moved into place, whole
//! folders at once where the site has none yet, so that a run that is killed leaves the old file
//! or the new one, never a torn one. `.quarterdeck/manifest` remembers which files are ours; before
//! the first move it already names the old files and the new ones, so that the next run knows
//! whatever a killed run has left behind.

mod commit;
mod delivery;
mod earlier;
mod error;
mod folder;
mod made;
mod manifest;
mod names;
mod seen;
mod state;

#[cfg(test)]
mod tests;

pub use delivery::Delivery;
pub use error::{Found, Needed, WriteError};
pub use made::{Made, made};

use camino::{Utf8Path, Utf8PathBuf};

use crate::output::{OutputPath, Outputs};

/// What was done to the output folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many files were made or replaced.
    pub written: usize,
    /// How many files were right already and were left alone.
    pub unchanged: usize,
    /// How many files of an earlier build were deleted, because the site has them no more.
    pub deleted: usize,
    /// Files of an earlier build that the site has no more but that somebody has edited since:
    /// left in place, and named again by every build until they are gone.
    pub kept: Vec<OutputPath>,
}

/// The files below `top` that earlier builds made, as they are now; only those that can be read.
#[must_use]
pub fn earlier(folder: &Utf8Path, top: &str) -> Outputs {
    folder::locate(folder, &[]).map_or_else(|_| Outputs::new(), |folder| state::read(&folder, top))
}

/// Whether `folder` may be written to, as far as it can be told before anything is rendered.
///
/// # Errors
///
/// When `folder` or a folder above it is a file or a link that leads nowhere, or when it
/// overlaps one of `protected`.
pub fn check(folder: &Utf8Path, protected: &[Utf8PathBuf]) -> Result<(), WriteError> {
    state::look_at(&folder::locate(folder, protected)?)
}
