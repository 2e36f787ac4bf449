//! The cells beside the main one of a table's row: what they say of its objective or key result.

use std::collections::HashMap;

use crate::grade;
use crate::markdown::{Block, BlockKind, Inline, InlineKind, plain, take_attributes};
use crate::source::Span;

use super::document::Figures;
use super::field::{self, Field};
use super::items::{self, Subject};
use super::table::Cell;
use super::text::{flat, span};
use super::words::{CURRENT_HEADS, PROGRESS_HEADS, START_HEADS, TARGET_HEADS};

/// What a column of figures tells of a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Figure {
    Start,
    Target,
    Current,
}

/// The figures in the cells of a row.
pub(super) fn figures(cells: &[Cell<'_>]) -> Figures {
    let first = |wanted: Figure| {
        let mut found = cells.iter().filter(|cell| figure(cell) == Some(wanted));
        found.next().map(|cell| plain(cell.content))
    };
    Figures {
        start: first(Figure::Start),
        target: first(Figure::Target),
        current: first(Figure::Current),
    }
}

/// Keeps the figure that a line below a key result tells, as cells of a table do: `Baseline: 42%`.
pub(super) fn note_figure(line: &[Inline], figures: &mut Figures) {
    let words = flat(line);
    let Some((key, value)) = field::keyed(&words) else { return };
    let key = field::undated(key).to_lowercase();
    let place = match () {
        () if START_HEADS.contains(&&*key) => &mut figures.start,
        () if TARGET_HEADS.contains(&&*key) => &mut figures.target,
        () if CURRENT_HEADS.contains(&&*key) => &mut figures.current,
        () if PROGRESS_HEADS.contains(&&*key) && !value.contains(['%', '/']) => {
            &mut figures.current
        }
        () => return,
    };
    if place.is_none() && value.contains(|sign: char| sign.is_ascii_digit()) {
        *place = Some(value.trim().to_owned());
    }
}

fn figure(cell: &Cell<'_>) -> Option<Figure> {
    let head = flat(cell.head).trim().trim_end_matches(':').to_lowercase();
    let bare = is_bare(cell) && field::scale(&head).1.is_none();
    let head = field::undated(&head);
    match () {
        () if PROGRESS_HEADS.contains(&head) && bare => Some(Figure::Current),
        () if START_HEADS.contains(&head) => Some(Figure::Start),
        () if TARGET_HEADS.contains(&head) => Some(Figure::Target),
        () if CURRENT_HEADS.contains(&head) => Some(Figure::Current),
        () => None,
    }
}

/// Whether a cell is a number and no share: `27`, and neither `27%` nor `27/30`.
fn is_bare(cell: &Cell<'_>) -> bool {
    super::read_share(plain(cell.content).trim()).is_some()
        && !flat(cell.content).contains(['%', '/'])
}

/// Applies the cells beside a row's main one; those whose words must stay become one note.
pub(super) fn apply(cells: &[Cell<'_>], mut subject: Subject<'_>) -> Option<Block> {
    let on_way =
        cells.iter().any(|cell| matches!(figure(cell), Some(Figure::Start | Figure::Target)));
    let mut outcome: Vec<(bool, Vec<Inline>)> = Vec::new();
    let mut words: Vec<Inline> = Vec::new();
    let told: Vec<Field> =
        cells.iter().map(|cell| field::cell(flat(cell.head).trim(), cell.content)).collect();
    let best = best(cells, &told);
    for (at, (cell, found)) in cells.iter().zip(told).enumerate() {
        let head = flat(cell.head);
        let found = match found {
            Field::Declared(key, _) if best.get(key) != Some(&at) => Field::Remark,
            // The metric itself is no grade.
            Field::Declared("grade", _) if on_way && figure(cell).is_some() => Field::Remark,
            found => found,
        };
        match found {
            Field::Outcome(said) if subject.outcome.is_none() => {
                subject.shown.extend(cell.row.or_else(|| span(cell.content)));
                outcome.push((grade::tells_state(&plain(&said)), said));
            }
            found => {
                if items::apply(found, subject.again(), cell.content) {
                    subject.shown.extend(cell.row);
                } else {
                    add(&mut words, cell, head.trim().is_empty());
                }
            }
        }
    }
    // A state is told before what explains it.
    outcome.sort_by_key(|(state, _)| !state);
    let said = outcome.into_iter().map(|(_, said)| said).reduce(sentences);
    if let Some(mut said) = said {
        subject.attributes.merge(take_attributes(&mut said));
        *subject.outcome = Some(said);
    }
    let span = cells.last().and_then(|cell| span(cell.content)).unwrap_or_default();
    if words.is_empty() { None } else { Some(Block { span, kind: BlockKind::Paragraph(words) }) }
}

/// Which of several cells that declare the same counts: the one with the most weight, or of these the
/// last.
fn best(cells: &[Cell<'_>], told: &[Field]) -> HashMap<&'static str, usize> {
    let mut best: HashMap<&'static str, usize> = HashMap::new();
    let rank = |at: usize| field::rank(flat(cells[at].head).trim());
    for (at, found) in told.iter().enumerate() {
        if let Field::Declared(key, _) = found {
            let place = best.entry(key).or_insert(at);
            if rank(at) >= rank(*place) {
                *place = at;
            }
        }
    }
    best
}

/// Adds a cell to the words that stay, with the head of its column.
fn add(words: &mut Vec<Inline>, cell: &Cell<'_>, unnamed: bool) {
    let at = span(cell.content).unwrap_or_default().start;
    words.extend((!words.is_empty()).then(|| sign(" · ", at)));
    words.extend(cell.head.iter().cloned());
    words.extend((!unnamed).then(|| sign(": ", at)));
    words.extend(cell.content.iter().cloned());
}

/// Two texts as two sentences.
fn sentences(mut first: Vec<Inline>, second: Vec<Inline>) -> Vec<Inline> {
    let ends = flat(&first).trim_end().ends_with(['.', '!', '?', ':', ';']);
    let at = span(&second).unwrap_or_default().start;
    first.push(sign(if ends { " " } else { ". " }, at));
    first.extend(second);
    first
}

/// Words that nobody wrote, between those that somebody did.
fn sign(words: &str, at: u32) -> Inline {
    let span = Span { start: at, end: at };
    Inline { span, kind: InlineKind::Text(words.to_owned()) }
}
