//! Objectives and key results from the lines of the outline, and the blocks that stay prose.

use std::collections::HashSet;

use crate::markdown::{Attributes, Block, BlockKind, Inline, InlineKind, Item, take_attributes};
use crate::source::Span;

use super::document::{Figures, KeyResult, Objective, OwnerName, OwnerVia, Reading};
use super::evidence::Territory;
use super::field::{self, Field};
use super::label::{Label, LabelKind, is_labelled, label};
use super::lead::Lead;
use super::outline::{Form, Node, Part};
use super::text::{flat, is_bold, joined, left, right, span, split_at, trim};
use super::vocabulary::{lists_contents, names_holder};
use super::walk::Scope;
use super::{above, arrow, cells, holder, key, lines, owner};

/// An objective from a node's lead.
pub(super) fn objective(
    node: &Node<'_>,
    lead: &Lead<'_>,
    scope: &Scope,
    reading: Reading,
) -> Objective {
    let numbers = lead.number.iter().chain(&lead.key);
    let mut marks: Vec<String> = numbers.map(ToString::to_string).collect();
    let label = lead.label.as_ref().map(|label| label.text.clone());
    marks.extend(label.filter(|text| !text.is_empty()));
    let mut text = lead.body().to_vec();
    let mut attributes = take_attributes(&mut text);
    let mut outcome = lead.outcome.clone();
    if let Some(outcome) = &mut outcome {
        attributes.merge(take_attributes(outcome));
    }
    let mut anchor = None;
    if let Form::Heading { block, .. } = &node.form
        && let BlockKind::Heading { anchor: own, attributes: given, .. } = &block.kind
    {
        anchor = Some(own.clone());
        attributes.merge(given.as_deref().cloned().unwrap_or_default());
    }
    let (decoration, text) = holder::take(text);
    declare(&decoration, &mut marks, &mut attributes);
    let mut owners: Vec<OwnerName> =
        label_owner(lead.label.as_deref(), node.span).into_iter().collect();
    let prefix = owner::prefix(&text).filter(|_| owners.is_empty());
    let title = match prefix {
        Some(prefix) => {
            owners.push(prefix.owner);
            prefix.rest
        }
        None => match owner::kind(&text) {
            Some((mark, rest)) if lead.label.is_none() && !rest.is_empty() => {
                marks.push(mark);
                rest
            }
            _ => text,
        },
    };
    hold(&mut owners, decoration.owners);
    if owners.is_empty() {
        owners.clone_from(&scope.owners);
    }
    Objective {
        span: node.span,
        marks,
        owners,
        title,
        outcome,
        attributes,
        shown: decoration.remarks,
        parent: None,
        period: scope.period,
        key_results: Vec::new(),
        children: Vec::new(),
        notes: Vec::new(),
        anchor,
        reading,
    }
}

/// A key result from a line.
pub(super) fn key_result(line: &[Inline], reading: Reading, span: Span) -> KeyResult {
    let (mut text, mut outcome) = arrow::split(line).unwrap_or_else(|| (line.to_vec(), None));
    let mut marks = Vec::new();
    if let Some((key, rest)) = key::take(&text) {
        marks.push(key);
        text = rest;
    }
    let found = label(&flat(&text)).filter(|it| it.kind == LabelKind::KeyResult);
    let by_label = label_owner(found.as_ref(), span);
    let mut text = match &found {
        Some(label) => label.off(&text),
        None => text,
    };
    let task = ticked(&text).map(|(is_done, rest)| {
        text = rest;
        is_done
    });
    let weight = found.as_ref().and_then(Label::weight);
    marks.extend(found.map(|label| label.text).filter(|text| !text.eq_ignore_ascii_case("kr")));
    let mut attributes = take_attributes(&mut text);
    if let Some(weight) = weight {
        field::set(&mut attributes, "weight", weight.to_string(), line);
    }
    if let Some(outcome) = &mut outcome {
        attributes.merge(take_attributes(outcome));
        *outcome = holder::without_fields(std::mem::take(outcome), &mut attributes);
    }
    let (decoration, text) = holder::take(text);
    declare(&decoration, &mut marks, &mut attributes);
    let mut owners: Vec<OwnerName> = by_label.into_iter().collect();
    hold(&mut owners, decoration.owners);
    KeyResult {
        span,
        marks,
        owners,
        text,
        outcome,
        task,
        attributes,
        figures: Figures::default(),
        shown: decoration.remarks,
        notes: Vec::new(),
        reading,
    }
}

/// The words behind a box that stands before them, and whether it is ticked: `[x] Ship`. Markdown
/// itself knows such boxes only at the very beginning of an item.
fn ticked(text: &[Inline]) -> Option<(bool, Vec<Inline>)> {
    let words = flat(text);
    let rest = words.trim_start();
    let is_done = match rest.get(.."[x] ".len())? {
        "[x] " | "[X] " => true,
        "[ ] " => false,
        _ => return None,
    };
    let end = words.len() - rest.len() + "[x]".len();
    Some((is_done, trim(split_at(text, end).1))).filter(|(_, rest)| !rest.is_empty())
}

/// Keeps what stands before the words: a priority and a state are marks, and the state holds.
fn declare(decoration: &holder::Decoration, marks: &mut Vec<String>, attributes: &mut Attributes) {
    marks.extend(decoration.priority.clone());
    if let Some((status, words)) = &decoration.status {
        marks.push(words.clone());
        field::set(attributes, "status", status.word().to_owned(), &[]);
    }
    for (key, value) in &decoration.said {
        field::set(attributes, key, value.clone(), &[]);
    }
}

/// Adds names of owners that are not among them yet.
pub(super) fn hold(owners: &mut Vec<OwnerName>, more: Vec<OwnerName>) {
    for owner in more {
        if !owners.iter().any(|known| known.name == owner.name) {
            owners.push(owner);
        }
    }
}

/// The parts of an objective or key result that remarks under it can set.
pub(super) struct Subject<'a> {
    pub marks: &'a mut Vec<String>,
    pub shown: &'a mut Vec<Span>,
    pub owners: &'a mut Vec<OwnerName>,
    pub outcome: &'a mut Option<Vec<Inline>>,
    pub attributes: &'a mut Attributes,
}

impl Subject<'_> {
    pub(super) fn again(&mut self) -> Subject<'_> {
        Subject {
            marks: self.marks,
            shown: self.shown,
            owners: self.owners,
            outcome: self.outcome,
            attributes: self.attributes,
        }
    }
}

impl Objective {
    pub(super) fn subject(&mut self) -> Subject<'_> {
        Subject {
            marks: &mut self.marks,
            shown: &mut self.shown,
            owners: &mut self.owners,
            outcome: &mut self.outcome,
            attributes: &mut self.attributes,
        }
    }
}

impl KeyResult {
    pub(super) fn subject(&mut self) -> Subject<'_> {
        Subject {
            marks: &mut self.marks,
            shown: &mut self.shown,
            owners: &mut self.owners,
            outcome: &mut self.outcome,
            attributes: &mut self.attributes,
        }
    }
}

/// Applies a remark. `false` when its words are not kept by that and must stay as a note.
pub(super) fn apply(field: Field, mut subject: Subject<'_>, line: &[Inline]) -> bool {
    match field {
        Field::Owners(named, said) => {
            for (key, value) in said {
                field::set(subject.attributes, key, value, line);
            }
            if named.is_empty() {
                return false;
            }
            // Names that stand there alone are shown as the owners, and not once more as a note.
            let words = flat(line);
            let alone = owner::covers(field::keyed(&words).map_or(&words, |(_, it)| it), &named);
            subject.shown.extend(span(line).filter(|_| alone));
            // Several lines name owners in their order; a line counts more than a place.
            let is_line = |owner: &OwnerName| owner.via == OwnerVia::Line;
            let (lines, before) = subject.owners.drain(..).partition(is_line);
            *subject.owners = lines;
            hold(subject.owners, named);
            keep(before, &mut subject);
            alone
        }
        Field::Declared(key, value) => {
            field::set(subject.attributes, key, value, line);
            false
        }
        Field::Outcome(mut words) if subject.outcome.is_none() => {
            subject.attributes.merge(take_attributes(&mut words));
            *subject.outcome = Some(words);
            // What its key says besides stays to be read.
            let whole = !field::is_dated(line);
            subject.shown.extend(span(line).filter(|_| whole));
            whole
        }
        Field::Outcome(_) | Field::Remark => false,
    }
}

/// Gives an objective that names nobody the holders of its key results: `Key results: Ann and Ben
/// equally`.
pub(super) fn held_by(node: &Node<'_>, objective: &mut Objective) {
    let words = node.words();
    let own = objective
        .owners
        .iter()
        .any(|owner| !matches!(owner.via, OwnerVia::Heading | OwnerVia::Above));
    let Some((_, names)) = words.split_once(": ").filter(|_| !own) else { return };
    let names = names.trim_end().trim_end_matches("equally").trim_end();
    let start = words.find(names).unwrap_or(words.len());
    let names = left(&right(&node.lead, start), names.len());
    let holders = owner::names(&names, OwnerVia::Line);
    if !holders.is_empty() && holders.iter().all(|it| owner::is_name(&it.name)) {
        objective.owners = holders;
    }
}

/// Keeps the owners that a thing named before a line of its own named others: a role or team, and
/// whoever has a handle, holds it too; any other name before its colon is a mark. The owner of its
/// section only arranges.
fn keep(before: Vec<OwnerName>, subject: &mut Subject<'_>) {
    for owner in before {
        match owner.via {
            OwnerVia::Heading | OwnerVia::Above | OwnerVia::FrontMatter => {}
            OwnerVia::Prefix if !names_holder(&owner.name) => subject.marks.push(owner.name),
            _ => hold(subject.owners, vec![owner]),
        }
    }
}

/// Applies the remarks among the lines of a paragraph, also of one in a quotation. Gives back what
/// must stay as a note.
pub(super) fn apply_lines(block: Block, mut subject: Subject<'_>) -> Option<Block> {
    if let BlockKind::Quote(None, inner) = block.kind {
        let kept: Vec<Block> =
            inner.into_iter().filter_map(|it| apply_lines(it, subject.again())).collect();
        let said = !kept.is_empty();
        let kind = BlockKind::Quote(None, kept);
        return if said { Some(Block { span: block.span, kind }) } else { None };
    }
    let Some(words) = paragraph(&block) else { return Some(block) };
    let mut all: Vec<_> = lines::lines(words).into_all().collect();
    let before = all.len();
    all.retain(|line| {
        let line = inner(line);
        let Some(found) = field::field(&line) else { return true };
        !apply(found, subject.again(), &line)
    });
    match all.len() {
        0 => None,
        length if length == before => Some(block),
        _ => Some(Block { span: block.span, kind: BlockKind::Paragraph(joined(&all)) }),
    }
}

/// A line without the emphasis around all of it: `*Owner: Ann*`.
fn inner(line: &[Inline]) -> Vec<Inline> {
    match line {
        [Inline { kind: InlineKind::Emphasis(inner) | InlineKind::Strong(inner), .. }] => {
            inner.clone()
        }
        _ => line.to_vec(),
    }
}

/// The running text of a paragraph.
pub(super) fn paragraph(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(words) | BlockKind::Tight(words) => Some(words),
        _ => None,
    }
}

/// The owner before a label, as in `CEO KR: …`.
fn label_owner(label: Option<&Label>, span: Span) -> Option<OwnerName> {
    let name = label?.owner.clone()?;
    Some(OwnerName { name, span, via: OwnerVia::Prefix })
}

/// Adds what stands under a key result: its outcome, when it has none and this begins with an
/// arrow, or else a note.
pub(super) fn add_to(key_result: &mut KeyResult, block: Block) {
    if let BlockKind::Paragraph(words) = &block.kind
        && key_result.outcome.is_none()
        && let Some(mut outcome) = arrow::leading(words)
    {
        key_result.attributes.merge(take_attributes(&mut outcome));
        key_result.outcome = Some(outcome);
        return;
    }
    // The first words after the author's grade say how it came about.
    let graded = key_result.notes.last().and_then(paragraph).is_some_and(field::closes_with_grade);
    if key_result.outcome.is_none()
        && graded
        && let BlockKind::Paragraph(words) = &block.kind
        && !lines::lines(words).into_all().any(|line| field::field(&line).is_some())
    {
        key_result.outcome = Some(words.clone());
        return;
    }
    for line in paragraph(&block).into_iter().flat_map(|it| lines::lines(it).into_all()) {
        cells::note_figure(&line, &mut key_result.figures);
    }
    let kept = apply_lines(block, key_result.subject());
    key_result.notes.extend(kept);
}

/// The block that a node's own text came from.
pub(super) fn own_block(node: &Node<'_>) -> Block {
    // Labelled lines of later paragraphs are put under a line or a bold paragraph.
    let last = node.lines.last().and_then(|line| span(line));
    match node.form {
        Form::Heading { block, .. } => block.clone(),
        Form::Bold(block) if last.is_none_or(|last| last.end <= block.span.end) => block.clone(),
        _ => {
            let lines: Vec<_> =
                std::iter::once(node.lead.to_vec()).chain(node.lines.iter().cloned()).collect();
            Block { span: node.span, kind: BlockKind::Paragraph(joined(&lines)) }
        }
    }
}

/// All blocks of a node, its own first.
pub(super) fn all_blocks(node: &Node<'_>) -> Vec<Block> {
    let mut blocks = vec![own_block(node)];
    add_parts(node, &mut blocks);
    blocks
}

/// The blocks of a node without its first line.
pub(super) fn below(node: &Node<'_>) -> Vec<Block> {
    let words = joined(&node.lines);
    let span = span(&words).unwrap_or(node.span);
    let lines = Block { span, kind: BlockKind::Paragraph(words) };
    let mut blocks: Vec<Block> = (!node.lines.is_empty()).then_some(lines).into_iter().collect();
    add_parts(node, &mut blocks);
    blocks
}

fn add_parts(node: &Node<'_>, blocks: &mut Vec<Block>) {
    for part in &node.parts {
        match part {
            Part::Prose(block) => blocks.push((*block).clone()),
            Part::List(block, _) => blocks.push(block.clone().into_owned()),
            Part::Node(node) => blocks.extend(all_blocks(node)),
        }
    }
}

/// The heads of the columns of a table, as a line: they stay to be read where its rows become
/// objectives and key results.
pub(super) fn heads(block: &Block, rows: &[Node<'_>]) -> Option<Block> {
    let BlockKind::Table { head, .. } = &block.kind else { return None };
    let mut words: Vec<Inline> = Vec::new();
    // A head that is an objective, or a row like the others, is read as such.
    let starts: HashSet<u32> = rows.iter().map(|row| row.span.start).collect();
    let read = |cell: &[Inline]| {
        span(cell).is_some_and(|span| starts.contains(&span.start))
            || rows.first().is_some_and(|first| first.holds(cell))
    };
    for cell in head.cells.iter().filter(|cell| !cell.is_empty() && !read(cell)) {
        if let Some(last) = words.last() {
            let span = Span { start: last.span.end, end: last.span.end };
            words.push(Inline { span, kind: InlineKind::Text(" · ".to_owned()) });
        }
        words.extend(cell.iter().cloned());
    }
    if words.is_empty() {
        None
    } else {
        Some(Block { span: head.span, kind: BlockKind::Paragraph(words) })
    }
}

/// The list `block` with the one item of `node`.
pub(super) fn only(block: &Block, node: &Node<'_>) -> Block {
    let (BlockKind::List(first, items), Form::Item(item)) = (&block.kind, &node.form) else {
        return own_block(node);
    };
    // In a piece of a list the last item may hold less than it does in the text.
    let cut = items.last().filter(|last| last.span.start == item.span.start);
    let item = cut.unwrap_or(item);
    Block { span: item.span, kind: BlockKind::List(*first, vec![item.clone()]) }
}

/// Whether an item is one of contents: it begins with a link to a place on its page.
fn leads_within(item: &Item) -> bool {
    let first = item.blocks.first().and_then(paragraph).and_then(<[Inline]>::first);
    matches!(first.map(|it| &it.kind), Some(InlineKind::Link(link)) if link.address.starts_with('#'))
}

/// Whether a block that stays prose has the form of objectives or key results and stands where
/// these are looked for, so that its author may have meant some.
pub(super) fn seems_meant(block: &Block, territory: Territory) -> bool {
    let expected = territory == Territory::Expected;
    match &block.kind {
        BlockKind::List(_, items) => {
            expected && !above::says_remarks(block) && !items.iter().all(leads_within)
        }
        BlockKind::Table { .. } => expected,
        BlockKind::Paragraph(words) if is_labelled(&flat(words)) => {
            territory != Territory::Excluded
        }
        BlockKind::Paragraph(words) => expected && is_bold(words) && !lists_contents(&flat(words)),
        _ => false,
    }
}
