//! Tables with a column that says what each row is, as databases export them: `Name | Type | Parent`.

use std::collections::HashMap;

use crate::markdown::Row;
use crate::parse::label::LabelKind;
use crate::parse::outline::{Node, Part};
use crate::parse::text::flat;
use crate::parse::words::{PARENT_HEADS, TYPE_HEADS};

use super::{Cell, Column, content, is_empty, kinds, node_of, remark};

/// Where the columns of such a table stand.
struct Columns {
    kind: usize,
    words: usize,
    parent: Option<usize>,
}

/// The rows of such a table as nodes: each key result stands under the objective that it names, or
/// else under the last one above it.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let columns = columns(head, rows)?;
    let words = |row: &'a Row| content(row, Some(columns.words));
    let kind = |row: &Row| kinds::kind(&flat(content(row, Some(columns.kind))));
    let is_objective =
        |row: &&'a Row| kind(row) == Some(LabelKind::Objective) && !is_empty(words(row));
    let above: Vec<&'a Row> = rows.iter().filter(is_objective).collect();
    let mut names: HashMap<String, usize> = HashMap::new();
    for (at, row) in above.iter().enumerate() {
        names.entry(key(&flat(words(row)))).or_insert(at);
    }
    let cells = |row: &'a Row, shown: Option<usize>| -> Vec<Cell<'a>> {
        let all = row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell));
        let own = [Some(columns.kind), Some(columns.words), shown];
        let beside = all.filter(|(at, _)| !own.contains(&Some(*at)));
        beside
            .map(|(at, cell)| Cell { head: content(head, Some(at)), content: cell, row: None })
            .collect()
    };
    let mut nodes: Vec<Node<'a>> = above
        .iter()
        .map(|row| node_of(Column::Objective, row, words(row), cells(row, None)))
        .collect();
    let mut last = None;
    for row in rows.iter().filter(|row| !is_empty(words(row))) {
        if is_objective(&row) {
            last = Some(last.map_or(0, |last| last + 1));
            continue;
        }
        let parent = key(&flat(content(row, columns.parent)));
        let told = names.get(&parent).copied();
        let place = if parent.is_empty() { last } else { told };
        let is_result = kind(row) == Some(LabelKind::KeyResult);
        let node = match place {
            Some(_) if is_result => {
                node_of(Column::KeyResult, row, words(row), cells(row, columns.parent))
            }
            _ => remark(row, &row.cells),
        };
        match place.or(last) {
            Some(at) => nodes[at].parts.push(Part::node(node)),
            None => nodes.push(node),
        }
    }
    Some(nodes)
}

/// The columns of a table that has one for what each row is, with objectives and key results.
fn columns(head: &Row, rows: &[Row]) -> Option<Columns> {
    let name = |at: usize| flat(content(head, Some(at))).trim().to_lowercase();
    let all = 0..head.cells.len();
    let of = |heads: &[&str], besides: &[usize]| {
        let is = |at: &usize| heads.contains(&&*name(*at)) && !besides.contains(at);
        all.clone().find(is)
    };
    let kind = of(TYPE_HEADS, &[])?;
    let has = |wanted: LabelKind| {
        let is = |row: &Row| kinds::kind(&flat(content(row, Some(kind)))) == Some(wanted);
        rows.iter().any(is)
    };
    if !has(LabelKind::Objective) || !has(LabelKind::KeyResult) {
        return None;
    }
    let holds = |wanted: Column, at: &usize| super::column(&name(*at)) == wanted && *at != kind;
    let words = all.clone().find(|at| holds(Column::Either, at));
    let words = words.or_else(|| all.clone().find(|at| holds(Column::Objective, at)))?;
    // Each row has words of its own.
    let filled = rows.iter().all(|row| !is_empty(content(row, Some(words))));
    let parent = of(PARENT_HEADS, &[kind, words]);
    // What stands before its words is read as a label, unless a column of parents says more.
    let apart = parent.is_some() || words < kind;
    (filled && apart).then_some(Columns { kind, words, parent })
}

/// What an objective is known by: its words in small letters.
fn key(words: &str) -> String {
    let words = words.to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
