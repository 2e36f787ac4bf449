//! Tables of OKRs: what each column holds, and their rows as nodes of the outline.

use crate::markdown::{Inline, Row};
use crate::source::Span;

use super::heading::number;
use super::label::{LabelKind, label};
use super::outline::{Form, Lines, Node, Part, lines, node};
use super::text::{flat, is_bold, right, span, trim};

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
}

/// Words over columns of objectives.
const OBJECTIVES: [&str; 9] = [
    "objective",
    "objectives",
    "goal",
    "goals",
    "ziel",
    "ziele",
    "objectif",
    "objetivo",
    "obiettivo",
];

/// Those of them that also head what a key result is to reach, in a column to its right.
const TARGETS: [&str; 5] = ["goal", "ziel", "objectif", "objetivo", "obiettivo"];

/// Words over columns of key results.
const KEY_RESULTS: [&str; 14] = [
    "key result",
    "key results",
    "kr",
    "krs",
    "key results (kr)",
    "key results (krs)",
    "measure",
    "measures",
    "schlüsselergebnis",
    "schlüsselergebnisse",
    "résultat clé",
    "résultats clés",
    "resultado clave",
    "resultados clave",
];

/// Words over columns of numbers.
const NUMBERS: [&str; 6] = ["#", "no", "no.", "nr", "nr.", "id"];

/// Words over columns that hold either.
const EITHER: [&str; 6] = ["okr", "okrs", "description", "item", "name", "title"];

/// The rows of a table as nodes; `None` when it is no table of OKRs.
pub(super) fn nodes<'a>(head: &'a Row, rows: &'a [Row]) -> Option<Vec<Node<'a>>> {
    let columns: Vec<Column> = head.cells.iter().map(|cell| column(&flat(cell))).collect();
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let (key_result, codes) = key_results_at(&columns, rows);
    let is_target = |at: usize| {
        let head = flat(&head.cells[at]).trim().to_lowercase();
        key_result.is_some_and(|left| left < at) && TARGETS.contains(&head.as_str())
    };
    let objective = at(Column::Objective).filter(|at| !is_target(*at));
    let table = Table { head, objective, key_result, number: codes.or(at(Column::Number)) };
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
    let codes = first.filter(|at| rows.iter().all(|row| is_code(&flat(content(row, Some(*at))))));
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

fn column(head: &str) -> Column {
    let text = head.trim().trim_end_matches(':').to_lowercase();
    let parts: Vec<&str> = text.split(['/', '&']).map(str::trim).collect();
    let of = |names: &[&str]| parts.iter().any(|part| names.contains(part));
    match () {
        () if of(&OBJECTIVES) && of(&KEY_RESULTS) => Column::Either,
        () if of(&OBJECTIVES) => Column::Objective,
        () if of(&KEY_RESULTS) => Column::KeyResult,
        () if of(&NUMBERS) => Column::Number,
        () if of(&EITHER) => Column::Either,
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
        for row in rows {
            if let Some(words) = self.banner(row) {
                nodes.push(node_of(Column::Objective, row, words, Vec::new()));
                continue;
            }
            let objective = content(row, self.objective);
            let key_result = content(row, self.key_result);
            let words = flat(objective);
            let mut cells = self.fields(row);
            let results: Vec<_> = lines(key_result).into_all().collect();
            if !words.trim().is_empty() && words != current {
                // What stands beside several key results in one cell is said of all of them.
                let all = is_empty(key_result) || results.len() > 1;
                let own = if all { std::mem::take(&mut cells) } else { Vec::new() };
                nodes.push(node_of(Column::Objective, row, objective, own));
                current = words.into_owned();
            }
            if is_empty(key_result) {
                continue;
            }
            let results = key_results(row, results, cells);
            match nodes.last_mut().filter(|node| is_objective(node)) {
                Some(objective) => objective.parts.extend(results.into_iter().map(Part::Node)),
                None => nodes.extend(results),
            }
        }
        nodes
    }

    /// The objective that a row of a table without a column for objectives is: bold or labelled
    /// words in a row that holds nothing else.
    fn banner(&self, row: &'a Row) -> Option<&'a [Inline]> {
        let mut filled = row.cells.iter().filter(|cell| !is_empty(cell));
        let only = filled.next().filter(|_| filled.next().is_none() && row.cells.len() > 1)?;
        let found = label(&flat(only)).map(|label| label.kind == LabelKind::Objective);
        let stands_out = found.unwrap_or_else(|| is_bold(only));
        (self.objective.is_none() && stands_out).then_some(only.as_slice())
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
            let mut cells = self.fields(row);
            cells.retain(|cell| !std::ptr::eq(cell.content, text));
            let next = node_of(kind, row, text, cells);
            match nodes.last_mut().filter(|node| is_objective(node) && kind != Column::Objective) {
                Some(objective) => objective.parts.push(Part::Node(next)),
                None => nodes.push(next),
            }
        }
        Some(nodes)
    }

    /// Whether some rows of a table say that they are objectives and others that they are not.
    fn holds_numbers(&self, main: usize, rows: &[Row]) -> bool {
        let filled = || rows.iter().filter(|row| !is_empty(content(row, Some(main))));
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
        let number = if number.trim().is_empty() { words } else { number };
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
        let main = [self.objective, self.key_result, self.number];
        let beside = row
            .cells
            .iter()
            .enumerate()
            .filter(|(at, cell)| !main.contains(&Some(*at)) && !is_empty(cell));
        let head = |at: usize| self.head.cells.get(at).map_or(&[][..], Vec::as_slice);
        beside.map(|(at, cell)| Cell { head: head(at), content: cell }).collect()
    }
}

/// The key results of one cell, which `<br>` parts and numbers may count.
fn key_results<'a>(row: &Row, mut all: Vec<Vec<Inline>>, cells: Vec<Cell<'a>>) -> Vec<Node<'a>> {
    let counted = all.len() > 1 && all.iter().all(|line| number(&flat(line)) > 0);
    if counted {
        for line in &mut all {
            *line = trim(right(line, number(&flat(line))));
        }
    }
    let mut cells = Some(cells);
    let one = |line: Vec<Inline>| {
        let span = span(&line).unwrap_or(row.span);
        let cells = cells.take().unwrap_or_default();
        node(Form::Row(Column::KeyResult, cells), Lines::one(line), span)
    };
    all.into_iter().map(one).collect()
}

fn node_of<'a>(kind: Column, row: &Row, text: &'a [Inline], cells: Vec<Cell<'a>>) -> Node<'a> {
    let span = span(text).unwrap_or(row.span);
    node(Form::Row(kind, cells), lines(text), Span { start: span.start, end: span.end })
}

fn is_objective(node: &Node<'_>) -> bool {
    matches!(node.form, Form::Row(Column::Objective, _))
}

fn content(row: &Row, at: Option<usize>) -> &[Inline] {
    at.and_then(|at| row.cells.get(at)).map_or(&[], Vec::as_slice)
}

fn is_empty(cell: &[Inline]) -> bool {
    matches!(flat(cell).trim(), "" | "-" | "–" | "—")
}

/// The last scores of key results in a table by date: columns `KR #1`, `KR #2` …, a row for each
/// date, where what is no number is left out. Gives back key results' numbers, from 1, and scores.
pub(super) fn scores(head: &Row, rows: &[Row]) -> Vec<(usize, String)> {
    let number = |cell: &Vec<Inline>| {
        let words = format!("{} x", flat(cell).trim());
        let label = label(&words).filter(|label| label.kind == LabelKind::KeyResult)?;
        let digits = label.text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
        digits.parse::<usize>().ok().filter(|number| *number > 0)
    };
    let last = |at: usize| {
        let of = |row: &Row| Some(flat(row.cells.get(at)?).trim().to_owned());
        let scores = rows.iter().rev().filter_map(of);
        scores.filter(|text| super::read_share(text).is_some()).find(|text| text != "-")
    };
    let columns = head.cells.iter().enumerate();
    columns.filter_map(|(at, cell)| Some((number(cell)?, last(at)?))).collect()
}
