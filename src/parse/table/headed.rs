//! Tables whose heads are objectives, and whose rows are their key results.

use crate::markdown::Row;
use crate::parse::label::{LabelKind, label};
use crate::parse::outline::{Node, Part};
use crate::parse::text::flat;

use super::{Column, Table, columns, is_objective, key_results_at, node_of};

/// The objective in the head of a table and its rows as nodes; or all objectives, where there is
/// nothing else in the head.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let titled = (0..head.cells.len()).filter(|at| is_titled(&flat(&head.cells[*at])));
    let titled: Vec<usize> = titled.collect();
    match titled.as_slice() {
        [at] => Some(below(head, rows, *at)),
        [_, _, ..] if titled.len() == head.cells.len() => {
            Some(titled.iter().flat_map(|at| side_by_side(head, rows, *at)).collect())
        }
        _ => None,
    }
}

/// Whether a head is an objective with its label and its words: `Objective 1: Ship weekly`.
fn is_titled(head: &str) -> bool {
    label(head).is_some_and(|label| {
        let words = head[label.end..].split_whitespace();
        label.kind == LabelKind::Objective && words.count() > 1
    })
}

/// The objective at one place of the head, and the rows below it with all their cells.
fn below<'a>(head: &'a Row, rows: &'a [Row], at: usize) -> Vec<Node<'a>> {
    let mut columns = columns(head, rows);
    columns[at] = Column::KeyResult;
    let (key_result, codes) = key_results_at(&columns, rows);
    let number = columns.iter().position(|column| *column == Column::Number);
    let table = Table { head, objective: None, key_result, number: codes.or(number) };
    under(head, at, table.plain(rows))
}

/// The objective at one place of the head, and the cells below it.
fn side_by_side<'a>(head: &'a Row, rows: &'a [Row], at: usize) -> Vec<Node<'a>> {
    let table = Table { head, objective: None, key_result: Some(at), number: None };
    let mut nodes = Vec::new();
    for row in rows {
        nodes.extend(table.result(row));
    }
    under(head, at, nodes)
}

fn under<'a>(head: &'a Row, at: usize, mut nodes: Vec<Node<'a>>) -> Vec<Node<'a>> {
    let mut objective = node_of(Column::Objective, head, &head.cells[at], Vec::new());
    let below = nodes.iter().position(is_objective).unwrap_or(nodes.len());
    objective.parts.extend(nodes.drain(..below).map(Part::node));
    nodes.insert(0, objective);
    nodes
}
