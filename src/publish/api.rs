//! The plan and its parts as JSON, and the schema of that.

use std::collections::HashSet;
use std::sync::Arc;

use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::whole::{Held, Whole};
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
    file(value, Vec::new())
}

/// Records as a file.
pub(super) fn records(records: &Records) -> Vec<u8> {
    // Room for all of it: to make room for a large plan again and again takes time and twice the
    // memory. What is not used of it costs nothing.
    let room = 1_500 * records.key_results.len()
        + 2_000 * records.objectives.len()
        + 3_000 * records.items.len();
    file(records, Vec::with_capacity(room))
}

fn file(value: &impl Serialize, mut bytes: Vec<u8>) -> Vec<u8> {
    // There is nothing in records that JSON cannot say, and writing to memory does not fail.
    let _ = serde_json::to_writer(&mut bytes, value);
    bytes.push(b'\n');
    bytes
}

/// A part of a plan: where its objectives, key results and items stand in the whole, and all that
/// is said of it.
pub(super) struct Extract {
    pub(super) held: Held,
    pub(super) records: Records,
}

/// What is said of a quarter.
pub(super) fn quarter(whole: &Whole<'_>, id: &str) -> Extract {
    let all = whole.records;
    let mut part = extract(all, whole.within(id));
    part.records.periods = kept(&all.periods, |it| it.id == id);
    part.records.targets = kept(&all.targets, |it| it.period == id);
    part
}

/// What an owner holds.
pub(super) fn owner(whole: &Whole<'_>, id: &str) -> Extract {
    let mut part = extract(whole.records, whole.held([id].into_iter()));
    part.records.owners.retain(|it| it.id == id);
    part
}

/// What a team and those below it hold.
pub(super) fn team(whole: &Whole<'_>, id: &str) -> Extract {
    let all = whole.records;
    let mut teams = HashSet::from([id]);
    loop {
        let above = |it: &&str| teams.contains(it);
        let below = all.teams.iter().filter(|it| it.parent.as_deref().as_ref().is_some_and(above));
        let grown: HashSet<&str> =
            teams.iter().copied().chain(below.map(|it| it.id.as_str())).collect();
        if grown.len() == teams.len() {
            break;
        }
        teams = grown;
    }
    let of_team = |it: &&str| teams.contains(it);
    let owners = all.owners.iter().filter(|it| it.team.as_deref().as_ref().is_some_and(of_team));
    let mut part = extract(all, whole.held(owners.map(|it| it.id.as_str())));
    part.records.teams = kept(&all.teams, |it| teams.contains(it.id.as_str()));
    part
}

/// All items.
pub(super) fn roadmap(whole: &Whole<'_>) -> Extract {
    let items = (0..whole.records.items.len()).collect();
    extract(whole.records, Held { items, ..Held::default() })
}

/// The part of a plan that has what is `held`, and whatever that names.
fn extract(records: &Records, held: Held) -> Extract {
    let objectives = picked(&records.objectives, &held.objectives);
    let key_results = picked(&records.key_results, &held.key_results);
    let items = picked(&records.items, &held.items);
    let named = Named::of(&objectives, &key_results, &items);
    let owners = kept(&records.owners, |it| named.owners.contains(it.id.as_str()));
    let teams: HashSet<&str> = owners.iter().filter_map(|it| it.team.as_deref()).collect();
    let records = Records {
        periods: kept(&records.periods, |it| named.periods.contains(it.id.as_str())),
        teams: kept(&records.teams, |it| teams.contains(it.id.as_str())),
        targets: kept(&records.targets, |it| named.targets.contains(it.id.as_str())),
        documents: kept(&records.documents, |it| named.documents.contains(it.path.as_str())),
        owners,
        objectives,
        key_results,
        items,
        ..head(records)
    };
    Extract { held, records }
}

/// What all parts say of the site.
pub(super) fn head(records: &Records) -> Records {
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

fn picked<T>(all: &[Arc<T>], places: &[usize]) -> Vec<Arc<T>> {
    places.iter().map(|at| Arc::clone(&all[*at])).collect()
}

fn kept<T: Clone>(all: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    all.iter().filter(|it| keep(it)).cloned().collect()
}

/// What records name, by id.
#[derive(Default)]
struct Named<'a> {
    owners: HashSet<&'a str>,
    periods: HashSet<&'a str>,
    targets: HashSet<&'a str>,
    documents: HashSet<&'a str>,
}

impl<'a> Named<'a> {
    fn of(
        objectives: &'a [Arc<ObjectiveRecord>],
        key_results: &'a [Arc<KeyResultRecord>],
        items: &'a [Arc<ItemRecord>],
    ) -> Self {
        let mut named = Self::default();
        for it in objectives {
            named.owners.extend(it.owners.iter().map(String::as_str));
            named.periods.insert(&it.period);
            named.documents.insert(&it.source.path);
        }
        for it in key_results {
            named.owners.extend(it.owners.iter().map(String::as_str));
            named.periods.insert(&it.period);
            named.targets.extend(it.targets.iter().map(String::as_str));
            named.documents.insert(&it.source.path);
        }
        for it in items {
            named.owners.extend(it.owners.iter().map(String::as_str));
            named.documents.insert(&it.source.path);
        }
        named
    }
}
