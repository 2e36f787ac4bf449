//! The lines of running text, as their authors meant them.

use std::borrow::Cow;

use crate::markdown::{Inline, InlineKind};

use super::arrow;
use super::field::{is_remark, names_period};
use super::label::is_labelled;
use super::text::{flat, is_trim, left, right, trim};
use super::vocabulary::heads_results;

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

/// The lines of running text: parted at hard breaks, and where a soft line begins with a label,
/// since authors forget the `\`.
pub(super) fn lines(inlines: &[Inline]) -> Lines<'_> {
    let breaks = |inline: &Inline| {
        use InlineKind::{HardBreak, Html, SoftBreak};
        matches!(inline.kind, HardBreak | SoftBreak | Html(_))
    };
    if !inlines.iter().any(breaks) {
        if let Some(end) = first_field(&flat(inlines)) {
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
            InlineKind::HardBreak => true,
            InlineKind::Html(tag) => {
                tag.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
            }
            InlineKind::SoftBreak => starts_anew(&inlines[index + 1..]),
            _ => false,
        };
        if ends {
            all.push(trim(std::mem::take(&mut line)));
        } else {
            line.push(inline.clone());
        }
    }
    all.push(trim(line));
    let parted = |line: Vec<Inline>| match first_field(&flat(&line)) {
        Some(end) => fields(&line, end),
        None => vec![line],
    };
    let mut all: Vec<_> = all.into_iter().flat_map(parted).collect();
    all.retain(|line| !line.is_empty());
    let mut more = all.into_iter();
    let lead = Cow::Owned(more.next().unwrap_or_default());
    Lines { lead, more: more.collect() }
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
    let remarks = words.split(sign).all(|part| is_remark(part) || names_period(part));
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
    let parts =
        emphasised || heads || is_labelled(&line) || is_remark(&line) || heads_results(&line);
    parts || arrow::find(line.trim_start()).is_some_and(|(start, _)| start == 0)
}
