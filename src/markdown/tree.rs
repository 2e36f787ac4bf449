//! The tree that a Markdown text becomes.

use super::{Attributes, Problem};
use crate::source::Span;

/// A whole text: its blocks, its reference definitions, and what is malformed in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markdown {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// Reference definitions `[label]: address`, in order, repeated ones included.
    pub definitions: Vec<Definition>,
    /// How many footnotes there are.
    pub footnotes: usize,
    /// Malformed syntax, in order.
    pub problems: Vec<Problem>,
}

/// A reference definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The label as written, without brackets.
    pub label: String,
    /// The address; empty for a repeated definition, which Markdown ignores.
    pub address: String,
    /// The line it stands on.
    pub span: Span,
    /// Whether an earlier definition has the same label, so that this one is ignored.
    pub repeated: bool,
}

/// A block and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The text of a tight list item, which stands without paragraph marks.
    Tight(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its anchor: its explicit id, or else by GitHub's rules and unique in the text.
        anchor: String,
        /// What stands in braces after it, if anything does.
        attributes: Option<Box<Attributes>>,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A quotation, perhaps marked as a note or warning.
    Quote(Option<Alert>, Vec<Block>),
    /// A list; the first number when it is numbered.
    List(Option<u64>, Vec<Item>),
    /// A code block.
    Code {
        /// The word after the fence, in lower case; empty when there is none.
        language: String,
        /// The code.
        text: String,
    },
    /// Raw HTML.
    Html(String),
    /// A table.
    Table {
        /// How each column is aligned.
        align: Vec<Align>,
        /// The header row.
        head: Box<Row>,
        /// The other rows.
        rows: Vec<Row>,
    },
    /// The text of a footnote.
    Footnote {
        /// Its number, counted from 1 in the order of the text.
        number: usize,
        /// Its blocks.
        blocks: Vec<Block>,
    },
    /// A thematic break.
    Break,
}

/// The kinds of marked quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// How a table column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the language runs.
    Start,
    /// In the middle.
    Centre,
    /// Against the end.
    End,
}

/// A list item.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// Whether its box is ticked, when it has one.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A table row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// Its cells.
    pub cells: Vec<Vec<Inline>>,
}

/// A piece of running text and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// What a piece of running text is.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, bold.
    Strong(Vec<Inline>),
    /// Struck through.
    Strike(Vec<Inline>),
    /// A link.
    Link(Box<Link>),
    /// A picture; its content is the text that stands for it.
    Image(Box<Link>),
    /// One raw HTML tag or comment.
    Html(String),
    /// A reference to the footnote with this number.
    FootnoteReference(usize),
    /// A line that goes on in the next line of the source.
    SoftBreak,
    /// A line that ends here.
    HardBreak,
}

/// A link or picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The address, entities decoded.
    pub address: String,
    /// The title, empty when there is none.
    pub title: String,
    /// How it was written.
    pub form: LinkForm,
    /// The text.
    pub content: Vec<Inline>,
}

/// How a link was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[text](address)`
    Inline,
    /// `[text][label]`, `[label][]` or `[label]`, with the label as used.
    Reference(String),
    /// A bare address.
    Auto,
}

impl Link {
    /// The same link around other words.
    fn with_content(&self, content: Vec<Inline>) -> Self {
        Self {
            address: self.address.clone(),
            title: self.title.clone(),
            form: self.form.clone(),
            content,
        }
    }
}

impl Inline {
    /// The words, when this is plain text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            InlineKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The place of the byte at `offset` of a text; where the text is not spelled as it reads, in
    /// code and with a character that had to be replaced, the place where all of it begins.
    #[must_use]
    pub fn offset(&self, offset: usize) -> usize {
        let start = self.span.start as usize;
        if self.is_exact() { (start + offset).min(self.span.end as usize) } else { start }
    }

    /// Whether the text, of which blanks at the end may be gone, stands in the source as it reads.
    /// A character that had to be replaced makes it longer than its source.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.text().is_some_and(|text| text.len() <= self.span.range().len())
    }

    /// The inlines inside, for those that have any.
    #[must_use]
    pub fn children(&self) -> &[Inline] {
        match &self.kind {
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Strike(inner) => {
                inner
            }
            InlineKind::Link(link) | InlineKind::Image(link) => &link.content,
            _ => &[],
        }
    }

    /// The same node around other content; `None` for those that have no inside.
    #[must_use]
    pub fn with_children(&self, inner: Vec<Inline>) -> Option<Inline> {
        let kind = match &self.kind {
            InlineKind::Emphasis(_) => InlineKind::Emphasis(inner),
            InlineKind::Strong(_) => InlineKind::Strong(inner),
            InlineKind::Strike(_) => InlineKind::Strike(inner),
            InlineKind::Link(link) => InlineKind::Link(Box::new(link.with_content(inner))),
            InlineKind::Image(link) => InlineKind::Image(Box::new(link.with_content(inner))),
            _ => return None,
        };
        Some(Inline { span: self.span, kind })
    }
}

/// Calls `visit` with every running text among `blocks`, in order.
pub fn each_text<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a [Inline])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inlines)
            | BlockKind::Tight(inlines)
            | BlockKind::Heading { content: inlines, .. } => visit(inlines),
            BlockKind::Quote(_, blocks) | BlockKind::Footnote { blocks, .. } => {
                each_text(blocks, visit);
            }
            BlockKind::List(_, items) => {
                for item in items {
                    each_text(&item.blocks, visit);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in std::iter::once(&**head).chain(rows).flat_map(|row| &row.cells) {
                    visit(cell);
                }
            }
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Break => {}
        }
    }
}

/// Calls `visit` with every running text among `blocks`, to change it.
pub(super) fn each_text_mut(blocks: &mut [Block], visit: &mut impl FnMut(&mut Vec<Inline>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(inlines)
            | BlockKind::Tight(inlines)
            | BlockKind::Heading { content: inlines, .. } => visit(inlines),
            BlockKind::Quote(_, blocks) | BlockKind::Footnote { blocks, .. } => {
                each_text_mut(blocks, visit);
            }
            BlockKind::List(_, items) => {
                for item in items {
                    each_text_mut(&mut item.blocks, visit);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in std::iter::once(&mut **head).chain(rows).flat_map(|row| &mut row.cells)
                {
                    visit(cell);
                }
            }
            BlockKind::Code { .. } | BlockKind::Html(_) | BlockKind::Break => {}
        }
    }
}
