//! What has to be done to the output folder; only looks, and changes nothing.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;

use rayon::prelude::*;

use super::folder::{Folder, look, parents};
use super::manifest::Manifest;
use super::{Needed, WriteError};
use crate::output::{OutputPath, Outputs};

/// What has to be done.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// Files that are missing or hold other bytes.
    pub(super) changed: Vec<(&'a OutputPath, &'a [u8])>,
    /// Files of ours whose name has another case now, on a file system that does not tell them
    /// apart: from the old name to the new one.
    pub(super) respelled: Vec<(OutputPath, &'a OutputPath)>,
    /// Files of ours that the site has no more.
    pub(super) stale: Vec<OutputPath>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    Same,
    Differs,
}

/// Compares the folder with `outputs`; the first thing in the way, in the order of names, is
/// the error.
pub(super) fn plan<'a>(
    folder: &Folder,
    outputs: &'a Outputs,
    old: &Manifest,
) -> Result<Plan<'a>, WriteError> {
    check_folders(folder, outputs)?;
    let mut plan = Plan::default();
    let names: HashMap<_, _> =
        outputs.keys().map(|path| (path.as_str().to_lowercase(), path)).collect();
    for path in old.paths().filter(|path| !outputs.contains_key(*path)) {
        match names.get(&path.as_str().to_lowercase()) {
            Some(new) if is_same_file(folder, path, new) => {
                plan.respelled.push((path.clone(), new));
            }
            _ => plan.stale.push(path.clone()),
        }
    }
    let respelled: HashSet<&OutputPath> = plan.respelled.iter().map(|(_, new)| *new).collect();
    let compare = |(path, bytes): (_, &Vec<u8>)| compare(folder, path, bytes);
    // All states first, so that the error does not depend on which thread was faster.
    let states: Vec<Result<State, WriteError>> = outputs.par_iter().map(compare).collect();
    for ((path, bytes), state) in outputs.iter().zip(states) {
        let state = state?;
        let ours = old.holds(path) || respelled.contains(path);
        match state {
            State::Same => {}
            State::Differs if !ours => {
                return Err(WriteError::ForeignFile(folder.shown(path.as_str())));
            }
            State::Missing | State::Differs => plan.changed.push((path, bytes)),
        }
    }
    Ok(plan)
}

/// Whether every folder that is needed is one, or is still to be made.
fn check_folders(folder: &Folder, outputs: &Outputs) -> Result<(), WriteError> {
    let folders: BTreeSet<&str> = outputs.keys().flat_map(|path| parents(path.as_str())).collect();
    folders.into_iter().try_for_each(|path| look(folder, path, Needed::Folder).map(drop))
}

/// Compares by content: times and sizes alone do not tell whether a file is right.
fn compare(folder: &Folder, path: &OutputPath, bytes: &[u8]) -> Result<State, WriteError> {
    let Some(metadata) = look(folder, path.as_str(), Needed::File)? else {
        return Ok(State::Missing);
    };
    if usize::try_from(metadata.len()) != Ok(bytes.len()) {
        return Ok(State::Differs);
    }
    let read = fs::read(folder.at(path.as_str())).map_err(folder.io("read", path.as_str()))?;
    Ok(if read == bytes { State::Same } else { State::Differs })
}

#[cfg(unix)]
fn is_same_file(folder: &Folder, one: &OutputPath, other: &OutputPath) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &OutputPath| {
        let metadata = fs::symlink_metadata(folder.at(path.as_str())).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    id(one).is_some_and(|one| Some(one) == id(other))
}

#[cfg(not(unix))]
fn is_same_file(folder: &Folder, one: &OutputPath, other: &OutputPath) -> bool {
    let real = |path: &OutputPath| folder.at(path.as_str()).canonicalize().ok();
    real(one).is_some_and(|one| Some(one) == real(other))
}
