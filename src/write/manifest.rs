//! The list of the files that our builds made, and what was in them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::output::OutputPath;

/// What the first line says; another first line is another program's, or a later version's.
const VERSION: &str = "quarterdeck manifest 1";

/// The blake3 hash of a file's bytes.
pub(super) type Digest = [u8; 32];

/// The files that our builds made, each with every content that it may have.
///
/// A file has two contents only between a build's first change and its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<OutputPath, Contents>);

/// The contents that a file may have, in the order of their hashes; nearly always one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Contents(Vec<Digest>);

impl Contents {
    fn insert(&mut self, digest: Digest) {
        if let Err(at) = self.0.binary_search(&digest) {
            // Most never hold another, and there are as many of these as files.
            self.0.reserve_exact(1);
            self.0.insert(at, digest);
        }
    }
}

/// Files with their contents; fast where they come in the order of their names.
impl FromIterator<(OutputPath, Digest)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (OutputPath, Digest)>>(files: I) -> Self {
        let all = files.into_iter().map(|(path, digest)| (path, Contents(vec![digest])));
        Self::joined(all.collect())
    }
}

impl Manifest {
    fn joined(mut all: Vec<(OutputPath, Contents)>) -> Self {
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all.dedup_by(|other, one| {
            let is_same = other.0 == one.0;
            if is_same {
                other.1.0.iter().for_each(|digest| one.1.insert(*digest));
            }
            is_same
        });
        Self(all.into_iter().collect())
    }

    /// Reads a manifest; `None` when any line of it is not ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        lines.next().filter(|line| *line == VERSION)?;
        let file = |line: &str| {
            let (hex, path) = line.split_once("  ")?;
            let digest = *blake3::Hash::from_hex(hex).ok()?.as_bytes();
            Some((OutputPath::new(&unescape(path))?, digest))
        };
        lines.map(file).collect()
    }

    /// The manifest as text, one line for each content of each file.
    pub(super) fn print(&self) -> String {
        let mut text = format!("{VERSION}\n");
        for (path, digests) in &self.0 {
            for digest in &digests.0 {
                text.push_str(&blake3::Hash::from_bytes(*digest).to_hex());
                text.push_str("  ");
                text.push_str(&escape(path.as_str()));
                text.push('\n');
            }
        }
        text
    }

    /// Adds what `other` knows.
    pub(super) fn join(self, other: &Self) -> Self {
        let others = other.0.iter().map(|(path, digests)| (path.clone(), digests.clone()));
        Self::joined(self.0.into_iter().chain(others).collect())
    }

    /// Only what is known of `paths`.
    pub(super) fn only(&self, paths: &[OutputPath]) -> Self {
        let entry = |path: &OutputPath| Some((path.clone(), self.0.get(path)?.clone()));
        Self(paths.iter().filter_map(entry).collect())
    }

    /// Whether the file is one of ours.
    pub(super) fn holds(&self, path: &OutputPath) -> bool {
        self.0.contains_key(path)
    }

    /// What is in the file, where only one content can be.
    pub(super) fn only_digest(&self, path: &OutputPath) -> Option<&Digest> {
        match self.0.get(path)?.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether a build of ours put just these bytes into the file.
    pub(super) fn wrote(&self, path: &OutputPath, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|it| it.0.contains(&digest(bytes)))
    }

    /// The names of the files, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.0.keys()
    }
}

/// The hash of a file's bytes.
pub(super) fn digest(bytes: &[u8]) -> Digest {
    *blake3::hash(bytes).as_bytes()
}

/// A name on one line: an output path holds no `\`, so that `\n` can stand for a line break.
pub(super) fn escape(path: &str) -> Cow<'_, str> {
    if path.contains('\n') { path.replace('\n', "\\n").into() } else { path.into() }
}

pub(super) fn unescape(line: &str) -> Cow<'_, str> {
    if line.contains('\\') { line.replace("\\n", "\n").into() } else { line.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> OutputPath {
        OutputPath::new(path).unwrap()
    }

    #[test]
    fn a_printed_manifest_reads_back_the_same() {
        let files = [("a  b\n.html", b"1"), ("c/d", b"3"), ("a  b\n.html", b"2")];
        let files = files.map(|(name, bytes)| (path(name), digest(bytes)));
        let both = Manifest::from_iter(files);
        assert_eq!(both.print().lines().count(), 4);
        assert_eq!(Manifest::parse(&both.print()), Some(both.clone()));
        assert!(both.wrote(&path("a  b\n.html"), b"1"));
        assert!(!both.wrote(&path("c/d"), b"1"));
    }

    #[test]
    fn a_manifest_with_a_foreign_line_is_foreign() {
        let hash = blake3::hash(b"").to_hex();
        assert!(Manifest::parse(&format!("{VERSION}\n{hash}  a\n")).is_some());
        for text in [
            String::new(),
            format!("{VERSION} "),
            format!("quarterdeck manifest 2\n{hash}  a\n"),
            format!("{VERSION}\n{hash}  ../a\n"),
            format!("{VERSION}\n{hash} a\n"),
            format!("{VERSION}\n{hash}  a"),
        ] {
            assert_eq!(Manifest::parse(&text), None, "{text:?}");
        }
    }
}
