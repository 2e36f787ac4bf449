//! What can be wrong with a file before anybody looks at what it says.

use std::fmt;

use crate::diag::{Diagnostic, rules};
use crate::source::{Location, SourceId, SourcePath, Span};

/// A file that could not be read, or not as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file or folder.
    pub path: SourcePath,
    /// What could be read of it, so that a caret can be shown; empty when nothing could.
    pub text: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text is not UTF-8.
    NotUtf8 {
        /// The byte in the problem's text where the first `U+FFFD` stands for broken bytes.
        offset: usize,
    },
    /// The text is UTF-16, as its byte order mark says.
    Utf16,
    /// It cannot be read: a predicate without a subject, such as `is not a regular file`.
    Unreadable(String),
    /// A symbolic link runs in a circle.
    LinkLoop,
    /// The name is not UTF-8; the path shows `U+FFFD` for broken bytes.
    NameNotUtf8,
}

impl Problem {
    /// A problem of a file of which nothing could be read.
    #[must_use]
    pub fn new(path: SourcePath, kind: ProblemKind) -> Self {
        Self { path, text: String::new(), kind }
    }

    /// The problem as a diagnostic in `source`, which holds the problem's path and text.
    #[must_use]
    pub fn diagnostic(&self, source: SourceId) -> Diagnostic {
        let (rule, help) = match &self.kind {
            ProblemKind::NotUtf8 { .. } | ProblemKind::Utf16 => {
                (&rules::SOURCE_NOT_UTF8, "save the file as UTF-8")
            }
            ProblemKind::Unreadable(_) => {
                (&rules::SOURCE_UNREADABLE, "mend the file or take it out of the folder")
            }
            ProblemKind::LinkLoop => (&rules::SOURCE_LINK_LOOP, "remove the symbolic link"),
            ProblemKind::NameNotUtf8 => {
                (&rules::SOURCE_UNREADABLE, "rename it with letters, digits and `-`")
            }
        };
        let span = match self.kind {
            ProblemKind::NotUtf8 { offset } => {
                Span::new(offset, offset + char::REPLACEMENT_CHARACTER.len_utf8())
            }
            _ => Span::default(),
        };
        let message = format!("`{}` {}", self.path, self.kind);
        Diagnostic::new(rule, Location { source, span }, message).help(help)
    }
}

/// The predicate of a sentence about the file.
impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotUtf8 { .. } => "is not UTF-8 text",
            Self::Utf16 => "is UTF-16",
            Self::Unreadable(why) => why,
            Self::LinkLoop => "is a symbolic link that runs in a circle",
            Self::NameNotUtf8 => "has a name that is not UTF-8",
        })
    }
}
