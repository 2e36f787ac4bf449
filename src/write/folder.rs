//! Where the output folder really is, and what stands inside it.
#![expect(clippy::disallowed_methods, reason = "this is the rim: it touches the disk")]

use std::fs::{self, Metadata};
use std::io::{Error, ErrorKind};
use std::path::{Component, Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};

use super::{Found, Needed, WriteError};

/// The output folder: as it was named, for messages, and where it really is, for the disk.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    shown: Utf8PathBuf,
    real: PathBuf,
}

impl Folder {
    /// Where the file or folder called `path` is on the disk; an empty `path` is the top.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.real.clone() } else { self.real.join(path) }
    }

    /// What a person would call it.
    pub(super) fn shown(&self, path: &str) -> Utf8PathBuf {
        if path.is_empty() { self.shown.clone() } else { self.shown.join(path) }
    }

    /// The error of doing `verb` to `path`.
    pub(super) fn io(&self, verb: &'static str, path: &str) -> impl FnOnce(Error) -> WriteError {
        let path = self.shown(path);
        move |error| WriteError::Io { verb, path, error }
    }
}

/// Finds out where `folder` really is and that it overlaps nothing of `protected`.
pub(super) fn locate(folder: &Utf8Path, protected: &[Utf8PathBuf]) -> Result<Folder, WriteError> {
    let shown = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
    let real = follow(shown)?;
    let folder = Folder { shown: shown.to_owned(), real };
    for protected in protected {
        let overlaps =
            |other: &PathBuf| folder.real.starts_with(other) || other.starts_with(&folder.real);
        if guarded(protected)?.iter().any(overlaps) {
            let protected = protected.clone();
            return Err(WriteError::Overlap { folder: folder.shown, protected });
        }
    }
    for (up, part) in folder.real.ancestors().enumerate() {
        let Ok(found) = fs::metadata(part) else { continue };
        if found.is_dir() {
            break;
        }
        // As it was typed, if that much was typed.
        let typed = folder.shown.ancestors().nth(up).filter(|path| !path.as_str().is_empty());
        let path = typed.unwrap_or(&folder.shown).to_owned();
        return Err(WriteError::InTheWay { path, found: kind(&found), needed: Needed::Folder });
    }
    Ok(folder)
}

/// Looks at `path` inside `folder` without following links: `None` when nothing is there.
pub(super) fn look(
    folder: &Folder,
    path: &str,
    needed: Needed,
) -> Result<Option<Metadata>, WriteError> {
    let metadata = match fs::symlink_metadata(folder.at(path)) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(folder.io("read", path)(error)),
    };
    let found = kind(&metadata);
    match (found, needed) {
        (Found::File, Needed::File) | (Found::Folder, Needed::Folder) => Ok(Some(metadata)),
        _ => Err(WriteError::InTheWay { path: folder.shown(path), found, needed }),
    }
}

/// The folders that `path` lies in, from the top: `a` and `a/b` for `a/b/c.html`.
pub(super) fn parents(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The places that must not be overlapped: what `path` is called and what it leads to.
fn guarded(path: &Utf8Path) -> Result<Vec<PathBuf>, WriteError> {
    let target = follow(path);
    let Some((folder, name)) = path.parent().zip(path.file_name()) else {
        return Ok(vec![target?]);
    };
    let folder = if folder.as_str().is_empty() { Utf8Path::new(".") } else { folder };
    // A link that leads nowhere has no target to be guarded, only a name.
    Ok([follow(folder)?.join(name)].into_iter().chain(target).collect())
}

/// `path` with every link followed, as far as it exists; the rest is taken by its words.
fn follow(path: &Utf8Path) -> Result<PathBuf, WriteError> {
    let io = |error| WriteError::Io { verb: "read", path: path.into(), error };
    let mut whole = std::path::absolute(path).map_err(io)?;
    loop {
        let (mut real, rest) = existing(&whole, path)?;
        let mut parts = rest.components().peekable();
        let climbs = parts.clone().any(|part| part == Component::ParentDir);
        for part in parts.by_ref() {
            match part {
                Component::ParentDir => drop(real.pop()),
                part => real.push(part),
            }
        }
        if !climbs {
            return Ok(real);
        }
        // `missing/../link` may lead to something that exists: look again, now without `..`.
        whole = real;
    }
}

/// The part of `whole` that exists, with its links followed, and the part that does not.
fn existing<'a>(whole: &'a Path, path: &Utf8Path) -> Result<(PathBuf, &'a Path), WriteError> {
    for part in whole.ancestors() {
        match part.canonicalize() {
            Ok(real) => return Ok((real, whole.strip_prefix(part).unwrap_or(Path::new("")))),
            Err(_) if part.is_symlink() => {
                let (path, found) = (path.to_owned(), Found::BrokenLink);
                return Err(WriteError::InTheWay { path, found, needed: Needed::Folder });
            }
            Err(error) if is_missing(&error) => {}
            Err(error) => return Err(WriteError::Io { verb: "read", path: path.into(), error }),
        }
    }
    Ok((PathBuf::new(), whole))
}

fn is_missing(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn kind(metadata: &Metadata) -> Found {
    match metadata.file_type() {
        kind if kind.is_symlink() => Found::Link,
        kind if kind.is_dir() => Found::Folder,
        kind if kind.is_file() => Found::File,
        _ => Found::Special,
    }
}
