//! Puts the documents together.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::grade::Score;
use crate::markdown::Attributes;
use crate::parse::{Document, OwnerName};
use crate::source::Location;

use super::ids::{DocumentId, KeyResultId, ObjectiveId, OwnerId, PeriodId};
use super::owners::{self, Owners};
use super::periods::{self, Periods};
use super::plan::{DocumentEntry, DuplicateId, Home, KeyResult, Objective, Plan};
use super::slugs::{self, Wish};
use super::table::Table;
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
    let no_links = Arc::default();
    let documents = documents.into_iter().zip(homes).map(|(document, home)| {
        let (objectives, items) = (first_objective, first_item);
        first_objective += document.objectives.len();
        first_item += document.items.len();
        DocumentEntry {
            document,
            home,
            first_objective: objectives,
            first_item: items,
            links: Arc::clone(&no_links),
        }
    });
    let mut plan = Plan {
        documents: documents.collect(),
        periods: Table::default(),
        objectives: Table::default(),
        key_results: Table::default(),
        items: Table::default(),
        owners: Table::default(),
        teams: teams.into_iter().collect(),
        targets: Table::default(),
        fiscal: periods.fiscal,
        fiscal_is_guess: periods.fiscal_is_guess,
        spellings: Vec::new(),
        dates_conflicts: Vec::new(),
        duplicate_ids: Vec::new(),
        team_faults,
        parent_faults: Vec::new(),
        names_are_asked: false,
    };
    add_objectives(&mut plan, &periods, &owners);
    roadmap::add(&mut plan, &owners);
    plan.periods = periods.all.into_iter().collect();
    plan.dates_conflicts = periods.conflicts;
    plan.spellings = std::mem::take(&mut owners.spellings);
    plan.owners = owners.all.into_iter().collect();
    name_all(&mut plan);
    roadmap::name(&mut plan);
    parents::adopt(&mut plan);
    hold(&mut plan);
    add_targets(&mut plan, config);
    scores::roll_up(&mut plan);
    links::resolve(&mut plan, context);
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
    let (mut all, mut all_key_results) = (Table::default(), Table::default());
    for (number, entry) in plan.documents.iter().enumerate() {
        let document = &entry.document;
        let first = entry.first_objective;
        let objectives = document.objectives.iter().zip(&document.gists);
        for (index, (written, gists)) in objectives.enumerate() {
            let id = ObjectiveId::new(first + index);
            let held_by = |names: &[OwnerName]| -> Vec<OwnerId> {
                names.iter().filter_map(|owner| owners.find(&owner.name)).collect()
            };
            let start = all_key_results.len();
            let key_results = written.key_results.iter().zip(&gists.key_results).enumerate();
            for (index, (written, gist)) in key_results {
                all_key_results.push(KeyResult {
                    objective: id,
                    index,
                    slug: String::new(),
                    owners: held_by(&written.owners),
                    assessment: Arc::clone(&gist.assessment),
                    weight: scores::weight(&written.attributes),
                    targets: Vec::new(),
                    items: Vec::new(),
                    words: Arc::clone(&gist.folded),
                });
            }
            let end = all_key_results.len();
            all.push(Objective {
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
    plan.objectives = all;
    plan.key_results = all_key_results;
}

/// The part of the address of a period's list of objectives, which no objective has.
pub const LIST: &str = "all-objectives";

/// Gives objectives and key results their ids, period by period.
fn name_all(plan: &mut Plan) {
    let mut objectives: Vec<Vec<ObjectiveId>> = vec![Vec::new(); plan.periods.len()];
    for id in plan.objective_ids() {
        objectives[plan.objective(id).period.index()].push(id);
    }
    for (index, objectives) in objectives.into_iter().enumerate() {
        find_duplicates(plan, &objectives);
        plan.periods[index].objectives = objectives;
    }
    let periods: Vec<PeriodId> = plan.period_ids().collect();
    let names: Vec<Names> = periods.par_iter().map(|id| names(plan, *id)).collect();
    for names in names {
        for (id, name) in names.objectives {
            plan.objectives[id.index()].slug = name;
        }
        for (id, name) in names.key_results {
            plan.key_results[id.index()].slug = name;
        }
    }
}

/// The ids of what stands in one period.
pub(super) struct Names {
    pub objectives: Vec<(ObjectiveId, String)>,
    pub key_results: Vec<(KeyResultId, String)>,
}

/// Finds ids for the objectives and key results of a period.
pub(super) fn names(plan: &Plan, period: PeriodId) -> Names {
    let objectives = &plan.period(period).objectives;
    let key_results: Vec<KeyResultId> =
        objectives.iter().flat_map(|id| plan.objective(*id).key_results.iter().copied()).collect();
    let own = objectives.iter().map(|id| objective_wish(plan, *id));
    let below = key_results.iter().map(|id| key_result_wish(plan, *id));
    let wishes = own.chain(below).collect();
    // The list of all objectives stands beside their pages.
    let mut names = slugs::assign_beside(LIST, wishes).into_iter();
    Names {
        objectives: objectives.iter().copied().zip(names.by_ref()).collect(),
        key_results: key_results.into_iter().zip(names).collect(),
    }
}

fn objective_wish(plan: &Plan, id: ObjectiveId) -> Wish<'_> {
    Wish {
        explicit: explicit(&plan.written_objective(id).attributes),
        words: Cow::Borrowed(slugs::or(&plan.objective_gist(id).address, "objective")),
        owner: owner_slug(plan, plan.objective(id).owner()),
    }
}

fn key_result_wish(plan: &Plan, id: KeyResultId) -> Wish<'_> {
    let address = slugs::or(&plan.key_result_gist(id).address, "key-result");
    Wish {
        explicit: explicit(&plan.written_key_result(id).attributes),
        words: Cow::Owned(format!("kr-{address}")),
        owner: owner_slug(plan, plan.holder(id)),
    }
}

fn explicit(attributes: &Attributes) -> Option<Cow<'_, str>> {
    attributes.id.as_ref().map(|id| Cow::Borrowed(id.value.as_str()))
}

fn owner_slug(plan: &Plan, owner: Option<OwnerId>) -> &str {
    owner.map_or("", |owner| &plan.owner(owner).slug)
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
    let Plan { documents, periods, objectives, key_results, owners, .. } = plan;
    for (index, objective) in objectives.iter().enumerate() {
        for owner in &objective.owners {
            owners[owner.index()].objectives.push(ObjectiveId::new(index));
        }
    }
    for (index, key_result) in key_results.iter().enumerate() {
        for owner in &key_result.owners {
            owners[owner.index()].key_results.push(KeyResultId::new(index));
        }
    }
    for (index, entry) in documents.iter().enumerate() {
        if let Home::Periods(homes) = &entry.home {
            for home in homes {
                periods[home.index()].documents.push(DocumentId::new(index));
            }
        }
    }
}

fn add_targets(plan: &mut Plan, config: &Config) {
    let found = targets::gather(&plan.documents, plan.periods.len(), config);
    for id in plan.document_ids().collect::<Vec<_>>() {
        let document = Arc::clone(&plan.document(id).document);
        for used in &document.uses {
            let Some((objective, key_result)) = targets::key_result_of(used.place) else {
                continue;
            };
            let Some(target) = found.find(id, &used.label) else { continue };
            let objective = plan.objective(plan.objective_at(id, objective));
            let key_result = objective.key_results[key_result];
            let targets = &mut plan.key_results[key_result.index()].targets;
            if targets.last() != Some(&target) {
                targets.push(target);
            }
        }
    }
    for (index, target) in found.all.iter().enumerate() {
        plan.periods[target.period.index()].targets.push(super::ids::TargetId::new(index));
    }
    plan.targets = found.all.into_iter().collect();
}
