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
}

impl<'a> Whole<'a> {
    pub(super) fn new(records: &'a Records) -> Self {
        Self {
            records,
            periods: records.periods.iter().map(|it| (it.id.as_str(), it)).collect(),
            objectives: records.objectives.iter().map(|it| (it.id.as_str(), it)).collect(),
            key_results: records.key_results.iter().map(|it| (it.id.as_str(), it)).collect(),
            owners: records.owners.iter().map(|it| (it.id.as_str(), it)).collect(),
        }
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
