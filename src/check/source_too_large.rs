//! `source/too-large`: documents are small enough to be read in a browser.

use super::Subject;
use crate::diag::{Diagnostic, rules};
use crate::source::{Location, Span};

/// Bytes beyond which no browser opens the page gladly.
const LARGEST: usize = 2 * 1024 * 1024;

pub(super) fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let documents = subject.plan.documents.iter();
    documents
        .map(|entry| subject.sources.get(entry.document.source))
        .filter(|source| source.text().len() > LARGEST)
        .map(|source| {
            let tenths = source.text().len() * 10 / (1024 * 1024);
            let message = format!(
                "the document is {}.{} MiB large: few browsers open such a page gladly",
                tenths / 10,
                tenths % 10
            );
            let at = Location { source: source.id(), span: Span::default() };
            Diagnostic::new(&rules::SOURCE_TOO_LARGE, at, message)
                .help("split it, by quarter or by team")
        })
        .collect()
}
