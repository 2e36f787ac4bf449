//! Teams and owners, and what they hold.

use std::collections::HashSet;

use crate::model::{KeyResultId, ObjectiveId, OwnerId, PeriodId, TeamId};

use super::Route;
use super::assemble::View;
use super::data::{
    Holding, Link, ObjectiveView, OwnerCell, OwnerGroup, OwnerPage, OwnerRow, Owners, PeriodRow,
    Summary, TeamEntry, TeamPage, TeamQuarter, TeamRow, Teams,
};
use super::lists::{LINES, List, Member};
use super::periods::{ATTENTION, TARGETS, few};

/// How many periods the table of owners has columns for.
pub(super) const COLUMNS: usize = 8;

/// How many periods a page names that it does not show, and how many its picture has.
const EARLIER: usize = 40;
const TREND: usize = 8;

/// How many names of owners and teams stand in a row of a table, and at the top of a page.
const NAMES: usize = 6;
const PEOPLE: usize = 60;

/// How many key results under objectives of others are named in a line each.
const ELSEWHERE: usize = 20;

/// Bytes of HTML for what is shown in full.
const FULL: usize = 80_000;

/// What a set of owners holds in one period.
struct Held {
    /// Objectives, without those that stand below another of them.
    top: Vec<ObjectiveId>,
    /// All objectives held.
    objectives: Vec<ObjectiveId>,
    /// Key results held by name under objectives of others.
    elsewhere: Vec<KeyResultId>,
}

/// Whose part of a period it is.
#[derive(Clone, Copy)]
enum Holder {
    Team(TeamId),
    Owner(OwnerId),
}

impl View {
    pub(super) fn teams(&self) -> Teams {
        let current = self.current();
        let parts = self.part_links(List::Teams, None);
        let mut teams = self.team_rows(current);
        if !parts.is_empty() {
            teams.retain(|row| row.depth == 0);
            teams.truncate(LINES);
        }
        Teams { period: current.map(|id| self.period(id)), teams, parts }
    }

    /// The rows of some teams, with their numbers in the current period.
    pub(super) fn teams_of(&self, members: &[Member]) -> Teams {
        let current = self.current();
        let row = |member: &Member| match member {
            Member::Team(id) => Some(self.team_row(*id, 0, current)),
            _ => None,
        };
        let teams = members.iter().filter_map(row).collect();
        Teams { period: current.map(|id| self.period(id)), teams, parts: Vec::new() }
    }

    /// All teams in the order of their tree, with their numbers in `period`.
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
        let (owners, owners_more) = few(plan.team(id).owners.clone(), NAMES);
        TeamRow {
            id: plan.team(id).slug.clone(),
            team: self.link(plan.team(id).name.clone(), Route::Team(id)),
            quarter,
            depth,
            owners: owners.into_iter().map(|owner| self.owner_ref(owner)).collect(),
            owners_more,
            summary: self.summary(&plan.total(results), objectives),
        }
    }

    /// How a team and those below it are doing in a period.
    pub(super) fn team_summary(&self, id: TeamId, period: PeriodId) -> Summary {
        let held = self.held(&self.members(id), period);
        self.summary(&self.plan.total(self.results(&held)), held.objectives.len())
    }

    pub(super) fn team_page(&self, id: TeamId) -> TeamPage {
        let plan = &*self.plan;
        let team = plan.team(id);
        let members = self.members(id);
        let link = |id: TeamId| self.link(plan.team(id).name.clone(), Route::Team(id));
        let page = |period| self.href(Route::TeamQuarter(id, period));
        let periods = self.team_periods(id);
        let (full, apart) = self.in_full(&members, &periods, |at, period| {
            at == 0 || !matches!(self.phase(period), super::state::Phase::Past)
        });
        let row = |period: &PeriodId| self.holding_row(&members, *period, page(*period));
        let (owners, owners_more) = few(team.owners.clone(), PEOPLE);
        let (children, children_more) = few(team.children.clone(), PEOPLE);
        let (items, items_more) = self.items_of(&members, List::TeamItems(id));
        TeamPage {
            team: link(id),
            parent: team.parent.map(link),
            children: children.into_iter().map(link).collect(),
            children_more: self.rest(List::Teams, children_more),
            owners: owners.into_iter().map(|owner| self.owner_ref(owner)).collect(),
            owners_more: self.rest(List::Owners, owners_more),
            holdings: full
                .iter()
                .map(|period| self.holding(Holder::Team(id), &members, *period))
                .collect(),
            earlier: apart.iter().take(EARLIER).map(row).collect(),
            earlier_more: apart.get(EARLIER).map(|period| {
                let more = crate::words::Arg::Count(apart.len() - EARLIER);
                let label = self.say("attention.more", &[("count", more)]);
                Link { label, href: page(*period) }
            }),
            trend: periods.iter().take(TREND).map(row).collect(),
            items,
            items_more,
        }
    }

    /// Which of the periods that `wanted` asks for, by their place and name, a page shows in full,
    /// and the others. The first is among those that are shown; there may be no room for the next.
    fn in_full(
        &self,
        owners: &HashSet<OwnerId>,
        periods: &[PeriodId],
        wanted: impl Fn(usize, PeriodId) -> bool,
    ) -> (Vec<PeriodId>, Vec<PeriodId>) {
        let mut taken = 0;
        let mut full = Vec::new();
        let mut apart = Vec::new();
        for (at, period) in periods.iter().enumerate() {
            if wanted(at, *period) {
                taken += self.held_weight(&self.held(owners, *period));
            }
            let fits = wanted(at, *period) && (at == 0 || taken <= FULL);
            if fits { full.push(*period) } else { apart.push(*period) }
        }
        (full, apart)
    }

    /// The periods in which owners hold more than their pages can name.
    pub(super) fn overfull(&self, owners: &HashSet<OwnerId>) -> Vec<PeriodId> {
        let plan = &*self.plan;
        let all = owners.iter().map(|id| plan.owner(*id));
        // Few hold so much that it is worth a look.
        if all.map(|it| it.objectives.len() + it.key_results.len()).sum::<usize>() <= ELSEWHERE {
            return Vec::new();
        }
        let mut periods = self.held_periods(owners);
        periods.retain(|period| {
            let held = self.held(owners, *period);
            let named = held.objectives.len() > LINES || held.elsewhere.len() > ELSEWHERE;
            named && self.held_weight(&held) > FULL
        });
        periods
    }

    fn held_weight(&self, held: &Held) -> usize {
        let own = held.objectives.iter().map(|id| self.weight(*id));
        let elsewhere = held.elsewhere.iter().map(|id| 400 + self.key_result_weight(*id));
        own.chain(elsewhere).sum()
    }

    /// A period in one line, with what owners hold in it.
    fn holding_row(&self, owners: &HashSet<OwnerId>, period: PeriodId, href: String) -> PeriodRow {
        let held = self.held(owners, period);
        let total = self.plan.total(self.results(&held));
        let mut shown = self.period(period);
        shown.href = href;
        PeriodRow { period: shown, summary: self.summary(&total, held.objectives.len()) }
    }

    pub(super) fn team_quarter(&self, id: TeamId, period: PeriodId) -> TeamQuarter {
        let plan = &*self.plan;
        let members = self.members(id);
        let held = self.held(&members, period);
        let mut holding = self.holding(Holder::Team(id), &members, period);
        let entries = std::mem::take(&mut holding.objectives);
        let entries = entries.into_iter().zip(&held.top);
        let mut entries: Vec<TeamEntry> =
            entries.map(|(objective, id)| TeamEntry { why: self.why(*id), objective }).collect();
        if holding.extent == "lines" {
            holding.objectives = entries.drain(..).map(|entry| entry.objective).collect();
        }
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
            holding,
            entries,
            targets: targets.into_iter().take(TARGETS).map(|id| self.target_ref(id)).collect(),
            previous: neighbour(periods.iter().find(|other| **other < period)),
            next: neighbour(periods.iter().rev().find(|other| **other > period)),
        }
    }

    pub(super) fn owners(&self) -> Owners {
        let parts = self.part_links(List::Owners, None);
        let all: Vec<OwnerId> = self.plan.owner_ids().collect();
        let groups = if parts.is_empty() { self.owner_groups(&all) } else { Vec::new() };
        Owners { periods: self.columns(), groups, parts }
    }

    /// The rows of some owners.
    pub(super) fn owners_of(&self, members: &[Member]) -> Owners {
        let owner = |member: &Member| match member {
            Member::Owner(id) => Some(*id),
            _ => None,
        };
        let owners: Vec<OwnerId> = members.iter().filter_map(owner).collect();
        Owners { periods: self.columns(), groups: self.owner_groups(&owners), parts: Vec::new() }
    }

    fn columns(&self) -> Vec<Link> {
        self.period_links().into_iter().take(COLUMNS).collect()
    }

    fn owner_groups(&self, owners: &[OwnerId]) -> Vec<OwnerGroup> {
        let plan = &*self.plan;
        let mut by_team: std::collections::BTreeMap<(bool, Option<TeamId>), Vec<OwnerRow>> =
            std::collections::BTreeMap::new();
        for id in owners {
            let team = plan.owner(*id).team;
            by_team.entry((team.is_none(), team)).or_default().push(self.owner_row(*id));
        }
        let link = |team: TeamId| self.link(plan.team(team).name.clone(), Route::Team(team));
        let groups = by_team.into_iter();
        groups.map(|((_, team), owners)| OwnerGroup { team: team.map(link), owners }).collect()
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
        let cells = self.plan.period_ids().rev().take(COLUMNS).map(cell).collect();
        OwnerRow { owner: self.owner_ref(id), cells }
    }

    pub(super) fn owner_page(&self, id: OwnerId) -> OwnerPage {
        let plan = &*self.plan;
        let only = HashSet::from([id]);
        let teams = std::iter::successors(plan.owner(id).team, |team| plan.team(*team).parent);
        let (full, apart) = self.owner_periods(id);
        let row = |period: &PeriodId, route| self.holding_row(&only, *period, self.href(route));
        let apart = apart.iter().map(|period| row(period, Route::OwnerQuarter(id, *period)));
        let all = self.held_periods(&only);
        let (items, items_more) = self.items_of(&only, List::OwnerItems(id));
        OwnerPage {
            owner: self.owner_ref(id),
            teams: teams
                .map(|team| self.link(plan.team(team).name.clone(), Route::Team(team)))
                .collect(),
            holdings: full
                .iter()
                .map(|period| self.holding(Holder::Owner(id), &only, *period))
                .collect(),
            earlier: apart.collect(),
            trend: all
                .iter()
                .take(TREND)
                .map(|period| row(period, Route::Quarter(*period)))
                .collect(),
            items,
            items_more,
        }
    }

    /// What an owner holds in a period that the owner's page has no room for.
    pub(super) fn owner_quarter(&self, id: OwnerId, period: PeriodId) -> OwnerPage {
        let only = HashSet::from([id]);
        OwnerPage {
            owner: self.owner_ref(id),
            teams: Vec::new(),
            holdings: vec![self.holding(Holder::Owner(id), &only, period)],
            earlier: Vec::new(),
            trend: Vec::new(),
            items: Vec::new(),
            items_more: None,
        }
    }

    /// The periods that an owner's page shows in full, and those that have pages of their own.
    pub(super) fn owner_periods(&self, id: OwnerId) -> (Vec<PeriodId>, Vec<PeriodId>) {
        let only = HashSet::from([id]);
        self.in_full(&only, &self.held_periods(&only), |_, _| true)
    }

    fn holding(&self, holder: Holder, owners: &HashSet<OwnerId>, period: PeriodId) -> Holding {
        let held = self.held(owners, period);
        let total = self.plan.total(self.results(&held));
        let (attention, attention_more) = few(self.attention(&total.key_results), ATTENTION);
        let lines = self.held_weight(&held) > FULL;
        let (list, page) = match holder {
            Holder::Team(id) => (List::TeamHeld(id, period), Route::TeamQuarter(id, period)),
            Holder::Owner(id) => (List::OwnerHeld(id, period), Route::Quarter(period)),
        };
        let objectives: Vec<_> = if lines {
            held.objectives.iter().take(LINES).map(|id| self.objective_line(*id)).collect()
        } else {
            held.top.iter().map(|id| self.mine(*id, owners)).collect()
        };
        let elsewhere = if lines { ELSEWHERE } else { usize::MAX };
        let elsewhere = held.elsewhere.iter().take(elsewhere);
        let shown = |id: &KeyResultId| {
            let key_result = self.key_result(*id);
            if lines { key_result } else { key_result.in_brief() }
        };
        let elsewhere: Vec<_> = elsewhere.map(shown).collect();
        let all = held.objectives.len() + held.elsewhere.len();
        let left = all.saturating_sub(objectives.len() + elsewhere.len());
        Holding {
            period: self.period(period),
            href: self.href(page),
            summary: self.summary(&total, held.objectives.len()),
            attention: attention.into_iter().map(|id| self.key_result(id)).collect(),
            attention_more,
            extent: if lines { "lines" } else { "all" },
            more: if lines { self.rest(list, left) } else { None },
            objectives,
            key_results: elsewhere,
        }
    }

    /// An objective with those below it that `owners` hold too.
    fn mine(&self, id: ObjectiveId, owners: &HashSet<OwnerId>) -> ObjectiveView {
        let held = |id| self.plan.objective(id).owners.iter().any(|owner| owners.contains(owner));
        self.objective(id, &held).in_brief()
    }

    fn held(&self, owners: &HashSet<OwnerId>, period: PeriodId) -> Held {
        let plan = &*self.plan;
        let is_held =
            |id: ObjectiveId| plan.objective(id).owners.iter().any(|owner| owners.contains(owner));
        let here = |id: &ObjectiveId| plan.objective(*id).period == period;
        let own = owners.iter().flat_map(|id| match &self.once {
            Some(once) => once.held(plan, *id, period),
            None => &plan.owner(*id).objectives,
        });
        let objectives = ordered(own.copied().filter(here));
        // What stands right below a held objective is shown with it.
        let below = |id: ObjectiveId| plan.objective(id).parent.is_some_and(is_held);
        let top = objectives.iter().copied().filter(|id| !below(*id)).collect();
        let named = owners.iter().flat_map(|id| match &self.once {
            Some(once) => once.held_by_name(plan, *id, period),
            None => &plan.owner(*id).key_results,
        });
        let elsewhere = named.copied().filter(|id| {
            let objective = plan.key_result(*id).objective;
            here(&objective) && !is_held(objective)
        });
        Held { top, objectives, elsewhere: ordered(elsewhere) }
    }

    /// The objectives of a period that owners hold, or under which they hold a key result.
    pub(super) fn holds(&self, owners: &HashSet<OwnerId>, period: PeriodId) -> Vec<ObjectiveId> {
        let Held { objectives, elsewhere, .. } = self.held(owners, period);
        let under = elsewhere.into_iter().map(|id| self.plan.key_result(id).objective);
        ordered(objectives.into_iter().chain(under))
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

/// Each once, in the order of the plan.
fn ordered<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
