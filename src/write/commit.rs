//! Moves finished files into place, in an order in which it may be killed at any moment.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;

use rayon::prelude::*;

use super::delivery::Delivery;
use super::folder::{Folder, look, parents};
use super::manifest::Manifest;
use super::state::STAGED;
use super::{Needed, Report, WriteError, made, state};
use crate::output::OutputPath;

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

/// Moves the files that `delivery` put aside into place, and deletes what `new` has no more. The
/// caller holds the lock. `remember` is called last, when everything has gone well.
pub(super) fn commit(
    delivery: &Delivery,
    new: &Manifest,
    written: usize,
    remember: impl FnOnce(&Report) -> Result<(), WriteError>,
) -> Result<Report, WriteError> {
    let (folder, old) = (&delivery.folder, &delivery.old);
    let total = new.paths().count();
    let mut report = Report { written, unchanged: total - written, ..Report::default() };
    let (respelled, stale) = sort_out(folder, new, old);
    if written + respelled.len() + stale.len() > 0 {
        made::forget(folder)?;
    }
    state::save_both(folder, new, old)?;
    for (from, to) in &respelled {
        let [from, to] = [from, to].map(|path| folder.at(path.as_str()));
        fs::rename(from, &to).map_err(folder.io("write", &to.to_string_lossy()))?;
    }
    if written > 0 {
        move_in(folder, "")?;
    }
    for path in stale {
        match remove(folder, &path, old)? {
            Stale::Ours => report.deleted += 1,
            Stale::Edited => report.kept.push(path),
            Stale::Gone | Stale::Elsewhere => {}
        }
    }
    state::save_both(folder, new, &old.only(&report.kept))?;
    remember(&report)?;
    Ok(report)
}

/// The files of ours whose name has another case now, on a file system that does not tell them
/// apart, from the old name to the new one; and those that the site has no more.
fn sort_out(
    folder: &Folder,
    new: &Manifest,
    old: &Manifest,
) -> (Vec<(OutputPath, OutputPath)>, Vec<OutputPath>) {
    let gone: Vec<&OutputPath> = old.paths().filter(|path| !new.holds(path)).collect();
    let (mut respelled, mut stale) = (Vec::new(), Vec::new());
    if gone.is_empty() {
        return (respelled, stale);
    }
    let names: HashMap<_, _> =
        new.paths().map(|path| (path.as_str().to_lowercase(), path)).collect();
    for path in gone {
        match names.get(&path.as_str().to_lowercase()) {
            Some(new) if is_same_file(folder, path, new) => {
                respelled.push((path.clone(), (*new).clone()));
            }
            _ => stale.push(path.clone()),
        }
    }
    (respelled, stale)
}

/// Moves what was put aside for the folder `inside` into place. A folder that the site has not yet
/// is moved as a whole.
fn move_in(folder: &Folder, inside: &str) -> Result<(), WriteError> {
    let aside = if inside.is_empty() { STAGED.to_owned() } else { format!("{STAGED}/{inside}") };
    let entries = fs::read_dir(folder.at(&aside)).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(folder.io("read", &aside))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let move_one = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let to = if inside.is_empty() { name.into_owned() } else { format!("{inside}/{name}") };
        let is_folder = entry.file_type().map_err(folder.io("read", &to))?.is_dir();
        if is_folder && look(folder, &to, Needed::Folder)?.is_some() {
            return move_in(folder, &to);
        }
        fs::rename(entry.path(), folder.at(&to)).map_err(folder.io("write", &to))
    };
    let moved: Vec<_> = entries.par_iter().map(move_one).collect();
    moved.into_iter().collect()
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

/// Whether two names are one file, as on a file system that does not tell case apart.
#[cfg(unix)]
pub(super) fn is_same_file(folder: &Folder, one: &OutputPath, other: &OutputPath) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &OutputPath| {
        let metadata = fs::symlink_metadata(folder.at(path.as_str())).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    id(one).is_some_and(|one| Some(one) == id(other))
}

/// Whether two names are one file, as on a file system that does not tell case apart.
#[cfg(not(unix))]
pub(super) fn is_same_file(folder: &Folder, one: &OutputPath, other: &OutputPath) -> bool {
    let real = |path: &OutputPath| folder.at(path.as_str()).canonicalize().ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}
