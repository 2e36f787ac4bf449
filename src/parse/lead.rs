//! The first line of a node, taken apart.

use std::borrow::Cow;

use crate::calendar::PeriodName;
use crate::markdown::Inline;

use super::arrow;
use super::heading::{self, number, period};
use super::key;
use super::label::{self, Label, LabelKind, label};
use super::outline::{Form, Node, Part};
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
    collect(root, period, false, &mut all);
    all
}

/// A part without a year takes the year of what it stands in. `counted`: it is one of several items
/// that have numbers.
fn collect<'n>(
    node: &'n Node<'_>,
    around: Option<PeriodName>,
    counted: bool,
    all: &mut Vec<Lead<'n>>,
) {
    let mut lead = lead(node, counted);
    if let (true, None, Some(year)) = (node.is_heading(), lead.period, around) {
        let part = heading::part(&lead.words);
        lead.period = part.and_then(|it| PeriodName::new(year.reckoning(), year.year(), it));
    }
    let around = lead.period.or(around);
    all.push(lead);
    for part in &node.parts {
        match part {
            Part::Prose(_) => {}
            Part::Node(child) => collect(child, around, false, all),
            Part::List(_, nodes) => {
                let counted = are_counted(nodes);
                for child in nodes {
                    collect(child, around, counted, all);
                }
            }
        }
    }
}

/// Whether all of several items begin with numbers that count them: `1.1 Bake`, `1.2 Sell`.
fn are_counted(nodes: &[Node<'_>]) -> bool {
    let number = |node: &Node<'_>| {
        let words = node.words();
        // Not `1.1 million users`.
        let length = code(&words);
        if words[length..].starts_with(char::is_lowercase) {
            return None;
        }
        let (whole, part) = words[..length].trim().split_once('.')?;
        Some((whole.parse::<u32>().ok()?, part.parse::<u32>().ok()?))
    };
    let mut numbers = nodes.iter().map(number);
    let Some(Some(mut last)) = numbers.next() else { return false };
    nodes.len() > 1
        && last.1 == 1
        && numbers.all(|next| {
            let goes_on = next == Some((last.0, last.1 + 1));
            last = next.unwrap_or(last);
            goes_on
        })
}

/// The length of a number such as `1.1` and the blank after it.
fn code(words: &str) -> usize {
    let digits = words.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let is_code = words[..digits].contains('.') && words[digits..].starts_with(' ');
    if is_code && digits <= "10.10".len() { digits + 1 } else { 0 }
}

/// Whether something labelled as an objective stands right under a node.
fn holds_objective(node: &Node<'_>) -> bool {
    let is = |words: &str| label(words).is_some_and(|it| it.kind == LabelKind::Objective);
    node.children().any(|child| is(&child.words())) || node.lines.iter().any(|line| is(&flat(line)))
}

/// Takes a lead apart.
pub(super) fn lead<'n>(node: &'n Node<'_>, counted: bool) -> Lead<'n> {
    if node.lead.is_empty() {
        return Lead::default();
    }
    let (mut text, outcome) = match arrow::split(&node.lead) {
        Some((text, outcome)) => (Cow::Owned(text), outcome),
        None => (Cow::Borrowed(&*node.lead), None),
    };
    let words = flat(&node.lead);
    let digits = match () {
        () if node.is_heading() => number(&words),
        () if counted => code(&words),
        () => 0,
    };
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
    // `OKR 1: Growth` over labelled objectives arranges them.
    let is_above = |label: &Label| label.is_of_set() && holds_objective(node);
    let label = label(start).or_else(whole).filter(|it| !is_above(it)).map(Box::new);
    let bare = label.as_ref().map(|label| label.off(&text));
    // `Time: Save an hour` over items is no team, but an objective.
    let is_listed = |child: &Node<'_>| matches!(child.form, Form::Item(_) | Form::Row(..));
    let arranges = || node.is_heading() && node.children().any(|child| !is_listed(child));
    let is_team = owner::of_team(start).is_some() && arranges();
    let prefix = owner::prefix(bare.as_deref().unwrap_or(&text)).filter(|_| !is_team);
    let prefix = prefix.map(Box::new);
    let words = match after {
        Some(after) => Cow::Owned(words[after..].to_owned()),
        None => words,
    };
    let period = if node.is_heading() { period(&words) } else { None };
    Lead { words, number, key, text, outcome, label, bare, period, prefix }
}
