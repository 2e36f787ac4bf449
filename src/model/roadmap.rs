//! The items of all roadmaps: who does them, when they are due, what they serve and what they wait
//! for.

use std::collections::HashMap;

use crate::calendar::{DateRange, Precision};
use crate::markdown::{Inline, InlineKind, plain};
use crate::parse::{self, Document, FieldKind, WrittenField};
use crate::source::Location;

use super::ids::{DocumentId, ItemId, KeyResultId, ObjectiveId};
use super::links::{Anchor, Destination};
use super::owners::Owners;
use super::plan::{DuplicateId, Plan};
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
    /// What it names and what leads nowhere.
    pub loose: Vec<LooseReference>,
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

/// A reference of an item that leads to nothing it could mean.
#[derive(Clone, Debug)]
pub struct LooseReference {
    /// The field it stands in.
    pub kind: FieldKind,
    /// What is written.
    pub words: String,
    /// Where it is written.
    pub at: Location,
    /// The page it leads to as a whole, when it does.
    pub page: Option<DocumentId>,
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
}

/// Adds the items of all documents, without what they refer to.
pub(super) fn add(plan: &mut Plan, owners: &Owners) {
    let mut items = Vec::new();
    for (number, entry) in plan.documents.iter().enumerate() {
        let first = entry.first_item;
        for (index, written) in entry.document.items.iter().enumerate() {
            let days = |when: &crate::calendar::When| when.days(&plan.fiscal);
            let due = |when: &crate::calendar::When, via| Due {
                range: days(when),
                precision: when.precision(),
                via,
            };
            let own = written.due.as_ref().map(|when| due(&when.value, DueVia::Item));
            items.push(Item {
                document: DocumentId::new(number),
                index,
                slug: String::new(),
                owners: written.owners.iter().filter_map(|it| owners.find(&it.name)).collect(),
                parent: written.parent.map(|parent| ItemId::new(first + parent)),
                parts: Vec::new(),
                starts: written.starts.as_ref().map(|when| days(&when.value)),
                due: own.or_else(|| written.period.map(|when| due(&when, DueVia::Heading))),
                supports: Vec::new(),
                depends_on: Vec::new(),
                needed_by: Vec::new(),
                loose: Vec::new(),
            });
        }
    }
    for at in 0..items.len() {
        if let Some(parent) = items[at].parent {
            items[parent.index()].parts.push(ItemId::new(at));
        }
    }
    plan.items = items;
}

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
                explicit: written.attributes.id.as_ref().map(|id| taken(id.value.clone())),
                words: taken(slugs::of(&plain(&written.title), "item")),
                owner: owner.map_or_else(String::new, |id| plan.owner(*id).slug.clone()),
            }
        })
        .collect();
    duplicates(plan, &ids);
    for (id, slug) in ids.iter().zip(slugs::assign(&wishes)) {
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

/// Finds what the items refer to, and tells both ends.
pub(super) fn relate(plan: &mut Plan) {
    let names = Names::new(plan);
    let mut all = Vec::new();
    for id in plan.item_ids() {
        let mut found = Found::default();
        let written = plan.written_item(id);
        for field in &written.fields {
            if matches!(field.kind, FieldKind::Supports | FieldKind::DependsOn) {
                names.follow(plan, id, field, &mut found);
            }
        }
        all.push(found);
    }
    for (at, found) in all.into_iter().enumerate() {
        let id = ItemId::new(at);
        for supported in &found.supports {
            match supported {
                Supported::Objective(on) => plan.objectives[on.index()].items.push(id),
                Supported::KeyResult(on) => plan.key_results[on.index()].items.push(id),
            }
        }
        for other in &found.depends_on {
            plan.items[other.index()].needed_by.push(id);
        }
        let item = &mut plan.items[at];
        (item.supports, item.depends_on) = (found.supports, found.depends_on);
        item.loose = found.loose;
        for owner in plan.items[at].owners.clone() {
            plan.owners[owner.index()].items.push(id);
        }
    }
}

#[derive(Default)]
struct Found {
    supports: Vec<Supported>,
    depends_on: Vec<ItemId>,
    loose: Vec<LooseReference>,
}

/// What words can name: ids and titles, folded.
struct Names {
    items: HashMap<String, ItemId>,
    goals: HashMap<String, Supported>,
}

impl Names {
    fn new(plan: &Plan) -> Self {
        let mut items = HashMap::new();
        for id in plan.item_ids() {
            let written = plan.written_item(id);
            let title = plain(&written.title);
            let marked = format!("{} {title}", written.marks.join(" "));
            items.entry(key(&title)).or_insert(id);
            items.entry(key(&marked)).or_insert(id);
        }
        for id in plan.item_ids() {
            items.insert(key(&plan.item(id).slug), id);
        }
        let mut goals = HashMap::new();
        for id in plan.objective_ids() {
            let objective = plan.objective(id);
            goals.insert(key(&plain(&plan.written_objective(id).title)), Supported::Objective(id));
            goals.insert(key(&objective.slug), Supported::Objective(id));
            for id in &objective.key_results {
                let supported = Supported::KeyResult(*id);
                goals.insert(key(&plain(&plan.written_key_result(*id).text)), supported);
                goals.insert(key(&plan.key_result(*id).slug), supported);
            }
        }
        Self { items, goals }
    }

    fn follow(&self, plan: &Plan, id: ItemId, field: &WrittenField, found: &mut Found) {
        let mut links = Vec::new();
        each_link(&field.value, &mut links);
        if links.is_empty() {
            return self.by_words(plan, id, field, found);
        }
        for (link, span) in links {
            let document = plan.document(plan.item(id).document);
            let at = Location { source: document.document.source, span };
            let page = match document.destinations.get(&link.address) {
                Some(Destination::Page(to, anchor)) => match (field.kind, anchor) {
                    (FieldKind::Supports, Anchor::Objective(to)) => {
                        add_once(&mut found.supports, Supported::Objective(*to));
                        continue;
                    }
                    (FieldKind::Supports, Anchor::KeyResult(to)) => {
                        add_once(&mut found.supports, Supported::KeyResult(*to));
                        continue;
                    }
                    (FieldKind::DependsOn, Anchor::Item(to)) if *to != id => {
                        add_once(&mut found.depends_on, *to);
                        continue;
                    }
                    _ => Some(*to),
                },
                // A broken link has a rule of its own; one that leads elsewhere is the author's.
                _ => continue,
            };
            found.loose.push(LooseReference {
                kind: field.kind,
                words: plain(&link.content),
                at,
                page,
            });
        }
    }

    /// Ids and titles without links: all of the words, or each part of them.
    fn by_words(&self, plan: &Plan, id: ItemId, field: &WrittenField, found: &mut Found) {
        let words = plain(&field.value);
        let whole = self.one(&words, id, field.kind, found);
        if whole {
            return;
        }
        let source = plan.document(plan.item(id).document).document.source;
        for part in words.split([',', ';']).flat_map(|part| part.split(" and ")) {
            let part = part.trim().trim_end_matches('.');
            let nothing = matches!(
                part.to_lowercase().as_str(),
                "" | "-" | "–" | "none" | "n/a" | "nothing" | "tbd"
            );
            if nothing || is_issue(part) || self.one(part, id, field.kind, found) {
                continue;
            }
            let at = Location { source, span: field.span };
            let words = part.to_owned();
            found.loose.push(LooseReference { kind: field.kind, words, at, page: None });
        }
    }

    fn one(&self, words: &str, id: ItemId, kind: FieldKind, found: &mut Found) -> bool {
        let key = key(words);
        match kind {
            FieldKind::DependsOn => {
                let other = self.items.get(&key).filter(|it| **it != id && !key.is_empty());
                other.map(|it| add_once(&mut found.depends_on, *it)).is_some()
            }
            _ => self.goals.get(&key).map(|it| add_once(&mut found.supports, *it)).is_some(),
        }
    }
}

fn each_link<'a>(
    inlines: &'a [Inline],
    out: &mut Vec<(&'a crate::markdown::Link, crate::source::Span)>,
) {
    for inline in inlines {
        if let InlineKind::Link(link) = &inline.kind {
            out.push((link, inline.span));
        }
        each_link(inline.children(), out);
    }
}

fn add_once<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// What names are compared by: letters and digits, and a label such as `M1:` counts.
fn key(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `#123`, which names an issue and no item.
fn is_issue(words: &str) -> bool {
    words.strip_prefix('#').is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
}
