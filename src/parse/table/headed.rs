//! Tables whose heads are objectives, and whose rows are their key results.

use crate::markdown::{Inline, Row};
use crate::parse::field::is_remark;
use crate::parse::label::{LabelKind, label};
use crate::parse::outline::{Node, Part};
use crate::parse::text::{flat, is_bold};

use super::{Column, Table, columns, content, is_empty, is_objective, key_results_at, node_of};

/// The objective in the head of a table and its rows as nodes; or all objectives, where there is
/// nothing else in the head.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let titled = (0..head.cells.len()).filter(|at| is_titled(&flat(&head.cells[*at])));
    let titled: Vec<usize> = titled.collect();
    match titled.as_slice() {
        [] if stands_out(head) => Some(below(head, rows, 0)),
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

/// Whether a head has bold words first, and after them plain ones over columns of owners, states or
/// the like, so that the first are no head of a column.
fn stands_out(head: &Row) -> bool {
    let Some((first, fields)) = head.cells.split_first() else { return false };
    let words = flat(first);
    let is_field = |cell: &Vec<Inline>| !is_bold(cell) && is_remark(&format!("{}: x", flat(cell)));
    let several = words.split_whitespace().nth(1).is_some();
    let named = super::column(&words) != Column::Field || is_remark(&format!("{words}: x"));
    is_bold(first) && several && !named && !fields.is_empty() && fields.iter().all(is_field)
}

/// The objective at one place of the head, and the rows below it with all their cells.
fn below<'a>(head: &'a Row, rows: &'a [Row], at: usize) -> Vec<Node<'a>> {
    // The heads of the columns may stand in the row after it.
    if let Some((heads, rows)) = rows.split_first()
        && head.cells.iter().enumerate().all(|(other, cell)| other == at || is_empty(cell))
        && heads.cells.iter().all(|cell| is_bold(cell))
        && super::column(&flat(content(heads, Some(at)))) == Column::KeyResult
    {
        let number = heads.cells.iter().position(|it| super::column(&flat(it)) == Column::Number);
        let table = Table { head: heads, objective: None, key_result: Some(at), number };
        return under(head, at, table.plain(rows));
    }
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
