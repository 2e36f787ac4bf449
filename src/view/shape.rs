//! What the pages of a site follow from in the words of its documents, beside addresses.

use std::collections::BTreeSet;

use crate::markdown::plain;
use crate::model::{DocumentId, Home, ItemId, ObjectiveId, OwnerId, PeriodId, TeamId};
use crate::parse::Horizon;

use super::assemble::View;
use super::board::LANES;

/// What decides, of some documents, which lists are so long that they have pages of their own, and
/// how these are parted: names, in whose order lists stand, and weights, where they count. While it
/// stays the same, so do the pages.
#[derive(Debug, PartialEq)]
pub(super) struct Shape {
    titles: Vec<String>,
    /// The words and weights of key results that are many.
    key_results: Vec<(String, usize)>,
    /// The periods in which each owner, and each team, has too much for one page.
    apart: Vec<Vec<PeriodId>>,
    /// What the columns of the board hold, and which are cut.
    lanes: Vec<Vec<ItemId>>,
    cut: Vec<Horizon>,
}

impl View {
    /// The shape of some documents.
    pub(super) fn shape(&self, documents: &[DocumentId]) -> Shape {
        let plan = &*self.plan;
        let objectives: Vec<ObjectiveId> = documents
            .iter()
            .flat_map(|id| {
                let count = plan.document(*id).document.objectives.len();
                (0..count).map(|index| plan.objective_at(*id, index))
            })
            .collect();
        let mut titles: Vec<String> =
            objectives.iter().map(|id| self.objective_title(*id)).collect();
        let pages = documents.iter().filter(|id| plan.document(**id).home == Home::Page);
        titles.extend(pages.map(|id| self.prose_words(*id).0));
        let many = objectives.iter().filter(|id| self.key_results_are_many(**id));
        let key_results = many.flat_map(|id| &plan.objective(*id).key_results);
        let words = |id| plain(&plan.written_key_result(id).text);
        let key_results = key_results.map(|id| (words(*id), self.key_result_weight(*id))).collect();
        let has_items = documents.iter().any(|id| !plan.document(*id).document.items.is_empty());
        Shape {
            titles,
            key_results,
            apart: self.held_apart(&objectives),
            lanes: LANES.iter().filter(|_| has_items).map(|lane| self.in_lane(*lane)).collect(),
            cut: if has_items { self.cut_lanes() } else { Vec::new() },
        }
    }

    /// The periods in which those who hold some objectives have too much for one page.
    fn held_apart(&self, objectives: &[ObjectiveId]) -> Vec<Vec<PeriodId>> {
        let plan = &*self.plan;
        let key_results = objectives.iter().flat_map(|id| &plan.objective(*id).key_results);
        let named = key_results.flat_map(|id| &plan.key_result(*id).owners);
        let owners = objectives.iter().flat_map(|id| &plan.objective(*id).owners);
        let owners: BTreeSet<OwnerId> = owners.chain(named).copied().collect();
        let mut teams: BTreeSet<TeamId> = BTreeSet::new();
        for owner in &owners {
            let own = plan.owner(*owner).team;
            teams.extend(std::iter::successors(own, |team| plan.team(*team).parent));
        }
        let each = owners
            .iter()
            .flat_map(|owner| [self.overfull(&[*owner].into()), self.owner_periods(*owner).1]);
        each.chain(teams.iter().map(|team| self.overfull(&self.members(*team)))).collect()
    }
}
