//! What the fields of roadmap items refer to: by link, by id, or by title.

use std::collections::HashMap;

use crate::diag::nearest;
use crate::markdown::{Inline, InlineKind, Link, plain};
use crate::parse::{FieldKind, WrittenField};
use crate::source::{Location, Span};

use super::ids::{DocumentId, ItemId};
use super::links::{Anchor, Destination};
use super::plan::Plan;
use super::roadmap::Supported;

/// For so many unknown names of a plan a near one is looked for: each search goes through them all.
const SEARCHES: usize = 100;

/// Names that are longer, in bytes, are sentences; none of them is near another by mistyping.
const LONGEST: usize = 120;

/// What is part of a longer name has at least so many bytes.
const PART: usize = 6;

/// A name or a link in a field of an item.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The field it stands in.
    pub kind: FieldKind,
    /// What is written.
    pub words: String,
    /// Where it is written.
    pub at: Location,
    /// What it leads to.
    pub to: Referent,
}

/// What a reference of an item leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// An objective or a key result, which the item supports.
    Goal(Supported),
    /// An item, which comes before it.
    Item(ItemId),
    /// The item that names it.
    Itself,
    /// A page as a whole, or a place on it that is nothing of the kind.
    Page(DocumentId),
    /// Nothing; perhaps this name was meant.
    Nothing(Option<String>),
}

/// Finds what the items refer to, and tells both ends.
pub(super) fn relate(plan: &mut Plan) {
    let mut names = Names::new();
    let all: Vec<_> = plan.item_ids().map(|id| of_item(plan, id, &mut names)).collect();
    plan.names_are_asked = names.gathered;
    for (at, references) in all.into_iter().enumerate() {
        let id = ItemId::new(at);
        for reference in &references {
            match reference.to {
                Referent::Goal(goal) => support(plan, id, goal),
                Referent::Item(other) if !plan.items[at].depends_on.contains(&other) => {
                    plan.items[at].depends_on.push(other);
                    plan.items[other.index()].needed_by.push(id);
                }
                _ => {}
            }
        }
        plan.items[at].references = references;
        for owner in plan.items[at].owners.clone() {
            plan.owners[owner.index()].items.push(id);
        }
    }
}

/// What an item refers to.
pub(super) fn of_item(plan: &Plan, id: ItemId, names: &mut Names) -> Vec<Reference> {
    let mut found = Vec::new();
    for field in &plan.written_item(id).fields {
        if matches!(field.kind, FieldKind::Supports | FieldKind::DependsOn) {
            names.follow(plan, id, field, &mut found);
        }
    }
    found
}

fn support(plan: &mut Plan, id: ItemId, goal: Supported) {
    let supports = &mut plan.items[id.index()].supports;
    if supports.contains(&goal) {
        return;
    }
    supports.push(goal);
    match goal {
        Supported::Objective(on) => plan.objectives[on.index()].items.push(id),
        Supported::KeyResult(on) => plan.key_results[on.index()].items.push(id),
    }
}

/// Names of one kind, folded, with what they are names of.
#[derive(Default)]
struct Known {
    by_key: HashMap<String, Referent>,
    /// As written, by key, in the order in which they were found.
    written: Vec<(String, String)>,
}

impl Known {
    /// Adds a name, which means the last thing that is called so.
    fn add(&mut self, name: &str, to: Referent) {
        self.add_first(name, to.clone());
        self.by_key.insert(key(name), to);
    }

    /// Adds a name, which means the first thing that is called so.
    fn add_first(&mut self, name: &str, to: Referent) {
        let key = key(name);
        if !key.is_empty() && !self.by_key.contains_key(&key) {
            if name.len() <= LONGEST {
                self.written.push((key.clone(), name.to_owned()));
            }
            self.by_key.insert(key, to);
        }
    }

    /// The name that `words` were to be: one that is spelled nearly so, or the only one that holds
    /// them.
    fn near(&self, words: &str) -> Option<&str> {
        let names = self.written.iter().map(|(_, name)| name.as_str());
        let part = key(words);
        let mut holders = self.written.iter().filter(|(key, _)| key.contains(&part));
        let holder = || match (holders.next(), holders.next()) {
            (Some((_, only)), None) if part.len() >= PART => Some(only.as_str()),
            _ => None,
        };
        nearest(words, names).or_else(holder)
    }
}

/// What words can name: ids and titles.
pub(super) struct Names {
    items: Known,
    goals: Known,
    /// The items of each document by the codes that stand before their titles, such as `M1`; nothing
    /// where two have the same.
    codes: HashMap<(DocumentId, String), Option<ItemId>>,
    /// Whether they were gathered: in a plan whose items refer by links, nobody asks.
    gathered: bool,
    /// For how many unknown names near ones are still looked for.
    searches: usize,
}

impl Names {
    pub(super) fn new() -> Self {
        let (items, goals, codes) = (Known::default(), Known::default(), HashMap::new());
        Self { items, goals, codes, gathered: false, searches: SEARCHES }
    }

    fn gather(&mut self, plan: &Plan) {
        let Self { items, goals, codes, .. } = self;
        for id in plan.item_ids() {
            let written = plan.written_item(id);
            let title = plain(&written.title);
            let marked = format!("{} {title}", written.marks.join(" "));
            items.add_first(&title, Referent::Item(id));
            items.add_first(marked.trim(), Referent::Item(id));
            for mark in written.marks.iter().filter(|mark| is_code(mark)) {
                let place = (plan.item(id).document, key(mark));
                codes.entry(place).and_modify(|known| *known = None).or_insert(Some(id));
            }
        }
        for id in plan.item_ids() {
            items.add(&plan.item(id).slug, Referent::Item(id));
        }
        for id in plan.objective_ids() {
            let objective = plan.objective(id);
            let to = Referent::Goal(Supported::Objective(id));
            goals.add(&plan.objective_gist(id).words, to.clone());
            goals.add(&objective.slug, to);
            for id in &objective.key_results {
                let to = Referent::Goal(Supported::KeyResult(*id));
                goals.add(&plan.key_result_gist(*id).words, to.clone());
                goals.add(&plan.key_result(*id).slug, to);
            }
        }
    }

    fn follow(&mut self, plan: &Plan, id: ItemId, field: &WrittenField, out: &mut Vec<Reference>) {
        let mut links = Vec::new();
        each_link(&field.value, &mut links);
        if links.is_empty() {
            return self.by_words(plan, id, field, out);
        }
        let entry = plan.document(plan.item(id).document);
        for (link, span) in links {
            let to = match entry.links.destinations.get(&link.address) {
                Some(Destination::Page(page, anchor)) => match (field.kind, anchor) {
                    (FieldKind::Supports, Anchor::Objective(to)) => {
                        Referent::Goal(Supported::Objective(*to))
                    }
                    (FieldKind::Supports, Anchor::KeyResult(to)) => {
                        Referent::Goal(Supported::KeyResult(*to))
                    }
                    (FieldKind::DependsOn, Anchor::Item(to)) => other(*to, id),
                    _ => Referent::Page(*page),
                },
                // A broken link has a rule of its own; one that leads elsewhere is the author's.
                _ => continue,
            };
            let at = Location { source: entry.document.source, span };
            out.push(Reference { kind: field.kind, words: plain(&link.content), at, to });
        }
    }

    /// Ids and titles without links: all of the words, or each part of them.
    fn by_words(
        &mut self,
        plan: &Plan,
        id: ItemId,
        field: &WrittenField,
        out: &mut Vec<Reference>,
    ) {
        if !std::mem::replace(&mut self.gathered, true) {
            self.gather(plan);
        }
        let words = plain(&field.value);
        let source = plan.document(plan.item(id).document).document.source;
        let reference = |words: &str, start: usize, to: Referent| {
            let at = Location { source, span: place(field, words, start) };
            Reference { kind: field.kind, words: words.to_owned(), at, to }
        };
        let document = plan.item(id).document;
        if let Some(to) = self.named(&words, field.kind, document) {
            return out.push(reference(words.trim(), 0, of(to, id)));
        }
        let mut found = Vec::new();
        for (start, part) in parts(&words) {
            let nothing = matches!(
                part.to_lowercase().as_str(),
                "" | "-" | "–" | "—" | "none" | "n/a" | "nothing" | "tbd"
            );
            if nothing || is_issue(part) {
                continue;
            }
            let to = match self.named(part, field.kind, document) {
                Some(to) => of(to, id),
                None => Referent::Nothing(self.near(part, field.kind)),
            };
            found.push(reference(part, start, to));
        }
        if found.iter().any(|it| it.to != Referent::Nothing(None)) {
            out.extend(found);
        } else if !found.is_empty() && !field.may_explain() {
            // Where no part is known, it may be no enumeration.
            out.push(reference(words.trim(), 0, Referent::Nothing(None)));
        }
    }

    fn known(&self, kind: FieldKind) -> &Known {
        if kind == FieldKind::DependsOn { &self.items } else { &self.goals }
    }

    fn named(&self, words: &str, kind: FieldKind, document: DocumentId) -> Option<Referent> {
        let code = || {
            let is_item = kind == FieldKind::DependsOn && is_code(words);
            let known = is_item.then(|| self.codes.get(&(document, key(words))))?;
            known.copied().flatten().map(Referent::Item)
        };
        self.known(kind).by_key.get(&key(words)).cloned().or_else(code)
    }

    fn near(&mut self, words: &str, kind: FieldKind) -> Option<String> {
        self.searches = self.searches.checked_sub(1)?;
        let short = words.len() <= LONGEST;
        short.then(|| self.known(kind).near(words).map(str::to_owned)).flatten()
    }
}

/// What an item named `id` refers to.
fn of(to: Referent, id: ItemId) -> Referent {
    match to {
        Referent::Item(to) => other(to, id),
        to => to,
    }
}

fn other(to: ItemId, id: ItemId) -> Referent {
    if to == id { Referent::Itself } else { Referent::Item(to) }
}

/// The names of an enumeration, each with its first byte.
fn parts(words: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut start = 0;
    for piece in words.split_inclusive([',', ';']).flat_map(|it| it.split_inclusive(" and ")) {
        let part = piece.strip_suffix(" and ").unwrap_or(piece).trim_end_matches([',', ';']);
        let name = part.trim_start();
        all.push((start + part.len() - name.len(), name.trim_end().trim_end_matches('.')));
        start += piece.len();
    }
    all
}

/// Where `part`, which begins at `start` of a field's words, stands; all of the field's value when
/// that does not stand in the source as it is read.
fn place(field: &WrittenField, part: &str, start: usize) -> Span {
    let (Some(first), Some(last)) = (field.value.first(), field.value.last()) else {
        return field.span;
    };
    let (from, to) = (first.span.start as usize, last.span.end as usize);
    // Folded blanks move what stands after them.
    let stands = |words: &str| words.get(start..start + part.len()) == Some(part);
    match field.value.as_slice() {
        [Inline { kind: InlineKind::Text(words), .. }]
            if words.len() == to - from && stands(words) =>
        {
            Span::new(from + start, from + start + part.len())
        }
        _ => Span::new(from, to),
    }
}

fn each_link<'a>(inlines: &'a [Inline], out: &mut Vec<(&'a Link, Span)>) {
    for inline in inlines {
        if let InlineKind::Link(link) = &inline.kind {
            out.push((link, inline.span));
        }
        each_link(inline.children(), out);
    }
}

/// What names are compared by: letters and digits, and a label such as `M1:` counts.
fn key(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `M1`, `R-12`, which name an item where it stands before its title.
fn is_code(words: &str) -> bool {
    let has = |of: fn(&char) -> bool| words.chars().any(|sign| of(&sign));
    words.len() <= 8 && has(char::is_ascii_digit) && has(char::is_ascii_alphabetic)
}

/// `#123`, which names an issue and no item.
fn is_issue(words: &str) -> bool {
    words.strip_prefix('#').is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
}
