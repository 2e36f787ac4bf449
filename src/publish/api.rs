//! The plan and its parts as JSON, and the schema of that.

use std::collections::HashSet;

use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::view::records::{ItemRecord, KeyResultRecord, ObjectiveRecord, Records};

/// The JSON Schema (draft 2020-12) of every file of the API.
#[must_use]
pub fn schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<Records>().to_value()
}

/// A value for people to read.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// A value as a file.
pub(super) fn text(value: &impl Serialize) -> Vec<u8> {
    // There is nothing in records that JSON cannot say.
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// What is said of a quarter.
pub(super) fn quarter(records: &Records, id: &str) -> Records {
    let mut part = part(records, |it| it.period == id, |it| it.period == id, |_| false);
    part.periods.retain(|it| it.id == id);
    part.targets = records.targets.iter().filter(|it| it.period == id).cloned().collect();
    part
}

/// What an owner holds.
pub(super) fn owner(records: &Records, id: &str) -> Records {
    let mut part = held(records, &HashSet::from([id]));
    part.owners.retain(|it| it.id == id);
    part
}

/// What a team and those below it hold.
pub(super) fn team(records: &Records, id: &str) -> Records {
    let mut teams = HashSet::from([id]);
    loop {
        let above = |it: &&str| teams.contains(it);
        let below =
            records.teams.iter().filter(|it| it.parent.as_deref().as_ref().is_some_and(above));
        let grown: HashSet<&str> =
            teams.iter().copied().chain(below.map(|it| it.id.as_str())).collect();
        if grown.len() == teams.len() {
            break;
        }
        teams = grown;
    }
    let of_team = |it: &&str| teams.contains(it);
    let owners =
        records.owners.iter().filter(|it| it.team.as_deref().as_ref().is_some_and(of_team));
    let mut part = held(records, &owners.map(|it| it.id.as_str()).collect());
    part.teams =
        records.teams.iter().filter(|it| teams.contains(it.id.as_str())).cloned().collect();
    part
}

/// All items.
pub(super) fn roadmap(records: &Records) -> Records {
    part(records, |_| false, |_| false, |_| true)
}

fn held(records: &Records, owners: &HashSet<&str>) -> Records {
    let is_theirs = |names: &[String]| names.iter().any(|name| owners.contains(name.as_str()));
    let objectives: HashSet<&str> = records
        .objectives
        .iter()
        .filter(|it| is_theirs(&it.owners))
        .map(|it| it.id.as_str())
        .collect();
    part(
        records,
        |it| objectives.contains(it.id.as_str()),
        |it| objectives.contains(it.objective.as_str()) || is_theirs(&it.owners),
        |it| is_theirs(&it.owners),
    )
}

/// The part of a plan that has these objectives, key results and items, the items that serve them,
/// and whatever they name.
fn part(
    records: &Records,
    objective: impl Fn(&ObjectiveRecord) -> bool,
    key_result: impl Fn(&KeyResultRecord) -> bool,
    item: impl Fn(&ItemRecord) -> bool,
) -> Records {
    let objectives: Vec<_> =
        records.objectives.iter().filter(|it| objective(it)).cloned().collect();
    let key_results: Vec<_> =
        records.key_results.iter().filter(|it| key_result(it)).cloned().collect();
    let served: HashSet<&str> = objectives
        .iter()
        .map(|it| it.id.as_str())
        .chain(key_results.iter().map(|it| it.id.as_str()))
        .collect();
    let is_for = |it: &ItemRecord| it.supports.iter().any(|id| served.contains(id.as_str()));
    let items: Vec<_> = records.items.iter().filter(|it| item(it) || is_for(it)).cloned().collect();
    let named = Named::of(&objectives, &key_results, &items);
    let owners: Vec<_> =
        records.owners.iter().filter(|it| named.owners.contains(it.id.as_str())).cloned().collect();
    let teams: HashSet<&str> = owners.iter().filter_map(|it| it.team.as_deref()).collect();
    Records {
        periods: kept(&records.periods, |it| named.periods.contains(it.id.as_str())),
        teams: kept(&records.teams, |it| teams.contains(it.id.as_str())),
        targets: kept(&records.targets, |it| named.targets.contains(it.id.as_str())),
        documents: kept(&records.documents, |it| named.documents.contains(it.path.as_str())),
        owners,
        objectives,
        key_results,
        items,
        ..head(records)
    }
}

/// What all parts say of the site.
fn head(records: &Records) -> Records {
    Records {
        schema: records.schema,
        generator: records.generator.clone(),
        title: records.title.clone(),
        description: records.description.clone(),
        language: records.language.clone(),
        url: records.url.clone(),
        built: records.built.clone(),
        ..Records::default()
    }
}

fn kept<T: Clone>(all: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|it| keep(it)).cloned().collect()
}

/// What records name, by id.
#[derive(Default)]
struct Named {
    owners: HashSet<String>,
    periods: HashSet<String>,
    targets: HashSet<String>,
    documents: HashSet<String>,
}

impl Named {
    fn of(
        objectives: &[ObjectiveRecord],
        key_results: &[KeyResultRecord],
        items: &[ItemRecord],
    ) -> Self {
        let mut named = Self::default();
        for it in objectives {
            named.owners.extend(it.owners.iter().cloned());
            named.periods.insert(it.period.clone());
            named.documents.insert(it.source.path.clone());
        }
        for it in key_results {
            named.owners.extend(it.owners.iter().cloned());
            named.periods.insert(it.period.clone());
            named.targets.extend(it.targets.iter().cloned());
            named.documents.insert(it.source.path.clone());
        }
        for it in items {
            named.owners.extend(it.owners.iter().cloned());
            named.documents.insert(it.source.path.clone());
        }
        named
    }
}
