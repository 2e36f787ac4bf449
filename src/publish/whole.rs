//! A plan whose records are found by their ids.

use std::collections::HashMap;

use crate::view::records::{KeyResultRecord, ObjectiveRecord, OwnerRecord, PeriodRecord, Records};

/// All records of a plan, by id.
pub(super) struct Whole<'a> {
    pub(super) records: &'a Records,
    pub(super) periods: HashMap<&'a str, &'a PeriodRecord>,
    pub(super) objectives: HashMap<&'a str, &'a ObjectiveRecord>,
    pub(super) key_results: HashMap<&'a str, &'a KeyResultRecord>,
    owners: HashMap<&'a str, &'a OwnerRecord>,
    /// What each owner holds by name.
    held: HashMap<&'a str, Held>,
    /// What each period has.
    within: HashMap<&'a str, Held>,
    /// The key results of each objective.
    below: HashMap<&'a str, Vec<usize>>,
    /// The items that serve each objective and key result.
    serving: HashMap<&'a str, Vec<usize>>,
}

/// Objectives, key results and items, each by its place in the records.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    pub(super) objectives: Vec<usize>,
    pub(super) key_results: Vec<usize>,
    pub(super) items: Vec<usize>,
}

impl<'a> Whole<'a> {
    pub(super) fn new(records: &'a Records) -> Self {
        let mut whole = Self {
            records,
            periods: records.periods.iter().map(|it| (it.id.as_str(), it)).collect(),
            objectives: records.objectives.iter().map(|it| (it.id.as_str(), &**it)).collect(),
            key_results: records.key_results.iter().map(|it| (it.id.as_str(), &**it)).collect(),
            owners: records.owners.iter().map(|it| (it.id.as_str(), it)).collect(),
            held: HashMap::new(),
            within: HashMap::new(),
            below: HashMap::new(),
            serving: HashMap::new(),
        };
        whole.index();
        whole
    }

    fn index(&mut self) {
        let records = self.records;
        for (at, it) in records.objectives.iter().enumerate() {
            self.within.entry(&it.period).or_default().objectives.push(at);
            for owner in &it.owners {
                self.held.entry(owner).or_default().objectives.push(at);
            }
        }
        for (at, it) in records.key_results.iter().enumerate() {
            self.within.entry(&it.period).or_default().key_results.push(at);
            self.below.entry(&it.objective).or_default().push(at);
            for owner in &it.owners {
                self.held.entry(owner).or_default().key_results.push(at);
            }
        }
        for (at, it) in records.items.iter().enumerate() {
            for served in &it.supports {
                self.serving.entry(served).or_default().push(at);
            }
            for owner in &it.owners {
                self.held.entry(owner).or_default().items.push(at);
            }
        }
    }

    /// What a period has, and the items that serve it.
    pub(super) fn within(&self, period: &str) -> Held {
        self.with_items(self.within.get(period).cloned().unwrap_or_default())
    }

    /// What `owners` hold: objectives with all their key results, key results, and items; and the
    /// items that serve it.
    pub(super) fn held<'b>(&self, owners: impl Iterator<Item = &'b str>) -> Held {
        let mut held = Held::default();
        for own in owners.filter_map(|owner| self.held.get(owner)) {
            held.objectives.extend(&own.objectives);
            held.key_results.extend(&own.key_results);
            held.items.extend(&own.items);
        }
        for at in &held.objectives {
            let below = self.below.get(self.records.objectives[*at].id.as_str());
            held.key_results.extend(below.into_iter().flatten());
        }
        self.with_items(held)
    }

    fn with_items(&self, mut held: Held) -> Held {
        let objectives = held.objectives.iter().map(|at| self.records.objectives[*at].id.as_str());
        let key_results =
            held.key_results.iter().map(|at| self.records.key_results[*at].id.as_str());
        let serving = objectives.chain(key_results).filter_map(|id| self.serving.get(id));
        held.items.extend(serving.flatten());
        for all in [&mut held.objectives, &mut held.key_results, &mut held.items] {
            all.sort_unstable();
            all.dedup();
        }
        held
    }

    /// Where the key results of an objective stand.
    pub(super) fn below(&self, objective: &str) -> &[usize] {
        self.below.get(objective).map_or(&[], Vec::as_slice)
    }

    /// The key results of an objective, in order.
    pub(super) fn of(
        &self,
        objective: &ObjectiveRecord,
    ) -> impl Iterator<Item = &'a KeyResultRecord> {
        let ids = objective.key_results.iter();
        ids.filter_map(|id| self.key_results.get(id.as_str()).copied())
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Owners by name.
    pub(super) fn owners(&self, ids: &[String], between: &str) -> String {
        let name = |id: &String| Some(self.owners.get(id.as_str())?.name.as_str());
        ids.iter().filter_map(name).collect::<Vec<_>>().join(between)
    }
}
