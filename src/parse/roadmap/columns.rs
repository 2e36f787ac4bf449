//! Columns of tables that say when: what their heads say, and what stands in them.

use crate::calendar::YearOf;
use crate::markdown::{Inline, Row};

use super::super::text::flat;
use super::super::words::CODE_COLUMNS;
use super::data::FieldKind;
use super::fields;
use super::frame::{Header, Words, header};
use super::said::{self, plain};
use super::table::{self, Form};

/// The form of a table with columns that say when, if several do.
pub(super) fn form(heads: &[String], rows: &[Row], year: Option<YearOf>) -> Option<Form> {
    let says: Vec<Says> = heads.iter().map(|head| says(head, year)).collect();
    let surely = says.iter().filter(|it| **it == Says::Surely).count();
    let all =
        heads.iter().zip(&says).all(|(it, says)| *says != Says::Nothing || plain(it).is_empty());
    // `Shipped` beside `Planned` is another column of the board; it may as well say on which day.
    let frames = says.iter().enumerate().map(|(at, says)| match says {
        Says::Surely | Says::Undated => true,
        Says::Perhaps => (surely > 1 || all) && cells(rows, at).all(is_title),
        Says::Nothing => false,
    });
    let frames: Vec<bool> = frames.collect();
    let which = || (0..heads.len()).filter(|at| frames[*at]);
    if which().count() < 2 {
        return None;
    }
    let says_so = |cell: &&[Inline]| !said::is_no_date(&flat(cell));
    let mut told = which().flat_map(|at| cells(rows, at)).filter(says_so).peekable();
    if told.peek().is_some() && told.all(is_mark) {
        let first = (0..heads.len()).find(|at| !frames[*at]);
        return Some(Form::Marks(table::best(heads).or(first)?, frames));
    }
    // Numbers and answers say how much there is, and are no plans.
    let all: Vec<_> = which().flat_map(|at| cells(rows, at)).filter(says_so).collect();
    let titles = all.iter().filter(|it| is_title(it)).count();
    (titles * 2 >= all.len()).then_some(Form::Matrix(frames))
}

/// What a column says when its head is a horizon and nothing but times stand below it.
pub(super) fn dates(
    head: &str,
    at: usize,
    rows: &[Row],
    year: Option<YearOf>,
) -> Option<FieldKind> {
    let is_horizon = matches!(header(head, year), Some(Header::Horizon(..)));
    let is_date = |cell: &[Inline]| {
        let words = flat(cell);
        said::dated(&words, year).is_some() || said::is_no_date(&words)
    };
    let told = || cells(rows, at).filter(|it| !said::is_no_date(&flat(it)));
    let dated = is_horizon && told().next().is_some() && cells(rows, at).all(is_date);
    dated.then_some(FieldKind::Due)
}

/// The column of codes by which the rows are named: `M1`, `R-12`.
pub(super) fn codes(heads: &[String], rows: &[Row]) -> Option<usize> {
    let is_code = |cell: &[Inline]| {
        let words = flat(cell);
        let words = words.trim();
        let starts = words.starts_with(|sign: char| sign.is_ascii_uppercase());
        let ends = words.ends_with(|sign: char| sign.is_ascii_digit());
        starts && ends && words.len() <= LONGEST_CODE && !words.contains(' ')
    };
    let headed = |at: &usize| CODE_COLUMNS.contains(&plain(&heads[*at]).as_str());
    (0..heads.len())
        .filter(headed)
        .find(|at| cells(rows, *at).next().is_some() && cells(rows, *at).all(is_code))
}

/// The longest code, in bytes.
const LONGEST_CODE: usize = 8;

/// Whether the head of a column says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    Surely,
    /// It says so, and may be the key of a field as well.
    Perhaps,
    /// It is a time that no days are known of.
    Undated,
    Nothing,
}

fn says(head: &str, year: Option<YearOf>) -> Says {
    match header(head, year) {
        Some(Header::Horizon(..) | Header::Time(_, Words::Alone)) => match said::field_kind(head) {
            None => Says::Surely,
            Some(_) => Says::Perhaps,
        },
        Some(Header::Undated) if said::field_kind(head).is_none() => Says::Undated,
        _ => Says::Nothing,
    }
}

/// The cells of a column that say something.
fn cells(rows: &[Row], at: usize) -> impl Iterator<Item = &[Inline]> {
    let all = rows.iter().filter_map(move |row| row.cells.get(at)).map(Vec::as_slice);
    all.filter(|cell| !flat(cell).trim().is_empty())
}

/// Whether words may be what an item is called: no time, number, answer or field.
pub(super) fn is_title(words: &[Inline]) -> bool {
    let text = flat(words);
    let is_dash = !text.contains(char::is_alphanumeric) && !text.contains(said::is_sign);
    let is_value = said::is_no_date(&text)
        || said::dated(&text, Some(YearOf::any())).is_some()
        || said::share(&text).is_some()
        || matches!(plain(&text).as_str(), "yes" | "no" | "x")
        || text.chars().filter(|sign| sign.is_alphabetic()).count() < 2
        || fields::line(words, None).is_some();
    is_dash || !is_value
}

/// Whether a cell is a sign or a cross.
fn is_mark(words: &[Inline]) -> bool {
    let text = flat(words);
    matches!(text.trim(), "x" | "X") || !text.contains(char::is_alphanumeric)
}
