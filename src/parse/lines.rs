//! The lines of running text, as their authors meant them.

use std::borrow::Cow;

use crate::markdown::{Inline, InlineKind};

use super::arrow;
use super::field::{is_remark, keyed, names_period};
use super::label::{LabelKind, is_labelled, label};
use super::text::{flat, is_break, is_trim, left, right, trim};
use super::vocabulary::heads_results;
use super::words::MEASURES;

/// The lines of running text.
#[derive(Debug, Default)]
pub(super) struct Lines<'a> {
    /// The first one, which mostly is all of the text.
    pub lead: Cow<'a, [Inline]>,
    pub more: Vec<Vec<Inline>>,
}

impl Lines<'_> {
    pub(super) fn one(line: Vec<Inline>) -> Self {
        Self { lead: Cow::Owned(line), more: Vec::new() }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &[Inline]> {
        let lead = Some(&*self.lead).filter(|lead| !lead.is_empty());
        lead.into_iter().chain(self.more.iter().map(Vec::as_slice))
    }

    /// All of them; none is empty.
    pub(super) fn into_all(self) -> impl Iterator<Item = Vec<Inline>> {
        let lead = Some(self.lead.into_owned()).filter(|lead| !lead.is_empty());
        lead.into_iter().chain(self.more)
    }
}

/// Whether a line begins with a letter that counts it: `a) Two ovens`.
pub(super) fn is_lettered(line: &str) -> bool {
    let mut signs = line.bytes();
    let letter = signs.next().is_some_and(|byte| byte.is_ascii_lowercase());
    letter && signs.next() == Some(b')') && signs.next() == Some(b' ')
}

/// The lines of running text: parted at hard breaks, and where a soft line begins with a label,
/// since authors forget the `\`.
pub(super) fn lines(inlines: &[Inline]) -> Lines<'_> {
    let breaks = |inline: &Inline| {
        use InlineKind::{HardBreak, Html, SoftBreak};
        matches!(inline.kind, HardBreak | SoftBreak | Html(_))
    };
    if !inlines.iter().any(breaks) {
        let words = flat(inlines);
        if !inner_labels(&words).is_empty() {
            let mut all = at_labels(inlines).into_iter();
            let lead = Cow::Owned(all.next().unwrap_or_default());
            return Lines { lead, more: all.collect() };
        }
        if let Some(end) = first_field(&words) {
            let mut all = fields(inlines, end).into_iter();
            let lead = Cow::Owned(all.next().unwrap_or_default());
            return Lines { lead, more: all.collect() };
        }
        let lead = if is_trim(inlines) {
            Cow::Borrowed(inlines)
        } else {
            Cow::Owned(trim(inlines.to_vec()))
        };
        return Lines { lead, more: Vec::new() };
    }
    let mut all = Vec::new();
    let mut line = Vec::new();
    for (index, inline) in inlines.iter().enumerate() {
        let ends = match &inline.kind {
            InlineKind::SoftBreak => starts_anew(&inlines[index + 1..]),
            _ => is_break(inline),
        };
        if ends {
            all.push(trim(std::mem::take(&mut line)));
        } else {
            line.push(inline.clone());
        }
    }
    all.push(trim(line));
    let parted = |line: Vec<Inline>| {
        let words = flat(&line);
        match first_field(&words) {
            Some(end) => fields(&line, end),
            None if !inner_labels(&words).is_empty() => at_labels(&line),
            None => vec![line],
        }
    };
    let mut all: Vec<_> = all.into_iter().flat_map(parted).collect();
    all.retain(|line| !line.is_empty());
    let mut more = all.into_iter();
    let lead = Cow::Owned(more.next().unwrap_or_default());
    Lines { lead, more: more.collect() }
}

/// A line parted before the labels of key results that stand in it behind sentences: `Bake. KR1:
/// Sell. KR2: Eat.`
fn at_labels(line: &[Inline]) -> Vec<Vec<Inline>> {
    let words = flat(line);
    let mut starts = vec![0];
    starts.extend(inner_labels(&words));
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    starts.iter().zip(ends).map(|(from, to)| trim(left(&right(line, *from), to - from))).collect()
}

/// Where `KR1:` stands behind the end of a sentence, in the paragraph of a labelled objective.
fn inner_labels(words: &str) -> Vec<usize> {
    let is_label = |at: &usize| {
        let before = words[..*at].trim_end();
        let ends = before.len() < *at && before.ends_with(['.', ';', '!', '?', ')']);
        let number = words[at + 2..].trim_start_matches(' ');
        let rest = number.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
        ends && rest.len() < number.len() && rest.starts_with(':')
    };
    // Mostly there is none but the one at the beginning.
    let labels = words.match_indices("KR").map(|(at, _)| at).filter(|at| *at > 0);
    let all: Vec<usize> = labels.filter(is_label).collect();
    let objective = || label(words).is_some_and(|it| it.kind == LabelKind::Objective);
    if all.is_empty() || objective() { all } else { Vec::new() }
}

/// Signs between several remarks on one line: `Owner: Ann | Score: 0.4`.
const BETWEEN: [&str; 3] = [" | ", " · ", " • "];

/// The longest line that is looked at for several remarks, in bytes.
const LONGEST_FIELDS: usize = 400;

/// Where the first of several remarks ends, and how long the sign after it is.
fn first_field(words: &str) -> Option<(usize, usize)> {
    // `|`, or the first byte of the others.
    let parted = words.bytes().any(|byte| matches!(byte, b'|' | 0xC2 | 0xE2));
    if !parted || words.len() > LONGEST_FIELDS {
        return None;
    }
    let sign = BETWEEN.iter().find(|sign| words.contains(**sign))?;
    let mut parts = words.split(sign);
    let is_said = |part: &str| is_remark(part) || names_period(part);
    // What is labelled may stand before them: `Objective 1: Bake · Owner: Ann · Score: 0.4`.
    let first = parts.next().is_some_and(|first| is_said(first) || is_labelled(first));
    let remarks = first && parts.all(is_said);
    remarks.then(|| words.find(sign)).flatten().map(|at| (at, sign.len()))
}

/// The remarks of a line, each its own.
fn fields(line: &[Inline], (end, length): (usize, usize)) -> Vec<Vec<Inline>> {
    let mut all = vec![trim(left(line, end))];
    let mut rest = trim(right(line, end + length));
    while let Some((end, length)) = first_field(&flat(&rest)) {
        all.push(trim(left(&rest, end)));
        rest = trim(right(&rest, end + length));
    }
    all.push(rest);
    all
}

/// Whether the source line that `rest` begins with carries a label, a remark or an arrow.
fn starts_anew(rest: &[Inline]) -> bool {
    let end = rest
        .iter()
        .position(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak));
    let line = flat(&rest[..end.unwrap_or(rest.len())]);
    // `*Motivation:* …` begins a remark, whatever the word is.
    let emphasised = rest.first().is_some_and(|inline| {
        let marked = matches!(inline.kind, InlineKind::Emphasis(_) | InlineKind::Strong(_));
        marked && flat(inline.children()).trim_end().ends_with(':')
    });
    // `How we know:` heads what follows.
    let heads = end.is_none()
        && line.starts_with(char::is_uppercase)
        && line.split_whitespace().nth(2).is_some()
        && line.trim_end().strip_suffix(':').is_some_and(|it| !it.contains([':', '.', ',']));
    let measures = keyed(&line).is_some_and(|(key, _)| MEASURES.has_any_case(key));
    let said = is_labelled(&line) || is_remark(&line) || heads_results(&line) || measures;
    let parts = emphasised || heads || said || is_lettered(line.trim_start());
    parts || arrow::find(line.trim_start()).is_some_and(|(start, _)| start == 0)
}
