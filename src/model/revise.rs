//! A plan after a document was edited, made from the plan before: what the edit leaves alone is
//! shared, and not looked at.
//!
//! Most edits change what a document says and not what there is: a number, an outcome, words. Such
//! a document is put in the place of the old one, and what depends on it is found out anew. An edit
//! that changes more, such as who holds something or how many things there are, may change what any
//! other document means; then there is nothing to share, and all is resolved.

mod skeleton;

use std::sync::Arc;

use crate::parse::Document;
use crate::source::{Location, SourceId};

use super::ids::{DocumentId, ItemId, ObjectiveId, PeriodId, TargetId};
use super::links::{self, Destination, Index, LinkFault, LinksOut};
use super::plan::{Home, Plan};
use super::references::{self, Names, Reference, Referent};
use super::resolve::{self, Context};
use super::{roadmap, scores};

/// A plan that was made from another.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The plan.
    pub plan: Plan,
    /// Which addresses are others than before.
    pub moved: Moved,
}

/// Which addresses an edit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// None.
    Nothing,
    /// Those of places on pages.
    Places,
    /// Those of pages, too.
    Pages,
}

/// The plan with other documents in the places of those that are named; `None` when the edits may
/// have changed what others mean. The result is the same as that of resolving all documents in the
/// same context.
#[must_use]
pub fn revise(
    old: &Plan,
    edits: Vec<(DocumentId, Arc<Document>)>,
    context: &Context<'_>,
) -> Option<Revision> {
    let mut plan = old.clone();
    let mut moved = Moved::Nothing;
    for (id, document) in edits {
        moved = moved.max(replace(&mut plan, id, document, context)?);
    }
    Some(Revision { plan, moved })
}

/// Puts a document in the place of the one that `id` names.
fn replace(
    plan: &mut Plan,
    id: DocumentId,
    document: Arc<Document>,
    context: &Context<'_>,
) -> Option<Moved> {
    let before = Arc::clone(&plan.document(id).document);
    if !skeleton::same(&before, &document) || is_told_of(plan, before.source) {
        return None;
    }
    let anchors = links::anchors(plan, id);
    plan.documents[id.index()].document = document;
    assess(plan, id);
    let mut moved = rename(plan, id, &before)?;
    if plan.names_are_asked && (moved != Moved::Nothing || words_differ(plan, id, &before)) {
        return None;
    }
    place_targets(plan, id)?;
    let objectives = objectives(plan, id);
    scores::score_again(plan, objectives);
    let others = anchors != links::anchors(plan, id);
    if others || !skeleton::same_places(&before, &plan.document(id).document) {
        moved = moved.max(Moved::Places);
    }
    lead(plan, id, if others { Ways::In } else { Ways::Out }, context)?;
    refer(plan, id)?;
    Some(moved)
}

fn objectives(plan: &Plan, id: DocumentId) -> Vec<ObjectiveId> {
    let count = plan.document(id).document.objectives.len();
    (0..count).map(|index| plan.objective_at(id, index)).collect()
}

/// Whether the plan holds places of a source in what it says of several documents together.
fn is_told_of(plan: &Plan, source: SourceId) -> bool {
    let here = |at: &Location| at.source == source;
    let maybe = |at: &Option<Location>| at.as_ref().is_some_and(here);
    plan.spellings.iter().any(|it| here(&it.other_at) || maybe(&it.kept_at))
        || plan.dates_conflicts.iter().any(|it| here(&it.at) || maybe(&it.other))
        || plan.duplicate_ids.iter().any(|it| here(&it.first) || here(&it.again))
        || plan.parent_faults.iter().any(|it| here(&it.at))
}

/// What each thing in a document says by itself.
fn assess(plan: &mut Plan, id: DocumentId) {
    let document = Arc::clone(&plan.document(id).document);
    for (index, gists) in document.gists.iter().enumerate() {
        let id = plan.objective_at(id, index);
        let objective = &mut plan.objectives[id.index()];
        objective.assessment = Arc::clone(&gists.own.assessment);
        let key_results = objective.key_results.clone();
        let written = &document.objectives[index].key_results;
        for ((id, written), gist) in key_results.into_iter().zip(written).zip(&gists.key_results) {
            let key_result = &mut plan.key_results[id.index()];
            key_result.assessment = Arc::clone(&gist.assessment);
            key_result.weight = scores::weight(&written.attributes);
            key_result.words = Arc::clone(&gist.folded);
        }
    }
    for (index, written) in document.items.iter().enumerate() {
        let (starts, due) = roadmap::when(written, plan);
        let id = plan.item_at(id, index);
        let item = &mut plan.items[id.index()];
        (item.starts, item.due) = (starts, due);
    }
}

/// Gives new ids where they are made of words that changed. `None` when something of another
/// document would be called otherwise, too, or when others may call it by its id.
fn rename(plan: &mut Plan, id: DocumentId, before: &Document) -> Option<Moved> {
    let after = Arc::clone(&plan.document(id).document);
    let addresses = |document: &Document| -> Vec<Arc<str>> {
        let each =
            document.gists.iter().flat_map(|it| std::iter::once(&it.own).chain(&it.key_results));
        each.map(|gist| Arc::clone(&gist.address)).collect()
    };
    let mut moved = Moved::Nothing;
    if addresses(before) == addresses(&after) {
        return Some(moved);
    }
    let Home::Periods(homes) = plan.document(id).home.clone() else { return Some(moved) };
    for period in homes {
        moved = moved.max(rename_in(plan, id, period)?);
    }
    let has_parent =
        |plan: &Plan| plan.documents.iter().any(|it| it.document.fields.parent.is_some());
    (moved != Moved::Pages || !has_parent(plan)).then_some(moved)
}

fn rename_in(plan: &mut Plan, id: DocumentId, period: PeriodId) -> Option<Moved> {
    let names = resolve::names(plan, period);
    let mut moved = Moved::Nothing;
    for (objective, name) in names.objectives {
        if plan.objective(objective).slug != name {
            if plan.objective(objective).document != id {
                return None;
            }
            plan.objectives[objective.index()].slug = name;
            moved = Moved::Pages;
        }
    }
    for (key_result, name) in names.key_results {
        if plan.key_result(key_result).slug != name {
            let objective = plan.key_result(key_result).objective;
            if plan.objective(objective).document != id {
                return None;
            }
            plan.key_results[key_result.index()].slug = name;
            moved = moved.max(Moved::Places);
        }
    }
    Some(moved)
}

/// Whether something that items may name by its words has others now.
fn words_differ(plan: &Plan, id: DocumentId, before: &Document) -> bool {
    let after = &plan.document(id).document;
    let each = |document: &Document| -> Vec<Arc<str>> {
        let each =
            document.gists.iter().flat_map(|it| std::iter::once(&it.own).chain(&it.key_results));
        each.map(|gist| Arc::clone(&gist.words)).collect()
    };
    each(before) != each(after)
}

/// Tells the targets of a document where they are defined now.
fn place_targets(plan: &mut Plan, id: DocumentId) -> Option<()> {
    let document = Arc::clone(&plan.document(id).document);
    if document.definitions.is_empty() {
        return Some(());
    }
    let here = plan.target_ids().filter(|it| plan.target(*it).document == id);
    for target in here.collect::<Vec<TargetId>>() {
        let label = &plan.target(target).label;
        let mut here = document.definitions.iter().filter(|it| !it.repeated);
        let definition = here.find(|it| it.label.to_lowercase() == *label)?;
        let at = Location { source: document.source, span: definition.span };
        plan.targets[target.index()].definition = (definition.address.clone(), at);
    }
    Some(())
}

/// Which links are followed anew.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ways {
    /// Those of the document that was edited.
    Out,
    /// Those into it, too: its places are called otherwise.
    In,
}

/// Finds where the links of a document lead, and those of others that lead into it. `None` when
/// items of others may refer to something else now.
fn lead(plan: &mut Plan, id: DocumentId, ways: Ways, context: &Context<'_>) -> Option<()> {
    let mut again = vec![id];
    if ways == Ways::In {
        let path = plan.document(id).document.path.as_str();
        let others = plan.document_ids().filter(|other| *other != id);
        again.extend(others.filter(|other| leads(plan, *other, id, path)));
    }
    let index = Index::new(plan, context);
    let links = |id: &DocumentId| index.links_of(*id).unwrap_or_default();
    let found: Vec<LinksOut> = again.iter().map(links).collect();
    for (at, links) in again.into_iter().zip(found) {
        let entry = plan.document(at);
        if *entry.links == links {
            continue;
        }
        let has_items = !entry.document.items.is_empty();
        if at != id && has_items && entry.links.destinations != links.destinations {
            return None;
        }
        plan.documents[at.index()].links = Arc::new(links);
    }
    Some(())
}

/// Whether a document has a link to a place in the document `to` at `path`, or had one in mind.
fn leads(plan: &Plan, from: DocumentId, to: DocumentId, path: &str) -> bool {
    let links = &plan.document(from).links;
    links.destinations.values().any(|it| matches!(it, Destination::Page(id, _) if *id == to))
        || links
            .broken
            .iter()
            .any(|it| matches!(&it.fault, LinkFault::MissingAnchor(page, _) if page == path))
}

/// Tells the items of a document where they say what they refer to. `None` when they refer to
/// something else now.
fn refer(plan: &mut Plan, id: DocumentId) -> Option<()> {
    let mut names = Names::new();
    let ids: Vec<ItemId> = plan.items_in(id).collect();
    for id in ids {
        let references = references::of_item(plan, id, &mut names);
        let known = &plan.item(id).references;
        // How long something like an unknown name is looked for depends on all others.
        let nothing = |it: &Reference| matches!(it.to, Referent::Nothing(_));
        let same = |(a, b): (&Reference, &Reference)| {
            (a.kind, &a.words, &a.to) == (b.kind, &b.words, &b.to)
        };
        let all_same = known.len() == references.len()
            && known.iter().zip(&references).all(same)
            && !references.iter().any(nothing);
        if !all_same {
            return None;
        }
        plan.items[id.index()].references = references;
    }
    Some(())
}
