//! What a tree says without its places, so that two readings can be compared.

use std::fmt::Write as _;

use super::tree::{Block, BlockKind, Inline, InlineKind, Link, Markdown};
use crate::source::Span;

/// The tree of `markdown` in words: equal for texts that say the same. Blanks at the end of a line
/// say nothing. A link at one of `swapped`, which are sorted, is told as it would stand with its brackets and
/// parentheses swapped.
pub(super) fn shape(markdown: &Markdown, swapped: &[Span]) -> String {
    let mut shape = Shape { out: String::new(), in_words: false, swapped };
    shape.blocks(&markdown.blocks);
    for definition in &markdown.definitions {
        shape.put(format_args!("[{:?}]:{:?}", definition.label, definition.address));
    }
    shape.out
}

struct Shape<'a> {
    out: String,
    /// Whether the last thing that was put is words, to which others may be joined.
    in_words: bool,
    swapped: &'a [Span],
}

impl Shape<'_> {
    fn put(&mut self, mark: std::fmt::Arguments<'_>) {
        let close = if self.in_words { "\"\n" } else { "" };
        self.in_words = false;
        let _ = writeln!(self.out, "{close}{mark}");
    }

    fn words(&mut self, words: &str) {
        if !self.in_words && !words.is_empty() {
            self.out.push('"');
            self.in_words = true;
        }
        for sign in words.chars() {
            // No quote may end the words early, and no line break begin a new mark.
            if matches!(sign, '"' | '\\' | '\n') {
                self.out.push('\\');
            }
            self.out.push(sign);
        }
    }

    /// Ends the words of a line, without the blanks at its end.
    fn line_end(&mut self) {
        if self.in_words {
            let kept = self.out.trim_end_matches([' ', '\t', '\u{a0}']).len();
            self.out.truncate(kept);
            if self.out.ends_with("\n\"") || self.out == "\"" {
                self.out.pop();
                self.in_words = false;
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
        self.put(format_args!("."));
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Paragraph(inlines) => self.text("paragraph", inlines),
            BlockKind::Tight(inlines) => self.text("tight", inlines),
            BlockKind::Heading { level, anchor, attributes, content } => {
                let attributes = attributes.as_deref();
                let id = attributes.and_then(|it| it.id.as_ref()).map(|id| &id.value);
                let pairs: Vec<_> = attributes
                    .iter()
                    .flat_map(|it| &it.pairs)
                    .map(|(key, value)| (&key.value, value))
                    .collect();
                self.put(format_args!("heading {level} {anchor:?} {id:?} {pairs:?}"));
                self.text("", content);
            }
            BlockKind::Quote(alert, blocks) => {
                self.put(format_args!("quote {alert:?}"));
                self.blocks(blocks);
            }
            BlockKind::List(first, items) => {
                self.put(format_args!("list {first:?}"));
                for item in items {
                    self.put(format_args!("item {:?}", item.task));
                    self.blocks(&item.blocks);
                }
            }
            BlockKind::Table { align, head, rows } => {
                self.put(format_args!("table {align:?}"));
                for row in std::iter::once(&**head).chain(rows) {
                    self.put(format_args!("row"));
                    row.cells.iter().for_each(|cell| self.text("cell", cell));
                }
            }
            BlockKind::Footnote { number, blocks } => {
                self.put(format_args!("footnote {number}"));
                self.blocks(blocks);
            }
            // What holds no nodes says no places.
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Break => {
                self.put(format_args!("{kind:?}"));
            }
        }
    }

    fn text(&mut self, name: &str, inlines: &[Inline]) {
        self.put(format_args!("{name}"));
        self.inlines(inlines);
        self.line_end();
        self.put(format_args!("."));
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words),
                InlineKind::Link(link) if self.swapped.binary_search(&inline.span).is_ok() => {
                    self.words("(");
                    self.inlines(&link.content);
                    self.words(")[");
                    self.words(&link.address);
                    self.words("]");
                }
                InlineKind::Emphasis(inner) => self.inside(format_args!("emphasis"), inner),
                InlineKind::Strong(inner) => self.inside(format_args!("strong"), inner),
                InlineKind::Strike(inner) => self.inside(format_args!("strike"), inner),
                InlineKind::Link(link) => self.link("link", link),
                InlineKind::Image(link) => self.link("image", link),
                kind => {
                    if matches!(kind, InlineKind::HardBreak) {
                        self.line_end();
                    }
                    self.put(format_args!("{kind:?}"));
                }
            }
        }
    }

    fn link(&mut self, name: &str, link: &Link) {
        let Link { address, title, form, content } = link;
        self.inside(format_args!("{name} {address:?} {title:?} {form:?}"), content);
    }

    fn inside(&mut self, mark: std::fmt::Arguments<'_>, inner: &[Inline]) {
        self.put(mark);
        self.inlines(inner);
        self.put(format_args!("."));
    }
}
