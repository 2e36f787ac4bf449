//! The first line of a node, taken apart.

use crate::markdown::Inline;

use super::arrow;
use super::heading::number;
use super::label::{self, Label, label};
use super::outline::Node;
use super::owner::{self, Prefix};
use super::text::{flat, split_at, trim};

/// The parts of a lead: its number, its text before the arrow, and its label.
pub(super) struct Lead {
    pub number: Option<String>,
    pub text: Vec<Inline>,
    pub outcome: Option<Vec<Inline>>,
    pub label: Option<Label>,
}

/// Takes a lead apart.
pub(super) fn lead(node: &Node<'_>) -> Lead {
    let (mut text, outcome) = arrow::split(&node.lead);
    let words = flat(&text);
    let digits = if node.is_heading() { number(&words) } else { 0 };
    let number = (digits > 0).then(|| words[..digits].trim().to_owned());
    if digits > 0 {
        text = trim(split_at(&text, digits).1);
    }
    let words = flat(&text);
    // A heading may be all label, with the words below it.
    let whole = || if node.is_heading() { label::whole(&words) } else { None };
    let label = label(&words).or_else(whole);
    Lead { number, text, outcome, label }
}

impl Lead {
    /// The text after the label, or the whole text.
    pub(super) fn unlabelled(&self) -> Vec<Inline> {
        match &self.label {
            Some(label) => trim(split_at(&self.text, label.end).1),
            None => self.text.clone(),
        }
    }

    /// The owner before the colon of a text without label.
    pub(super) fn prefix(&self) -> Option<Prefix> {
        owner::prefix(&self.unlabelled())
    }
}
