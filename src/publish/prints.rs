//! What the files of a part of a plan follow from, as one number each: those of parts that an edit
//! leaves alone need not be made again.

use std::collections::HashMap;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::Serialize;

use super::api::{self, Extract};
use super::whole::Whole;
use crate::output::Fingerprint;
use crate::view::records::Records;

/// The hashes of all records. Feeds tell of a key result whose it is, and of an objective what is
/// below it; so each hash stands for that, too.
pub(super) struct Prints {
    common: Hasher,
    objectives: Vec<Hash>,
    key_results: Vec<Hash>,
    items: Vec<Hash>,
}

impl Prints {
    /// The hashes of all records of a plan, on top of what all files of the site follow from.
    pub(super) fn new(whole: &Whole<'_>, common: &Hasher) -> Self {
        let records = whole.records;
        let mut common = common.clone();
        let head = Records { periods: records.periods.clone(), ..api::head(records) };
        common.update(hash(&head).as_bytes());
        let objectives = hashes(&records.objectives);
        let key_results = hashes(&records.key_results);
        let places = records.objectives.iter().enumerate().map(|(at, it)| (it.id.as_str(), at));
        let places: HashMap<&str, usize> = places.collect();
        let of = |objective: &str| places.get(objective).map(|at| objectives[*at]);
        let above = |(it, own): (_, &Hash)| joined([Some(*own), of(it)].into_iter().flatten());
        let ids = records.key_results.iter().map(|it| it.objective.as_str());
        let with_above = ids.zip(&key_results).map(above).collect();
        let below = |(it, own): (&str, &Hash)| {
            joined(std::iter::once(*own).chain(whole.below(it).iter().map(|at| key_results[*at])))
        };
        let ids = records.objectives.iter().map(|it| it.id.as_str());
        let with_below = ids.zip(&objectives).map(below).collect();
        let items = hashes(&records.items);
        Self { common, objectives: with_below, key_results: with_above, items }
    }

    /// What the files of a part follow from.
    pub(super) fn of(&self, part: &Extract) -> Fingerprint {
        let Extract { held, records } = part;
        let mut hasher = self.common.clone();
        let Records { periods, owners, teams, targets, documents, .. } = records;
        hasher.update(hash(&(periods, owners, teams, targets, documents)).as_bytes());
        let of = [
            (&held.objectives, &self.objectives),
            (&held.key_results, &self.key_results),
            (&held.items, &self.items),
        ];
        for (places, hashes) in of {
            hasher.update(&places.len().to_le_bytes());
            for at in places {
                hasher.update(hashes[*at].as_bytes());
            }
        }
        Fingerprint(*hasher.finalize().as_bytes())
    }
}

/// The hashes of all of these.
fn hashes<T: Serialize + Send + Sync>(all: &[Arc<T>]) -> Vec<Hash> {
    let hashes = all.par_iter().map_init(Vec::new, |text: &mut Vec<u8>, it| {
        text.clear();
        written(&**it, text)
    });
    hashes.collect()
}

/// The hash of what is said.
fn hash(value: &impl Serialize) -> Hash {
    written(value, &mut Vec::new())
}

/// The same, written into `text`.
fn written(value: &impl Serialize, text: &mut Vec<u8>) -> Hash {
    // There is nothing in records that JSON cannot say, and writing to memory does not fail.
    let _ = serde_json::to_writer(&mut *text, value);
    blake3::hash(text)
}

fn joined(hashes: impl Iterator<Item = Hash>) -> Hash {
    let mut whole = Hasher::new();
    for hash in hashes {
        whole.update(hash.as_bytes());
    }
    whole.finalize()
}
