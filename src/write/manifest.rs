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

    /// These and `more`.
    fn with(&self, more: &Self) -> Self {
        let mut all = self.clone();
        more.0.iter().for_each(|digest| all.insert(*digest));
        all
    }
}

/// Files with their contents; fast where they come in the order of their names.
impl FromIterator<(OutputPath, Digest)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (OutputPath, Digest)>>(files: I) -> Self {
        let all = files.into_iter().map(|(path, digest)| (path, Contents(vec![digest])));
        let mut all: Vec<(OutputPath, Contents)> = all.collect();
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
}

impl Manifest {
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

    /// This manifest and what `other` knows as text, in the order of names, one line for each
    /// content of each file.
    pub(super) fn print_with(&self, other: &Self) -> String {
        let mut text = format!("{VERSION}\n");
        let mut others = other.0.iter().peekable();
        for (path, own) in &self.0 {
            while let Some((before, digests)) = others.next_if(|(other, _)| *other < path) {
                print(before, digests, &mut text);
            }
            match others.next_if(|(other, _)| *other == path) {
                Some((_, more)) if more != own => print(path, &own.with(more), &mut text),
                _ => print(path, own, &mut text),
            }
        }
        others.for_each(|(path, digests)| print(path, digests, &mut text));
        text
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

/// Adds a line for each content of a file.
fn print(path: &OutputPath, Contents(digests): &Contents, text: &mut String) {
    for digest in digests {
        text.push_str(&blake3::Hash::from_bytes(*digest).to_hex());
        text.push_str("  ");
        text.push_str(&escape(path.as_str()));
        text.push('\n');
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
        let both = Manifest::from_iter(files.clone());
        let none = Manifest::default();
        assert_eq!(both.print_with(&none).lines().count(), 4);
        assert_eq!(Manifest::parse(&both.print_with(&none)), Some(both.clone()));
        for apart in [[0, 1], [1, 2], [0, 2]] {
            let some = Manifest::from_iter(apart.map(|at| files[at].clone()));
            let left = [0, 1, 2].into_iter().filter(|at| !apart.contains(at));
            let other: Manifest = left.map(|at| files[at].clone()).collect();
            for (one, other) in [(&some, &other), (&other, &some), (&some, &both), (&both, &some)] {
                assert_eq!(Manifest::parse(&one.print_with(other)), Some(both.clone()));
            }
        }
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
