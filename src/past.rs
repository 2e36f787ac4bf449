//! Compares the versions of each document, and says since when each of its parts says what it
//! says.
//!
//! Versions are read as documents, so that a part is the same whatever line it stands on and
//! however it is marked up. A document is followed from its first version to its last; what is
//! kept of it is a few numbers for each part, see [`Memory`].

mod memory;
mod parts;

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::parse::Document;

pub use memory::{Commit, Edit, Memory, Present};

use parts::Known;

/// Since when a part of a document says what it says. A day is `None` where it cannot be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Age {
    /// The day on which it first stood there.
    pub born: Option<Date>,
    /// The day on which its words, its owners or its dates changed last.
    pub worded: Option<Date>,
    /// The day on which its outcome, its grade or its state changed last.
    pub told: Option<Date>,
}

impl Age {
    /// The day on which anything about it changed last.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        self.worded.max(self.told)
    }
}

/// The ages of the parts of a document, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// Those of its objectives, without their key results.
    pub objectives: Vec<Age>,
    /// Those of the key results of each of its objectives.
    pub key_results: Vec<Vec<Age>>,
    /// Those of its items.
    pub items: Vec<Age>,
}

/// What is known of the past of all documents, by their paths relative to the content folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    documents: BTreeMap<String, Past>,
}

/// What is known of the past of a document.
#[derive(Clone, Debug, PartialEq)]
struct Past {
    /// Its parts as of the version before the present one, in their order.
    before: Vec<Known>,
    /// Whether that is unknown.
    cut: bool,
    /// The day of the present one.
    day: Date,
}

impl History {
    /// The last day on which the document at `path` was changed.
    #[must_use]
    pub fn changed(&self, path: &str) -> Option<Date> {
        self.documents.get(path).map(|past| past.day)
    }

    /// The ages of the parts of a document as it stands now; `None` when nothing is known of it.
    #[must_use]
    pub fn ages(&self, document: &Document) -> Option<Ages> {
        let past = self.documents.get(document.path.as_str())?;
        let day = Some(past.day).filter(|_| !past.cut);
        let known = parts::follow(&past.before, parts::traces(document), day);
        let mut ages = known.into_iter().map(|part| part.age);
        let mut next = || ages.next().unwrap_or_default();
        let mut all = Ages::default();
        for objective in &document.objectives {
            all.objectives.push(next());
            all.key_results.push(objective.key_results.iter().map(|_| next()).collect());
        }
        all.items = document.items.iter().map(|_| next()).collect();
        Some(all)
    }
}
