//! Key results that are written as remarks on an objective without any: `Measure: all are
//! inspected`, `Key results: save a tenth; open two shops`; or as lines with letters before them.

use crate::markdown::{Block, BlockKind, Inline};

use super::document::{KeyResult, Objective, Reading};
use super::items::paragraph;
use super::text::{flat, joined, left, right, span, trim};
use super::vocabulary::heads_key_results;
use super::words::MEASURES;
use super::{above, field, items, lines};

/// Makes key results of the remarks on an objective that has none, and stands over no objective.
pub(super) fn promote(objective: &mut Objective) {
    if !objective.key_results.is_empty() || !objective.children.is_empty() {
        return;
    }
    let counted = objective.notes.iter().filter_map(paragraph).flat_map(above::source_lines);
    let counted = counted.filter(|line| counter(&flat(line)) > 0).count();
    for block in std::mem::take(&mut objective.notes) {
        let (found, kept) = part(block, counted > 1);
        objective.key_results.extend(found);
        objective.notes.extend(kept);
    }
}

/// The key results in a block, and what else it says; `counted`: lines that begin with letters or
/// numbers are key results.
fn part(block: Block, counted: bool) -> (Vec<KeyResult>, Option<Block>) {
    match block.kind {
        BlockKind::List(first, items) => {
            let (mut found, mut kept) = (Vec::new(), Vec::new());
            for item in items {
                let words = match item.blocks.as_slice() {
                    [only] => paragraph(only),
                    _ => None,
                };
                match words.map(results).filter(|results| !results.is_empty()) {
                    Some(results) => found.extend(results),
                    None => kept.push(item),
                }
            }
            let kind = BlockKind::List(first, kept);
            let rest = !matches!(&kind, BlockKind::List(_, kept) if kept.is_empty());
            (found, rest.then_some(Block { span: block.span, kind }))
        }
        BlockKind::Paragraph(words) => {
            let (mut found, mut kept) = (Vec::new(), Vec::new());
            for line in own_lines(&words, counted) {
                let length = if counted { counter(&flat(&line)) } else { 0 };
                let results = match length {
                    0 => results(&line),
                    length => vec![result(&trim(right(&line, length)))],
                };
                if results.is_empty() {
                    kept.push(line);
                } else {
                    found.extend(results);
                }
            }
            let words = if found.is_empty() { words } else { joined(&kept) };
            let rest = !words.is_empty();
            let kind = BlockKind::Paragraph(words);
            (found, rest.then_some(Block { span: block.span, kind }))
        }
        _ => (Vec::new(), Some(block)),
    }
}

/// The lines of a paragraph: those of its source where each has a key or a letter before it, as short
/// ones do.
fn own_lines(words: &[Inline], counted: bool) -> Vec<Vec<Inline>> {
    let all: Vec<Vec<Inline>> = above::source_lines(words);
    let has_key = |line: &Vec<Inline>| {
        let words = flat(line);
        field::keyed(&words).is_some_and(|(key, _)| key.split(' ').count() <= MOST_WORDS)
    };
    let is_counted = |line: &Vec<Inline>| counted && counter(&flat(line)) > 0;
    if all.iter().all(has_key) || all.iter().all(is_counted) {
        all
    } else {
        lines::lines(words).into_all().collect()
    }
}

/// The most words of a key.
const MOST_WORDS: usize = 4;

/// The key results that a line tells behind its key.
fn results(line: &[Inline]) -> Vec<KeyResult> {
    let words = flat(line);
    let Some((key, value)) = field::keyed(&words) else { return Vec::new() };
    let several = value.split_whitespace().nth(1).is_some() && !is_open(value);
    let rest = trim(right(line, words.len() - value.len()));
    match () {
        () if !several => Vec::new(),
        () if heads_key_results(key) => split(&rest).iter().map(|it| result(it)).collect(),
        () if MEASURES.has_any_case(key) && value.contains(';') => {
            split(&rest).iter().map(|it| result(it)).collect()
        }
        () if MEASURES.has_any_case(key) => vec![result(&rest)],
        () => Vec::new(),
    }
}

fn result(line: &[Inline]) -> KeyResult {
    items::key_result(line, Reading::Labelled, span(line).unwrap_or_default())
}

/// Whether words only stand where key results are to come, or lead to them: `TBD by Ann`, `see below`.
fn is_open(value: &str) -> bool {
    const WORDS: [&str; 8] = ["see", "none", "tbd", "tba", "n/a", "coming", "we", "to"];
    let first = value.split_whitespace().next().unwrap_or("");
    let bare = first.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    WORDS.contains(&bare.as_str())
}

/// The length of `a.`, `b)`, `(c)`, `1.2` or `1.2.` at the beginning of a line, with the blank after
/// it.
fn counter(line: &str) -> usize {
    let inner = line.trim_start_matches('(');
    let letters = inner.bytes().take_while(u8::is_ascii_lowercase).count();
    let number = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let digits = inner.bytes().take_while(number).count();
    let closed = inner[letters..].starts_with(['.', ')']);
    let length = match () {
        () if letters == 1 && closed => 2,
        // `0.3 started` and `1.0 done` tell of grades.
        () if inner.starts_with('0') || inner[..digits].ends_with(".0") => return 0,
        () if digits > 2 && inner[1..digits - 1].contains('.') => digits,
        () => return 0,
    };
    let begun = line.len() - inner.len();
    if inner[length..].starts_with(' ') { begun + length + 1 } else { 0 }
}

/// What semicolons part, without the numbers before each: `(1) Bake; (2) sell`.
fn split(line: &[Inline]) -> Vec<Vec<Inline>> {
    let words = flat(line);
    let mut all = Vec::new();
    let mut from = 0;
    for part in words.split(';') {
        let own = trim(left(&right(line, from), part.len()));
        from += part.len() + 1;
        let number = count(&flat(&own));
        let own = trim(right(&own, number));
        all.extend(Some(own).filter(|own| !own.is_empty()));
    }
    all
}

/// The length of `(1)`, `1)` or `1.` at the beginning of some words.
fn count(words: &str) -> usize {
    let inner = words.trim_start_matches('(');
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let closed = inner[digits..].starts_with([')', '.']) && inner[digits + 1..].starts_with(' ');
    if digits > 0 && closed { words.len() - inner.len() + digits + 1 } else { 0 }
}
