//! Key results and items as tables, one row each.

use csv::Writer;

use super::whole::Whole;
use crate::view::records::{ItemRecord, KeyResultRecord, Records};

/// The key results of a plan as CSV, with a row of names at the top.
#[must_use]
pub fn key_results(records: &Records) -> Vec<u8> {
    key_results_of(&Whole::new(records))
}

pub(super) fn key_results_of(whole: &Whole<'_>) -> Vec<u8> {
    let names = [
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
    let row = |it: &KeyResultRecord| {
        let objective = whole.objectives.get(it.objective.as_str());
        let own =
            if it.owners.is_empty() { objective.map(|it| &it.owners) } else { Some(&it.owners) };
        [
            it.id.clone(),
            it.period.clone(),
            it.objective.clone(),
            objective.map(|it| it.title.clone()).unwrap_or_default(),
            own.map(|all| whole.owners(all, "; ")).unwrap_or_default(),
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
    };
    table(&names, whole.records.key_results.iter().map(|it| row(it)))
}

/// The items of a roadmap as CSV, with a row of names at the top.
#[must_use]
pub fn items(records: &Records) -> Vec<u8> {
    let names = [
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
    let whole = Whole::new(records);
    let row = |it: &ItemRecord| {
        [
            it.id.clone(),
            it.title.clone(),
            it.horizon.to_owned(),
            it.state.as_ref().map(|it| it.code.to_owned()).unwrap_or_default(),
            it.starts.clone().unwrap_or_default(),
            it.due.clone().unwrap_or_default(),
            it.overdue.to_string(),
            it.progress.map(share).unwrap_or_default(),
            whole.owners(&it.owners, "; "),
            it.supports.join("; "),
            it.depends_on.join("; "),
            it.updated.clone().unwrap_or_default(),
            it.source.path.clone(),
            it.source.line.map(|line| line.to_string()).unwrap_or_default(),
            it.url.clone(),
        ]
    };
    table(&names, records.items.iter().map(|it| row(it)))
}

fn table<const N: usize>(names: &[&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(names);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// A share to four digits behind the point, without zeros at its end.
fn share(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
