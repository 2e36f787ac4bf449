//! What a site is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::Date;
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::past::History;
use crate::publish::search;
use crate::source::{SourceId, SourcePath, Sources};

/// A file that is published as it is.
pub type Bytes = Arc<[u8]>;

/// Everything a site is made of. The rim reads it; nothing below the rim does.
///
/// A copy shares the texts and files.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// All texts.
    pub sources: Sources,
    /// The settings.
    pub config: Arc<Config>,
    /// The documents, with their paths relative to the content folder.
    pub documents: Arc<[(SourceId, SourcePath)]>,
    /// The user's templates, with their names as `quarter.html`.
    pub templates: Vec<(SourceId, String)>,
    /// The user's words, with the tag of their language.
    pub strings: Vec<(SourceId, String)>,
    /// Files of the content folder that are published as they are, by path.
    pub content_files: Arc<BTreeMap<String, Bytes>>,
    /// Files of `static/` and of the user's theme, by path from the top of the site; they win over
    /// the built-in theme's.
    pub static_files: Arc<BTreeMap<String, Bytes>>,
    /// When the documents and their parts were changed, as far as version control knows.
    pub history: Arc<History>,
    /// The day the site is built on.
    pub today: Date,
    /// Whether drafts are published.
    pub drafts: Drafts,
    /// Whether the site gets an index to be searched with.
    pub indexing: Indexing,
    /// What was wrong in reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a site that can be searched gets the index for it, which takes longest to make.
#[derive(Clone, Debug, PartialEq)]
pub enum Indexing {
    /// It gets none.
    Left,
    /// It gets one: that of an earlier build, if it still fits, or a new one.
    Made(Arc<search::Files>),
}

/// What happens to documents that are marked as drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Left,
    /// They are shown like all others.
    Shown,
}

impl Drafts {
    /// What a `--drafts` on the command line means.
    #[must_use]
    pub fn of(shown: bool) -> Self {
        if shown { Self::Shown } else { Self::Left }
    }
}
