//! The lines of a document while their roles are written beside them.

use std::ops::RangeInclusive;

use crate::markdown::{Block, BlockKind, Inline};
use crate::source::{Source, Span};

use super::{Part, ReadLine, Role, Rule, span};

/// The lines of one text. What is written later holds.
pub(super) struct Sheet<'a> {
    source: &'a Source,
    lines: Vec<ReadLine>,
}

impl<'a> Sheet<'a> {
    /// The lines of `source`, about which nothing is known but which are blank.
    pub(super) fn new(source: &'a Source) -> Self {
        let lines = source.text().split_inclusive('\n').enumerate().map(|(index, text)| {
            let text = text.trim_end_matches(['\n', '\r']);
            let blank =
                text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
            ReadLine {
                number: u32::try_from(index + 1).unwrap_or(u32::MAX),
                text: text.to_owned(),
                roles: if blank { Vec::new() } else { vec![Role::Prose] },
                level: 0,
                rule: None,
                parts: Vec::new(),
                facts: Vec::new(),
                problems: Vec::new(),
            }
        });
        Self { source, lines: lines.collect() }
    }

    /// The lines, when all is known about them.
    pub(super) fn finish(mut self) -> Vec<ReadLine> {
        for line in &mut self.lines {
            line.parts.sort_by_key(|part| part.span);
            line.parts.dedup();
        }
        self.lines
    }

    /// The line with this number, if there is one.
    pub(super) fn line(&mut self, number: u32) -> Option<&mut ReadLine> {
        self.lines.get_mut((number as usize).checked_sub(1)?)
    }

    /// The number of the line on which a span starts.
    pub(super) fn number(&self, span: Span) -> u32 {
        self.source.line(span.start)
    }

    /// Adds something to tell at the line where `span` starts.
    pub(super) fn fact(&mut self, span: Span, fact: impl Into<String>) {
        let number = self.number(span);
        if let Some(line) = self.line(number) {
            line.facts.push(fact.into());
        }
    }

    /// Gives all lines of a span a role; lines after the first go on with what it began. Where an
    /// objective or key result starts, the line stays that.
    pub(super) fn paint(&mut self, span: Span, role: Role, level: usize) {
        let goes_on = match role {
            Role::Title
            | Role::Heading
            | Role::Objective
            | Role::KeyResult
            | Role::Item
            | Role::Outcome
            | Role::Owner
            | Role::Target
            | Role::Link => Role::Continued,
            _ => role,
        };
        let mut next = role;
        for number in self.numbers(span) {
            let Some(line) = self.line(number).filter(|line| !line.roles.is_empty()) else {
                continue;
            };
            if line.rule.is_none() {
                line.roles = vec![next];
                line.level = level;
            }
            next = goes_on;
        }
    }

    /// An objective or key result. Where one stands on the line of another, the line is both.
    pub(super) fn item(&mut self, span: Span, role: Role, level: usize, why: Rule) {
        self.paint(span, role, level);
        let number = self.number(span);
        let Some(line) = self.line(number) else { return };
        if !line.roles.contains(&role) {
            line.roles.push(role);
        }
        line.rule.get_or_insert(why);
    }

    /// The words of an objective that stand below its own lines.
    pub(super) fn rest(&mut self, item: Span, words: &[Inline], level: usize) {
        let Some(span) = span(words) else { return };
        if self.number(span) > self.number(item) && span.start >= item.end {
            self.paint(span, Role::Continued, level);
        }
    }

    /// The outcome of the item at `item`, which may stand on a line of its own below it.
    pub(super) fn outcome(&mut self, item: Span, words: Option<&[Inline]>, level: usize) {
        let Some(span) = words.and_then(span) else { return };
        let line = self.source.line_span(self.number(span));
        let before = self.source.slice(Span { start: line.start, end: span.start });
        if !before.contains(char::is_alphanumeric) {
            self.paint_line_below(item, span, Role::Outcome, level + 1);
        }
        self.part(span, Role::Outcome);
    }

    /// Gives the lines of a span a role, unless it starts on the first line of the item at `item`.
    pub(super) fn paint_line_below(&mut self, item: Span, span: Span, role: Role, level: usize) {
        if self.number(span) > self.number(item) {
            self.paint(span, role, level);
        }
    }

    /// Prose, with what stands in it.
    pub(super) fn blocks(&mut self, blocks: &[Block], role: Role, level: usize) {
        for block in blocks {
            let own = match &block.kind {
                BlockKind::Heading { .. } => Role::Heading,
                BlockKind::Code { .. } => Role::Code,
                BlockKind::Html(_) => Role::Html,
                BlockKind::Table { .. } => Role::Table,
                _ => role,
            };
            self.paint(block.span, own, level);
            match &block.kind {
                BlockKind::Quote(_, inner) | BlockKind::Footnote { blocks: inner, .. } => {
                    self.blocks(inner, role, level);
                }
                BlockKind::List(_, items) => {
                    for item in items {
                        self.blocks(&item.blocks, role, level);
                    }
                }
                _ => {}
            }
        }
    }

    /// Prose and tables at `span` that may have been meant as something else.
    pub(super) fn unread(&mut self, span: Span) {
        for number in self.numbers(span) {
            if let Some(line) = self.line(number)
                && matches!(line.roles[..], [Role::Prose | Role::Table])
            {
                line.roles = vec![Role::Unread];
            }
        }
    }

    /// Says what the bytes of a span are, on each of its lines.
    pub(super) fn part(&mut self, span: Span, role: Role) {
        for number in self.numbers(span) {
            let whole = self.source.line_span(number);
            let start = span.start.max(whole.start) - whole.start;
            let end = span.end.min(whole.end).saturating_sub(whole.start);
            if let Some(line) = self.line(number)
                && start < end
            {
                line.parts.push(Part { span: Span { start, end }, role });
            }
        }
    }

    /// Where `name` stands in a span; the whole span when that is on one line.
    pub(super) fn find(&self, span: Span, name: &str) -> Option<Span> {
        let text = self.source.slice(span);
        if let Some(at) = text.find(name) {
            let start = span.start as usize + at;
            return Some(Span::new(start, start + name.len()));
        }
        (!text.contains('\n')).then_some(span)
    }

    /// The numbers of the lines of a span, without blank ones at its end.
    fn numbers(&self, span: Span) -> RangeInclusive<u32> {
        let length = self.source.slice(span).trim_end().len();
        let Some(last) = length.checked_sub(1) else {
            // Nothing: a range that is empty.
            return RangeInclusive::new(1, 0);
        };
        let end = u32::try_from(last).unwrap_or(u32::MAX).saturating_add(span.start);
        self.source.line(span.start)..=self.source.line(end)
    }
}
