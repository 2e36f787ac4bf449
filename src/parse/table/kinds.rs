//! Tables whose rows say what they are: `Objective | Ship weekly`, `KR1 | …`, `Owner | Jo`.

use std::collections::HashMap;

use crate::markdown::{Inline, Row};
use crate::parse::field::is_remark;
use crate::parse::label::{LabelKind, label};
use crate::parse::lines::{Lines, lines};
use crate::parse::outline::{Form, Node, Part, node};
use crate::parse::text::{flat, span};
use crate::source::Span;

use super::{Cell, Column, content, is_empty, put, remark, sign};

/// The rows of such a table as nodes.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let table = Table::new(head, rows)?;
    let mut nodes: Vec<Node<'a>> = Vec::new();
    let mut last = None;
    // What stands before the first objective is said of it.
    let mut early: Vec<Cell<'a>> = Vec::new();
    for row in table.rows(rows) {
        let words = content(row, Some(table.words));
        let named = content(row, Some(table.kind));
        let kind = kind(&flat(named)).or(if is_empty(named) { last } else { None });
        match kind {
            _ if is_empty(words) => put(vec![remark(row, &row.cells)], &mut nodes),
            Some(LabelKind::Objective) => {
                early.extend(table.beside(row));
                let form = Form::Row(Column::Objective, std::mem::take(&mut early));
                let span = covering(named, words, row.span);
                nodes.push(node(form, labelled(named, words), span));
            }
            Some(LabelKind::KeyResult) => put(table.key_results(row, named, words), &mut nodes),
            None => {
                let span = covering(named, words, row.span);
                let cell = Cell { head: named, content: words, row: Some(span) };
                if nodes.is_empty() {
                    early.push(cell);
                } else {
                    table.say(cell, row, &mut nodes);
                }
            }
        }
        last = kind.or(last);
    }
    Some(nodes)
}

/// Where the columns of such a table stand.
struct Table<'a> {
    head: &'a Row,
    kind: usize,
    words: usize,
    /// Whether its head is a row like the others.
    has_no_head: bool,
    /// Whether a field is said of each key result, and not of an objective.
    fields_of_each: bool,
}

impl<'a> Table<'a> {
    fn new(head: &'a Row, rows: &'a [Row]) -> Option<Self> {
        let form = head.cells.len() == 2;
        let first = |at: usize| flat(content(head, Some(at)));
        let numbered = super::column(&first(0)) == Column::Number;
        let at = usize::from(numbered && !form);
        let plain =
            |at: &usize| super::column(&first(*at)) != Column::Number && !is_field(&first(*at));
        let words = (at + 1..head.cells.len()).find(plain)?;
        let says = |cell: &str| kind(cell).is_some() || form && is_field(cell);
        let unnamed = super::column(&first(words)) == Column::Field;
        let is_digit = |sign: char| sign.is_ascii_digit();
        let has_no_head = at == 0
            && unnamed
            && !first(words).trim().is_empty()
            && (form && says(&first(0))
                || kind(&first(0)).is_some() && first(0).contains(is_digit));
        let mut table = Self { head, kind: at, words, has_no_head, fields_of_each: false };
        let cells = table.rows(rows).map(|row| content(row, Some(at)));
        let names: Vec<String> = cells
            .filter(|cell| !is_empty(cell))
            .map(|cell| flat(cell).trim().to_lowercase())
            .collect();
        let of = |wanted| names.iter().filter(|name| kind(name) == Some(wanted)).count();
        let objectives = of(LabelKind::Objective);
        let results = of(LabelKind::KeyResult);
        // Beside an objective and its key results, any other name is that of a field.
        let all = (form && results > 0) || names.iter().all(|name| says(name));
        let more = all && (results > 0 || (has_no_head && form && names.len() > 1));
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for name in names.iter().filter(|name| kind(name).is_none()) {
            *counts.entry(name).or_default() += 1;
        }
        table.fields_of_each = counts.values().any(|count| *count > objectives);
        (objectives > 0 && more).then_some(table)
    }

    fn rows(&self, rows: &'a [Row]) -> impl Iterator<Item = &'a Row> {
        self.has_no_head.then_some(self.head).into_iter().chain(rows)
    }

    /// The key results of one cell: the first has the label, and what stands beside them.
    fn key_results(&self, row: &'a Row, named: &[Inline], words: &'a [Inline]) -> Vec<Node<'a>> {
        let all: Vec<_> = lines(words).into_all().collect();
        let mut nodes = Vec::new();
        if all.len() > 1 || (is_plural(&flat(named)) && !is_empty(named)) {
            nodes.push(remark(row, std::slice::from_ref(&named.to_vec())));
        }
        let mut cells = self.beside(row);
        for line in all {
            let at = span(&line).unwrap_or(row.span);
            let form = Form::Row(Column::KeyResult, std::mem::take(&mut cells));
            let line = if nodes.is_empty() { labelled(named, &line) } else { Lines::one(line) };
            nodes.push(node(form, line, at));
        }
        nodes
    }

    /// Adds a field to what it stands under.
    fn say(&self, cell: Cell<'a>, row: &'a Row, nodes: &mut Vec<Node<'a>>) {
        let Some(objective) = nodes.last_mut() else {
            nodes.push(remark(row, &row.cells));
            return;
        };
        let result = objective.parts.last_mut().filter(|_| self.fields_of_each);
        let form = match result {
            Some(Part::Node(result)) => &mut result.form,
            _ => &mut objective.form,
        };
        match form {
            Form::Row(Column::Objective | Column::KeyResult, cells) => cells.push(cell),
            _ => put(vec![remark(row, &row.cells)], nodes),
        }
    }

    /// The filled cells of a row beside those that say what it is.
    fn beside(&self, row: &'a Row) -> Vec<Cell<'a>> {
        let all = row.cells.iter().enumerate();
        let beside =
            all.filter(|(at, cell)| ![self.kind, self.words].contains(at) && !is_empty(cell));
        let head =
            |at: usize| if self.has_no_head { &[][..] } else { content(self.head, Some(at)) };
        beside.map(|(at, cell)| Cell { head: head(at), content: cell, row: None }).collect()
    }
}

/// What a cell says that its row is.
pub(super) fn kind(cell: &str) -> Option<LabelKind> {
    let name = cell.trim().trim_end_matches([':', '.']);
    let one = if is_plural(name) { &name[..name.len() - 1] } else { name };
    let found = label(&format!("{one}: x"))?;
    (found.owner.is_none() && found.text.len() == one.len()).then_some(found.kind)
}

fn is_plural(name: &str) -> bool {
    name.trim().trim_end_matches(':').ends_with(['s', 'S'])
}

fn is_field(cell: &str) -> bool {
    let name = cell.trim().trim_end_matches(':');
    is_remark(&format!("{name}: x"))
}

/// The words of a row behind the label in another of its cells.
fn labelled<'a>(named: &[Inline], words: &[Inline]) -> Lines<'a> {
    if is_empty(named) || is_plural(&flat(named)) {
        return Lines::one(words.to_vec());
    }
    let ends = flat(named).trim_end().ends_with(':');
    let mut line = named.to_vec();
    line.push(sign(if ends { " " } else { ": " }, words));
    line.extend_from_slice(words);
    Lines::one(line)
}

fn covering(first: &[Inline], second: &[Inline], row: Span) -> Span {
    let [first, second] = [first, second].map(span);
    let start = first.or(second).unwrap_or(row).start;
    Span { start, end: second.unwrap_or(row).end }
}
