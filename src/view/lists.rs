//! Lists that grow with the plan: what is in them, where they stand, and which are too long for the
//! page that shows their beginning.

use rayon::prelude::*;

use crate::model::{
    DocumentId, Home, ITEMS, ItemId, KeyResultId, LIST, OWNERS, ObjectiveId, OwnerId, PeriodId,
    Plan, TEAMS, TargetId, TeamId,
};
use crate::parse::Horizon;
use crate::words::Arg;

use super::Route;
use super::assemble::View;
use super::data::{Link, ListPage, PartLink};
use super::parting::{Entry, Part, parted};

/// Bytes of HTML that a page has for a list, next to what stands around it.
pub(super) const ROOM: usize = 90_000;

/// The longest address that is made of words.
const ADDRESS: usize = 90;

/// How many members of a list its own page, or that of what it belongs to, shows at most.
pub(super) const LINES: usize = 40;

/// How many items of the roadmap a card names.
pub(super) const NAMED: usize = 12;

/// A list that may be too long for the page that shows its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// All owners.
    Owners,
    /// All teams.
    Teams,
    /// The documents that are published as they are.
    Documents,
    /// The items in a column of the board.
    Lane(Horizon),
    /// The items that a team works on.
    TeamItems(TeamId),
    /// The items that an owner works on.
    OwnerItems(OwnerId),
    /// The items that serve an objective or one of its key results.
    ItemsFor(ObjectiveId),
    /// All objectives of a period.
    Objectives(PeriodId),
    /// What a team holds in a period.
    TeamHeld(TeamId, PeriodId),
    /// What an owner holds in a period.
    OwnerHeld(OwnerId, PeriodId),
    /// The objectives right below one.
    Below(ObjectiveId),
    /// The key results of an objective.
    KeyResults(ObjectiveId),
    /// The targets of a period.
    Targets(PeriodId),
}

/// What stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Member {
    Owner(OwnerId),
    Team(TeamId),
    Document(DocumentId),
    Item(ItemId),
    Objective(ObjectiveId),
    KeyResult(KeyResultId),
    Target(TargetId),
}

/// A list with pages of its own.
#[derive(Clone, Debug)]
pub(super) struct Long {
    /// All members, in the order of the plan.
    pub members: Vec<Member>,
    /// Its parts; none when it fits on one page.
    pub parts: Vec<Part<Member>>,
}

impl List {
    /// The page on which the list begins: a page of its own, or one that there is anyway.
    #[must_use]
    pub fn first(self) -> Route {
        match self {
            Self::Owners => Route::Owners,
            Self::Teams => Route::Teams,
            Self::Objectives(period) => Route::QuarterList(period),
            Self::Targets(period) => Route::Register(period),
            _ => Route::List(self),
        }
    }

    /// The page of what the list belongs to.
    #[must_use]
    pub fn of(self) -> Route {
        match self {
            Self::Documents => Route::Overview,
            Self::Lane(_) => Route::Roadmap,
            Self::TeamItems(team) => Route::Team(team),
            Self::OwnerItems(owner) => Route::Owner(owner),
            Self::ItemsFor(id) | Self::Below(id) | Self::KeyResults(id) => Route::Objective(id),
            Self::TeamHeld(team, period) => Route::TeamQuarter(team, period),
            Self::OwnerHeld(owner, period) => Route::OwnerQuarter(owner, period),
            Self::Owners | Self::Teams | Self::Objectives(_) | Self::Targets(_) => self.first(),
        }
    }

    /// How many members the page of what it belongs to shows.
    fn shown(self) -> usize {
        match self {
            Self::Lane(_) => super::board::SHOWN,
            // These were asked already.
            Self::ItemsFor(_) | Self::KeyResults(_) | Self::TeamHeld(..) | Self::OwnerHeld(..) => 0,
            _ => LINES,
        }
    }

    /// The folder of the list, in which its parts have theirs.
    pub(super) fn folder(self, plan: &Plan) -> String {
        let below = |name: &str| {
            let file = self.of().file(plan);
            format!("{}{name}", file.trim_end_matches("index.html"))
        };
        match self {
            Self::Owners => below(OWNERS),
            Self::Teams => below(TEAMS),
            Self::Documents => below("all-pages"),
            Self::Lane(lane) => below(&format!("{ITEMS}/{}", lane.word())),
            Self::TeamItems(_) | Self::OwnerItems(_) | Self::ItemsFor(_) => below(ITEMS),
            Self::TeamHeld(..) | Self::OwnerHeld(..) | Self::Below(_) => below(LIST),
            Self::Objectives(_) => below("").trim_end_matches('/').to_owned(),
            Self::KeyResults(_) => below("all-key-results"),
            Self::Targets(_) => below("all-targets"),
        }
    }
}

impl View {
    /// All lists that are too long for the pages that show their beginnings.
    pub(super) fn long_lists(&self) -> Vec<(List, Long)> {
        let plan = &*self.plan;
        let mut lists = vec![List::Owners, List::Teams, List::Documents];
        lists.extend(self.cut_lanes().into_iter().map(List::Lane));
        let teams: Vec<TeamId> = plan.team_ids().collect();
        lists.par_extend(teams.into_par_iter().flat_map_iter(|id| {
            let held = self.overfull(&self.members(id)).into_iter();
            held.map(move |period| List::TeamHeld(id, period)).chain([List::TeamItems(id)])
        }));
        let owners: Vec<OwnerId> = plan.owner_ids().collect();
        lists.par_extend(owners.into_par_iter().flat_map_iter(|id| {
            let held = self.overfull(&[id].into()).into_iter();
            held.map(move |period| List::OwnerHeld(id, period)).chain([List::OwnerItems(id)])
        }));
        for id in plan.period_ids() {
            lists.extend([List::Objectives(id), List::Targets(id)]);
        }
        for id in plan.objective_ids() {
            let objective = plan.objective(id);
            if objective.children.len() > LINES {
                lists.push(List::Below(id));
            }
            if self.key_results_are_many(id) {
                lists.push(List::KeyResults(id));
            }
            let served = |id: &KeyResultId| plan.key_result(*id).items.len() > NAMED;
            if objective.items.len() > NAMED || objective.key_results.iter().any(served) {
                lists.push(List::ItemsFor(id));
            }
        }
        lists.into_par_iter().filter_map(|list| Some((list, self.long(list)?))).collect()
    }

    /// The list with its parts, if it is too long for the page that shows its beginning.
    fn long(&self, list: List) -> Option<Long> {
        let members = self.list_members(list);
        let stands = list.first() == list.of();
        if !stands && members.len() <= list.shown() {
            return None;
        }
        let entries: Vec<Entry<Member>> = members.iter().map(|it| self.entry(*it)).collect();
        let parts = parted(entries, ROOM);
        (!stands || !parts.is_empty()).then_some(Long { members, parts })
    }

    /// About how many bytes of HTML a list takes.
    pub(super) fn list_weight(&self, list: List) -> usize {
        self.list_members(list).into_iter().map(|it| self.entry(it).weight).sum()
    }

    pub(super) fn list_members(&self, list: List) -> Vec<Member> {
        let plan = &*self.plan;
        let items = |ids: Vec<ItemId>| ids.into_iter().map(Member::Item).collect();
        let objectives =
            |ids: &[ObjectiveId]| ids.iter().map(|id| Member::Objective(*id)).collect();
        match list {
            List::Owners => plan.owner_ids().map(Member::Owner).collect(),
            List::Teams => plan.team_ids().map(Member::Team).collect(),
            List::Documents => self.documents_alone().into_iter().map(Member::Document).collect(),
            List::Lane(lane) => items(self.in_lane(lane)),
            List::TeamItems(id) => items(self.item_ids_of(&self.members(id))),
            List::OwnerItems(id) => items(self.item_ids_of(&[id].into())),
            List::ItemsFor(id) => {
                let objective = plan.objective(id);
                let named = objective.key_results.iter();
                let named = named.flat_map(|id| plan.key_result(*id).items.iter().copied());
                let mut all: Vec<ItemId> = objective.items.iter().copied().chain(named).collect();
                all.sort_unstable();
                all.dedup();
                items(all)
            }
            List::Objectives(id) => objectives(&plan.period(id).objectives),
            List::TeamHeld(id, period) => objectives(&self.holds(&self.members(id), period)),
            List::OwnerHeld(id, period) => objectives(&self.holds(&[id].into(), period)),
            List::Below(id) => objectives(&plan.objective(id).children),
            List::KeyResults(id) => {
                plan.objective(id).key_results.iter().map(|id| Member::KeyResult(*id)).collect()
            }
            List::Targets(id) => {
                plan.period(id).targets.iter().map(|id| Member::Target(*id)).collect()
            }
        }
    }

    /// The documents that are published as they are, but for the introduction and the roadmap.
    pub(super) fn documents_alone(&self) -> Vec<DocumentId> {
        let alone = |id: &DocumentId| {
            let home = &self.plan.document(*id).home;
            *home == Home::Page && self.prose_route(*id) == Route::Prose(*id)
        };
        self.plan.document_ids().filter(alone).collect()
    }

    /// A member by its name, with about as many bytes of HTML as it takes in a list.
    fn entry(&self, member: Member) -> Entry<Member> {
        let plan = &*self.plan;
        let (name, weight) = match member {
            Member::Owner(id) => {
                let cells = plan.periods.len().min(super::people::COLUMNS);
                (plan.owner(id).name.clone(), 450 + 260 * cells)
            }
            Member::Team(id) => (plan.team(id).name.clone(), 1_400),
            Member::Document(id) => (self.prose_words(id).0, 160),
            Member::Item(id) => (self.item_title(id), 480),
            Member::Objective(id) => (self.objective_title(id), 440),
            Member::KeyResult(id) => (self.key_result_text(id), self.key_result_weight(id)),
            Member::Target(id) => {
                let target = plan.target(id);
                let uses = target.uses.len().min(super::registers::USES);
                (target.label.clone(), 1_000 + 420 * uses)
            }
        };
        // The name, and the address that is made of it.
        let weight = weight + name.len() + name.len().min(ADDRESS);
        Entry { name, weight, member }
    }

    /// The way to the rest of a list of which `more` members are not shown.
    pub(super) fn rest(&self, list: List, more: usize) -> Option<Link> {
        let stands = list.first() == list.of() || self.long_ones().contains_key(&list);
        let words = || self.say("attention.more", &[("count", Arg::Count(more))]);
        (more > 0 && stands).then(|| self.link(words(), list.first()))
    }

    /// The parts of a list, one of which may be the page that is shown; none when it has no parts.
    pub(super) fn part_links(&self, list: List, current: Option<u16>) -> Vec<PartLink> {
        let parts = self.long_ones().get(&list).map_or(&[][..], |long| &long.parts);
        let numbered = (0_u16..).zip(parts);
        numbered
            .map(|(number, part)| PartLink {
                label: part.label.clone(),
                href: self.href(Route::Part(list, number)),
                count: part.members.len(),
                current: current == Some(number),
            })
            .collect()
    }

    /// The members of a part of a list, or of a list that has none.
    pub(super) fn part_members(&self, list: List, part: Option<u16>) -> &[Member] {
        let Some(long) = self.long_ones().get(&list) else { return &[] };
        match part.and_then(|number| long.parts.get(usize::from(number))) {
            Some(part) => &part.members,
            None if long.parts.is_empty() => &long.members,
            None => &[],
        }
    }

    /// The page of a list that is too long for others, or of a part of it.
    pub(super) fn list_page(&self, list: List, part: Option<u16>) -> ListPage {
        let members = self.part_members(list, part);
        let first = list.first();
        let of = if part.is_some() { first } else { list.of() };
        let mut page = ListPage {
            of: self.link(self.words(of).0, of),
            count: self.long_ones().get(&list).map_or(0, |long| long.members.len()),
            parts: self.part_links(list, part),
            objectives: Vec::new(),
            key_results: Vec::new(),
            items: Vec::new(),
            documents: Vec::new(),
            owners: None,
            teams: None,
            register: None,
        };
        match list {
            List::Owners => page.owners = Some(self.owners_of(members)),
            List::Teams => page.teams = Some(self.teams_of(members)),
            List::Targets(period) => page.register = Some(self.register_of(period, members)),
            _ => {}
        }
        for member in members {
            match *member {
                Member::Document(id) => {
                    let (title, _) = self.prose_words(id);
                    page.documents.push(self.link(title, Route::Prose(id)));
                }
                Member::Item(id) => page.items.push(self.item_card(id)),
                Member::Objective(id) => page.objectives.push(self.objective_line(id)),
                Member::KeyResult(id) => page.key_results.push(self.key_result(id).in_brief()),
                Member::Owner(_) | Member::Team(_) | Member::Target(_) => {}
            }
        }
        page
    }

    /// The heading of a list.
    pub(super) fn list_title(&self, list: List) -> String {
        let plan = &*self.plan;
        let named = |key: &str, name: &str| self.say(key, &[("name", Arg::Text(name))]);
        let held = |name: &str, period: PeriodId| {
            let period = self.period_label(period);
            self.say("list.held", &[("name", Arg::Text(name)), ("period", Arg::Text(&period))])
        };
        match list {
            List::Documents => self.say("list.documents", &[]),
            List::Lane(lane) => named("list.lane", &self.lane_word(lane)),
            List::TeamItems(id) => named("list.items_of", &plan.team(id).name),
            List::OwnerItems(id) => named("list.items_of", &plan.owner(id).name),
            List::ItemsFor(id) => named("list.items_for", &self.objective_title(id)),
            List::TeamHeld(id, period) => held(&plan.team(id).name, period),
            List::OwnerHeld(id, period) => held(&plan.owner(id).name, period),
            List::Below(id) => named("list.below", &self.objective_title(id)),
            List::KeyResults(id) => named("list.key_results", &self.objective_title(id)),
            List::Owners | List::Teams | List::Objectives(_) | List::Targets(_) => {
                self.words(list.first()).0
            }
        }
    }

    /// The heading of a part of a list.
    pub(super) fn part_title(&self, list: List, part: u16) -> String {
        let parts = self.long_ones().get(&list).map_or(&[][..], |long| &long.parts);
        let label = parts.get(usize::from(part)).map_or("", |part| &part.label);
        let title = self.list_title(list);
        self.say("list.part", &[("list", Arg::Text(&title)), ("part", Arg::Text(label))])
    }
}
