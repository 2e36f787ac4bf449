//! Lists the files of one folder, through symbolic links, without running in circles.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use camino::Utf8Path;
use walkdir::{DirEntry, WalkDir};

use super::read::{look, refused, unreadable};
use super::{Problem, ProblemKind};
use crate::source::SourcePath;

/// How many symbolic links to one folder are followed. Folders that link to each other have
/// more paths through them than could ever be walked, although none is a circle by itself.
const LINKS: usize = 64;

/// A folder to be listed.
pub(super) struct Tree<'a> {
    /// The site's folder.
    pub(super) root: &'a Utf8Path,
    /// The folder to be listed, relative to it.
    pub(super) folder: &'a str,
    /// Which names are left out, with all that is below them.
    pub(super) skip: fn(&str) -> bool,
}

/// A file to be read.
pub(super) struct Entry {
    /// Where it is on the disk.
    pub(super) file: PathBuf,
    /// Its name, relative to the site's folder.
    pub(super) path: SourcePath,
    /// Its name, relative to the folder that was listed.
    pub(super) inner: String,
}

/// Lists the files of `tree`, sorted by path; a folder that does not exist has none.
pub(super) fn walk(tree: &Tree<'_>) -> (Vec<Entry>, Vec<Problem>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let base = tree.root.join(tree.folder);
    match look(base.as_std_path()) {
        Ok(None) => return (entries, problems),
        Ok(Some(found)) if found.is_dir() => {}
        Ok(Some(_)) => return (entries, vec![problem(tree, "", unreadable("is not a folder"))]),
        Err(kind) => return (entries, vec![problem(tree, "", kind)]),
    }
    let mut followed = HashMap::new();
    let mut walker =
        WalkDir::new(&base).min_depth(1).follow_links(true).sort_by_file_name().into_iter();
    while let Some(next) = walker.next() {
        let taken = match &next {
            Ok(entry) => take(tree, base.as_std_path(), entry, &mut followed),
            Err(error) => Err(fail(tree, base.as_std_path(), error)),
        };
        let is_folder = next.is_ok_and(|entry| entry.file_type().is_dir());
        match taken {
            Ok(entry) => entries.extend(entry),
            Err(problem) => {
                problems.extend(problem);
                if is_folder {
                    walker.skip_current_dir();
                }
            }
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    (entries, problems)
}

/// Whether a name is left out of the content folder and the templates.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~') || name == "node_modules"
}

/// Whether a name is left out even where dot-files are published.
pub(super) fn is_clutter(name: &str) -> bool {
    // `.#name` is what an editor leaves beside a file that is being edited.
    let left_behind = name.starts_with(".#") || name.ends_with('~');
    left_behind || matches!(name, ".git" | ".hg" | ".svn" | ".DS_Store")
}

/// The file to be read, or nothing for a folder; an error means not to go into the folder.
fn take(
    tree: &Tree<'_>,
    base: &Path,
    entry: &DirEntry,
    followed: &mut HashMap<PathBuf, usize>,
) -> Result<Option<Entry>, Option<Problem>> {
    let inner = inner(base, entry.path());
    if (tree.skip)(&entry.file_name().to_string_lossy()) {
        return Err(None);
    }
    let fail = |kind| Err(Some(problem(tree, &inner, kind)));
    let Some(name) = entry.file_name().to_str() else {
        return fail(ProblemKind::NameNotUtf8);
    };
    if name.contains('\\') {
        return fail(unreadable("has a `\\` in its name, which parts folders on other systems"));
    }
    let kind = entry.file_type();
    if kind.is_dir() {
        let refused = entry.path_is_symlink().then(|| judge_link(base, entry.path(), followed));
        return refused.flatten().map_or(Ok(None), fail);
    }
    if !kind.is_file() {
        return fail(unreadable("is not a regular file"));
    }
    let path = SourcePath::new(&format!("{}/{inner}", tree.folder));
    Ok(Some(Entry { file: entry.path().into(), path, inner }))
}

/// Why the `link` to a folder is not followed, if it is not.
fn judge_link(
    base: &Path,
    link: &Path,
    followed: &mut HashMap<PathBuf, usize>,
) -> Option<ProblemKind> {
    let target = link.canonicalize().ok()?;
    // A link to a folder above the one that is listed comes back to it one round later.
    let above = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(&target));
    if above(base) || link.parent().is_some_and(above) {
        return Some(ProblemKind::LinkLoop);
    }
    let times = followed.entry(target).or_default();
    *times += 1;
    (*times > LINKS).then(|| unreadable("is one of too many symbolic links to the same folder"))
}

/// The problem of an entry that could not be looked at; nothing when it would be left out.
fn fail(tree: &Tree<'_>, base: &Path, error: &walkdir::Error) -> Option<Problem> {
    let path = error.path().unwrap_or(base);
    // A dangling link called `.#q2.md` means that somebody is editing `q2.md`, no more.
    if path != base && path.file_name().is_some_and(|name| (tree.skip)(&name.to_string_lossy())) {
        return None;
    }
    let kind = match error.io_error() {
        None => ProblemKind::LinkLoop,
        Some(error) => refused(error),
    };
    Some(problem(tree, &inner(base, path), kind))
}

fn problem(tree: &Tree<'_>, inner: &str, kind: ProblemKind) -> Problem {
    Problem::new(SourcePath::new(&format!("{}/{inner}", tree.folder)), kind)
}

/// `path` below `base`, parted by `/` on every system.
fn inner(base: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(base).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
