//! Carries a plan out, in an order in which it may be killed at any moment.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs;
use std::io::ErrorKind;

use rayon::prelude::*;

use super::folder::{Folder, look, parents};
use super::manifest::Manifest;
use super::plan::Plan;
use super::{Needed, Report, WriteError, state};
use crate::output::{OutputPath, Outputs};

/// What became of a file that the site has no more.
enum Stale {
    /// Still what we wrote.
    Ours,
    /// Somebody has edited or replaced it.
    Edited,
    /// Somebody has deleted it.
    Gone,
    /// A folder above it is not ours any more.
    Elsewhere,
}

/// Carries `plan` out. The caller holds the lock.
pub(super) fn commit(
    folder: &Folder,
    outputs: &Outputs,
    plan: &Plan<'_>,
    old: &Manifest,
) -> Result<Report, WriteError> {
    state::clear(folder)?;
    let done = replace(folder, outputs, plan, old);
    // After an error there may be files put aside; the error is the news, not the clearing.
    let cleared = state::clear(folder);
    let report = done?;
    cleared.map(|()| report)
}

fn replace(
    folder: &Folder,
    outputs: &Outputs,
    plan: &Plan<'_>,
    old: &Manifest,
) -> Result<Report, WriteError> {
    let new = Manifest::of(outputs);
    // A full disk shows here, while the old site is still whole.
    each(&plan.changed, |at, (_, bytes)| {
        state::put_aside(folder, &at.to_string(), bytes).map(drop)
    })?;
    state::save(folder, &new.clone().join(old))?;
    for (from, to) in &plan.respelled {
        rename(folder, from.as_str(), to.as_str())?;
    }
    each(&plan.changed, |at, (path, _)| {
        rename(folder, &format!("{}/{at}", state::TMP), path.as_str())
    })?;
    let mut report = Report { written: plan.changed.len(), ..Report::default() };
    report.unchanged = outputs.len() - report.written;
    for path in &plan.stale {
        match remove(folder, path, old)? {
            Stale::Ours => report.deleted += 1,
            Stale::Edited => report.kept.push(path.clone()),
            Stale::Gone | Stale::Elsewhere => {}
        }
    }
    state::save(folder, &new.join(&old.only(&report.kept)))?;
    Ok(report)
}

/// Does `work` to all of `items` on all cores; the first error in their order is the error.
fn each<T: Sync>(
    items: &[T],
    work: impl Fn(usize, &T) -> Result<(), WriteError> + Sync,
) -> Result<(), WriteError> {
    let done: Vec<_> = items.par_iter().enumerate().map(|(at, item)| work(at, item)).collect();
    done.into_iter().collect()
}

fn rename(folder: &Folder, from: &str, to: &str) -> Result<(), WriteError> {
    if let Some(parent) = parents(to).next_back() {
        fs::create_dir_all(folder.at(parent)).map_err(folder.io("make", parent))?;
    }
    fs::rename(folder.at(from), folder.at(to)).map_err(folder.io("write", to))
}

/// Deletes the file if it is still what we wrote, and the folders that become empty by it.
fn remove(folder: &Folder, path: &OutputPath, old: &Manifest) -> Result<Stale, WriteError> {
    let stale = judge(folder, path, old);
    if matches!(stale, Stale::Ours) {
        let name = path.as_str();
        fs::remove_file(folder.at(name)).map_err(folder.io("delete", name))?;
    }
    if matches!(stale, Stale::Ours | Stale::Gone) {
        prune(folder, path);
    }
    Ok(stale)
}

/// Removes the folders above `path` that are empty, from below.
fn prune(folder: &Folder, path: &OutputPath) {
    for parent in parents(path.as_str()).rev() {
        match fs::remove_dir(folder.at(parent)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return,
            _ => {}
        }
    }
}

fn judge(folder: &Folder, path: &OutputPath, old: &Manifest) -> Stale {
    // Through a link we might delete what lies outside the output folder.
    if parents(path.as_str()).any(|parent| look(folder, parent, Needed::Folder).is_err()) {
        return Stale::Elsewhere;
    }
    match look(folder, path.as_str(), Needed::File) {
        Ok(None) => Stale::Gone,
        Ok(Some(_)) => match fs::read(folder.at(path.as_str())) {
            Ok(bytes) if old.wrote(path, &bytes) => Stale::Ours,
            _ => Stale::Edited,
        },
        Err(_) => Stale::Edited,
    }
}
