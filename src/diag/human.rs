//! Diagnostics for people: with source lines and carets, or one line each.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level as Mark, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Location, Source, Sources, Span};

/// Characters of a source line that are shown around a caret before the rest is left out.
const WIDTH: usize = 240;

/// The diagnostics with their source lines, carets and cures.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        let mut title = mark(diagnostic.severity).primary_title(&diagnostic.message);
        title = title.id(diagnostic.rule.name);
        let mut group = Group::with_title(title);
        group = group.element(snippet(diagnostic.at, &diagnostic.label, true, sources));
        for (at, label) in &diagnostic.also {
            group = group.element(snippet(*at, label, false, sources));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Mark::HELP.message(help));
        }
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}

/// The diagnostics one a line: `path:line:column: severity[rule]: message`.
#[must_use]
pub fn short(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let source = sources.get(diagnostic.at.source);
        let place = source.place(diagnostic.at.span.start);
        let (word, rule) = (diagnostic.severity.word(), diagnostic.rule.name);
        let (path, message) = (source.path(), &diagnostic.message);
        let _ = writeln!(out, "{path}:{}:{}: {word}[{rule}]: {message}", place.line, place.column);
    }
    out
}

/// How many there are of each severity: `2 errors, 1 warning`; empty when there are none.
#[must_use]
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts = [Severity::Error, Severity::Warning, Severity::Hint].map(|severity| {
        match (count(severity), severity.word()) {
            (0, _) => String::new(),
            (1, word) => format!("1 {word}"),
            (n, word) => format!("{n} {word}s"),
        }
    });
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn mark(severity: Severity) -> Mark<'static> {
    match severity {
        Severity::Error => Mark::ERROR,
        Severity::Warning => Mark::WARNING,
        Severity::Hint => Mark::INFO.with_name("hint"),
    }
}

/// The line of `at`, cut to a readable width around it, with the caret under it.
fn snippet<'a>(
    at: Location,
    label: &'a str,
    primary: bool,
    sources: &'a Sources,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(at.source);
    let line = source.line(at.span.start);
    let window = window(source, at.span, line);
    let start = (at.span.start.max(window.start) - window.start) as usize;
    let end = ((at.span.end.min(window.end)).max(at.span.start) - window.start) as usize;
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(start..end.max(start));
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    Snippet::source(source.slice(window))
        .path(source.path().as_str())
        .line_start(line as usize)
        .annotation(annotation)
}

/// The first line of `span`; only a part of it when the line is very long.
fn window(source: &Source, span: Span, line: u32) -> Span {
    let whole = source.line_span(line);
    if (whole.end - whole.start) as usize <= WIDTH * 4 {
        return whole;
    }
    let text = source.text();
    let at = (span.start.min(whole.end)) as usize;
    let mut start = at.saturating_sub(WIDTH).max(whole.start as usize);
    let mut end = (at + WIDTH).min(whole.end as usize);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}
