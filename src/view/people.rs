//! Teams and owners, and what they hold.

use std::collections::HashSet;

use crate::model::{KeyResultId, ObjectiveId, OwnerId, PeriodId, TeamId};

use super::Route;
use super::assemble::View;
use super::data::{
    Holding, Link, ObjectiveView, OwnerCell, OwnerGroup, OwnerPage, OwnerRow, Owners, TeamEntry,
    TeamPage, TeamQuarter, TeamRow, Teams,
};
use super::periods::{ATTENTION, few};

/// What a set of owners holds in one period.
struct Held {
    /// Objectives, without those that stand below another of them.
    top: Vec<ObjectiveId>,
    /// All objectives held.
    objectives: Vec<ObjectiveId>,
    /// Key results held by name under objectives of others.
    elsewhere: Vec<KeyResultId>,
}

impl View {
    pub(super) fn teams(&self) -> Teams {
        let current = self.current();
        Teams { period: current.map(|id| self.period(id)), teams: self.team_rows(current) }
    }

    /// All teams in the order of their tree, with their numbers in `period`; on the page of a
    /// period only those that hold something in it.
    pub(super) fn team_rows(&self, period: Option<PeriodId>) -> Vec<TeamRow> {
        let plan = &*self.plan;
        let mut rows = Vec::new();
        let mut open: Vec<(TeamId, usize)> = plan
            .team_ids()
            .filter(|id| plan.team(*id).parent.is_none())
            .map(|id| (id, 0))
            .collect();
        open.reverse();
        while let Some((id, depth)) = open.pop() {
            rows.push(self.team_row(id, depth, period));
            open.extend(plan.team(id).children.iter().rev().map(|child| (*child, depth + 1)));
        }
        rows
    }

    fn team_row(&self, id: TeamId, depth: usize, period: Option<PeriodId>) -> TeamRow {
        let plan = &*self.plan;
        let members = self.members(id);
        let held = period.map(|period| (period, self.held(&members, period)));
        let quarter = held.as_ref().filter(|(_, held)| !held.is_empty()).map(|(period, _)| {
            self.link(self.period_label(*period), Route::TeamQuarter(id, *period))
        });
        let (objectives, results) =
            held.map_or((0, Vec::new()), |(_, held)| (held.objectives.len(), self.results(&held)));
        TeamRow {
            id: plan.team(id).slug.clone(),
            team: self.link(plan.team(id).name.clone(), Route::Team(id)),
            quarter,
            depth,
            owners: plan.team(id).owners.iter().map(|owner| self.owner_ref(*owner)).collect(),
            summary: self.summary(&plan.total(results), objectives),
        }
    }

    pub(super) fn team_page(&self, id: TeamId) -> TeamPage {
        let plan = &*self.plan;
        let team = plan.team(id);
        let members = self.members(id);
        let link = |id: TeamId| self.link(plan.team(id).name.clone(), Route::Team(id));
        let holdings = self.team_periods(id).into_iter().map(|period| {
            let href = self.href(Route::TeamQuarter(id, period));
            self.holding(&members, period, href)
        });
        TeamPage {
            team: link(id),
            parent: team.parent.map(link),
            children: team.children.iter().copied().map(link).collect(),
            owners: team.owners.iter().map(|owner| self.owner_ref(*owner)).collect(),
            items: self.items_of(&members),
            holdings: holdings.collect(),
        }
    }

    pub(super) fn team_quarter(&self, id: TeamId, period: PeriodId) -> TeamQuarter {
        let plan = &*self.plan;
        let members = self.members(id);
        let held = self.held(&members, period);
        let href = self.href(Route::TeamQuarter(id, period));
        let entries = held
            .top
            .iter()
            .map(|id| TeamEntry { why: self.why(*id), objective: self.mine(*id, &members) });
        let mut targets: Vec<_> = self
            .results(&held)
            .iter()
            .flat_map(|id| plan.key_result(*id).targets.clone())
            .collect();
        targets.sort_unstable();
        targets.dedup();
        let periods = self.team_periods(id);
        let neighbour = |other: Option<&PeriodId>| -> Option<Link> {
            other.map(|other| self.link(self.period_label(*other), Route::TeamQuarter(id, *other)))
        };
        TeamQuarter {
            team: self.link(plan.team(id).name.clone(), Route::Team(id)),
            holding: self.holding(&members, period, href),
            entries: entries.collect(),
            targets: targets.into_iter().map(|id| self.target_ref(id)).collect(),
            previous: neighbour(periods.iter().find(|other| **other < period)),
            next: neighbour(periods.iter().rev().find(|other| **other > period)),
        }
    }

    pub(super) fn owners(&self) -> Owners {
        let plan = &*self.plan;
        let mut groups: Vec<OwnerGroup> = Vec::new();
        for team in plan.team_ids() {
            let owners: Vec<_> =
                plan.team(team).owners.iter().map(|id| self.owner_row(*id)).collect();
            if !owners.is_empty() {
                let team = Some(self.link(plan.team(team).name.clone(), Route::Team(team)));
                groups.push(OwnerGroup { team, owners });
            }
        }
        let alone = plan.owner_ids().filter(|id| plan.owner(*id).team.is_none());
        let alone: Vec<_> = alone.map(|id| self.owner_row(id)).collect();
        if !alone.is_empty() {
            groups.push(OwnerGroup { team: None, owners: alone });
        }
        Owners { periods: self.period_links(), groups }
    }

    fn owner_row(&self, id: OwnerId) -> OwnerRow {
        let only = HashSet::from([id]);
        let page = self.href(Route::Owner(id));
        let cell = |period: PeriodId| {
            let held = self.held(&only, period);
            let results = self.results(&held);
            let slug = &self.plan.period(period).slug;
            OwnerCell {
                href: (!held.is_empty()).then(|| format!("{page}#{slug}")),
                objectives: held.objectives.len(),
                key_results: results.len(),
                score: self.plan.total(results).score.value.map(|value| self.score(value)),
            }
        };
        let cells = self.plan.period_ids().rev().map(cell).collect();
        OwnerRow { owner: self.owner_ref(id), cells }
    }

    pub(super) fn owner_page(&self, id: OwnerId) -> OwnerPage {
        let plan = &*self.plan;
        let only = HashSet::from([id]);
        let teams = std::iter::successors(plan.owner(id).team, |team| plan.team(*team).parent);
        let periods =
            plan.period_ids().rev().filter(|period| !self.held(&only, *period).is_empty());
        OwnerPage {
            owner: self.owner_ref(id),
            teams: teams
                .map(|team| self.link(plan.team(team).name.clone(), Route::Team(team)))
                .collect(),
            items: self.items_of(&only),
            holdings: periods
                .map(|period| self.holding(&only, period, self.href(Route::Quarter(period))))
                .collect(),
        }
    }

    fn holding(&self, owners: &HashSet<OwnerId>, period: PeriodId, href: String) -> Holding {
        let held = self.held(owners, period);
        let total = self.plan.total(self.results(&held));
        let (attention, attention_more) = few(self.attention(&total.key_results), ATTENTION);
        Holding {
            period: self.period(period),
            href,
            summary: self.summary(&total, held.objectives.len()),
            attention: attention.into_iter().map(|id| self.key_result(id)).collect(),
            attention_more,
            objectives: held.top.iter().map(|id| self.mine(*id, owners)).collect(),
            key_results: held.elsewhere.iter().map(|id| self.key_result(*id)).collect(),
        }
    }

    /// An objective with those below it that `owners` hold too.
    fn mine(&self, id: ObjectiveId, owners: &HashSet<OwnerId>) -> ObjectiveView {
        let held = |id| self.plan.objective(id).owners.iter().any(|owner| owners.contains(owner));
        self.objective(id, &held)
    }

    fn held(&self, owners: &HashSet<OwnerId>, period: PeriodId) -> Held {
        let plan = &*self.plan;
        let is_held =
            |id: ObjectiveId| plan.objective(id).owners.iter().any(|owner| owners.contains(owner));
        let all = &plan.period(period).objectives;
        let objectives: Vec<_> = all.iter().copied().filter(|id| is_held(*id)).collect();
        // What stands right below a held objective is shown with it.
        let below = |id: ObjectiveId| plan.objective(id).parent.is_some_and(is_held);
        let top = objectives.iter().copied().filter(|id| !below(*id)).collect();
        let elsewhere = all
            .iter()
            .filter(|id| !is_held(**id))
            .flat_map(|id| plan.objective(*id).key_results.iter().copied())
            .filter(|id| plan.key_result(*id).owners.iter().any(|owner| owners.contains(owner)))
            .collect();
        Held { top, objectives, elsewhere }
    }

    fn results(&self, held: &Held) -> Vec<KeyResultId> {
        let own = held.objectives.iter();
        let own = own.flat_map(|id| self.plan.objective(*id).key_results.iter().copied());
        own.chain(held.elsewhere.iter().copied()).collect()
    }
}

impl Held {
    fn is_empty(&self) -> bool {
        self.objectives.is_empty() && self.elsewhere.is_empty()
    }
}
