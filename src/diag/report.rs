//! What the formats for machines tell of a run.

use super::{Diagnostic, Severity};
use crate::source::{Location, Place, Source, Sources};

/// A run, as programs are told of it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What is wrong, in order.
    pub diagnostics: &'a [Diagnostic],
    /// All texts.
    pub sources: &'a Sources,
    /// What leads to the site's folder from where the reader of the report stands: nothing, or a
    /// path that is parted by `/` and ends with one.
    pub prefix: &'a str,
    /// How many documents were checked.
    pub documents: usize,
    /// What was mended before.
    pub fixed: Fixed,
    /// Why the command could not run to its end, when it could not.
    pub failure: Option<&'a str>,
}

/// How much was mended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixed {
    /// How many problems there are less.
    pub problems: usize,
    /// In how many files.
    pub files: usize,
}

impl<'a> Report<'a> {
    /// How many diagnostics of `severity` there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    pub(super) fn source(&self, at: Location) -> &'a Source {
        self.sources.get(at.source)
    }

    /// The path of the file of `at`, for the reader of the report.
    pub(super) fn path(&self, at: Location) -> String {
        format!("{}{}", self.prefix, self.source(at).path())
    }

    /// Where `at` begins and where it ends, the character at its end left out.
    pub(super) fn places(&self, at: Location) -> (Place, Place) {
        let source = self.source(at);
        (source.place(at.span.start), source.place(at.span.end.max(at.span.start)))
    }
}
