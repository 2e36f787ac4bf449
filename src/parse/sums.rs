//! Tables that sum up: each of their objectives is told again in the document, with what belongs to
//! it. They stay prose, and what they say of an objective is said of the one that they mean.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::markdown::{Attributes, Inline};
use crate::source::Span;

use super::cells;
use super::document::{Document, Objective, OwnerName};
use super::items::Subject;
use super::label::label;
use super::outline::{Form, Node, Part};
use super::table::{Cell, Column};
use super::text::flat;

/// A table that sums up.
pub(super) struct Sum<'a> {
    span: Span,
    rows: Vec<Node<'a>>,
}

/// What stands in a document outside tables, by its words.
#[derive(Default)]
struct Told {
    /// What has something below it.
    whole: HashSet<String>,
    all: HashSet<String>,
}

/// Makes prose of the tables below `root` that sum up, and gives back their rows.
pub(super) fn leave<'a>(root: &mut Node<'a>) -> Vec<Sum<'a>> {
    let mut sums = Vec::new();
    if has_rows(root) {
        let mut told = Told::default();
        told.add(root);
        take(root, &told, &mut sums);
    }
    sums
}

/// Says of objectives and key results what the tables say of them and nobody else does.
pub(super) fn apply(sums: &[Sum<'_>], document: &mut Document) {
    if sums.is_empty() {
        return;
    }
    // What two have, is nobody's.
    let mut places: HashMap<String, Option<usize>> = HashMap::new();
    for (at, objective) in document.objectives.iter().enumerate() {
        let Some(key) = key(&flat(&objective.title)) else { continue };
        places.entry(key).and_modify(|place| *place = None).or_insert(Some(at));
    }
    for row in sums.iter().flat_map(|sum| &sum.rows) {
        let place = key(&row.words()).and_then(|key| *places.get(&key)?);
        if let Some(objective) = place.map(|at| &mut document.objectives[at]) {
            lend(row, objective);
        }
    }
    document.unread.retain(|span| sums.iter().all(|sum| sum.span != *span));
}

/// Lends an objective what a row says of it, and its key results what the rows below that say.
fn lend(row: &Node<'_>, objective: &mut Objective) {
    for below in row.children() {
        let key_results = &mut objective.key_results;
        let is_meant = |text: &[Inline]| key(&flat(text)) == key(&below.words());
        let meant = key_results.iter_mut().find(|it| is_meant(&it.text));
        if let (Form::Row(_, cells), Some(key_result)) = (&below.form, meant) {
            give(cells, key_result.subject());
        }
    }
    if let Form::Row(_, cells) = &row.form {
        give(cells, objective.subject());
    }
}

fn give(cells: &[Cell<'_>], to: Subject<'_>) {
    let Subject { owners: own, outcome: told, attributes: known, .. } = to;
    let (mut marks, mut shown, mut outcome) = (Vec::new(), Vec::new(), None);
    let (mut owners, mut attributes): (Vec<OwnerName>, Attributes) = Default::default();
    let said = Subject {
        marks: &mut marks,
        shown: &mut shown,
        owners: &mut owners,
        outcome: &mut outcome,
        attributes: &mut attributes,
    };
    // What else stands beside it stays in the table.
    let _ = cells::apply(cells, said);
    if own.is_empty() {
        *own = owners;
    }
    if told.is_none() {
        *told = outcome;
    }
    known.merge(attributes);
}

fn has_rows(node: &Node<'_>) -> bool {
    node.children().any(|child| matches!(child.form, Form::Row(..)) || has_rows(child))
}

impl Told {
    fn add(&mut self, node: &Node<'_>) {
        for child in node.children() {
            if matches!(child.form, Form::Row(..)) {
                continue;
            }
            let lines = child.lines.iter().map(|line| flat(line));
            self.all.extend(lines.filter_map(|line| key(&line)));
            if let Some(key) = key(&child.words()) {
                if !child.is_leaf() || !child.lines.is_empty() {
                    self.whole.insert(key.clone());
                }
                self.all.insert(key);
            }
            self.add(child);
        }
    }

    /// Whether the rows of a table are objectives, all of which are told.
    fn holds(&self, rows: &[Node<'_>]) -> bool {
        let is_in = |all: &HashSet<String>, row: &Node<'_>| match row.form {
            // It sums up those above it.
            Form::Row(Column::Field, _) => true,
            Form::Row(..) => key(&row.words()).is_some_and(|key| all.contains(&key)),
            _ => false,
        };
        let is_told = |row: &Node<'_>| {
            is_in(&self.whole, row) && row.children().all(|below| is_in(&self.all, below))
        };
        let is_objective = |row: &Node<'_>| matches!(row.form, Form::Row(Column::Objective, _));
        rows.iter().any(is_objective) && rows.iter().all(is_told)
    }
}

fn take<'a>(node: &mut Node<'a>, told: &Told, sums: &mut Vec<Sum<'a>>) {
    for part in &mut node.parts {
        match part {
            Part::Prose(_) => {}
            Part::Node(node) => take(node, told, sums),
            Part::List(Cow::Borrowed(block), rows) if told.holds(rows) => {
                let (block, rows) = (*block, std::mem::take(rows));
                sums.push(Sum { span: block.span, rows });
                *part = Part::Prose(block);
            }
            Part::List(_, nodes) => nodes.iter_mut().for_each(|node| take(node, told, sums)),
        }
    }
}

/// What an objective or key result is known by: its words in small letters, without label, number
/// and signs; nothing for a word alone, which may name anything.
fn key(words: &str) -> Option<String> {
    let bare = label(words).map_or(words, |label| &words[label.end..]).trim_start();
    let rest = bare.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    let is_numbered = bare.len() > rest.len()
        && (bare[..bare.len() - rest.len()].ends_with('.') || rest.starts_with(')'));
    let bare = if is_numbered { rest } else { bare }.to_lowercase();
    let words = bare.split(|sign: char| !sign.is_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<&str> = words.collect();
    (words.len() > 1).then(|| words.join(" "))
}
