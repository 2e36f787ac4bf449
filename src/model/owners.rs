//! Who holds what: one owner for all spellings of a name.

use std::collections::{BTreeMap, HashMap};

use crate::config::Config;
use crate::parse::{Document, OwnerName};
use crate::source::Location;

use super::ids::OwnerId;
use super::plan::{Owner, Spelling};
use super::slugs::{self, Wish};

/// All owners of the documents, and the spellings that differ.
pub(super) struct Owners {
    pub all: Vec<Owner>,
    pub spellings: Vec<Spelling>,
    by_key: HashMap<String, OwnerId>,
}

/// The spellings of one name: how often each is used, and where first.
#[derive(Default)]
struct Spelled {
    spellings: Vec<(String, usize, Location)>,
}

/// Gathers the owners of all objectives and key results.
pub(super) fn gather(documents: &[&Document], config: &Config) -> Owners {
    let mut found: BTreeMap<String, Spelled> = BTreeMap::new();
    for document in documents {
        for owner in names(document) {
            let at = Location { source: document.source, span: owner.span };
            let spellings = &mut found.entry(key(&owner.name)).or_default().spellings;
            match spellings.iter_mut().find(|(name, ..)| *name == owner.name) {
                Some((_, count, _)) => *count += 1,
                None => spellings.push((owner.name.clone(), 1, at)),
            }
        }
    }
    let configured: HashMap<String, &str> = config
        .teams
        .iter()
        .flat_map(|team| &team.owners)
        .map(|owner| (key(&owner.value), owner.value.as_str()))
        .collect();
    let mut spellings = Vec::new();
    let mut kept: Vec<(String, String)> = found
        .into_iter()
        .map(|(key, spelled)| {
            let name = keep(&spelled, configured.get(&key).copied(), &mut spellings);
            (name, key)
        })
        .collect();
    kept.sort_by_cached_key(|(name, _)| (name.to_lowercase(), name.clone()));
    let wishes: Vec<Wish> = kept.iter().map(|(name, _)| wish(name)).collect();
    let slugs = slugs::assign_beside(OWNERS, wishes);
    let by_key =
        kept.iter().enumerate().map(|(index, (_, key))| (key.clone(), OwnerId::new(index)));
    let by_key = by_key.collect();
    let all = kept.into_iter().zip(slugs).map(|((name, _), slug)| owner(name, slug)).collect();
    Owners { all, spellings, by_key }
}

impl Owners {
    /// The owner that a name in a document or in the configuration means.
    pub(super) fn find(&self, name: &str) -> Option<OwnerId> {
        self.by_key.get(&key(name)).copied()
    }
}

/// Every name of an owner in a document, once for each time it holds something.
fn names(document: &Document) -> impl Iterator<Item = &OwnerName> {
    let planned = document.items.iter().flat_map(|item| &item.owners);
    let held = document.objectives.iter().flat_map(|objective| {
        let own = objective.owners.iter();
        own.chain(objective.key_results.iter().flat_map(|key_result| &key_result.owners))
    });
    held.chain(planned)
}

/// The spelling that is kept: the configuration's, or else the most frequent, or else the first.
fn keep(spelled: &Spelled, configured: Option<&str>, out: &mut Vec<Spelling>) -> String {
    let all = &spelled.spellings;
    let most = all.iter().rev().max_by_key(|(_, count, _)| *count);
    let name = configured.or(most.map(|(name, ..)| name.as_str())).unwrap_or_default().to_owned();
    let kept_at = all.iter().find(|(known, ..)| *known == name).map(|(.., at)| *at);
    for (other, _, at) in all.iter().filter(|(other, ..)| *other != name) {
        let (kept, other) = (name.clone(), other.clone());
        out.push(Spelling { kept, kept_at, other, other_at: *at });
    }
    name
}

/// What names are compared by: letters and digits, and the signs that tell `C++` from `C#`.
pub(super) fn key(name: &str) -> String {
    // In a handle every sign counts: `@ann-b` and `@annb` are two people.
    if name.starts_with('@') {
        return name.to_lowercase();
    }
    let bare: String = name
        .chars()
        .filter(|sign| sign.is_alphanumeric() || matches!(sign, '+' | '#'))
        .flat_map(char::to_lowercase)
        .collect();
    if bare.is_empty() { name.to_owned() } else { bare }
}

/// The part of the address of the list of all owners, which no owner has.
pub const OWNERS: &str = "all-owners";

pub(super) fn wish(name: &str) -> Wish<'static> {
    Wish { explicit: None, words: slugs::of(name, "unnamed").into(), owner: "" }
}

fn owner(name: String, slug: String) -> Owner {
    let (objectives, key_results, items) = (Vec::new(), Vec::new(), Vec::new());
    Owner { name, slug, team: None, objectives, key_results, items }
}
