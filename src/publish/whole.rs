//! A plan as its files tell it: each record is written once, in however many files it stands.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;

use super::tables;
use crate::calendar::Date;
use crate::model::{KeyResultId, ObjectiveId, OwnerId, PeriodId, Plan};
use crate::output::Fingerprint;
use crate::view::View;
use crate::view::records::{OwnerRecord, Records};

/// How many objectives are told of at a time, and how many of them by one core.
const WAVE: usize = 256;
const SHARE: usize = 16;

/// The records of a part of a plan, without those of the long lists.
pub(super) type Short = Records<(), (), ()>;

/// All records of a plan. Objectives, key results and items are named by their places among their
/// kind, in the order in which they are told of.
pub(super) struct Whole<'a> {
    pub(super) view: &'a View,
    /// What is told of everything else.
    pub(super) short: Short,
    pub(super) objectives: Vec<Told>,
    pub(super) key_results: Vec<Told>,
    pub(super) items: Vec<Told>,
    /// The records of objectives, key results and items as JSON, many in one text.
    texts: Vec<Box<str>>,
    /// The key results in their order.
    order: Vec<KeyResultId>,
    /// The place of each key result.
    places: Vec<u32>,
}

/// A record as it was written.
pub(super) struct Told {
    /// In which text it stands, and from where to where.
    text: u32,
    from: u32,
    to: u32,
    pub(super) hash: Fingerprint,
    /// The day that a key result names.
    pub(super) due: Option<Date>,
}

impl Told {
    /// Writes a record to the end of a text.
    fn new(record: &impl Serialize, due: Option<&str>, text: &mut Vec<u8>) -> Self {
        let from = text.len();
        // There is nothing in records that JSON cannot say, and writing to memory does not fail.
        let _ = serde_json::to_writer(&mut *text, record);
        let hash = Fingerprint::of(&text[from..]);
        let [from, to] = [from, text.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Self { text: 0, from, to, hash, due: due.and_then(Date::parse) }
    }
}

/// Objectives, key results and items, each by its place in the records.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub(super) objectives: Vec<usize>,
    pub(super) key_results: Vec<usize>,
    pub(super) items: Vec<usize>,
}

/// The names of owners by their ids.
pub(super) struct Names<'a>(HashMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    pub(super) fn new(owners: &'a [OwnerRecord]) -> Self {
        Self(owners.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect())
    }

    /// Owners by name.
    pub(super) fn of(&self, ids: &[String], between: &str) -> String {
        let names = ids.iter().filter_map(|id| self.0.get(id.as_str()).copied());
        names.collect::<Vec<_>>().join(between)
    }
}

/// Writes the records of a plan, and meanwhile the table of its key results, piece by piece.
pub(super) struct Telling<'a> {
    whole: Whole<'a>,
    /// The objectives that have not been told of.
    left: std::vec::IntoIter<ObjectiveId>,
    has_head: bool,
}

impl<'a> Telling<'a> {
    pub(super) fn new(view: &'a View) -> Self {
        let plan = view.plan();
        let order: Vec<KeyResultId> = view.key_results_in_order().collect();
        let mut places = vec![0; order.len()];
        for (place, id) in (0..).zip(&order) {
            places[id.index()] = place;
        }
        let mut text = Vec::new();
        let items = plan.item_ids().map(|id| Told::new(&view.item_record(id), None, &mut text));
        let whole = Whole {
            view,
            short: view.short_records(),
            objectives: Vec::with_capacity(plan.objectives.len()),
            key_results: Vec::with_capacity(order.len()),
            items: items.collect(),
            texts: vec![written(&text)],
            order,
            places,
        };
        let left = plan.objective_ids().collect::<Vec<_>>().into_iter();
        Self { whole, left, has_head: false }
    }

    /// What has been told, once all of it is.
    pub(super) fn finish(mut self) -> Whole<'a> {
        self.by_ref().for_each(drop);
        self.whole
    }
}

impl Iterator for Telling<'_> {
    type Item = Vec<u8>;

    /// The next piece of the table.
    fn next(&mut self) -> Option<Vec<u8>> {
        if !std::mem::replace(&mut self.has_head, true) {
            return Some(tables::head());
        }
        let wave: Vec<ObjectiveId> = self.left.by_ref().take(WAVE).collect();
        let (view, names) = (self.whole.view, Names::new(&self.whole.short.owners));
        let shares: Vec<Share> =
            wave.par_chunks(SHARE).map(|ids| Share::new(view, &names, ids)).collect();
        let Whole { texts, objectives, key_results, .. } = &mut self.whole;
        let mut rows = Vec::new();
        for share in shares {
            let text = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            let within = |told| Told { text, ..told };
            objectives.extend(share.objectives.into_iter().map(within));
            key_results.extend(share.key_results.into_iter().map(within));
            texts.push(share.text);
            rows.extend(share.rows);
        }
        (!wave.is_empty()).then_some(rows)
    }
}

/// JSON as a text, in no more room than it needs: to give back what was left over would leave up to
/// half of it taken.
fn written(json: &[u8]) -> Box<str> {
    // JSON is written as UTF-8.
    std::str::from_utf8(json).unwrap_or_default().into()
}

/// What one core tells of at a time.
struct Share {
    objectives: Vec<Told>,
    key_results: Vec<Told>,
    text: Box<str>,
    rows: Vec<u8>,
}

impl Share {
    fn new(view: &View, names: &Names<'_>, ids: &[ObjectiveId]) -> Self {
        let (mut objectives, mut key_results) = (Vec::new(), Vec::new());
        let (mut text, mut rows) = (Vec::new(), Vec::new());
        for id in ids {
            let objective = view.objective_record(*id);
            for id in &view.plan().objective(*id).key_results {
                let record = view.key_result_record(*id);
                rows.push(tables::key_result_row(&record, Some(&objective), names));
                key_results.push(Told::new(&record, record.due.as_deref(), &mut text));
            }
            objectives.push(Told::new(&objective, None, &mut text));
        }
        Self { objectives, key_results, text: written(&text), rows: tables::rows(rows) }
    }
}

impl Whole<'_> {
    pub(super) fn plan(&self) -> &Plan {
        self.view.plan()
    }

    /// A record as JSON.
    pub(super) fn json(&self, told: &Told) -> &str {
        &self.texts[told.text as usize][told.from as usize..told.to as usize]
    }

    /// The key result at a place.
    pub(super) fn key_result(&self, place: usize) -> KeyResultId {
        self.order[place]
    }

    /// The places of the key results of an objective.
    pub(super) fn below(&self, objective: usize) -> impl Iterator<Item = usize> {
        let objective = self.plan().objective(ObjectiveId::new(objective));
        objective.key_results.iter().map(|id| self.place(*id))
    }

    /// What makes names of this site's things different from those of others.
    pub(super) fn home(&self) -> &str {
        self.short.url.as_deref().unwrap_or(&self.short.title)
    }

    /// Everything.
    pub(super) fn all(&self) -> Held {
        Held {
            objectives: (0..self.objectives.len()).collect(),
            key_results: (0..self.key_results.len()).collect(),
            items: (0..self.items.len()).collect(),
        }
    }

    /// What a period has, and the items that serve it.
    pub(super) fn within(&self, period: PeriodId) -> Held {
        let objectives = self.plan().period(period).objectives.iter();
        let objectives = objectives.map(|id| id.index()).collect();
        self.completed(Held { objectives, ..Held::default() })
    }

    /// What `owners` hold: objectives with all their key results, key results, and items; and the
    /// items that serve it.
    pub(super) fn held(&self, owners: impl Iterator<Item = OwnerId>) -> Held {
        let mut held = Held::default();
        for own in owners.map(|id| self.plan().owner(id)) {
            held.objectives.extend(own.objectives.iter().map(|id| id.index()));
            held.key_results.extend(own.key_results.iter().map(|id| self.place(*id)));
            held.items.extend(own.items.iter().map(|id| id.index()));
        }
        self.completed(held)
    }

    /// With all key results of objectives, and the items that serve either.
    fn completed(&self, mut held: Held) -> Held {
        for at in &held.objectives {
            held.key_results.extend(self.below(*at));
            let objective = self.plan().objective(ObjectiveId::new(*at));
            held.items.extend(objective.items.iter().map(|id| id.index()));
        }
        for at in &held.key_results {
            let key_result = self.plan().key_result(self.key_result(*at));
            held.items.extend(key_result.items.iter().map(|id| id.index()));
        }
        for all in [&mut held.objectives, &mut held.key_results, &mut held.items] {
            all.sort_unstable();
            all.dedup();
        }
        held
    }

    fn place(&self, id: KeyResultId) -> usize {
        self.places[id.index()] as usize
    }
}
