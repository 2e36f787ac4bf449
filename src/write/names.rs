//! Whether the names of the finished files can stand beside each other on every file system.

use rustc_hash::FxHashMap;

use super::state::STATE;
use super::{WriteError, folder};
use crate::output::OutputPath;

/// Refuses names that are reserved, differ only in case, or are a file and a folder at once.
pub(super) fn check<'a>(
    paths: impl Iterator<Item = &'a OutputPath> + Clone,
) -> Result<(), WriteError> {
    let mut names = FxHashMap::default();
    for path in paths.clone() {
        let top = path.as_str().split('/').next().unwrap_or("");
        if top.eq_ignore_ascii_case(STATE) {
            return Err(WriteError::Reserved(path.clone()));
        }
        if let Some(other) = names.insert(path.as_str().to_lowercase(), path) {
            return Err(WriteError::PathsDifferOnlyInCase(other.clone(), path.clone()));
        }
    }
    let mut before = "";
    for path in paths {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        // Most stand in the folder of the one before.
        if std::mem::replace(&mut before, folder) == folder {
            continue;
        }
        let name = path.as_str().to_lowercase();
        if let Some(file) = folder::parents(&name).find_map(|folder| names.get(folder)) {
            return Err(WriteError::FileAndFolder(path.clone(), (*file).clone()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn said(paths: &[&str]) -> String {
        let paths = paths.iter().filter_map(|path| OutputPath::new(path));
        let paths: BTreeSet<OutputPath> = paths.collect();
        check(paths.iter()).map_or_else(|error| error.to_string(), |()| "fine".into())
    }

    #[test]
    fn names_that_cannot_stand_beside_each_other_are_refused() {
        assert_eq!(said(&["a/b.html", "a/c.html", "a.html"]), "fine");
        assert_eq!(
            said(&["a/Logo.png", "a/logo.png"]),
            "`a/Logo.png` and `a/logo.png` differ only in upper and lower case and would be one \
             file on many systems; rename one of them"
        );
        assert_eq!(
            said(&["A", "a/b"]),
            "`a/b` needs a folder where `A` is a file; rename one of them"
        );
        assert_eq!(
            said(&[".Quarterdeck/manifest"]),
            "`.Quarterdeck/manifest` lies in `.quarterdeck`, where quarterdeck keeps its notes; \
             move it to another folder"
        );
    }
}
