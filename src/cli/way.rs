//! How programs find the files that diagnostics name.

use std::path::Component;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

/// What leads from the folder that commands are typed in to `root`: nothing, or a path parted by
/// `/` that ends with one. A root that lies elsewhere is told from the top of the disk.
pub(super) fn from_here(root: &Utf8Path) -> String {
    way(Utf8Path::new("."), root)
}

/// The same from the top of the repository that a workflow has checked out, if one has and `root`
/// lies in it.
pub(super) fn from_repository(root: &Utf8Path) -> String {
    let workspace = std::env::var("GITHUB_WORKSPACE").unwrap_or_default();
    match inner(Utf8Path::new(&workspace), root).filter(|_| !workspace.is_empty()) {
        Some(inside) => folder(&inside),
        None => from_here(root),
    }
}

fn way(base: &Utf8Path, root: &Utf8Path) -> String {
    folder(&inner(base, root).or_else(|| whole(root)).unwrap_or_else(|| root.to_owned()))
}

/// The path of `root` in `base`: as they are called, or else as they are without links.
fn inner(base: &Utf8Path, root: &Utf8Path) -> Option<Utf8PathBuf> {
    let inside = |base: Option<Utf8PathBuf>, root: Option<Utf8PathBuf>| {
        root?.strip_prefix(base?).ok().map(Utf8Path::to_owned)
    };
    let real = |path: &Utf8Path| path.canonicalize_utf8().ok();
    inside(whole(base), whole(root)).or_else(|| inside(real(base), real(root)))
}

/// `path` from the top of the disk, without `..`.
fn whole(path: &Utf8Path) -> Option<Utf8PathBuf> {
    let path = if path.as_str().is_empty() { Utf8Path::new(".") } else { path };
    let mut clean = std::path::PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
    }
    Utf8PathBuf::from_path_buf(clean).ok()
}

fn folder(path: &Utf8Path) -> String {
    let mut text = String::new();
    for part in path.components() {
        match part {
            // A drive and the top of it are parted by one `/`.
            Utf8Component::RootDir if !text.is_empty() => continue,
            Utf8Component::RootDir => {}
            part => text.push_str(part.as_str()),
        }
        text.push('/');
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_told_from_the_folder_or_from_the_top() {
        let ways =
            [("/a", "/a/b/c"), ("/a", "/a"), ("/a", "/a/b/../c/."), ("/a", "/b"), ("/", "/b")];
        let told = ways.map(|(base, root)| way(Utf8Path::new(base), Utf8Path::new(root)));
        assert_eq!(told, ["b/c/", "", "c/", "/b/", "b/"]);
    }

    #[test]
    fn what_is_typed_from_here_is_told_from_here() {
        let told = ["", ".", "docs", "./docs/"].map(|root| from_here(Utf8Path::new(root)));
        assert_eq!(told, ["", "", "docs/", "docs/"]);
    }
}
