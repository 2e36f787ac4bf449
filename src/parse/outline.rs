//! Blocks become an outline: headings, items, bold paragraphs and labelled lines, each with what
//! stands under it.

use std::borrow::Cow;

use crate::markdown::{Block, BlockKind, Inline, InlineKind, Item};
use crate::source::Span;

use super::field::is_remark;
use super::items::paragraph as paragraph_of;
use super::label::{LabelKind, is_labelled, label};
use super::levels::levels;
use super::lines::{Lines, lines};
use super::said;
use super::sums::{self, Sum};
use super::table::{self, Cell, Column};
use super::text::{flat, is_bold, joined, span};
use super::vocabulary::{heads_key_results, heads_results, introduces_example, lists_contents};

/// A node of the outline.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// Its number in the outline: the root's is 0, and every node's is less than its children's.
    pub id: usize,
    pub form: Form<'a>,
    /// The bytes of its lead and lines.
    pub span: Span,
    /// Its text up to the first line break.
    pub lead: Cow<'a, [Inline]>,
    /// The lines after it, each its own.
    pub lines: Vec<Vec<Inline>>,
    /// What stands under it, in order.
    pub parts: Vec<Part<'a>>,
}

/// What a node is in the text.
#[derive(Debug)]
pub(super) enum Form<'a> {
    /// The whole document.
    Root,
    /// A heading with its level.
    Heading { level: u8, block: &'a Block },
    /// A list item.
    Item(&'a Item),
    /// A paragraph that is all bold.
    Bold(&'a Block),
    /// A line of a paragraph that carries a label.
    Line,
    /// A row of a table: what its main column holds, and its other cells.
    Row(Column, Vec<Cell<'a>>),
}

/// Something that stands under a node.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// A block that is no structure.
    Prose(&'a Block),
    /// A list or table, with its items or rows as nodes; or a piece of a list that something else
    /// stands between.
    List(Cow<'a, Block>, Vec<Node<'a>>),
    /// A heading, bold paragraph or labelled line.
    Node(Box<Node<'a>>),
}

impl<'a> Part<'a> {
    pub(super) fn node(node: Node<'a>) -> Self {
        Self::Node(Box::new(node))
    }

    /// The block that it is, if it is one.
    pub(super) fn block(&self) -> Option<&Block> {
        match self {
            Self::Prose(block) => Some(block),
            Self::List(block, _) => Some(block),
            Self::Node(_) => None,
        }
    }
}

/// The outline of a whole text, and the tables in it that only sum up.
pub(super) fn outline(blocks: &[Block]) -> (Node<'_>, Vec<Sum<'_>>) {
    let mut open = vec![node(Form::Root, Lines::default(), Span::default())];
    let mut example = false;
    for (block, level) in blocks.iter().zip(levels(blocks)) {
        match block.kind {
            // What is only shown is no part of the plan.
            BlockKind::Quote(..) | BlockKind::List(..) | BlockKind::Table { .. } if example => {
                push(Part::Prose(block), &mut open);
            }
            _ => add(block, level, &mut open),
        }
        example = paragraph_of(block).is_some_and(|words| introduces_example(&flat(words)));
    }
    close_to(1, &mut open);
    let mut root =
        open.pop().unwrap_or_else(|| node(Form::Root, Lines::default(), Span::default()));
    said::gather(&mut root);
    let sums = sums::leave(&mut root);
    count(&mut root, 0);
    (root, sums)
}

/// Numbers `node` and all below it from `next` on; gives back the number after the last.
fn count(node: &mut Node<'_>, next: usize) -> usize {
    node.id = next;
    let mut next = next + 1;
    for part in &mut node.parts {
        next = match part {
            Part::Prose(_) => next,
            Part::List(_, nodes) => nodes.iter_mut().fold(next, |next, node| count(node, next)),
            Part::Node(node) => count(node, next),
        };
    }
    next
}

impl<'a> Node<'a> {
    /// The direct children that are list items, headings, bold paragraphs or labelled lines.
    pub(super) fn children(&self) -> impl Iterator<Item = &Node<'a>> {
        self.parts.iter().flat_map(|part| match part {
            Part::Prose(_) => [].iter(),
            Part::List(_, nodes) => nodes.iter(),
            Part::Node(node) => std::slice::from_ref(&**node).iter(),
        })
    }

    /// Itself and all below it, by their numbers.
    pub(super) fn all(&self) -> Vec<&Node<'a>> {
        let mut all = Vec::with_capacity(self.count());
        self.add_to(&mut all);
        all
    }

    /// How many it and all below it are.
    pub(super) fn count(&self) -> usize {
        let last = self.parts.iter().rev().find_map(|part| match part {
            Part::Prose(_) => None,
            Part::List(_, nodes) => nodes.last(),
            Part::Node(node) => Some(&**node),
        });
        // The deepest last child has the greatest number.
        last.map_or(1, |last| last.id - self.id + last.count())
    }

    fn add_to<'n>(&'n self, all: &mut Vec<&'n Self>) {
        all.push(self);
        for child in self.children() {
            child.add_to(all);
        }
    }

    /// Its items, those of all lists directly under it.
    pub(super) fn items(&self) -> impl Iterator<Item = &Node<'a>> {
        self.children().filter(|child| matches!(child.form, Form::Item(_)))
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.form, Form::Heading { .. })
    }

    /// Whether it is a bold paragraph or labelled line that nothing stands under yet.
    fn stands_alone(&self) -> bool {
        matches!(self.form, Form::Bold(_) | Form::Line) && self.parts.is_empty()
    }

    /// Whether the words of a cell stand in its lead, beside it, or in a remark that it is.
    pub(super) fn holds(&self, cell: &[Inline]) -> bool {
        let Some(own) = span(cell) else { return false };
        let inside = |whole: Span| whole.start <= own.start && own.end <= whole.end;
        let beside = || match &self.form {
            Form::Row(_, cells) => cells.iter().filter_map(|it| it.row).any(inside),
            _ => false,
        };
        inside(self.span) || beside()
    }

    /// Its lead as one string.
    pub(super) fn words(&self) -> Cow<'_, str> {
        flat(&self.lead)
    }

    /// Whether nothing stands under it that could be a node.
    pub(super) fn is_leaf(&self) -> bool {
        self.children().next().is_none()
    }
}

/// Puts `block` under the innermost open node; headings close those of their level and deeper.
fn add<'a>(block: &'a Block, level: u8, open: &mut Vec<Node<'a>>) {
    match &block.kind {
        BlockKind::Heading { content, .. } => {
            let keep = open.iter().skip(1).take_while(|node| encloses(node, level)).count();
            close_to(1 + keep, open);
            let form = Form::Heading { level, block };
            open.push(node(form, lines(content), block.span));
        }
        BlockKind::Paragraph(inlines) => paragraph(block, inlines, open),
        BlockKind::List(_, items) => list(block, items, open),
        BlockKind::Quote(None, inner) if holds_label(inner) => {
            for block in inner {
                add(block, 0, open);
            }
        }
        BlockKind::Html(html) => match folded(html, block.span) {
            Some(lines) => labelled(lines, block.span, open),
            None => push(Part::Prose(block), open),
        },
        BlockKind::Table { head, rows, .. } => match table::nodes(head, rows) {
            Some(nodes) => push(Part::List(Cow::Borrowed(block), nodes), open),
            None => push(Part::Prose(block), open),
        },
        _ => push(Part::Prose(block), open),
    }
}

/// Whether a quotation begins with a label: some authors set their objectives apart that way.
fn holds_label(blocks: &[Block]) -> bool {
    let no_heading = |block: &Block| !matches!(block.kind, BlockKind::Heading { .. });
    let labelled = |block: &Block| match &block.kind {
        BlockKind::Paragraph(words) | BlockKind::Tight(words) => is_labelled(&flat(words)),
        _ => false,
    };
    let first = blocks.first().is_some_and(|block| match &block.kind {
        BlockKind::List(_, items) => {
            items.first().and_then(|item| item.blocks.first()).is_some_and(labelled)
        }
        _ => labelled(block),
    });
    first && blocks.iter().all(no_heading)
}

/// A list. A labelled objective that stands right under an item's last line, without a blank line
/// between, is Markdown's last line of that item; it is the next objective all the same where the
/// item is a key result.
fn list<'a>(block: &'a Block, items: &'a [Item], open: &mut Vec<Node<'a>>) {
    let mut nodes = Vec::with_capacity(items.len());
    let is_objective = |words: &str| is_of(words, LabelKind::Objective);
    let below =
        open.last().is_some_and(|above| !above.is_heading() && is_objective(&above.words()));
    let mut begin = 0;
    for (at, one) in items.iter().enumerate() {
        let mut one = item(one);
        let is_result = |words: &str| is_of(words, LabelKind::KeyResult);
        let ends = one.parts.is_empty() && !one.lines.is_empty();
        let next = if ends && (below || is_result(&one.words())) {
            one.lines.iter().position(|line| is_objective(&flat(line)))
        } else {
            None
        };
        let after = next.map(|at| one.lines.split_off(at));
        nodes.push(one);
        if let Some(lines) = after {
            let piece = piece(block, &items[begin..=at], nodes.last());
            push(Part::List(Cow::Owned(piece), std::mem::take(&mut nodes)), open);
            labelled(lines, block.span, open);
            begin = at + 1;
        }
    }
    if begin == 0 {
        let is_plain = nodes.iter().all(|node| !is_labelled(&node.words()));
        let result = if is_plain { result_above(open) } else { None };
        let part = Part::List(Cow::Borrowed(block), nodes);
        match result {
            Some(result) => result.parts.push(part),
            None => push(part, open),
        }
    } else if !nodes.is_empty() {
        push(Part::List(Cow::Owned(piece(block, &items[begin..], None)), nodes), open);
    }
}

/// The labelled key result that is the line right above; what has no label stands under it.
fn result_above<'n, 'a>(open: &'n mut [Node<'a>]) -> Option<&'n mut Node<'a>> {
    let last = open.last_mut()?;
    let is_result = |line: &[Inline]| is_of(&flat(line), LabelKind::KeyResult);
    if last.stands_alone() && last.lines.last().is_some_and(|line| is_result(line)) {
        let line = last.lines.pop()?;
        let span = span(&line).unwrap_or(last.span);
        last.parts.push(Part::node(node(Form::Line, Lines::one(line), span)));
    }
    last_node(last)
        .filter(|it| matches!(it.form, Form::Line) && it.parts.is_empty() && is_result(&it.lead))
}

/// Some items of a list as a list; of the last only what `end` says.
fn piece(list: &Block, items: &[Item], end: Option<&Node<'_>>) -> Block {
    let BlockKind::List(first, _) = &list.kind else { return list.clone() };
    let mut items = items.to_vec();
    if let (Some(end), Some(item)) = (end, items.last_mut())
        && let Some(Block { span, kind }) = item.blocks.first_mut()
        && let BlockKind::Paragraph(words) | BlockKind::Tight(words) = kind
    {
        let lines = std::iter::once(end.lead.to_vec()).chain(end.lines.iter().cloned());
        *words = joined(&lines.collect::<Vec<_>>());
        *span = self::span(words).unwrap_or(*span);
        item.span.end = span.end;
    }
    let start = items.first().map_or(list.span.start, |item| item.span.start);
    let end = items.last().map_or(list.span.end, |item| item.span.end);
    Block { span: Span { start, end }, kind: BlockKind::List(*first, items) }
}

/// Whether a line carries a label of a kind.
fn is_of(line: &str, kind: LabelKind) -> bool {
    label(line).is_some_and(|it| it.kind == kind)
}

/// The labelled lines in raw HTML that folds an objective away, or its key results: the text in
/// the element is Markdown only after a blank line, and authors forget it.
fn folded(html: &str, place: Span) -> Option<Vec<Vec<Inline>>> {
    let start = html.find("<summary>")? + "<summary>".len();
    let summary = html[start..].split("</summary>").next()?;
    let pieces = bare(summary);
    let words = pieces.concat();
    let mut lines = Vec::new();
    if is_of(&words, LabelKind::Objective) {
        lines.push(pieces);
    } else if !heads_results(&words) {
        return None;
    }
    let below = html[start + summary.len()..].trim_start_matches("</summary>");
    let below = below.trim_end().trim_end_matches("</details>");
    let items = below.lines().map(|line| line.trim().trim_start_matches(['-', '*', '+']));
    lines.extend(items.map(str::trim).filter(|line| !line.is_empty()).map(|line| vec![line]));
    let plain = |line: &Vec<&str>| {
        let line = line.concat();
        let entity = line.match_indices('&').any(|(at, _)| {
            line[at + 1..].starts_with(|sign: char| sign == '#' || sign.is_alphanumeric())
        });
        is_labelled(&line) && !line.contains('<') && !entity
    };
    let inline = |text: &str| {
        let from = place.start as usize + (text.as_ptr() as usize - html.as_ptr() as usize);
        let span = Span::new(from, from + text.len());
        Inline { span, kind: InlineKind::Text(text.to_owned()) }
    };
    // Where lines lost their `>` or `\r`, the places of those after the first cannot be told.
    let length = place.range().len();
    let exact = html.len() == length || html.trim_end().len() == length;
    let whole = lines.iter().all(plain) && (lines.len() == 1 || exact && !lines.is_empty());
    let line = |line: Vec<&str>| line.into_iter().map(inline).collect();
    whole.then(|| lines.into_iter().map(line).collect())
}

/// The pieces of some words without the elements that only say how they look:
/// `<b>O1: Bake bread</b> (Owner: Ann)`.
fn bare(words: &str) -> Vec<&str> {
    const LOOKS: [&str; 8] = ["b", "strong", "em", "i", "u", "h2", "h3", "h4"];
    let mut pieces = Vec::new();
    let (mut begin, mut from) = (0, 0);
    while let Some(open) = words[from..].find('<').map(|at| from + at) {
        let close = words[open..].find('>').map_or(words.len(), |at| open + at + 1);
        let name = words[open + 1..close].trim_end_matches('>').trim_start_matches('/');
        if LOOKS.contains(&name) {
            pieces.push(&words[begin..open]);
            begin = close;
        }
        from = close;
    }
    pieces.push(&words[begin..]);
    // A blank between two elements parts their words.
    let is_blank = |piece: &&str| piece.trim().is_empty();
    let before = pieces.iter().take_while(|piece| is_blank(piece)).count();
    pieces.drain(..before);
    pieces.truncate(pieces.iter().rposition(|piece| !is_blank(piece)).map_or(0, |at| at + 1));
    pieces.retain(|piece| !piece.is_empty());
    if let Some(first) = pieces.first_mut() {
        *first = first.trim_start();
    }
    if let Some(last) = pieces.last_mut() {
        *last = last.trim_end();
    }
    pieces
}

/// How many open nodes are headings, the root included.
fn enclosing(open: &[Node<'_>]) -> usize {
    1 + open.iter().skip(1).take_while(|node| node.is_heading()).count()
}

/// Whether a heading of this level stands below `node`. A list of contents holds no headings,
/// whatever their levels.
fn encloses(node: &Node<'_>, level: u8) -> bool {
    matches!(node.form, Form::Heading { level: above, .. } if above < level)
        && !lists_contents(&node.words())
}

/// A paragraph is prose, unless it is bold or its lines carry labels.
fn paragraph<'a>(block: &'a Block, inlines: &'a [Inline], open: &mut Vec<Node<'a>>) {
    let all = lines(inlines);
    let has_label = all.each().any(|line| is_labelled(&flat(line)));
    let bold = is_bold(&all.lead);
    let remark = is_remark(&flat(&all.lead));
    if !has_label && (!bold || remark || said::lacks_words(open.last(), &all.lead)) {
        match open.last_mut().filter(|last| last.stands_alone() && said::goes_on(last, block)) {
            Some(last) => last.lines.extend(all.into_all()),
            None => push(Part::Prose(block), open),
        }
        return;
    }
    if bold {
        // `**Key results**` stands below the bold objective before it.
        let is_bold = |above: &Node<'_>| matches!(above.form, Form::Bold(_));
        let heads = |above: &Node<'_>| heads_key_results(&above.words());
        let below = heads_key_results(&flat(&all.lead))
            && open.last().is_some_and(|above| is_bold(above) && above.is_leaf() && !heads(above));
        if !below {
            close_to(enclosing(open), open);
        }
        open.push(node(Form::Bold(block), all, block.span));
        return;
    }
    labelled(all.into_all(), block.span, open);
}

/// Lines that carry labels, or stand among such: each objective is a node of its own, and what is
/// said of a key result stands under it.
fn labelled(lines: impl IntoIterator<Item = Vec<Inline>>, place: Span, open: &mut Vec<Node<'_>>) {
    let headings = enclosing(open);
    let lines: Vec<Vec<Inline>> = lines.into_iter().collect();
    let said = said::of_results(&lines);
    for (line, said) in lines.into_iter().zip(said) {
        let span = span(&line).unwrap_or(place);
        if is_of(&flat(&line), LabelKind::Objective) {
            close_to(headings, open);
            open.push(node(Form::Line, Lines::one(line), span));
        } else if let Some(last) = open.last_mut().filter(|last| last.stands_alone()) {
            last.lines.push(line);
        } else if let Some(result) = open.last_mut().and_then(last_node).filter(|_| said) {
            result.lines.push(line);
        } else {
            push(Part::node(node(Form::Line, Lines::one(line), span)), open);
        }
    }
}

/// The heading, paragraph or line that stands last under a node.
fn last_node<'n, 'a>(node: &'n mut Node<'a>) -> Option<&'n mut Node<'a>> {
    match node.parts.last_mut() {
        Some(Part::Node(last)) => Some(last),
        _ => None,
    }
}

/// A list item: its first paragraph is lead and lines, its lists are children.
fn item<'a>(item: &'a Item) -> Node<'a> {
    let mut blocks = item.blocks.iter();
    let mut head = Lines::default();
    let mut span = item.span;
    if let Some(first) = item.blocks.first()
        && let BlockKind::Paragraph(inlines) | BlockKind::Tight(inlines) = &first.kind
    {
        head = lines(inlines);
        span = first.span;
        blocks.next();
    }
    let part = |block: &'a Block| match &block.kind {
        BlockKind::List(_, items) => {
            Part::List(Cow::Borrowed(block), items.iter().map(self::item).collect())
        }
        _ => Part::Prose(block),
    };
    let parts = blocks.map(part).collect();
    Node { parts, ..node(Form::Item(item), head, span) }
}

/// A node whose first line is its lead.
pub(super) fn node<'a>(form: Form<'a>, lines: Lines<'a>, span: Span) -> Node<'a> {
    Node { id: 0, form, span, lead: lines.lead, lines: lines.more, parts: Vec::new() }
}

fn push<'a>(part: Part<'a>, open: &mut [Node<'a>]) {
    if let Some(last) = open.last_mut() {
        last.parts.push(part);
    }
}

fn close_to(keep: usize, open: &mut Vec<Node<'_>>) {
    while open.len() > keep {
        if let Some(node) = open.pop() {
            push(Part::node(node), open);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn elements_that_say_how_words_look_are_taken_off_however_many_they_are() {
        assert_eq!(bare(" <h3> <b>O1: Bake</b></h3>"), ["O1: Bake"]);
        assert_eq!(bare("<b>O1</b>: <i>Bake</i> (Ann) "), ["O1", ": ", "Bake", " (Ann)"]);
        assert_eq!(bare("<b>O1: Bake</b> <i>bread</i> "), ["O1: Bake", " ", "bread"]);
        assert_eq!(bare("<a href=\"x\">O1</a> < 2"), ["<a href=\"x\">O1</a> < 2"]);
        let nested = format!("{}O1{}", "<b>".repeat(100_000), "</b>".repeat(100_000));
        assert_eq!(bare(&nested), ["O1"]);
    }
}
