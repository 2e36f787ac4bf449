//! Makes the output folder equal to the finished files, and touches nothing else in it.
//!
//! Everything is checked and compared before the first change. New bytes are then put aside in
//! `.quarterdeck/tmp/` and renamed into place one by one, so that a run that is killed leaves the
//! old file or the new one, never a torn one. `.quarterdeck/manifest` remembers which files are
//! ours; before the first rename it already names the old files and the new ones, so that the
//! next run knows whatever a killed run has left behind.

mod commit;
mod error;
mod folder;
mod manifest;
mod names;
mod plan;
mod state;

#[cfg(test)]
mod tests;

pub use error::{Found, Needed, WriteError};

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

/// Makes `folder` hold `outputs`, with as few changes as possible.
///
/// Files of an earlier build that are not among `outputs` are deleted, and folders that become
/// empty by it; every other file is left alone. Nothing of `protected` (the folders that the
/// site is read from) may overlap `folder`.
///
/// # Errors
///
/// Everything that can be found out beforehand is found out before anything is touched, see
/// [`WriteError`]. An I/O error after that leaves each file either old or new.
pub fn write(
    folder: &Utf8Path,
    outputs: &Outputs,
    protected: &[Utf8PathBuf],
) -> Result<Report, WriteError> {
    let folder = folder::locate(folder, protected)?;
    names::check(outputs)?;
    // Planned before the lock is taken, for a refusal must not leave even a lock behind.
    let early = state::load(&folder)?;
    let plan = plan::plan(&folder, outputs, &early)?;
    let _lock = state::lock(&folder)?;
    let old = state::load(&folder)?;
    // Another run may have come first and gone.
    let plan = if old == early { plan } else { plan::plan(&folder, outputs, &old)? };
    commit::commit(&folder, outputs, &plan, &old)
}

/// Whether `folder` may be written to, as far as it can be told before anything is rendered.
///
/// # Errors
///
/// When `folder` or a folder above it is a file or a link that leads nowhere, or when it
/// overlaps one of `protected`.
pub fn check(folder: &Utf8Path, protected: &[Utf8PathBuf]) -> Result<(), WriteError> {
    let folder = folder::locate(folder, protected)?;
    state::load(&folder).map(drop)
}
