//! Several key results in one cell, each in a line of its own, and what stands beside them.

use super::{Cell, Column, is_empty};
use crate::markdown::{Inline, Row};
use crate::parse::heading::number;
use crate::parse::lines::Lines;
use crate::parse::outline::{Form, Node, node};
use crate::parse::text::{flat, is_break, right, span, trim};

/// Takes the cells that have as many lines as there are key results beside them, and gives each
/// key result its own: `1.0<br>0.5` beside two.
pub(super) fn by_line<'a>(cells: &mut Vec<Cell<'a>>, count: usize) -> Vec<Vec<Cell<'a>>> {
    let mut each = vec![Vec::new(); if count > 1 { count } else { 0 }];
    cells.retain(|cell| {
        let lines: Vec<&'a [Inline]> = cell.content.split(is_break).collect();
        let fits = lines.len() == each.len() && lines.iter().any(|line| !is_empty(line));
        if fits {
            for (own, line) in each.iter_mut().zip(lines).filter(|(_, line)| !is_empty(line)) {
                own.push(Cell { content: line, ..cell.clone() });
            }
        }
        !fits
    });
    each
}

/// The key results of one cell, which `<br>` parts and numbers may count; `cells` are said of the
/// first, and `each` of its own.
pub(super) fn key_results<'a>(
    row: &Row,
    mut all: Vec<Vec<Inline>>,
    cells: Vec<Cell<'a>>,
    each: Vec<Vec<Cell<'a>>>,
) -> Vec<Node<'a>> {
    let counted = all.len() > 1 && all.iter().all(|line| number(&flat(line)) > 0);
    if counted {
        for line in &mut all {
            *line = trim(right(line, number(&flat(line))));
        }
    }
    for line in &mut all {
        let words = flat(line);
        let bare = words.trim_start_matches(['-', '•', '◦', '▪', '‣', '*']).trim_start();
        // `-5%` has no sign before it.
        if words.len() > bare.len() && !words.starts_with('-') || words.starts_with("- ") {
            *line = trim(right(line, words.len() - bare.len()));
        }
    }
    let mut cells = Some(cells);
    let mut each = each.into_iter();
    let one = |line: Vec<Inline>| {
        let span = span(&line).unwrap_or(row.span);
        let mut cells = cells.take().unwrap_or_default();
        cells.extend(each.next().unwrap_or_default());
        node(Form::Row(Column::KeyResult, cells), Lines::one(line), span)
    };
    all.into_iter().map(one).collect()
}
