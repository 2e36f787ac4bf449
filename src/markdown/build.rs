//! From the parser's events to the tree.

use std::collections::HashMap;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser,
    Tag,
};

use super::tree::{
    Alert, Align, Block, BlockKind, Inline, InlineKind, Item, Link, LinkForm, Markdown, Row,
};
use super::{Anchors, autolink, bullets, emoji, mend, problems};
use crate::source::Span;

/// Containers inside containers before their structure is given up and only their words are kept.
/// Everything that walks the tree may recurse this deep.
const MAX_DEPTH: usize = 64;

/// Reads `text`, which stands `offset` bytes below the top of its file. Never fails.
#[must_use]
pub fn read(text: &str, offset: u32) -> Markdown {
    let mut markdown = unproved(text, offset);
    mend::prove(&mut markdown, text, offset);
    autolink::link_bare_addresses(&mut markdown.blocks);
    emoji::put_in(&mut markdown.blocks);
    markdown
}

/// The tree before bare addresses become links, its problems with edits that nobody has tried.
pub(super) fn unproved(text: &str, offset: u32) -> Markdown {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut broken = Vec::new();
    let mut builder = Builder::new(offset);
    {
        let note = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
            if link.link_type == LinkType::Reference {
                broken.push((link.reference.to_string(), link.span));
            }
            None
        };
        let parser = Parser::new_with_broken_link_callback(text, options, Some(note));
        builder.markdown.definitions = problems::definitions(text, offset, &parser);
        for (event, range) in parser.into_offset_iter() {
            let span = Span::new(range.start + offset as usize, range.end + offset as usize);
            builder.event(event, span);
        }
    }
    let mut markdown = builder.finish();
    problems::undefined_references(&mut markdown, broken, offset);
    problems::repeated_definitions(&mut markdown, text, offset);
    problems::malformed(&mut markdown, text, offset);
    markdown
}

/// What is open while events come in. The stack stands in for recursion.
struct Builder {
    stack: Vec<Frame>,
    /// Containers opened below [`MAX_DEPTH`], whose structure is not kept.
    overflow: usize,
    anchors: Anchors,
    footnotes: HashMap<String, usize>,
    markdown: Markdown,
}

/// An open container and what was put into it so far.
struct Frame {
    open: Open,
    span: Span,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    rows: Vec<Row>,
    task: Option<bool>,
}

enum Open {
    Root,
    Paragraph,
    Heading(u8),
    Quote(Option<Alert>),
    Code(String),
    Html,
    List(Option<u64>),
    Item,
    Table(Vec<Align>),
    Row,
    Cell,
    Footnote(usize),
    Emphasis,
    Strong,
    Strike,
    Link(Box<Link>),
    Image(Box<Link>),
}

impl Builder {
    fn new(offset: u32) -> Self {
        let root = Frame::new(Open::Root, Span { start: offset, end: offset });
        Self {
            stack: vec![root],
            overflow: 0,
            anchors: Anchors::default(),
            footnotes: HashMap::new(),
            markdown: Markdown::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(_) if self.overflow > 0 => {
                self.overflow -= 1;
                self.inline(InlineKind::SoftBreak, span);
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => self.inline(InlineKind::Code(code.to_string()), span),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.inline(InlineKind::Html(html.to_string()), span);
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => self.text(&math, span),
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.inline(InlineKind::FootnoteReference(number), span);
            }
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, span),
            Event::HardBreak => self.inline(InlineKind::HardBreak, span),
            Event::Rule => self.block(BlockKind::Break, span),
            Event::TaskListMarker(ticked) => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.task = Some(ticked);
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        let holds_text = self.stack.last().is_some_and(|frame| frame.open.holds_text());
        if self.overflow > 0 || (self.stack.len() >= MAX_DEPTH && holds_text) {
            if self.overflow == 0 {
                self.markdown.problems.push(problems::nested_too_deep(span, MAX_DEPTH));
            }
            self.overflow += 1;
            self.inline(InlineKind::SoftBreak, span);
            return;
        }
        let open = self.open(tag);
        self.stack.push(Frame::new(open, span));
    }

    fn open(&mut self, tag: Tag<'_>) -> Open {
        match tag {
            Tag::Heading { level, .. } => Open::Heading(level as u8),
            Tag::BlockQuote(kind) => Open::Quote(kind.map(alert)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Open::Code(language(&info)),
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Code(String::new()),
            Tag::HtmlBlock => Open::Html,
            Tag::List(first) => Open::List(first),
            Tag::Item => Open::Item,
            Tag::Table(columns) => Open::Table(columns.into_iter().map(align).collect()),
            Tag::TableHead | Tag::TableRow => Open::Row,
            Tag::TableCell => Open::Cell,
            Tag::FootnoteDefinition(label) => Open::Footnote(self.footnote(&label)),
            Tag::Emphasis => Open::Emphasis,
            Tag::Strong => Open::Strong,
            Tag::Strikethrough => Open::Strike,
            Tag::Link { link_type, dest_url, title, id } => {
                Open::Link(Box::new(link(link_type, &dest_url, &title, &id)))
            }
            Tag::Image { link_type, dest_url, title, id } => {
                Open::Image(Box::new(link(link_type, &dest_url, &title, &id)))
            }
            // The remaining kinds belong to extensions that are not switched on.
            _ => Open::Paragraph,
        }
    }

    fn end(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        let span = frame.span;
        match frame.open {
            Open::Root => {}
            Open::Paragraph => {
                for block in bullets::parted(frame.inlines, span, BlockKind::Paragraph) {
                    self.block(block.kind, block.span);
                }
            }
            Open::Heading(level) => {
                let mut content = frame.inlines;
                let attributes = super::take_attributes(&mut content);
                let explicit = attributes.id.as_ref().map(|id| id.value.clone());
                let anchor =
                    explicit.unwrap_or_else(|| self.anchors.unique(&super::plain(&content)));
                let attributes = (!attributes.is_empty()).then(|| Box::new(attributes));
                self.block(BlockKind::Heading { level, anchor, attributes, content }, span);
            }
            Open::Quote(alert) => self.block(BlockKind::Quote(alert, frame.into_blocks()), span),
            Open::Code(language) => {
                let text = super::plain::verbatim(&frame.inlines);
                self.block(BlockKind::Code { language, text }, span);
            }
            Open::Html => {
                let html = super::plain::verbatim(&frame.inlines);
                self.block(BlockKind::Html(html), span);
            }
            Open::List(first) => self.block(BlockKind::List(first, frame.items), span),
            Open::Item => {
                let item = Item { span, task: frame.task, blocks: frame.into_blocks() };
                push(&mut self.top().items, item);
            }
            Open::Table(align) => {
                let mut rows = frame.rows.into_iter();
                let head = Box::new(rows.next().unwrap_or_default());
                self.block(BlockKind::Table { align, head, rows: rows.collect() }, span);
            }
            Open::Row => {
                let cells = frame.items.into_iter().map(cell).collect();
                self.top().rows.push(Row { span, cells });
            }
            Open::Cell => {
                let item = Item { span, task: None, blocks: frame.into_blocks() };
                push(&mut self.top().items, item);
            }
            Open::Footnote(number) => {
                let blocks = frame.into_blocks();
                self.block(BlockKind::Footnote { number, blocks }, span);
            }
            Open::Emphasis => self.inline(InlineKind::Emphasis(frame.inlines), span),
            Open::Strong => self.inline(InlineKind::Strong(frame.inlines), span),
            Open::Strike => self.inline(InlineKind::Strike(frame.inlines), span),
            Open::Link(link) => self.inline(link_kind(link, frame.inlines), span),
            Open::Image(mut link) => {
                link.content = frame.inlines;
                self.inline(InlineKind::Image(link), span);
            }
        }
    }

    fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::new(Open::Root, Span::default()));
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        let frame = self.top();
        frame.flush();
        push(&mut frame.blocks, Block { span, kind });
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        push(&mut self.top().inlines, Inline { span, kind });
    }

    /// Adds words; neighbours become one text, since the parser splits at every special sign.
    ///
    /// After an escape or an entity a new text begins: in each, words and source agree byte by byte,
    /// so that every place in it can be told.
    fn text(&mut self, text: &str, span: Span) {
        let frame = self.top();
        let is_exact = |text: &str, span: Span| text.len() == span.range().len();
        if let Some(Inline { span: before, kind: InlineKind::Text(words) }) =
            frame.inlines.last_mut()
            && before.end == span.start
            && is_exact(text, span)
            && is_exact(words, *before)
        {
            words.push_str(text);
            *before = before.cover(span);
            return;
        }
        push(&mut frame.inlines, Inline { span, kind: InlineKind::Text(text.to_owned()) });
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_lowercase()).or_insert(next)
    }

    fn finish(mut self) -> Markdown {
        while self.stack.len() > 1 {
            self.end();
        }
        self.markdown.footnotes = self.footnotes.len();
        self.markdown.blocks = self.stack.pop().map(Frame::into_blocks).unwrap_or_default();
        self.markdown
    }
}

impl Frame {
    fn new(open: Open, span: Span) -> Self {
        let (blocks, inlines, items, rows) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { open, span, blocks, inlines, items, rows, task: None }
    }

    /// Closes the running text of a tight item before a block follows it.
    fn flush(&mut self) {
        let (Some(first), Some(last)) = (self.inlines.first(), self.inlines.last()) else { return };
        let span = first.span.cover(last.span);
        let inlines = std::mem::take(&mut self.inlines);
        if matches!(self.open, Open::Cell) {
            return push(&mut self.blocks, Block { span, kind: BlockKind::Tight(inlines) });
        }
        for block in bullets::parted(inlines, span, BlockKind::Tight) {
            push(&mut self.blocks, block);
        }
    }

    fn into_blocks(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

impl Open {
    fn holds_text(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Table(_) | Self::Row)
    }
}

/// Adds to a list that mostly holds one thing: room is made for one first, and for more only then.
fn push<T>(list: &mut Vec<T>, one: T) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
    list.push(one);
}

fn cell(item: Item) -> Vec<Inline> {
    item.blocks
        .into_iter()
        .flat_map(|block| match block.kind {
            BlockKind::Tight(inlines) | BlockKind::Paragraph(inlines) => inlines,
            _ => Vec::new(),
        })
        .collect()
}

fn link(form: LinkType, address: &str, title: &str, label: &str) -> Link {
    let form = match form {
        LinkType::Inline => LinkForm::Inline,
        LinkType::Autolink | LinkType::Email => LinkForm::Auto,
        _ => LinkForm::Reference(label.to_owned()),
    };
    let (address, title) = (address.to_owned(), title.to_owned());
    Link { address, title, form, content: Vec::new() }
}

fn link_kind(mut link: Box<Link>, content: Vec<Inline>) -> InlineKind {
    let is_mail = link.form == LinkForm::Auto && !link.address.contains(':');
    if is_mail && link.address.contains('@') {
        link.address.insert_str(0, "mailto:");
    }
    link.content = content;
    InlineKind::Link(link)
}

fn language(info: &str) -> String {
    info.split([' ', ',', '\t']).next().unwrap_or("").to_lowercase()
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::End,
        Alignment::None | Alignment::Left => Align::Start,
    }
}
