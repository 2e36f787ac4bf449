//! The first line of a node, taken apart.

use std::borrow::Cow;

use crate::calendar::PeriodName;
use crate::markdown::Inline;

use super::arrow;
use super::heading::{self, number, period};
use super::key;
use super::label::{self, Label, label};
use super::outline::Node;
use super::owner::{self, Prefix};
use super::text::{flat, right, trim};

/// The parts of a lead.
#[derive(Debug, Default)]
pub(super) struct Lead<'n> {
    /// All of it in words, without the key.
    pub words: Cow<'n, str>,
    /// The number before it, as headings have one.
    pub number: Option<Box<str>>,
    /// The key of an issue before it: `PROJ-7`.
    pub key: Option<Box<str>>,
    /// The text before the arrow, without number and key.
    pub text: Cow<'n, [Inline]>,
    /// The words after the arrow.
    pub outcome: Option<Vec<Inline>>,
    pub label: Option<Box<Label>>,
    /// The text without its label, when it has one.
    bare: Option<Vec<Inline>>,
    /// The period that it names, when it is a heading.
    pub period: Option<PeriodName>,
    /// The owner before the colon of the body.
    pub prefix: Option<Box<Prefix>>,
}

impl Lead<'_> {
    /// The text without its label.
    pub(super) fn body(&self) -> &[Inline] {
        self.bare.as_deref().unwrap_or(&self.text)
    }
}

/// The leads of all nodes under `root`, by their numbers; `period` is the whole document's.
pub(super) fn leads<'n>(root: &'n Node<'_>, period: Option<PeriodName>) -> Vec<Lead<'n>> {
    let mut all = Vec::with_capacity(root.count());
    collect(root, period, &mut all);
    all
}

/// A part without a year takes the year of what it stands in.
fn collect<'n>(node: &'n Node<'_>, around: Option<PeriodName>, all: &mut Vec<Lead<'n>>) {
    let mut lead = lead(node);
    if let (true, None, Some(year)) = (node.is_heading(), lead.period, around) {
        let part = heading::part(&lead.words);
        lead.period = part.and_then(|it| PeriodName::new(year.reckoning(), year.year(), it));
    }
    let around = lead.period.or(around);
    all.push(lead);
    for child in node.children() {
        collect(child, around, all);
    }
}

/// Takes a lead apart.
pub(super) fn lead<'n>(node: &'n Node<'_>) -> Lead<'n> {
    if node.lead.is_empty() {
        return Lead::default();
    }
    let (mut text, outcome) = match arrow::split(&node.lead) {
        Some((text, outcome)) => (Cow::Owned(text), outcome),
        None => (Cow::Borrowed(&*node.lead), None),
    };
    let words = flat(&node.lead);
    let digits = if node.is_heading() { number(&words) } else { 0 };
    let number = (digits > 0).then(|| words[..digits].trim().into());
    if digits > 0 {
        text = Cow::Owned(trim(right(&text, digits)));
    }
    let after = key::leading(&words[digits..]).map(|(_, end)| digits + end);
    let key = key::take(&text).map(|(key, rest)| {
        text = Cow::Owned(rest);
        key.into_boxed_str()
    });
    // A key that is a link stays where it stands.
    let start = &words[after.filter(|_| key.is_some()).unwrap_or(digits)..];
    // A heading may be all label, with the words below it.
    let whole = || if node.is_heading() { label::whole(start) } else { None };
    let label = label(start).or_else(whole).map(Box::new);
    let bare = label.as_ref().map(|label| label.off(&text));
    let prefix = owner::prefix(bare.as_deref().unwrap_or(&text)).map(Box::new);
    let words = match after {
        Some(after) => Cow::Owned(words[after..].to_owned()),
        None => words,
    };
    let period = if node.is_heading() { period(&words) } else { None };
    Lead { words, number, key, text, outcome, label, bare, period, prefix }
}
