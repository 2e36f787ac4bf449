//! Tables of OKRs: what each column holds, and their rows as nodes of the outline.

use std::collections::HashSet;

use crate::markdown::{Inline, InlineKind, Row};
use crate::source::Span;

use super::label::{LabelKind, label};
use super::lines::{Lines, lines};
use super::outline::{Form, Node, Part, node};
use super::text::{flat, is_bold, span};
use super::words::{
    DITTO, EITHER_HEADS, GOAL_HEADS, KEY_RESULT_HEADS, NUMBER_HEADS, OBJECTIVE_HEADS,
};

mod codes;
mod headed;
mod kinds;
mod several;
mod typed;

pub(super) use codes::{Code, digits, scores};
use several::key_results;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Objective,
    KeyResult,
    /// Objectives and key results in one column, told apart by number, form or empty cells.
    Either,
    Number,
    /// Something that is said about the row: an owner, a status, a score.
    Field,
}

/// A cell beside the main one.
#[derive(Clone, Debug)]
pub(super) struct Cell<'a> {
    /// The words over its column.
    pub head: &'a [Inline],
    /// What it holds.
    pub content: &'a [Inline],
    /// Where both stand, when the head is a cell of the same row.
    pub row: Option<Span>,
}

/// First words of rows that sum others up, and what may follow them.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "average",
    "avg",
    "mean",
    "overall",
    "sum",
    "gesamt",
    "summe",
    "durchschnitt",
    "moyenne",
    "promedio",
];
const SUMMED: [&str; 6] = ["score", "grade", "progress", "average", "result", "total"];

/// The rows of a table as nodes; `None` when it is no table of OKRs.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    if codes::refers(head, rows) {
        return None;
    }
    typed::nodes(head, rows)
        .or_else(|| kinds::nodes(head, rows))
        .or_else(|| headed::nodes(head, rows))
        .or_else(|| arranged(head, rows))
}

/// What the columns of a table hold, by their heads. Where none is headed as key results, a column
/// of nothing but labels and words holds what these say.
fn columns(head: &Row, rows: &[Row]) -> Vec<Column> {
    let mut columns: Vec<Column> = head.cells.iter().map(|cell| column(&flat(cell))).collect();
    // Nothing needs to stand over numbers at the left.
    if head.cells.first().is_some_and(|first| is_empty(first)) && holds_codes(0, rows) {
        columns[0] = Column::Number;
    }
    codes::describe(rows, &mut columns);
    if columns.iter().any(|column| matches!(column, Column::KeyResult | Column::Either)) {
        if let Some(at) = codes::measured(head, rows, &columns) {
            columns[at] = Column::Either;
        }
        return columns;
    }
    let objectives = columns.contains(&Column::Objective);
    let labelled = (0..columns.len()).filter(|at| columns[*at] == Column::Field).find_map(|at| {
        let cells = rows.iter().map(|row| flat(content(row, Some(at))));
        let filled = cells.filter(|cell| !cell.trim().is_empty() && !is_total(cell));
        let kinds: Option<Vec<LabelKind>> =
            filled.map(|cell| label(&cell).map(|label| label.kind)).collect();
        let kinds = kinds.filter(|kinds| kinds.contains(&LabelKind::KeyResult))?;
        let both = kinds.contains(&LabelKind::Objective);
        (!both || !objectives).then_some((at, both))
    });
    if let Some((at, both)) = labelled {
        columns[at] = if both { Column::Either } else { Column::KeyResult };
    } else if let Some(at) = codes::with_target(head, rows) {
        columns[at] = Column::KeyResult;
    }
    columns
}

/// Whether a column has nothing but numbers.
fn holds_codes(at: usize, rows: &[Row]) -> bool {
    rows.iter().all(|row| is_code(&flat(content(row, Some(at)))))
}

/// The rows of a table whose columns are headed as what they hold.
fn arranged<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let columns = columns(head, rows);
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let (key_result, codes) = key_results_at(&columns, rows);
    let is_target = |at: usize| {
        let head = flat(&head.cells[at]).trim().to_lowercase();
        key_result.is_some_and(|left| left < at) && GOAL_HEADS.contains(&head.as_str())
    };
    let objective = at(Column::Objective).filter(|at| !is_target(*at));
    let table = Table { head, objective, key_result, number: codes.or(at(Column::Number)) };
    let across = table.across(rows);
    if key_result.is_none() && !across.is_empty() {
        return Some(table.spread(rows, &across));
    }
    match (objective, key_result, at(Column::Either)) {
        (None, None, Some(either)) => table.numbered(either, rows),
        (Some(both), None, _) if table.holds_numbers(both, rows) => table.numbered(both, rows),
        (None, None, None) => None,
        _ => Some(table.plain(rows)),
    }
}

/// The column of key results, and the one beside it that only numbers them: `KR` over `1.1`, with
/// the words under `Measure` or `Description`.
fn key_results_at(columns: &[Column], rows: &[Row]) -> (Option<usize>, Option<usize>) {
    let all = |wanted: Column| (0..columns.len()).filter(move |at| columns[*at] == wanted);
    let first = all(Column::KeyResult).next();
    let codes = first.filter(|at| holds_codes(*at, rows));
    let words = all(Column::KeyResult).chain(all(Column::Either)).find(|at| first != Some(*at));
    match (codes, words) {
        (Some(_), Some(_)) => (words, codes),
        _ => (first, None),
    }
}

/// Whether a cell holds nothing but a number: `1.1`, `KR 2`, `#3`.
fn is_code(cell: &str) -> bool {
    let cell = cell.trim();
    let letters = cell.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    cell.is_empty()
        || (letters.len() < cell.len() && letters.len() <= "KR #".len())
            && !letters
                .contains(|sign: char| sign.is_ascii_digit() || matches!(sign, '<' | '>' | '$'))
}

/// What a column holds, by the words over it.
fn column(head: &str) -> Column {
    let text = head.trim().trim_end_matches(':').to_lowercase();
    let parts: Vec<&str> = text.split(['/', '&']).map(str::trim).collect();
    let of = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    match () {
        () if of(OBJECTIVE_HEADS) && of(KEY_RESULT_HEADS) => Column::Either,
        () if of(OBJECTIVE_HEADS) => Column::Objective,
        () if of(KEY_RESULT_HEADS) => Column::KeyResult,
        () if of(NUMBER_HEADS) => Column::Number,
        () if of(EITHER_HEADS) => Column::Either,
        () => Column::Field,
    }
}

/// Where the columns of a table of OKRs stand.
struct Table<'a> {
    head: &'a Row,
    objective: Option<usize>,
    key_result: Option<usize>,
    number: Option<usize>,
}

impl<'a> Table<'a> {
    /// Rows of a table with a column for objectives or one for key results.
    fn plain(&self, rows: &'a [Row]) -> Vec<Node<'a>> {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut current = String::new();
        let mut told: HashSet<String> = HashSet::new();
        let columns = self.above(rows);
        let leads_in_bold = self.leads_in_bold(rows);
        for row in rows {
            if let Some((words, cells)) = self.banner(row, leads_in_bold) {
                nodes.push(node_of(Column::Objective, row, words, cells));
                continue;
            }
            if self.sums_up(row) {
                put(vec![remark(row, &row.cells)], &mut nodes);
                continue;
            }
            let objective = content(row, self.objective);
            let key_result = content(row, self.key_result);
            let words = if goes_on(objective) { "".into() } else { flat(objective) };
            let (mut above, mut cells) = self.parted(row, &columns);
            let results: Vec<_> = lines(key_result).into_all().collect();
            let each = several::by_line(&mut cells, results.len());
            if !words.trim().is_empty() && words != current {
                told = above.iter().map(|cell| flat(cell.content).into_owned()).collect();
                // What stands beside several key results in one cell is said of all of them.
                if is_empty(key_result) || results.len() > 1 {
                    above.append(&mut cells);
                }
                nodes.push(node_of(Column::Objective, row, objective, std::mem::take(&mut above)));
                current = words.into_owned();
            }
            // What differs from what was told of the objective is said of the key result.
            above.retain(|cell| !told.contains(&*flat(cell.content)));
            above.append(&mut cells);
            if !is_empty(key_result) {
                put(key_results(row, results, above, each), &mut nodes);
            }
        }
        nodes
    }

    /// The key results of a row, with nothing beside them.
    fn result(&self, row: &'a Row) -> Vec<Node<'a>> {
        let cell = content(row, self.key_result);
        let all = if is_empty(cell) { Vec::new() } else { lines(cell).into_all().collect() };
        key_results(row, all, Vec::new(), Vec::new())
    }

    /// The columns of a table with one for objectives, or of one without any other, that hold each
    /// objective's first key result, its second and so on.
    fn across(&self, rows: &[Row]) -> Vec<usize> {
        let coded = |at: &usize| {
            let head = flat(&self.head.cells[*at]);
            codes::code(&head).is_some_and(|kind| kind == LabelKind::KeyResult)
        };
        let all: Vec<usize> = (0..self.head.cells.len()).filter(coded).collect();
        let cells = || rows.iter().flat_map(|row| all.iter().map(|at| content(row, Some(*at))));
        let filled = cells().filter(|cell| !is_empty(cell)).count();
        let worded = cells().filter(|cell| flat(cell).split_whitespace().count() > 2).count();
        let whole = self.objective.is_some() || all.len() == self.head.cells.len();
        if all.len() > 1 && whole && worded * 2 > filled { all } else { Vec::new() }
    }

    /// Rows that are objectives, with their key results beside them.
    fn spread(&self, rows: &'a [Row], across: &[usize]) -> Vec<Node<'a>> {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        for row in rows {
            if self.sums_up(row) {
                put(vec![remark(row, &row.cells)], &mut nodes);
                continue;
            }
            let results = across.iter().map(|at| content(row, Some(*at)));
            let results: Vec<&'a [Inline]> = results.filter(|cell| !is_empty(cell)).collect();
            let (_, mut cells) = self.parted(row, across);
            let objective = content(row, self.objective);
            if !is_empty(objective) {
                nodes.push(node_of(Column::Objective, row, objective, std::mem::take(&mut cells)));
            }
            for result in results {
                let node = node_of(Column::KeyResult, row, result, std::mem::take(&mut cells));
                put(vec![node], &mut nodes);
            }
        }
        nodes
    }

    /// Whether a row sums up those above it: `Total`, `Average score`.
    fn sums_up(&self, row: &Row) -> bool {
        let main = [self.objective, self.key_result, self.number];
        let mut filled = main.iter().map(|at| content(row, *at)).filter(|cell| !is_empty(cell));
        filled.next().is_some_and(|cell| is_total(&flat(cell)))
            && filled.all(|it| is_total(&flat(it)))
    }

    /// The columns that say something about an objective: those before it, and those before its key
    /// results that only its first row fills.
    fn above(&self, rows: &[Row]) -> Vec<usize> {
        let (Some(objective), Some(key_result)) = (self.objective, self.key_result) else {
            return Vec::new();
        };
        let goes_on = |row: &&Row| goes_on(content(row, self.objective));
        let once = |at: usize| {
            let mut on = rows.iter().filter(goes_on).peekable();
            on.peek().is_some() && on.all(|row| is_empty(content(row, Some(at))))
        };
        let before = |at: &usize| *at < objective || (*at > objective && once(*at));
        if objective > key_result { Vec::new() } else { (0..key_result).filter(before).collect() }
    }

    /// The cells of a row that stand in some columns, in order, and the others.
    fn parted(&self, row: &'a Row, columns: &[usize]) -> (Vec<Cell<'a>>, Vec<Cell<'a>>) {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for (at, cell) in self.cells(row) {
            let part = if columns.binary_search(&at).is_ok() { &mut first } else { &mut second };
            part.push(cell);
        }
        (first, second)
    }

    /// The objective that a row of a table without a column for objectives is, and what is said of
    /// it: labelled words, or bold ones where nothing else stands in the row or bold rows lead
    /// others.
    fn banner(&self, row: &'a Row, leads_in_bold: bool) -> Option<(&'a [Inline], Vec<Cell<'a>>)> {
        if self.objective.is_some() {
            return None;
        }
        let is_labelled = |cell: &[Inline]| Some(label(&flat(cell))?.kind == LabelKind::Objective);
        let mut filled = row.cells.iter().filter(|cell| !is_empty(cell));
        let only = filled.next().filter(|_| filled.next().is_none() && row.cells.len() > 1);
        if let Some(only) = only {
            return is_labelled(only)
                .unwrap_or_else(|| is_bold(only))
                .then_some((only, Vec::new()));
        }
        let main = content(row, self.key_result);
        let stands_out = is_labelled(main).unwrap_or(leads_in_bold && is_bold(main));
        stands_out.then(|| (main, self.fields(row)))
    }

    /// Whether the first row has bold key results, and others have not.
    fn leads_in_bold(&self, rows: &[Row]) -> bool {
        let cells = rows.iter().map(|row| content(row, self.key_result));
        let mut filled = cells.filter(|cell| !is_empty(cell)).map(is_bold);
        filled.next() == Some(true) && filled.any(|is_bold| !is_bold)
    }

    /// Rows whose one column holds both: whole numbers, bold rows and labelled rows are objectives.
    fn numbered(&self, main: usize, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
        if !self.holds_numbers(main, rows) {
            return None;
        }
        let mut nodes: Vec<Node<'a>> = Vec::new();
        for row in rows {
            let text = content(row, Some(main));
            if is_empty(text) {
                continue;
            }
            let above = self.is_above(row, main);
            let kind = if above { Column::Objective } else { Column::KeyResult };
            if is_total(&flat(text)) {
                put(vec![remark(row, &row.cells)], &mut nodes);
                continue;
            }
            let mut cells = self.fields(row);
            cells.retain(|cell| !std::ptr::eq(cell.content, text));
            let next = node_of(kind, row, text, cells);
            match nodes.last_mut().filter(|node| is_objective(node) && kind != Column::Objective) {
                Some(objective) => objective.parts.push(Part::node(next)),
                None => nodes.push(next),
            }
        }
        Some(nodes)
    }

    /// Whether some rows of a table say that they are objectives and others that they are not.
    fn holds_numbers(&self, main: usize, rows: &[Row]) -> bool {
        let holds = |row: &&Row| {
            let text = content(row, Some(main));
            !is_empty(text) && !is_total(&flat(text))
        };
        let filled = || rows.iter().filter(holds);
        let above = filled().filter(|row| self.is_above(row, main)).count();
        above > 0 && above < filled().count()
    }

    fn is_above(&self, row: &Row, main: usize) -> bool {
        let text = content(row, Some(main));
        let words = flat(text);
        if let Some(label) = label(&words) {
            return label.kind == LabelKind::Objective;
        }
        let number = flat(content(row, self.number));
        let number = match number.trim() {
            "" if counts_something(&words) => return is_bold(text),
            "" => words,
            _ => number,
        };
        let digits: String = number
            .trim()
            .trim_start_matches(['O', 'o'])
            .chars()
            .take_while(|sign| sign.is_ascii_digit() || *sign == '.')
            .collect();
        match digits.trim_end_matches('.') {
            "" => is_bold(text),
            digits => !digits.contains('.') && !number.trim().to_lowercase().starts_with("kr"),
        }
    }

    /// The filled cells of `row` that say something about it.
    fn fields(&self, row: &'a Row) -> Vec<Cell<'a>> {
        self.cells(row).map(|(_, cell)| cell).collect()
    }

    /// The same with their places.
    fn cells(&self, row: &'a Row) -> impl Iterator<Item = (usize, Cell<'a>)> {
        let main = [self.objective, self.key_result, self.number];
        let head = self.head;
        let filled = row.cells.iter().enumerate().filter(|(_, cell)| !is_empty(cell));
        let beside = filled.filter(move |(at, _)| !main.contains(&Some(*at)));
        beside.map(move |(at, cell)| {
            (at, Cell { head: content(head, Some(at)), content: cell, row: None })
        })
    }
}

/// Whether words begin with a number that is a part of them: `120 clinics`, and neither `1. Win` nor
/// `1 Win`.
fn counts_something(words: &str) -> bool {
    let rest = words.trim_start().trim_start_matches(|sign: char| sign.is_ascii_digit());
    rest.len() < words.trim_start().len()
        && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

fn node_of<'a>(kind: Column, row: &Row, text: &'a [Inline], cells: Vec<Cell<'a>>) -> Node<'a> {
    let span = span(text).unwrap_or(row.span);
    node(Form::Row(kind, cells), lines(text), Span { start: span.start, end: span.end })
}

/// A row that stays to be read, and is no objective or key result.
fn remark<'a>(row: &Row, cells: &[Vec<Inline>]) -> Node<'a> {
    let mut words: Vec<Inline> = Vec::new();
    for cell in cells.iter().filter(|cell| !is_empty(cell)) {
        words.extend((!words.is_empty()).then(|| sign(" · ", cell)));
        words.extend(cell.iter().cloned());
    }
    let lines = Lines { lead: Vec::new().into(), more: vec![words] };
    node(Form::Row(Column::Field, Vec::new()), lines, row.span)
}

/// Words that nobody wrote, before those that somebody did.
fn sign(words: &str, before: &[Inline]) -> Inline {
    let at = span(before).unwrap_or_default().start;
    let span = Span { start: at, end: at };
    Inline { span, kind: InlineKind::Text(words.to_owned()) }
}

/// Puts rows under the last objective, if there is one.
fn put<'a>(rows: Vec<Node<'a>>, nodes: &mut Vec<Node<'a>>) {
    match nodes.last_mut().filter(|node| is_objective(node)) {
        Some(objective) => objective.parts.extend(rows.into_iter().map(Part::node)),
        None => nodes.extend(rows),
    }
}

fn is_total(cell: &str) -> bool {
    let lower = cell.to_lowercase();
    let mut words = lower.split_whitespace().map(|word| word.trim_matches([':', 'Ø']));
    words.next().is_some_and(|first| TOTALS.contains(&first))
        && words.all(|word| SUMMED.contains(&word))
}

fn is_objective(node: &Node<'_>) -> bool {
    matches!(node.form, Form::Row(Column::Objective, _))
}

fn content(row: &Row, at: Option<usize>) -> &[Inline] {
    at.and_then(|at| row.cells.get(at)).map_or(&[], Vec::as_slice)
}

/// Whether a cell says the same as the one above: it is empty, or has a sign for that.
fn goes_on(cell: &[Inline]) -> bool {
    is_empty(cell) || DITTO.contains(&&*flat(cell).trim().to_lowercase())
}

fn is_empty(cell: &[Inline]) -> bool {
    matches!(flat(cell).trim(), "" | "-" | "–" | "—")
}
