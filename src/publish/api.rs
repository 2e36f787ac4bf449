//! The plan and its parts as JSON, and the schema of that.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::whole::{Held, Short, Told, Whole};
use crate::model::{DocumentId, ItemId, ObjectiveId, OwnerId, PeriodId, TargetId, TeamId};
use crate::view::records::Records;

/// How many records are put into a piece.
const PIECE: usize = 1024;

/// The JSON Schema (draft 2020-12) of every file of the API, as it is published.
pub const SCHEMA: &str = include_str!("../../docs/plan.schema.json");

/// The same as the types of the records have it, which [`SCHEMA`] was written from.
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
fn text(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    // There is nothing in records that JSON cannot say, and writing to memory does not fail.
    let _ = serde_json::to_writer(&mut bytes, value);
    bytes.push(b'\n');
    bytes
}

/// The whole plan as a file, in pieces.
pub(super) fn plan<'a>(whole: &'a Whole<'_>) -> impl Iterator<Item = Vec<u8>> + 'a {
    let lists = [&whole.objectives, &whole.key_results, &whole.items];
    pieces(whole, &whole.short, lists.map(|told| told.iter().collect()))
}

/// A part of a plan as a file.
pub(super) fn part(whole: &Whole<'_>, part: &Extract) -> Vec<u8> {
    let held = &part.held;
    let of = [
        (&held.objectives, &whole.objectives),
        (&held.key_results, &whole.key_results),
        (&held.items, &whole.items),
    ];
    let lists: Lists<'_> = of.map(|(places, told)| places.iter().map(|at| &told[*at]).collect());
    // Room for all of it, and some for what stands around.
    let long = lists.iter().flatten().map(|told| whole.json(told).len() + 1).sum::<usize>();
    let mut bytes = Vec::with_capacity(long + long / 8);
    pieces(whole, &part.records, lists).for_each(|piece| bytes.extend(piece));
    bytes
}

/// The objectives, key results and items of a part.
type Lists<'a> = [Vec<&'a Told>; 3];

/// Records as a file, in pieces: the three long lists are put where `short` has them empty.
fn pieces<'a>(
    whole: &'a Whole<'_>,
    short: &Short,
    lists: Lists<'a>,
) -> impl Iterator<Item = Vec<u8>> + 'a {
    let text = String::from_utf8(text(short)).unwrap_or_default();
    let (mut rest, mut around) = (text.as_str(), Vec::new());
    // In a text, the signs that these begin and end with would have a `\` before them.
    for begins in [r#""objectives":["#, r#""key_results":["#, r#""items":["#] {
        let end = rest.find(begins).map_or(rest.len(), |at| at + begins.len());
        let (before, after) = rest.split_at(end);
        around.push(before.as_bytes().to_vec());
        rest = after;
    }
    let last = rest.as_bytes().to_vec();
    let lists = around.into_iter().zip(lists).flat_map(move |(before, told)| {
        let chunks = (0..told.len()).step_by(PIECE);
        let chunks =
            chunks.map(move |at| joined(whole, &told[at..told.len().min(at + PIECE)], at > 0));
        std::iter::once(before).chain(chunks)
    });
    lists.chain(std::iter::once(last))
}

/// Records of a list, of which some may come before.
fn joined(whole: &Whole<'_>, told: &[&Told], has_before: bool) -> Vec<u8> {
    let mut piece = Vec::new();
    for (at, told) in told.iter().enumerate() {
        if has_before || at > 0 {
            piece.push(b',');
        }
        piece.extend_from_slice(whole.json(told).as_bytes());
    }
    piece
}

/// A part of a plan: where its objectives, key results and items stand in the whole, and what is
/// said of all else in it.
pub(super) struct Extract {
    pub(super) held: Held,
    pub(super) records: Short,
}

/// What is said of a quarter.
pub(super) fn quarter(whole: &Whole<'_>, id: PeriodId) -> Extract {
    let all = &whole.short;
    let mut part = extract(whole, whole.within(id));
    part.records.periods = vec![all.periods[id.index()].clone()];
    let of_period = |target: &TargetId| whole.plan().target(*target).period == id;
    let targets = whole.plan().target_ids().filter(of_period);
    part.records.targets = targets.map(|id| all.targets[id.index()].clone()).collect();
    part
}

/// What an owner holds.
pub(super) fn owner(whole: &Whole<'_>, id: OwnerId) -> Extract {
    let mut part = extract(whole, whole.held([id].into_iter()));
    part.records.owners = vec![whole.short.owners[id.index()].clone()];
    part
}

/// What a team and those below it hold.
pub(super) fn team(whole: &Whole<'_>, id: TeamId) -> Extract {
    let plan = whole.plan();
    let teams: BTreeSet<TeamId> = plan.team_and_below(id).into_iter().collect();
    let owners = teams.iter().flat_map(|id| plan.team(*id).owners.iter().copied());
    let mut part = extract(whole, whole.held(owners));
    part.records.teams = teams.iter().map(|id| whole.short.teams[id.index()].clone()).collect();
    part
}

/// All items.
pub(super) fn roadmap(whole: &Whole<'_>) -> Extract {
    extract(whole, Held { items: whole.all().items, ..Held::default() })
}

/// The part of a plan that has what is `held`, and whatever that names.
fn extract(whole: &Whole<'_>, held: Held) -> Extract {
    let (all, named) = (&whole.short, Named::of(whole, &held));
    let plan = whole.plan();
    let teams: BTreeSet<TeamId> =
        named.owners.iter().filter_map(|id| plan.owner(*id).team).collect();
    let records = Records {
        periods: named.periods.iter().map(|id| all.periods[id.index()].clone()).collect(),
        owners: named.owners.iter().map(|id| all.owners[id.index()].clone()).collect(),
        teams: teams.iter().map(|id| all.teams[id.index()].clone()).collect(),
        targets: named.targets.iter().map(|id| all.targets[id.index()].clone()).collect(),
        documents: named.documents.iter().map(|id| all.documents[id.index()].clone()).collect(),
        ..head(all)
    };
    Extract { held, records }
}

/// What all parts say of the site.
pub(super) fn head(records: &Short) -> Short {
    Records {
        schema: records.schema,
        generator: records.generator.clone(),
        title: records.title.clone(),
        description: records.description.clone(),
        language: records.language.clone(),
        url: records.url.clone(),
        built: records.built.clone(),
        periods: Vec::new(),
        objectives: Vec::new(),
        key_results: Vec::new(),
        items: Vec::new(),
        owners: Vec::new(),
        teams: Vec::new(),
        targets: Vec::new(),
        documents: Vec::new(),
    }
}

/// What records name.
#[derive(Default)]
struct Named {
    owners: BTreeSet<OwnerId>,
    periods: BTreeSet<PeriodId>,
    targets: BTreeSet<TargetId>,
    documents: BTreeSet<DocumentId>,
}

impl Named {
    fn of(whole: &Whole<'_>, held: &Held) -> Self {
        let (plan, mut named) = (whole.plan(), Self::default());
        let objectives = held.objectives.iter().map(|at| plan.objective(ObjectiveId::new(*at)));
        let key_results = held.key_results.iter().map(|at| plan.key_result(whole.key_result(*at)));
        let mut above = BTreeSet::new();
        for it in key_results {
            named.owners.extend(&it.owners);
            named.targets.extend(&it.targets);
            above.insert(it.objective);
        }
        for it in objectives.clone() {
            named.owners.extend(&it.owners);
        }
        for it in objectives.chain(above.iter().map(|id| plan.objective(*id))) {
            named.periods.insert(it.period);
            named.documents.insert(it.document);
        }
        for it in held.items.iter().map(|at| plan.item(ItemId::new(*at))) {
            named.owners.extend(&it.owners);
            named.documents.insert(it.document);
        }
        named
    }
}
