//! Tables of plans: which column holds the items, and what the others say.

use crate::calendar::YearOf;
use crate::markdown::{Block, BlockKind, Inline, Row};
use crate::source::Span;

use super::super::lines::lines;
use super::super::text::{flat, is_bold, span};
use super::super::words::{ITEM_COLUMNS, LEGEND, LEGEND_SIGNS};
use super::columns;
use super::data::{FieldKind, ItemReading, WrittenField};
use super::said::{self, Signs, plain};

/// A table of plans.
pub(super) struct Plans<'a> {
    head: &'a Row,
    form: Form,
}

pub(super) enum Form {
    /// The column of the items, and what each column says.
    Rows(usize, Vec<Option<FieldKind>>),
    /// The columns that say when, and hold items.
    Matrix(Vec<bool>),
    /// The column of the items, and the columns whose signs say when.
    Marks(usize, Vec<bool>),
}

/// An item in a table.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    pub span: Span,
    pub title: Vec<Inline>,
    /// The lines of its cell after the first.
    pub rest: Vec<Vec<Inline>>,
    /// The words over its column, when that says what items are called, and its code.
    pub marks: Vec<String>,
    pub fields: Vec<WrittenField>,
    /// The words that say when or what for: of its column, and of the first cell of its row.
    pub under: Vec<&'a [Inline]>,
    pub reading: ItemReading,
    /// Whether it stands below the one before it, as `↳` says.
    pub is_part: bool,
}

/// The table of plans that `block` is.
pub(super) fn plans(block: &Block, year: Option<YearOf>) -> Option<(Plans<'_>, &[Row])> {
    use FieldKind::{
        DependsOn, Due, Finished, Horizon, Issue, Owner, Priority, Progress, Release, Size, Start,
        Status, Supports,
    };
    let BlockKind::Table { head, rows, .. } = &block.kind else { return None };
    if is_legend(head) {
        return None;
    }
    let heads: Vec<String> = head.cells.iter().map(|cell| flat(cell).into_owned()).collect();
    if let Some(form) = columns::form(&heads, rows, year) {
        return Some((Plans { head, form }, rows));
    }
    let kind = |(at, head): (usize, &String)| {
        said::column_kind(head).or_else(|| columns::dates(head, at, rows, year))
    };
    let kinds: Vec<Option<FieldKind>> = heads.iter().enumerate().map(kind).collect();
    let best = best(&heads);
    let first = kinds.iter().position(Option::is_none);
    let main = best.or(first)?;
    let says = |wanted: &[FieldKind]| {
        kinds
            .iter()
            .enumerate()
            .any(|(at, kind)| at != main && kind.is_some_and(|it| wanted.contains(&it)))
    };
    let strong = says(&[Status, Due, Start, Finished, Horizon, Progress]);
    let weak = says(&[Owner, Priority, Size, Supports, DependsOn, Issue, Release]);
    let is_plan = strong || (weak && best.is_some());
    is_plan.then_some((Plans { head, form: Form::Rows(main, kinds) }, rows.as_slice()))
}

/// The column whose head says best what items are called.
pub(super) fn best(heads: &[String]) -> Option<usize> {
    let named = |head: &str| {
        let head = plain(head);
        let one = head.strip_suffix('s').unwrap_or(&head);
        ITEM_COLUMNS.iter().position(|name| *name == head || *name == one)
    };
    heads.iter().enumerate().filter_map(|(at, head)| Some((named(head)?, at))).min().map(|it| it.1)
}

/// Whether the head of a column says that each cell holds several items.
fn names_several(head: &str) -> bool {
    let head = plain(head);
    head.strip_suffix('s').is_some_and(|one| ITEM_COLUMNS.contains(&one))
}

/// Whether rows of nothing but bold words head others, each at least one, and no other is bold.
fn has_groups(rows: &[Row], main: usize) -> bool {
    let kinds: Vec<bool> = rows.iter().map(|row| is_group(row, main)).collect();
    let is_bold = |row: &Row| row.cells.get(main).is_some_and(|cell| is_bold(cell));
    let plain = rows.iter().zip(&kinds).all(|(row, heads)| *heads || !is_bold(row));
    let heads = |at: usize| kinds.get(at + 1) == Some(&false);
    let headed = (0..kinds.len()).filter(|at| kinds[*at]).all(heads);
    plain && headed && kinds.contains(&true)
}

/// Whether a row may head those below it: bold words, and nothing else.
fn is_group(row: &Row, main: usize) -> bool {
    let mut others = row.cells.iter().enumerate().filter(|(at, _)| *at != main);
    let bold = row.cells.get(main).is_some_and(|cell| is_bold(cell));
    bold && row.cells.len() > 1 && others.all(|(_, cell)| flat(cell).trim().is_empty())
}

fn is_legend(head: &Row) -> bool {
    let heads: Vec<String> = head.cells.iter().map(|cell| plain(&flat(cell))).collect();
    match heads.as_slice() {
        [sign, meaning] => {
            LEGEND.contains(&meaning.as_str())
                && (LEGEND_SIGNS.contains(&sign.as_str()) || sign.is_empty())
        }
        _ => false,
    }
}

/// Learns what signs stand for from a legend.
pub(super) fn learn(head: &Row, rows: &[Row], signs: &mut Signs) {
    if is_legend(head) {
        for row in rows {
            if let [sign, meaning] = row.cells.as_slice() {
                signs.learn(&flat(sign), &flat(meaning));
            }
        }
    }
}

impl<'a> Plans<'a> {
    /// The items of the rows.
    pub(super) fn entries(&self, rows: &'a [Row]) -> Vec<Entry<'a>> {
        match &self.form {
            Form::Rows(main, kinds) => self.rows(*main, kinds, rows),
            Form::Matrix(frames) => rows.iter().flat_map(|row| self.cells(frames, row)).collect(),
            Form::Marks(main, frames) => {
                rows.iter().filter_map(|row| self.marked(*main, frames, row)).collect()
            }
        }
    }

    /// The table `block` with only those rows that have words and hold no items, if any do.
    pub(super) fn others(&self, block: &Block) -> Option<Block> {
        let BlockKind::Table { align, head, rows } = &block.kind else { return None };
        let says = |cell: &Vec<Inline>| flat(cell).contains(char::is_alphanumeric);
        let is_item = |row: &Row| match &self.form {
            Form::Rows(main, _) => {
                let heads = has_groups(rows, *main) && is_group(row, *main);
                row.cells.get(*main).is_some_and(says) && !heads
            }
            Form::Matrix(frames) => row.cells.iter().zip(frames).any(|(it, is)| *is && says(it)),
            Form::Marks(main, _) => row.cells.get(*main).is_some_and(says),
        };
        let others = rows.iter().filter(|row| !is_item(row) && row.cells.iter().any(says));
        let rows: Vec<Row> = others.cloned().collect();
        if rows.is_empty() {
            return None;
        }
        let kind = BlockKind::Table { align: align.clone(), head: head.clone(), rows };
        Some(Block { span: block.span, kind })
    }

    fn rows(&self, main: usize, kinds: &[Option<FieldKind>], rows: &'a [Row]) -> Vec<Entry<'a>> {
        let mut all: Vec<Entry<'a>> = Vec::new();
        let grouped = has_groups(rows, main);
        let mut group: Option<&'a [Inline]> = None;
        let heads = self.head.cells.iter().map(|cell| flat(cell).trim().to_owned());
        let heads: Vec<String> = heads.collect();
        let code = columns::codes(&heads, rows).filter(|at| *at != main);
        for row in rows {
            let cell = row.cells.get(main).map_or(&[][..], Vec::as_slice);
            let words = flat(cell);
            if !words.contains(char::is_alphanumeric) {
                continue;
            }
            if grouped && is_group(row, main) {
                group = Some(cell);
                continue;
            }
            let head = self.head_of(main).map_or_else(String::new, |it| flat(it).trim().to_owned());
            let mut fields = self.fields(main, kinds, row, all.last());
            let coded = fields.iter().position(|it| code.is_some_and(|at| heads[at] == it.key));
            let code = coded.map(|at| flat(&fields.remove(at).value).trim().to_owned());
            let mut found: Vec<Vec<Inline>> = lines(cell).into_all().collect();
            let more = found.split_off(found.len().min(1));
            let several = names_several(&head) && more.iter().all(|it| columns::is_title(it));
            let (others, rest) = if several { (more, Vec::new()) } else { (Vec::new(), more) };
            let entry = Entry {
                span: row.span,
                title: found.pop().unwrap_or_default(),
                rest,
                marks: Some(head).filter(|it| !it.is_empty()).into_iter().chain(code).collect(),
                fields,
                under: group.into_iter().collect(),
                reading: ItemReading::TableRow,
                is_part: words.trim_start().starts_with(['↳', '└', '→', '•']),
            };
            // What stands in the first cell of a row may hold for the next one as well.
            let more = others.into_iter().map(|title| Entry {
                span: span(&title).unwrap_or(row.span),
                title,
                is_part: false,
                ..entry.clone()
            });
            let more: Vec<Entry<'a>> = more.collect();
            all.push(entry);
            all.extend(more);
        }
        all
    }

    /// The item of a row whose signs say when.
    fn marked(&self, main: usize, frames: &[bool], row: &'a Row) -> Option<Entry<'a>> {
        let cell = row.cells.get(main)?;
        let mut found = lines(cell).into_all();
        let title = found.next().filter(|it| flat(it).contains(char::is_alphanumeric))?;
        let is_frame = |at: usize| frames.get(at).copied().unwrap_or(false);
        let told = |at: &usize| row.cells.get(*at).is_some_and(|it| !said::is_no_date(&flat(it)));
        let last = (0..row.cells.len()).filter(|at| is_frame(*at)).rfind(told);
        let mut fields = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at != main) {
            let Some(span) = span(cell) else { continue };
            let key = flat(self.head_of(at).unwrap_or_default()).trim().to_owned();
            let kind = match () {
                // Any letter may stand for a cross.
                () if is_frame(at) && flat(cell).contains(char::is_alphanumeric) => None,
                () if is_frame(at) => Some(FieldKind::Status).filter(|_| last == Some(at)),
                () => said::column_kind(&key),
            };
            let kind = kind.unwrap_or(FieldKind::Other);
            fields.push(WrittenField { kind, key, value: cell.clone(), span });
        }
        Some(Entry {
            span: row.span,
            title,
            rest: found.collect(),
            marks: Some(flat(self.head_of(main)?).trim().to_owned())
                .filter(|it| !it.is_empty())
                .into_iter()
                .collect(),
            fields,
            under: last.and_then(|at| self.head_of(at)).into_iter().collect(),
            reading: ItemReading::TableRow,
            is_part: false,
        })
    }

    /// What the other cells of a row say. A time that holds for several rows stands in the first.
    fn fields(
        &self,
        main: usize,
        kinds: &[Option<FieldKind>],
        row: &'a Row,
        above: Option<&Entry<'a>>,
    ) -> Vec<WrittenField> {
        let mut fields = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at != main) {
            let key = self
                .head
                .cells
                .get(at)
                .map_or_else(String::new, |head| flat(head).trim().to_owned());
            let kind = kinds.get(at).copied().flatten().unwrap_or(FieldKind::Other);
            let mut value = cell.clone();
            if flat(cell).trim().is_empty()
                && at == 0
                && matches!(kind, FieldKind::Due | FieldKind::Horizon)
            {
                let same = above.and_then(|it| it.fields.iter().find(|field| field.key == key));
                value = same.map(|field| field.value.clone()).unwrap_or_default();
            }
            if !value.is_empty() {
                let span = span(&value).unwrap_or(row.span);
                fields.push(WrittenField { kind, key, value, span });
            }
        }
        fields
    }

    /// The items of a row whose columns say when.
    fn cells(&self, frames: &[bool], row: &'a Row) -> Vec<Entry<'a>> {
        let stands_in_frame = |at: usize| frames.get(at).copied().unwrap_or(false);
        let mut aside: Vec<&'a [Inline]> = Vec::new();
        let mut fields = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let key = flat(self.head_of(at).unwrap_or_default()).trim().to_owned();
            let Some(span) = span(cell).filter(|_| !stands_in_frame(at)) else { continue };
            if key.is_empty() {
                aside.push(cell);
            } else {
                let kind = said::column_kind(&key).unwrap_or(FieldKind::Other);
                fields.push(WrittenField { kind, key, value: cell.clone(), span });
            }
        }
        let mut all = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| stands_in_frame(*at)) {
            for line in
                lines(cell).into_all().filter(|line| flat(line).contains(char::is_alphanumeric))
            {
                let mut under = aside.clone();
                under.extend(self.head_of(at));
                all.push(Entry {
                    span: span(&line).unwrap_or(row.span),
                    title: line,
                    rest: Vec::new(),
                    marks: Vec::new(),
                    fields: fields.clone(),
                    under,
                    reading: ItemReading::TableCell,
                    is_part: false,
                });
            }
        }
        all
    }

    fn head_of(&self, at: usize) -> Option<&'a [Inline]> {
        self.head.cells.get(at).map(Vec::as_slice)
    }
}
