//! Puts the documents together.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::config::Config;
use crate::grade::Score;
use crate::parse::{Document, OwnerName};
use crate::source::Location;

use super::ids::{DocumentId, KeyResultId, ObjectiveId, OwnerId, PeriodId};
use super::owners::{self, Owners};
use super::periods::{self, Periods};
use super::plan::{DocumentEntry, DuplicateId, Home, KeyResult, Objective, Plan};
use super::slugs::{self, Wish};
use super::{links, parents, references, roadmap, scores, targets, teams};

/// What the plan depends on beside the documents.
pub struct Context<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// Files that are published as they are, by their paths relative to the content folder.
    pub files: &'a BTreeSet<String>,
}

/// Resolves `documents`, sorted by path, into one plan.
#[must_use]
pub fn resolve(documents: Vec<Arc<Document>>, context: &Context<'_>) -> Plan {
    let config = context.config;
    let all: Vec<&Document> = documents.iter().map(AsRef::as_ref).collect();
    let periods = periods::gather(&all, config);
    let mut owners = owners::gather(&all, config);
    let (teams, team_faults) = teams::gather(&mut owners, config);
    let homes: Vec<Home> = all.iter().map(|document| home(document, &periods)).collect();
    let (mut first_objective, mut first_item) = (0, 0);
    let documents = documents.into_iter().zip(homes).map(|(document, home)| {
        let (objectives, items) = (first_objective, first_item);
        first_objective += document.objectives.len();
        first_item += document.items.len();
        DocumentEntry {
            document,
            home,
            first_objective: objectives,
            first_item: items,
            destinations: HashMap::new(),
        }
    });
    let mut plan = Plan {
        documents: documents.collect(),
        periods: Vec::new(),
        objectives: Vec::new(),
        key_results: Vec::new(),
        items: Vec::new(),
        owners: Vec::new(),
        teams,
        targets: Vec::new(),
        fiscal: periods.fiscal,
        fiscal_is_guess: periods.fiscal_is_guess,
        broken_links: Vec::new(),
        site_links: Vec::new(),
        spellings: Vec::new(),
        dates_conflicts: Vec::new(),
        duplicate_ids: Vec::new(),
        team_faults,
        parent_faults: Vec::new(),
    };
    add_objectives(&mut plan, &periods, &owners);
    roadmap::add(&mut plan, &owners);
    plan.periods = periods.all;
    plan.dates_conflicts = periods.conflicts;
    plan.spellings = std::mem::take(&mut owners.spellings);
    plan.owners = owners.all;
    name_all(&mut plan);
    roadmap::name(&mut plan);
    parents::adopt(&mut plan);
    hold(&mut plan);
    add_targets(&mut plan, config);
    scores::roll_up(&mut plan);
    links::resolve(&mut plan, config, context.files);
    references::relate(&mut plan);
    plan
}

/// The pages on which a document's text is published.
fn home(document: &Document, periods: &Periods) -> Home {
    let mut homes = Vec::new();
    for objective in &document.objectives {
        let period = periods.of(objective.period.map(|index| &document.periods[index]));
        if !homes.contains(&period) {
            homes.push(period);
        }
    }
    if homes.is_empty() { Home::Page } else { Home::Periods(homes) }
}

fn add_objectives(plan: &mut Plan, periods: &Periods, owners: &Owners) {
    for (number, entry) in plan.documents.iter().enumerate() {
        let document = &entry.document;
        let first = entry.first_objective;
        let objectives = document.objectives.iter().zip(&document.gists);
        for (index, (written, gists)) in objectives.enumerate() {
            let id = ObjectiveId::new(first + index);
            let held_by = |names: &[OwnerName]| -> Vec<OwnerId> {
                names.iter().filter_map(|owner| owners.find(&owner.name)).collect()
            };
            let start = plan.key_results.len();
            plan.key_results.extend(
                written.key_results.iter().zip(&gists.key_results).enumerate().map(
                    |(index, (written, gist))| KeyResult {
                        objective: id,
                        index,
                        slug: String::new(),
                        owners: held_by(&written.owners),
                        assessment: Arc::clone(&gist.assessment),
                        weight: scores::weight(&written.attributes),
                        targets: Vec::new(),
                        items: Vec::new(),
                        words: Arc::clone(&gist.folded),
                    },
                ),
            );
            let end = plan.key_results.len();
            plan.objectives.push(Objective {
                document: DocumentId::new(number),
                index,
                period: periods.of(written.period.map(|index| &document.periods[index])),
                slug: String::new(),
                owners: held_by(&written.owners),
                parent: written.parent.map(|parent| ObjectiveId::new(first + parent)),
                children: written.children.iter().map(|it| ObjectiveId::new(first + it)).collect(),
                key_results: (start..end).map(KeyResultId::new).collect(),
                items: Vec::new(),
                assessment: Arc::clone(&gists.own.assessment),
                score: Score { value: None, graded: 0, total: 0 },
            });
        }
    }
}

/// The part of the address of a period's list of objectives, which no objective has.
pub const LIST: &str = "all-objectives";

/// Gives objectives and key results their ids, period by period.
fn name_all(plan: &mut Plan) {
    for index in 0..plan.periods.len() {
        let period = PeriodId::new(index);
        let objectives: Vec<ObjectiveId> =
            plan.objective_ids().filter(|id| plan.objective(*id).period == period).collect();
        let key_results: Vec<KeyResultId> =
            objectives.iter().flat_map(|id| plan.objective(*id).key_results.clone()).collect();
        let own = objectives.iter().map(|id| objective_wish(plan, *id));
        let below = key_results.iter().map(|id| key_result_wish(plan, *id));
        let wishes = own.chain(below).collect();
        find_duplicates(plan, &objectives);
        // The list of all objectives stands beside their pages.
        let mut names = slugs::assign_beside(LIST, wishes).into_iter();
        for (id, name) in objectives.iter().zip(names.by_ref()) {
            plan.objectives[id.index()].slug = name;
        }
        for (id, name) in key_results.iter().zip(names) {
            plan.key_results[id.index()].slug = name;
        }
        plan.periods[index].objectives = objectives;
    }
}

fn objective_wish(plan: &Plan, id: ObjectiveId) -> Wish {
    let written = plan.written_objective(id);
    Wish {
        explicit: written.attributes.id.as_ref().map(|id| id.value.clone()),
        words: slugs::or(&plan.objective_gist(id).address, "objective").to_owned(),
        owner: owner_slug(plan, plan.objective(id).owner()),
    }
}

fn key_result_wish(plan: &Plan, id: KeyResultId) -> Wish {
    let written = plan.written_key_result(id);
    Wish {
        explicit: written.attributes.id.as_ref().map(|id| id.value.clone()),
        words: format!("kr-{}", slugs::or(&plan.key_result_gist(id).address, "key-result")),
        owner: owner_slug(plan, plan.holder(id)),
    }
}

fn owner_slug(plan: &Plan, owner: Option<OwnerId>) -> String {
    owner.map_or_else(String::new, |owner| plan.owner(owner).slug.clone())
}

/// Records explicit ids that are given to two things of one period.
fn find_duplicates(plan: &mut Plan, objectives: &[ObjectiveId]) {
    let mut seen: HashMap<String, Location> = HashMap::new();
    let mut found = Vec::new();
    for id in objectives {
        let source = plan.source_of(*id);
        let written = plan.written_objective(*id);
        let key_results = written.key_results.iter().map(|key_result| &key_result.attributes);
        for attributes in std::iter::once(&written.attributes).chain(key_results) {
            let Some(id) = &attributes.id else { continue };
            let again = Location { source, span: id.span };
            match seen.get(&id.value) {
                Some(first) => {
                    found.push(DuplicateId { id: id.value.clone(), first: *first, again });
                }
                None => {
                    seen.insert(id.value.clone(), again);
                }
            }
        }
    }
    plan.duplicate_ids.append(&mut found);
}

/// Tells owners and periods what is theirs.
fn hold(plan: &mut Plan) {
    for index in 0..plan.objectives.len() {
        let objective = &plan.objectives[index];
        for owner in &objective.owners {
            plan.owners[owner.index()].objectives.push(ObjectiveId::new(index));
        }
    }
    for index in 0..plan.key_results.len() {
        for owner in &plan.key_results[index].owners {
            plan.owners[owner.index()].key_results.push(KeyResultId::new(index));
        }
    }
    for (index, entry) in plan.documents.iter().enumerate() {
        if let Home::Periods(homes) = &entry.home {
            for home in homes {
                plan.periods[home.index()].documents.push(DocumentId::new(index));
            }
        }
    }
}

fn add_targets(plan: &mut Plan, config: &Config) {
    let found = targets::gather(&plan.documents, plan.periods.len(), config);
    for id in (0..plan.key_results.len()).map(KeyResultId::new) {
        let objective = plan.objective(plan.key_result(id).objective);
        let place = (objective.index, plan.key_result(id).index);
        let document = objective.document;
        let uses = plan.document(document).document.uses.iter();
        let here = uses.filter(|used| targets::key_result_of(used.place) == Some(place));
        let mut named: Vec<_> = here.filter_map(|used| found.find(document, &used.label)).collect();
        named.dedup();
        plan.key_results[id.index()].targets = named;
    }
    for (index, target) in found.all.iter().enumerate() {
        plan.periods[target.period.index()].targets.push(super::ids::TargetId::new(index));
    }
    plan.targets = found.all;
}
