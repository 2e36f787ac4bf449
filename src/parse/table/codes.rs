//! Tables that name key results by their codes, to say something of them: scores at the end of a
//! quarter, check-ins by date; and columns of what is measured, which say what key results are where
//! codes or nothing stand for their words.

use crate::markdown::{Inline, Row};
use crate::parse::field::{self, Field};
use crate::parse::label::{LabelKind, label};
use crate::parse::text::flat;
use crate::parse::words::{METRIC_HEADS, TARGET_HEADS};

use super::{Column, content, is_empty, is_total};

/// What a table says of an objective or key result.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::parse) struct Score {
    pub code: Code,
    /// What it is: a grade, a status, a confidence.
    pub key: &'static str,
    pub value: String,
}

/// Which objective or key result is meant, by their numbers: `1`, `2.1`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::parse) struct Code {
    pub objective: Option<String>,
    pub key_result: Option<String>,
}

/// What a cell that is nothing but a label says that it is: `KR 1`, `O2`.
pub(super) fn code(cell: &str) -> Option<LabelKind> {
    let cell = cell.trim();
    let found = label(&format!("{cell}: x")).filter(|label| label.owner.is_none())?;
    let whole = found.text.len() == cell.len() && digits(cell).is_some();
    whole.then_some(found.kind)
}

/// The number of a code or label: `1.2` of `KR 1.2 (40%)`.
pub(in crate::parse) fn digits(text: &str) -> Option<String> {
    let start = text.find(|sign: char| sign.is_ascii_digit())?;
    let inner = |sign: char| sign.is_ascii_digit() || sign == '.';
    let length = text[start..].find(|sign| !inner(sign)).unwrap_or(text.len() - start);
    Some(text[start..start + length].trim_end_matches('.').to_owned())
}

/// Whether a cell is a code or a bare number.
fn is_code(cell: &str) -> bool {
    let bare = cell.trim().trim_start_matches('#');
    let number = bare.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    code(cell).is_some() || (number && digits(bare).is_some() && bare.len() < "10.10.".len())
}

/// Whether the rows of a table have codes where others have words.
pub(super) fn refers(head: &Row, rows: &[Row]) -> bool {
    named(head, rows).is_some()
}

/// The column of what is measured beside key results that are only numbered, where no other column
/// has their words.
pub(super) fn measured(head: &Row, rows: &[Row], columns: &[Column]) -> Option<usize> {
    let named = columns.iter().filter(|it| matches!(it, Column::KeyResult | Column::Either));
    let first = columns.iter().position(|column| *column == Column::KeyResult)?;
    if named.count() > 1 || !super::holds_codes(first, rows) {
        return None;
    }
    (first + 1..head.cells.len()).find(|at| is_metric(head, rows, *at))
}

/// Takes a column of descriptions for key results where the one of numbers has their codes: `KR-1`.
pub(super) fn describe(rows: &[Row], columns: &mut [Column]) {
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let (Some(number), Some(words)) = (at(Column::Number), at(Column::Either)) else { return };
    let is_result = |row: &Row| code(&flat(content(row, Some(number))));
    let all = rows.iter().all(|row| is_result(row) == Some(LabelKind::KeyResult));
    if all && at(Column::KeyResult).is_none() {
        columns[words] = Column::KeyResult;
    }
}

/// The column of what is measured in a table that tells what each is to reach, and has no column of
/// key results.
pub(super) fn with_target(head: &Row, rows: &[Row]) -> Option<usize> {
    let metric = (0..head.cells.len()).find(|at| is_metric(head, rows, *at))?;
    let mut beside = head.cells[metric + 1..].iter();
    let target = beside.any(|cell| TARGET_HEADS.contains(&plain(cell).as_str()));
    target.then_some(metric)
}

/// Whether a column is headed as what is measured, and says what that is.
fn is_metric(head: &Row, rows: &[Row], at: usize) -> bool {
    let in_words = |row: &Row| flat(content(row, Some(at))).contains(char::is_alphabetic);
    METRIC_HEADS.contains(&plain(&head.cells[at]).as_str()) && rows.iter().any(in_words)
}

fn plain(head: &[Inline]) -> String {
    flat(head).trim().trim_end_matches(':').to_lowercase()
}

/// The columns of objectives and of key results in a table that has nothing but codes there.
fn named(head: &Row, rows: &[Row]) -> Option<(Option<usize>, Option<usize>)> {
    let columns: Vec<Column> = head.cells.iter().map(|cell| super::column(&flat(cell))).collect();
    if measured(head, rows, &columns).is_some() {
        return None;
    }
    let (mut objective, mut key_result, mut number) = (None, None, None);
    for (at, column) in columns.into_iter().enumerate() {
        let place = match column {
            Column::Objective => &mut objective,
            Column::KeyResult | Column::Either => &mut key_result,
            Column::Number => {
                let of = |row: &Row| code(&flat(content(row, Some(at)))).is_some();
                number = number.or(Some(at).filter(|_| rows.iter().all(of)));
                continue;
            }
            Column::Field => continue,
        };
        let cells = rows.iter().map(|row| content(row, Some(at)));
        let mut filled = cells.filter(|cell| !is_empty(cell) && !is_total(&flat(cell))).peekable();
        filled.peek()?;
        if place.is_some() || !filled.all(|cell| is_code(&flat(cell))) {
            return None;
        }
        *place = Some(at);
    }
    let key_result = key_result.or(if objective.is_none() { number } else { None });
    (objective.is_some() || key_result.is_some()).then_some((objective, key_result))
}

/// What a table says of the key results that it names by their codes.
pub(in crate::parse) fn scores(head: &Row, rows: &[Row]) -> Vec<Score> {
    match named(head, rows) {
        Some((objective, key_result)) => by_row(head, rows, objective, key_result),
        None => by_date(head, rows),
    }
}

/// A row for each key result; an empty cell of objectives goes on with the one above.
fn by_row(
    head: &Row,
    rows: &[Row],
    objective: Option<usize>,
    key_result: Option<usize>,
) -> Vec<Score> {
    let mut scores = Vec::new();
    let mut above = None;
    for row in rows {
        let number = |at| digits(&flat(content(row, at)));
        let own = number(objective);
        above = own.or(above);
        let named = number(key_result);
        // An objective's code among those of key results.
        let is_objective = code(&flat(content(row, key_result))) == Some(LabelKind::Objective);
        let code = match (named, is_objective) {
            (Some(number), true) => {
                above = Some(number.clone());
                Code { objective: Some(number), key_result: None }
            }
            (named, _) => Code { objective: above.clone(), key_result: named },
        };
        let total = row.cells.iter().any(|cell| is_total(&flat(cell)));
        if total || code == Code::default() {
            continue;
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let head = flat(content(head, Some(at)));
            if let Some((key, value)) = declared(&head, cell) {
                scores.push(Score { code: code.clone(), key, value });
            }
        }
    }
    scores
}

fn declared(head: &str, cell: &[Inline]) -> Option<(&'static str, String)> {
    match field::cell(head.trim(), cell) {
        Field::Declared(key, value) => Some((key, value)),
        _ => None,
    }
}

/// Columns `KR #1`, `KR #2` …, a row for each date: the last score of each, where what is no number
/// is left out.
fn by_date(head: &Row, rows: &[Row]) -> Vec<Score> {
    let last = |at: usize| {
        let of = |row: &Row| Some(flat(row.cells.get(at)?).trim().to_owned());
        let mut scores = rows.iter().rev().filter_map(of);
        scores.find(|text| crate::parse::read_share(text).is_some())
    };
    let columns = head.cells.iter().enumerate();
    let score = |(at, cell): (usize, &Vec<Inline>)| {
        let head = flat(cell);
        code(&head).filter(|kind| *kind == LabelKind::KeyResult)?;
        let code = Code { objective: None, key_result: digits(&head) };
        Some(Score { code, key: "grade", value: last(at)? })
    };
    columns.filter_map(score).collect()
}
