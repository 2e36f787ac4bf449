//! Diagnostics as workflow commands: GitHub shows them on the lines of the pull request.

use std::fmt::Write as _;

use super::{Diagnostic, Report, Severity};
use crate::source::{Location, Span};

/// One command a diagnostic: `::warning file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message`.
#[must_use]
pub fn github(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        command(diagnostic, report, &mut out);
    }
    if let Some(failure) = report.failure {
        let _ = writeln!(out, "::error title=quarterdeck::{}", data(failure));
    }
    out
}

fn command(diagnostic: &Diagnostic, report: &Report<'_>, out: &mut String) {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    // Line breaks at its end would carry the mark to a line that has nothing to do with it.
    let Location { source, span } = diagnostic.at;
    let length = report.source(diagnostic.at).slice(span).trim_end_matches(['\n', '\r']).len();
    let span = Span::new(span.start as usize, span.start as usize + length);
    let (start, end) = report.places(Location { source, span });
    let _ = write!(out, "::{word} file={}", property(&report.path(diagnostic.at)));
    let _ = write!(out, ",line={},endLine={}", start.line, end.line);
    if start.line == end.line {
        // The last column is one of the marked ones. Columns of different lines are not allowed.
        let last = start.column.max(end.column.saturating_sub(1));
        let _ = write!(out, ",col={},endColumn={last}", start.column);
    }
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        let _ = write!(message, "\nhelp: {help}");
    }
    let _ = writeln!(out, ",title={}::{}", property(diagnostic.rule.name), data(&message));
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands after a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
