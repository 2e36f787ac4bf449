//! Key results and items as tables, one row each.

use std::collections::HashMap;

use csv::Writer;

use super::whole::Names;
use crate::view::records::{ItemRecord, KeyResultRecord, ObjectiveRecord, Records};

/// What the columns of the table of key results are called.
const KEY_RESULT: [&str; 17] = [
    "id",
    "period",
    "objective",
    "objective_title",
    "owners",
    "key_result",
    "due",
    "outcome",
    "state",
    "score",
    "provenance",
    "weight",
    "targets",
    "updated",
    "document",
    "line",
    "url",
];

/// What the columns of the table of items are called.
const ITEM: [&str; 15] = [
    "id",
    "title",
    "horizon",
    "state",
    "starts",
    "due",
    "overdue",
    "progress",
    "owners",
    "supports",
    "depends_on",
    "updated",
    "document",
    "line",
    "url",
];

/// A row of a table.
pub(super) type Row<const N: usize> = [String; N];

/// The key results of a plan as CSV, with a row of names at the top.
#[must_use]
pub fn key_results(records: &Records) -> Vec<u8> {
    let names = Names::new(&records.owners);
    let objectives: HashMap<&str, &ObjectiveRecord> =
        records.objectives.iter().map(|it| (it.id.as_str(), it)).collect();
    let row = |it: &KeyResultRecord| {
        key_result_row(it, objectives.get(it.objective.as_str()).copied(), &names)
    };
    let mut table = head();
    table.extend(rows(records.key_results.iter().map(row)));
    table
}

/// The row of names at the top of the table of key results.
pub(super) fn head() -> Vec<u8> {
    rows([KEY_RESULT.map(str::to_owned)])
}

/// The row of a key result.
pub(super) fn key_result_row(
    it: &KeyResultRecord,
    objective: Option<&ObjectiveRecord>,
    names: &Names<'_>,
) -> Row<17> {
    let own = if it.owners.is_empty() { objective.map(|it| &it.owners) } else { Some(&it.owners) };
    [
        it.id.clone(),
        it.period.clone(),
        it.objective.clone(),
        objective.map(|it| it.title.clone()).unwrap_or_default(),
        own.map(|all| names.of(all, "; ")).unwrap_or_default(),
        it.text.clone(),
        it.due.clone().unwrap_or_default(),
        it.outcome.clone(),
        it.state.code.to_owned(),
        it.score.map(share).unwrap_or_default(),
        it.provenance.unwrap_or_default().to_owned(),
        it.weight.to_string(),
        it.targets.join("; "),
        it.updated.clone().unwrap_or_default(),
        it.source.path.clone(),
        it.source.line.map(|line| line.to_string()).unwrap_or_default(),
        it.url.clone(),
    ]
}

/// The items of a roadmap as CSV, with a row of names at the top.
#[must_use]
pub fn items(records: &Records) -> Vec<u8> {
    item_table(records.items.iter().cloned(), &Names::new(&records.owners))
}

pub(super) fn item_table(items: impl Iterator<Item = ItemRecord>, names: &Names<'_>) -> Vec<u8> {
    let row = |it: ItemRecord| {
        [
            it.id.clone(),
            it.title.clone(),
            it.horizon.to_owned(),
            it.state.as_ref().map(|it| it.code.to_owned()).unwrap_or_default(),
            it.starts.clone().unwrap_or_default(),
            it.due.clone().unwrap_or_default(),
            it.overdue.to_string(),
            it.progress.map(share).unwrap_or_default(),
            names.of(&it.owners, "; "),
            it.supports.join("; "),
            it.depends_on.join("; "),
            it.updated.clone().unwrap_or_default(),
            it.source.path.clone(),
            it.source.line.map(|line| line.to_string()).unwrap_or_default(),
            it.url.clone(),
        ]
    };
    rows(std::iter::once(ITEM.map(str::to_owned)).chain(items.map(row)))
}

/// Rows as they stand in a file.
pub(super) fn rows<const N: usize>(rows: impl IntoIterator<Item = Row<N>>) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A share to four digits behind the point, without zeros at its end.
fn share(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
