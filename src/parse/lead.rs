//! The first line of a node, taken apart.

use crate::calendar::PeriodName;
use crate::markdown::Inline;

use super::arrow;
use super::heading::{number, period};
use super::label::{self, Label, label};
use super::outline::Node;
use super::owner::{self, Prefix};
use super::text::{flat, split_at, trim};

/// The parts of a lead.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// All of it in words.
    pub words: String,
    /// The number before it, as headings have one.
    pub number: Option<String>,
    /// The text before the arrow, without the number.
    pub text: Vec<Inline>,
    /// The words after the arrow.
    pub outcome: Option<Vec<Inline>>,
    pub label: Option<Label>,
    /// The text without its label.
    pub body: Vec<Inline>,
    /// The period that it names, when it is a heading.
    pub period: Option<PeriodName>,
    /// The owner before the colon of the body.
    pub prefix: Option<Prefix>,
}

/// The leads of all nodes under `root`, by their numbers.
pub(super) fn leads(root: &Node<'_>) -> Vec<Lead> {
    let mut all = Vec::new();
    collect(root, &mut all);
    all
}

fn collect(node: &Node<'_>, all: &mut Vec<Lead>) {
    all.push(lead(node));
    for child in node.children() {
        collect(child, all);
    }
}

/// Takes a lead apart.
pub(super) fn lead(node: &Node<'_>) -> Lead {
    if node.lead.is_empty() {
        return Lead::default();
    }
    let (mut text, outcome) = arrow::split(&node.lead);
    let words = flat(&node.lead);
    let digits = if node.is_heading() { number(&words) } else { 0 };
    let number = (digits > 0).then(|| words[..digits].trim().to_owned());
    if digits > 0 {
        text = trim(split_at(&text, digits).1);
    }
    let start = &words[digits..];
    // A heading may be all label, with the words below it.
    let whole = || if node.is_heading() { label::whole(start) } else { None };
    let label = label(start).or_else(whole);
    let body = match &label {
        Some(label) => trim(split_at(&text, label.end).1),
        None => text.clone(),
    };
    let prefix = owner::prefix(&body);
    let period = if node.is_heading() { period(&words) } else { None };
    Lead { words, number, text, outcome, label, body, period, prefix }
}
