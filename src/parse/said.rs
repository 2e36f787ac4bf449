//! What is said of an objective or key result below its line: the owner, the score and the outcome
//! of a key result that is a line of running text, and the words of a heading that is all label.
//! Markdown makes no structure of either.

use crate::markdown::{Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

use super::document::{KeyResult, Objective, Reading};
use super::items::{self, paragraph};
use super::label::{LabelKind, label};
use super::lead::{Lead, lead};
use super::lines::lines;
use super::outline::{Form, Node, Part};
use super::text::{flat, right, span, trim};
use super::{arrow, field, vocabulary};

/// What a line is to the key result before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// It is a key result itself.
    Result,
    /// It begins with an arrow and tells what came of it.
    Outcome,
    /// It may be said of it.
    Remark,
    /// It is about something else.
    Other,
}

/// Which of some lines are said of the key result before them.
pub(super) fn of_results(lines: &[Vec<Inline>]) -> Vec<bool> {
    let kinds: Vec<Line> = lines.iter().map(|line| kind(line)).collect();
    belongs(&kinds)
}

/// Where only the last of several key results is followed by remarks, these sum up and are said of
/// the objective.
fn belongs(kinds: &[Line]) -> Vec<bool> {
    let mut said = vec![false; kinds.len()];
    let mut results = 0;
    let mut last = None;
    let mut earlier = false;
    let mut open = false;
    for (at, kind) in kinds.iter().enumerate() {
        match kind {
            Line::Result => {
                earlier |= last.is_some();
                last = None;
                results += 1;
                open = true;
            }
            Line::Outcome => said[at] = open,
            Line::Remark if open => {
                said[at] = true;
                last = last.or(Some(at));
            }
            Line::Remark => {}
            Line::Other => open = false,
        }
    }
    if results > 1
        && !earlier
        && let Some(from) = last
    {
        for (kind, said) in kinds.iter().zip(&mut said).skip(from) {
            *said &= *kind == Line::Outcome;
        }
    }
    said
}

fn kind(line: &[Inline]) -> Line {
    let words = flat(line);
    if let Some(label) = label(&words) {
        return if label.kind == LabelKind::KeyResult { Line::Result } else { Line::Other };
    }
    if arrow::leading(line).is_some() {
        return Line::Outcome;
    }
    // `Next steps:` heads what follows, and `Objective score: 0.6` is not the key result's.
    let heads = words.trim_end().ends_with(':') || vocabulary::below(&words).is_some();
    let of_objective = field::keyed(&words).is_some_and(|(key, _)| vocabulary::sums_up(key));
    let is_remark = field::is_remark(&words);
    if of_objective || heads && !(is_remark && has_value(&words)) {
        Line::Other
    } else {
        Line::Remark
    }
}

fn has_value(words: &str) -> bool {
    field::keyed(words).is_some_and(|(_, value)| value.contains(char::is_alphanumeric))
}

/// Whether a block is a paragraph of nothing but remarks, each with its value.
fn remarks(block: &Block) -> bool {
    let Some(words) = paragraph(block) else { return false };
    let all = lines(words);
    let mut all = all.into_all().peekable();
    let remark = |line: Vec<Inline>| {
        let words = flat(&line);
        field::is_remark(&words) && has_value(&words) && kind(&line) == Line::Remark
    };
    all.peek().is_some() && all.all(remark)
}

/// Whether a paragraph of remarks goes on with what the last lines of `node` say of a key result.
pub(super) fn goes_on(node: &Node<'_>, block: &Block) -> bool {
    let objective = label(&node.words()).is_none_or(|it| it.kind == LabelKind::Objective);
    let mut kinds = node.lines.iter().rev().map(|line| kind(line));
    let result = kinds.find(|kind| !matches!(kind, Line::Remark | Line::Outcome));
    let result = result == Some(Line::Result);
    objective && result && remarks(block)
}

/// Puts paragraphs of remarks under the labelled key results right before them.
pub(super) fn gather(node: &mut Node<'_>) {
    let mut kinds = Vec::with_capacity(node.parts.len());
    let mut places = Vec::with_capacity(node.parts.len());
    for part in &mut node.parts {
        if let Part::Node(below) = part {
            gather(below);
        }
        places.push(kinds.len());
        kinds.push(kind_of(part));
        // Lines of its own follow a key result, too.
        let lines = matches!(part, Part::Node(result) if !result.lines.is_empty());
        kinds.extend((kinds.last() == Some(&Line::Result) && lines).then_some(Line::Remark));
    }
    if !kinds.contains(&Line::Result) || !kinds.contains(&Line::Remark) {
        return;
    }
    let said = belongs(&kinds);
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(node.parts.len());
    for (part, at) in std::mem::take(&mut node.parts).into_iter().zip(places) {
        match parts.last_mut() {
            Some(Part::Node(result)) if said[at] => result.parts.push(part),
            _ => parts.push(part),
        }
    }
    node.parts = parts;
}

fn kind_of(part: &Part<'_>) -> Line {
    match part {
        Part::Node(node) if matches!(node.form, Form::Line) => match kind(&node.lead) {
            Line::Result => Line::Result,
            _ => Line::Other,
        },
        Part::Prose(block) if remarks(block) => Line::Remark,
        _ => Line::Other,
    }
}

/// The words of a node that is all label, from the blocks below it.
pub(super) struct Below {
    /// Which of its parts they are.
    pub at: usize,
    pub words: Vec<Inline>,
    pub span: Span,
    /// What stands with them and is something else.
    pub rest: Vec<Block>,
}

/// The words below a node that is all label: its first paragraph that is more than remarks, also
/// in bold or in a quotation.
pub(super) fn words_below(node: &Node<'_>) -> Option<Below> {
    let prose = node.parts.iter().map_while(|part| match part {
        Part::Prose(block) => Some(*block),
        _ => None,
    });
    let (at, block) = prose.enumerate().find(|(_, block)| !remarks(block))?;
    let (block, more) = match &block.kind {
        BlockKind::Quote(None, inner) => {
            let (first, more) = inner.split_first()?;
            (first, more)
        }
        _ => (block, [].as_slice()),
    };
    let all = lines(paragraph(block)?);
    let words = match &*all.lead {
        [Inline { kind: InlineKind::Emphasis(inner) | InlineKind::Strong(inner), .. }] => {
            inner.clone()
        }
        lead => lead.to_vec(),
    };
    let span = span(&words)?;
    let line = |line: Vec<Inline>| Block {
        span: self::span(&line).unwrap_or(span),
        kind: BlockKind::Paragraph(line),
    };
    let rest = all.more.into_iter().map(line).chain(more.iter().cloned()).collect();
    Some(Below { at, words, span, rest })
}

/// A key result from a node's lead, or, when that is all label, from the words below it.
pub(super) fn key_result(
    node: &Node<'_>,
    lead: &Lead<'_>,
    reading: Reading,
) -> (KeyResult, Option<Below>) {
    let label = lead.label.as_ref().filter(|_| lead.body().is_empty());
    if let Some(label) = label
        && let Some(below) = words_below(node)
    {
        let mut key_result = items::key_result(&below.words, reading, below.span);
        key_result.marks.insert(0, label.text.clone());
        return (key_result, Some(below));
    }
    if let Some(number) = lead.number.as_ref().filter(|_| !node.is_heading()) {
        let line = trim(right(&node.lead, number.len()));
        let mut key_result = items::key_result(&line, reading, node.span);
        key_result.marks.insert(0, number.to_string());
        return (key_result, None);
    }
    (items::key_result(&node.lead, reading, node.span), None)
}

/// The objective without key results that a heading of nothing but its label goes on with: `O1` over
/// its key results, after a list of all objectives.
pub(super) fn continued(node: &Node<'_>, lead: &Lead<'_>, all: &[Objective]) -> Option<usize> {
    let label = lead.label.as_ref().filter(|_| lead.body().is_empty() && node.is_heading())?;
    let numbered = label.text.contains(|sign: char| sign.is_ascii_digit());
    let is_bare = numbered && words_below(node).is_none();
    let is_meant = |objective: &Objective| {
        let named = objective.marks.iter().any(|mark| mark.eq_ignore_ascii_case(&label.text));
        named && objective.key_results.is_empty() && !objective.title.is_empty()
    };
    all.iter().position(is_meant).filter(|_| is_bare)
}

/// Whether a heading is all label and has not got its words yet, so that a bold paragraph with
/// `words` below it is no heading of its own.
pub(super) fn lacks_words(above: Option<&Node<'_>>, words: &[Inline]) -> bool {
    let Some(above) = above.filter(|above| above.is_heading()) else { return false };
    let fresh = above.parts.iter().all(|part| matches!(part, Part::Prose(it) if remarks(it)));
    let words = flat(words);
    let heads = words.trim_end().ends_with(':') || vocabulary::below(&words).is_some();
    let bare = |lead: &Lead<'_>| lead.label.is_some() && lead.body().is_empty();
    fresh && !heads && bare(&lead(above, false))
}
