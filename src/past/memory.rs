//! What is kept of the past from one build to the next, so that each version is read once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::parts::{self, Known, Trace};
use super::{Age, History, Past};
use crate::calendar::Date;
use crate::config::Config;
use crate::parse;
use crate::source::{SourcePath, Sources};

/// A commit, as far as it touches the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its day.
    pub day: Date,
    /// What it did to files.
    pub edits: Vec<Edit>,
}

/// What a commit did to a file. Paths are relative to the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It got a new text.
    Written {
        /// Where it stands.
        path: String,
        /// The name of the text.
        text: String,
    },
    /// It was moved, and perhaps changed.
    Moved {
        /// Where it stood.
        from: String,
        /// Where it stands.
        path: String,
        /// The name of the text.
        text: String,
    },
    /// It was deleted.
    Deleted {
        /// Where it stood.
        path: String,
    },
}

/// How the documents stand today.
pub struct Present<'a> {
    /// Their paths.
    pub paths: BTreeSet<&'a str>,
    /// Those that differ from their last commit.
    pub modified: BTreeSet<String>,
    /// Today.
    pub today: Date,
    /// The settings with which they are read.
    pub config: &'a Config,
}

/// The past of all documents up to a commit.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// What it was read with; anything else might have read something else.
    reader: String,
    /// The commit.
    head: String,
    documents: BTreeMap<String, Remembered>,
}

/// A document. The present version is not read: as long as nobody touches the file, what stands in
/// it is just that.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Remembered {
    /// The parts of the last version that was read, with the days of their [`Age`].
    before: Vec<(Trace, [Option<i64>; 3])>,
    /// Whether what came before the next version is unknown.
    cut: bool,
    /// The versions that are not read, the oldest first: their days, and the names of their texts.
    unread: Vec<(i64, String)>,
}

impl Memory {
    /// Nothing, before the first commit, to be read by `reader`.
    #[must_use]
    pub fn new(reader: &str) -> Self {
        let reader = reader.to_owned();
        Self { reader, head: String::new(), documents: BTreeMap::new() }
    }

    /// What was kept, if it was kept by the same reader and is whole.
    #[must_use]
    pub fn parse(bytes: &[u8], reader: &str) -> Option<Self> {
        let memory: Self = serde_json::from_slice(bytes).ok()?;
        (memory.reader == reader).then_some(memory)
    }

    /// The same to be kept.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The commit that it goes up to; empty before the first.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Adds commits, the oldest first; the last is `head`.
    pub fn add(&mut self, commits: &[Commit], head: &str) {
        for commit in commits {
            self.commit(commit);
        }
        head.clone_into(&mut self.head);
    }

    fn commit(&mut self, commit: &Commit) {
        // Files may change places, so that all leave before any arrives.
        let mut moved: HashMap<&str, Remembered> = HashMap::new();
        for edit in &commit.edits {
            match edit {
                Edit::Moved { from, .. } => {
                    let old = self.documents.remove(from).unwrap_or_default();
                    moved.insert(from, old);
                }
                Edit::Deleted { path } => drop(self.documents.remove(path)),
                Edit::Written { .. } => {}
            }
        }
        let day = unix(commit.day);
        for edit in &commit.edits {
            let (path, text, old) = match edit {
                Edit::Written { path, text } => (path, text, None),
                Edit::Moved { from, path, text } => (path, text, moved.remove(from.as_str())),
                Edit::Deleted { .. } => continue,
            };
            if let Some(old) = old {
                self.documents.insert(path.clone(), old);
            }
            let document = self.documents.entry(path.clone()).or_default();
            match document.unread.last_mut() {
                Some((_, last)) if last == text => {}
                // Of a day only what stood in the end counts.
                Some((last, old)) if *last == day => text.clone_into(old),
                _ => document.unread.push((day, text.clone())),
            }
        }
    }

    /// The names of the texts that have to be read, the newest first.
    #[must_use]
    pub fn wanted(&self, present: &Present<'_>) -> Vec<String> {
        let mut wanted: Vec<(i64, &str)> = Vec::new();
        for (path, document) in &self.documents {
            if present.paths.contains(path.as_str()) {
                let count = document.to_read(present.modified.contains(path));
                let unread = document.unread[..count].iter();
                wanted.extend(unread.map(|(day, text)| (*day, text.as_str())));
            }
        }
        wanted.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        let mut known = BTreeSet::new();
        wanted.retain(|(_, text)| known.insert(*text));
        wanted.into_iter().map(|(_, text)| text.to_owned()).collect()
    }

    /// Reads the versions whose texts are given; before one whose text is not, nothing is known.
    #[must_use]
    pub fn read(&mut self, texts: &HashMap<String, Arc<str>>, present: &Present<'_>) -> History {
        let here = |path: &str| present.paths.contains(path);
        let all: Vec<_> = self.documents.iter_mut().filter(|(path, _)| here(path)).collect();
        let pasts = all.into_par_iter().filter_map(|(path, document)| {
            let reader = Reader { path: SourcePath::new(path), texts, config: present.config };
            let past = document.settle(&reader, present.modified.contains(path), present.today);
            past.map(|past| (path.clone(), past))
        });
        History { documents: pasts.collect() }
    }
}

impl Remembered {
    /// How many of its versions have to be read: all but the present one, which may stand on the
    /// disk as it is.
    fn to_read(&self, modified: bool) -> usize {
        if modified { self.unread.len() } else { self.unread.len().saturating_sub(1) }
    }

    fn settle(&mut self, reader: &Reader<'_>, modified: bool, today: Date) -> Option<Past> {
        let (present, old) = self.unread.split_last()?;
        let (present, old) = (present.clone(), old.to_vec());
        let mut before: Vec<Known> = self.before.iter().map(known).collect();
        let mut cut = self.cut;
        for version in &old {
            (before, cut) = reader.follow(&before, cut, version);
        }
        self.before = before.iter().map(kept).collect();
        self.cut = cut;
        let mut day = date(present.0);
        if modified {
            (before, cut) = reader.follow(&before, cut, &present);
            day = today;
        }
        self.unread = vec![present];
        Some(Past { before, cut, day })
    }
}

/// How a document's versions are read.
struct Reader<'a> {
    path: SourcePath,
    texts: &'a HashMap<String, Arc<str>>,
    config: &'a Config,
}

impl Reader<'_> {
    /// The parts after one more version, and whether they are unknown.
    fn follow(
        &self,
        before: &[Known],
        cut: bool,
        (day, name): &(i64, String),
    ) -> (Vec<Known>, bool) {
        let Some(text) = self.texts.get(name) else { return (Vec::new(), true) };
        let mut sources = Sources::new();
        let id = sources.add(self.path.clone(), Arc::clone(text));
        let document = parse::document(sources.get(id), &self.path, self.config);
        let day = Some(date(*day)).filter(|_| !cut);
        (parts::follow(before, parts::traces(&document), day), false)
    }
}

fn known((trace, [born, worded, told]): &(Trace, [Option<i64>; 3])) -> Known {
    let age = Age { born: born.map(date), worded: worded.map(date), told: told.map(date) };
    Known { trace: *trace, age }
}

fn kept(known: &Known) -> (Trace, [Option<i64>; 3]) {
    let Age { born, worded, told } = known.age;
    (known.trace, [born, worded, told].map(|day| day.map(unix)))
}

fn unix(day: Date) -> i64 {
    Date::from_unix_days(0).days_until(day)
}

fn date(days: i64) -> Date {
    Date::from_unix_days(days)
}

#[cfg(test)]
mod tests;
