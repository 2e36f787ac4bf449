//! The items of all roadmaps: who does them, when they are due, what they serve and what they wait
//! for.

use std::collections::HashMap;

use crate::calendar::{Date, DateRange, Precision, When};
use crate::markdown::plain;
use crate::parse::{self, Document, Horizon, State};
use crate::source::Location;

use super::ids::{DocumentId, ItemId, KeyResultId, ObjectiveId};
use super::owners::Owners;
use super::periods::LEEWAY;
use super::plan::{DuplicateId, Plan};
use super::references::Reference;
use super::slugs::{self, Wish};

/// An item of a roadmap in the plan.
#[derive(Clone, Debug)]
pub struct Item {
    /// The document it was read from.
    pub document: DocumentId,
    /// Where it stands among the items of its document.
    pub index: usize,
    /// Its id: explicit, or made of its words; unique among all items.
    pub slug: String,
    /// Who does it; the first is shown where there is room for one.
    pub owners: Vec<super::OwnerId>,
    /// The item it is a part of.
    pub parent: Option<ItemId>,
    /// Its parts.
    pub parts: Vec<ItemId>,
    /// The days on which it may start.
    pub starts: Option<DateRange>,
    /// When it is to be done, or was.
    pub due: Option<Due>,
    /// What it serves.
    pub supports: Vec<Supported>,
    /// The items that come before it.
    pub depends_on: Vec<ItemId>,
    /// The items that wait for it.
    pub needed_by: Vec<ItemId>,
    /// The names and links in its fields, in order, each with what it leads to.
    pub references: Vec<Reference>,
}

/// When an item is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// All days it may mean; it is over after the last.
    pub range: DateRange,
    /// How exactly it was written.
    pub precision: Precision,
    /// Whether the item says so itself, and not the heading above it.
    pub via: DueVia,
    /// Whether these days are a guess: it appeals to a fiscal year that nobody described.
    pub is_guess: bool,
}

/// Who says when an item is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueVia {
    /// The item.
    Item,
    /// The heading above it.
    Heading,
}

/// What an item serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Supported {
    /// An objective.
    Objective(ObjectiveId),
    /// A key result.
    KeyResult(KeyResultId),
}

impl Due {
    /// The last day it may mean, when that is past for certain.
    #[must_use]
    pub fn passed(&self, today: Date) -> Option<Date> {
        let ends = self.range.ends();
        let leeway = if self.is_guess { LEEWAY } else { 0 };
        (ends.plus_days(leeway) < today).then_some(ends)
    }

    /// Whether whatever ends then ends after whatever ends at `other`, whichever days both mean.
    #[must_use]
    pub fn is_surely_after(&self, other: &Self) -> bool {
        // Two guesses are wrong by the same days.
        self.is_guess == other.is_guess && self.range.starts() > other.range.ends()
    }
}

impl Plan {
    /// The item as it was written.
    #[must_use]
    pub fn written_item(&self, id: ItemId) -> &parse::RoadmapItem {
        let item = self.item(id);
        &self.document(item.document).document.items[item.index]
    }

    /// All items, in order.
    pub fn item_ids(&self) -> impl Iterator<Item = ItemId> {
        (0..self.items.len()).map(ItemId::new)
    }

    /// The item at `index` of a document.
    #[must_use]
    pub fn item_at(&self, document: DocumentId, index: usize) -> ItemId {
        ItemId::new(self.document(document).first_item + index)
    }

    /// The items of a document, in order.
    pub fn items_in(&self, document: DocumentId) -> impl Iterator<Item = ItemId> {
        let entry = self.document(document);
        (entry.first_item..entry.first_item + entry.document.items.len()).map(ItemId::new)
    }

    /// Where an item stands.
    #[must_use]
    pub fn location_of(&self, id: ItemId) -> Location {
        let source = self.document(self.item(id).document).document.source;
        Location { source, span: self.written_item(id).span }
    }

    /// The objective that something supported is, or belongs to.
    #[must_use]
    pub fn objective_of(&self, supported: Supported) -> ObjectiveId {
        match supported {
            Supported::Objective(id) => id,
            Supported::KeyResult(id) => self.key_result(id).objective,
        }
    }

    /// What an item serves, itself or as a part of another.
    #[must_use]
    pub fn served_by(&self, id: ItemId) -> &[Supported] {
        let above = std::iter::successors(Some(id), |id| self.item(*id).parent);
        let mut own = above.map(|id| self.item(id).supports.as_slice());
        own.find(|supports| !supports.is_empty()).unwrap_or_default()
    }

    /// Whether no more work is to be done on an item: it says so, or what it is a part of does, or
    /// all its boxes are ticked, or all its parts are over.
    #[must_use]
    pub fn is_over(&self, id: ItemId) -> bool {
        let mut above = std::iter::successors(Some(id), |id| self.item(*id).parent);
        let told = |id: &ItemId| self.written_item(*id).state.is_some() || self.ends(*id);
        above.find(told).is_some_and(|id| self.ends(id))
    }

    /// Whether an item is over by what it and its parts say.
    fn ends(&self, id: ItemId) -> bool {
        let (written, parts) = (self.written_item(id), &self.item(id).parts);
        let checks = written.checks;
        match written.state {
            _ if written.horizon == Some(Horizon::Done) => true,
            Some(state) => State::is_over(state),
            None if written.share.is_some_and(|share| share >= 1.0) => true,
            None if checks.all > 0 => checks.done == checks.all,
            None => !parts.is_empty() && parts.iter().all(|id| self.ends(*id)),
        }
    }

    /// The last day on which an item was to be done, when that is past and the item is not over.
    #[must_use]
    pub fn overdue(&self, id: ItemId, today: Date) -> Option<Date> {
        let passed = self.item(id).due?.passed(today)?;
        (!self.is_over(id)).then_some(passed)
    }
}

/// Adds the items of all documents, without what they refer to.
pub(super) fn add(plan: &mut Plan, owners: &Owners) {
    let mut items = Vec::new();
    for (number, entry) in plan.documents.iter().enumerate() {
        let first = entry.first_item;
        for (index, written) in entry.document.items.iter().enumerate() {
            let (starts, due) = when(written, plan);
            items.push(Item {
                document: DocumentId::new(number),
                index,
                slug: String::new(),
                owners: written.owners.iter().filter_map(|it| owners.find(&it.name)).collect(),
                parent: written.parent.map(|parent| ItemId::new(first + parent)),
                parts: Vec::new(),
                starts,
                due,
                supports: Vec::new(),
                depends_on: Vec::new(),
                needed_by: Vec::new(),
                references: Vec::new(),
            });
        }
    }
    for at in 0..items.len() {
        if let Some(parent) = items[at].parent {
            items[parent.index()].parts.push(ItemId::new(at));
        }
    }
    plan.items = items.into_iter().collect();
}

/// When an item may start, and when it is to be done.
pub(super) fn when(written: &parse::RoadmapItem, plan: &Plan) -> (Option<DateRange>, Option<Due>) {
    let days = |when: &When| when.days(&plan.fiscal);
    let due = |when: &When, via| Due {
        range: days(when),
        precision: when.precision(),
        via,
        is_guess: plan.fiscal_is_guess && when.is_fiscal(),
    };
    let own = written.due.as_ref().map(|when| due(&when.value, DueVia::Item));
    let starts = written.starts.as_ref().map(|when| days(&when.value));
    (starts, own.or_else(|| written.period.map(|when| due(&when, DueVia::Heading))))
}

/// The part of the address of lists of items, which no item has.
pub const ITEMS: &str = "all-items";

/// Gives all items their ids, which no page of a roadmap's document has.
pub(super) fn name(plan: &mut Plan) {
    let stems: Vec<String> =
        roadmaps(plan).map(|it| slugs::of(it.path.stem(), "roadmap")).collect();
    let taken = |words: String| {
        let clash = stems.contains(&words);
        if clash { format!("{words}-item") } else { words }
    };
    let ids: Vec<ItemId> = plan.item_ids().collect();
    let wishes: Vec<Wish> = ids
        .iter()
        .map(|id| {
            let written = plan.written_item(*id);
            let owner = plan.item(*id).owners.first();
            Wish {
                explicit: written.attributes.id.as_ref().map(|id| taken(id.value.clone()).into()),
                words: taken(slugs::of(&plain(&written.title), "item")).into(),
                owner: owner.map_or("", |id| &plan.owner(*id).slug),
            }
        })
        .collect();
    let names = slugs::assign_beside(ITEMS, wishes);
    duplicates(plan, &ids);
    for (id, slug) in ids.iter().zip(names) {
        plan.items[id.index()].slug = slug;
    }
}

fn roadmaps(plan: &Plan) -> impl Iterator<Item = &Document> {
    plan.documents.iter().map(|entry| &*entry.document).filter(|it| it.is_roadmap)
}

/// Records explicit ids that are given to two items.
fn duplicates(plan: &mut Plan, ids: &[ItemId]) {
    let mut seen: HashMap<String, Location> = HashMap::new();
    let mut found = Vec::new();
    for id in ids {
        let source = plan.document(plan.item(*id).document).document.source;
        let Some(id) = &plan.written_item(*id).attributes.id else { continue };
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
    plan.duplicate_ids.append(&mut found);
}
