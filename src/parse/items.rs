//! Objectives and key results from the lines of the outline, and the blocks that stay prose.

use crate::markdown::{Block, BlockKind, Inline, InlineKind, take_attributes};
use crate::source::Span;

use super::classify::Lead;
use super::context::Scope;
use super::document::{KeyResult, Objective, OwnerName, OwnerVia, Reading};
use super::label::{Label, LabelKind, is_labelled, label};
use super::outline::{Form, Node, Part};
use super::text::{flat, is_bold, span, split_at, trim};
use super::{arrow, owner};

/// An objective from a node's lead, and the owner that what is below it inherits from the section.
pub(super) fn objective(
    node: &Node<'_>,
    lead: &Lead,
    scope: &Scope,
    reading: Reading,
) -> (Objective, Option<(String, Span)>) {
    let mut marks: Vec<String> = lead.number.iter().cloned().collect();
    marks.extend(lead.label.as_ref().map(|label| label.text.clone()));
    let mut text = lead.unlabelled();
    let mut attributes = take_attributes(&mut text);
    let mut outcome = lead.outcome.clone();
    if let Some(outcome) = &mut outcome {
        attributes.merge(take_attributes(outcome));
    }
    let mut anchor = None;
    if let Form::Heading { anchor: own, attributes: given, .. } = &node.form {
        anchor = Some((*own).to_owned());
        attributes.merge((*given).clone());
    }
    let (decoration, text) = owner::take_decoration(text);
    marks.extend(decoration.priority);
    let by_label = label_owner(lead.label.as_ref(), node.span);
    let prefix = owner::prefix(&text).filter(|_| by_label.is_none());
    let (by_prefix, title) = match prefix {
        Some(prefix) => (Some(prefix.owner), prefix.rest),
        None => (None, text),
    };
    let owner = first_named([by_label, by_prefix, decoration.handle], &mut marks);
    let by_section = |(name, span): &(String, Span)| OwnerName {
        name: name.clone(),
        span: *span,
        via: OwnerVia::Heading,
    };
    let owner = owner.or_else(|| scope.owner.as_ref().map(by_section));
    let objective = Objective {
        span: node.span,
        marks,
        owner,
        title,
        outcome,
        attributes,
        parent: None,
        period: scope.period,
        key_results: Vec::new(),
        children: Vec::new(),
        notes: Vec::new(),
        anchor,
        reading,
    };
    (objective, scope.owner.clone())
}

/// A key result from a line.
pub(super) fn key_result(line: &[Inline], reading: Reading, span: Span) -> KeyResult {
    let (text, mut outcome) = arrow::split(line);
    let found = label(&flat(&text)).filter(|it| it.kind == LabelKind::KeyResult);
    let mut marks = Vec::new();
    let by_label = label_owner(found.as_ref(), span);
    let mut text = match &found {
        Some(label) => trim(split_at(&text, label.end).1),
        None => text,
    };
    marks.extend(found.map(|label| label.text).filter(|text| !text.eq_ignore_ascii_case("kr")));
    let mut attributes = take_attributes(&mut text);
    if let Some(outcome) = &mut outcome {
        attributes.merge(take_attributes(outcome));
    }
    let (decoration, text) = owner::take_decoration(text);
    marks.extend(decoration.priority);
    let owner = first_named([by_label, decoration.handle], &mut marks);
    KeyResult {
        span,
        marks,
        owner,
        text,
        outcome,
        task: None,
        attributes,
        notes: Vec::new(),
        reading,
    }
}

/// Gives an objective the owner that a line under it names. A name that its own words gave it
/// becomes a mark, so that it stays to be read.
pub(super) fn own(objective: &mut Objective, owner: OwnerName) {
    let before = objective.owner.take().filter(|before| before.name != owner.name);
    let own = before.filter(|it| matches!(it.via, OwnerVia::Prefix | OwnerVia::Handle));
    objective.marks.extend(own.map(|own| own.name));
    objective.owner = Some(owner);
}

/// The owner before a label, as in `CEO KR: …`.
fn label_owner(label: Option<&Label>, span: Span) -> Option<OwnerName> {
    let name = label?.owner.clone()?;
    Some(OwnerName { name, span, via: OwnerVia::Prefix })
}

/// The first of several names holds; the others become marks, so that they stay to be read.
fn first_named<const N: usize>(
    names: [Option<OwnerName>; N],
    marks: &mut Vec<String>,
) -> Option<OwnerName> {
    let mut names = names.into_iter().flatten();
    let first = names.next();
    marks.extend(names.map(|owner| owner.name));
    first
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
    key_result.notes.push(block);
}

/// The block that a node's own text came from.
pub(super) fn own_block(node: &Node<'_>) -> Block {
    // Labelled lines of later paragraphs are put under a line or a bold paragraph.
    let last = node.lines.last().and_then(|line| span(line));
    match node.form {
        Form::Heading { block, .. } => block.clone(),
        Form::Bold(block) if last.is_none_or(|last| last.end <= block.span.end) => block.clone(),
        _ => {
            let mut words = node.lead.clone();
            for line in &node.lines {
                let end = Span { start: node.span.end, end: node.span.end };
                words.push(Inline { span: end, kind: InlineKind::HardBreak });
                words.extend(line.iter().cloned());
            }
            Block { span: node.span, kind: BlockKind::Paragraph(words) }
        }
    }
}

/// All blocks of a node, its own first.
pub(super) fn all_blocks(node: &Node<'_>) -> Vec<Block> {
    let mut blocks = vec![own_block(node)];
    for part in &node.parts {
        match part {
            Part::Prose(block) | Part::List(block, _) => blocks.push((*block).clone()),
            Part::Node(node) => blocks.extend(all_blocks(node)),
        }
    }
    blocks
}

/// The list `block` with the one item of `node`.
pub(super) fn only(block: &Block, node: &Node<'_>) -> Block {
    let (BlockKind::List(first, _), Form::Item(item)) = (&block.kind, &node.form) else {
        return own_block(node);
    };
    Block { span: item.span, kind: BlockKind::List(*first, vec![(*item).clone()]) }
}

/// Whether a block that stays prose has the form of objectives or key results and stands where
/// these are looked for, so that its author may have meant some.
pub(super) fn seems_meant(block: &Block, scope: &Scope) -> bool {
    match &block.kind {
        BlockKind::List(..) | BlockKind::Table { .. } => scope.expects_okrs,
        BlockKind::Paragraph(words) if is_labelled(&flat(words)) => !scope.excluded,
        BlockKind::Paragraph(words) => scope.expects_okrs && is_bold(words),
        _ => false,
    }
}
