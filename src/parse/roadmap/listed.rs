//! Paragraphs that list plans behind the time that they are for: `**Q1 2026:** Login, Logout`.

use crate::calendar::YearOf;
use crate::markdown::{Block, Inline, InlineKind};
use crate::source::Span;

use super::super::items::paragraph;
use super::super::text::{flat, running, span, split_at, trim};
use super::frame::header;
use super::title::is_inside;

/// A line that lists plans.
pub(super) struct Line {
    /// The words that say when.
    pub words: String,
    pub span: Span,
    pub titles: Vec<Vec<Inline>>,
}

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 400;

/// The most words of a title in such a line; more make a sentence.
const MOST_WORDS: usize = 6;

/// What each of the blocks lists; one alone may be a remark.
pub(super) fn all(blocks: &[&Block], year: Option<YearOf>) -> Vec<Option<Vec<Line>>> {
    blocks.iter().map(|block| lines(paragraph(block)?, year)).collect()
}

/// The lines of a paragraph, when each of them lists plans.
fn lines(words: &[Inline], year: Option<YearOf>) -> Option<Vec<Line>> {
    let breaks = |it: &Inline| matches!(it.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let all = words.split(breaks);
    // Most paragraphs end here.
    let strong = |line: &[Inline]| line.iter().any(|it| matches!(it.kind, InlineKind::Strong(_)));
    if !all.clone().all(strong) {
        return None;
    }
    all.map(|words| line(&trim(words.to_vec()), year)).collect()
}

fn line(words: &[Inline], year: Option<YearOf>) -> Option<Line> {
    let [first @ Inline { kind: InlineKind::Strong(_), .. }, rest @ ..] = words else {
        return None;
    };
    let lead = flat(std::slice::from_ref(first)).into_owned();
    let head = lead.trim_end().trim_end_matches(':');
    let after = running(rest);
    let text = after.trim_start();
    let text =
        text.strip_prefix(':').or_else(|| (head.len() < lead.trim_end().len()).then_some(text));
    let text = text?;
    let says_when = header(head, year)?.frames();
    let is_sentence = text.trim_end().ends_with(['.', ':', '!', '?']) || text.contains(". ");
    if !says_when || is_sentence || after.len() > LONGEST {
        return None;
    }
    let titles = titles(&split_at(rest, after.len() - text.len()).1);
    let is_title = |title: &Vec<Inline>| {
        let words = flat(title);
        let count = words.split_whitespace().count();
        // `a year of calm` is no plan.
        let begins = !words.trim_start().starts_with(char::is_lowercase);
        begins && words.contains(char::is_alphabetic) && count <= MOST_WORDS
    };
    let all = !titles.is_empty() && titles.iter().all(is_title);
    all.then(|| Line { words: head.to_owned(), span: first.span, titles })
}

/// The parts between commas that stand in no brackets.
fn titles(words: &[Inline]) -> Vec<Vec<Inline>> {
    let text = running(words);
    let signs = text.match_indices([',', ';']).map(|(at, _)| at);
    let signs = signs.filter(|at| text[at + 1..].starts_with(' ') && !is_inside(&text, *at));
    let mut all = Vec::new();
    let mut start = 0;
    for end in signs.chain([text.len()]) {
        let tail = split_at(words, start).1;
        all.push(trim(split_at(&tail, end - start).0));
        start = (end + 1).min(text.len());
    }
    all.retain(|words| span(words).is_some());
    all
}
