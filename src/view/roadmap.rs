//! The roadmap: where its items stand, and the page of each.

use std::collections::HashSet;

use crate::calendar::{DateRange, Precision};
use crate::markdown::plain;
use crate::model::{Due, ItemId, KeyResultId, ObjectiveId, OwnerId, Supported};
use crate::parse::{FieldKind, Horizon, ItemReading, State as Stage};
use crate::words::Arg;

use super::Route;
use super::assemble::View;
use super::board::LANES;
use super::data::{ChainLink, Fact, ItemCard, ItemPage, Link, Roadmap, State as Sign};
use super::lists::{LINES, List, NAMED};
use super::periods::few;

/// Days after the present in which what is due comes next.
const SOON: i64 = 92;

/// How many of the things that it serves a card names.
pub(super) const SERVES: usize = 3;

/// How many chains, parts and neighbours the page of an item shows.
const CHAINS: usize = 12;
const NEIGHBOURS: usize = 40;

/// The fields of an item in the order in which they are shown.
const FIELDS: [(FieldKind, &str); 14] = [
    (FieldKind::Status, "item.status"),
    (FieldKind::Progress, "item.progress"),
    (FieldKind::Horizon, "item.horizon"),
    (FieldKind::Start, "item.start"),
    (FieldKind::Due, "item.due"),
    (FieldKind::Finished, "item.finished"),
    (FieldKind::Release, "item.release"),
    (FieldKind::Owner, "item.owner"),
    (FieldKind::Supports, "item.supports"),
    (FieldKind::DependsOn, "item.depends_on"),
    (FieldKind::Issue, "item.issue"),
    (FieldKind::Size, "item.size"),
    (FieldKind::Priority, "item.priority"),
    (FieldKind::Other, "item.remark"),
];

impl View {
    pub(super) fn roadmap(&self) -> Roadmap {
        let own = self.roadmap_document();
        let others = self
            .plan
            .document_ids()
            .filter(|id| self.plan.document(*id).document.is_roadmap && Some(*id) != own);
        let lanes = LANES.iter().map(|lane| self.lane_view(*lane));
        Roadmap {
            lanes: lanes.filter(|it| it.code != "exploring" || it.count > 0).collect(),
            filled: !self.plan.items.is_empty(),
            timeline: self.timeline(),
            html: own.map_or_else(String::new, |id| self.prose_html(id)),
            documents: others
                .map(|id| self.link(self.prose_words(id).0, Route::Prose(id)))
                .collect(),
        }
    }

    pub(super) fn lane_word(&self, lane: Horizon) -> String {
        let key = match lane {
            Horizon::Now => "roadmap.now",
            Horizon::Next => "roadmap.next",
            Horizon::Later => "roadmap.later",
            Horizon::Exploring => "roadmap.exploring",
            Horizon::Done => "roadmap.done",
        };
        self.say(key, &[])
    }

    /// What is being built now, at most a handful, and how much more there is.
    pub(super) fn roadmap_now(&self) -> (Vec<ItemCard>, usize) {
        const MOST: usize = 8;
        let now = self.plan.item_ids().filter(|id| self.lane(*id) == Horizon::Now);
        let (now, more) = few(now.collect(), MOST);
        (self.item_cards(&now), more)
    }

    pub(super) fn item_cards(&self, ids: &[ItemId]) -> Vec<ItemCard> {
        ids.iter().map(|id| self.item_card(*id)).collect()
    }

    /// The items that a set of owners works on, in order.
    pub(super) fn item_ids_of(&self, owners: &HashSet<OwnerId>) -> Vec<ItemId> {
        let held = owners.iter().flat_map(|id| self.plan.owner(*id).items.iter().copied());
        let mut ids: Vec<ItemId> = held.collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The first items that a set of owners works on, and the way to the others in `list`.
    pub(super) fn items_of(
        &self,
        owners: &HashSet<OwnerId>,
        list: List,
    ) -> (Vec<ItemCard>, Option<Link>) {
        let (ids, more) = few(self.item_ids_of(owners), LINES);
        (self.item_cards(&ids), self.rest(list, more))
    }

    /// The first items that support an objective itself, and not one of its key results; and the
    /// way to the others.
    pub(super) fn items_for(&self, id: ObjectiveId) -> (Vec<ItemCard>, Option<Link>) {
        let (ids, more) = few(self.plan.objective(id).items.clone(), NAMED);
        (self.item_cards(&ids), self.rest(List::ItemsFor(id), more))
    }

    /// The first items that support a key result, and the way to the others.
    pub(super) fn item_links(&self, id: KeyResultId) -> (Vec<Link>, Option<Link>) {
        let key_result = self.plan.key_result(id);
        let (ids, more) = few(key_result.items.clone(), NAMED);
        let links = ids.into_iter().map(|id| self.item_link(id)).collect();
        (links, self.rest(List::ItemsFor(key_result.objective), more))
    }

    fn item_link(&self, id: ItemId) -> Link {
        self.link(self.item_title(id), Route::Item(id))
    }

    pub(super) fn item_title(&self, id: ItemId) -> String {
        let title = plain(&self.plan.written_item(id).title);
        if title.is_empty() { self.say("item.untitled", &[]) } else { title }
    }

    pub(super) fn item_card(&self, id: ItemId) -> ItemCard {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        let serves = self.plan.served_by(id);
        ItemCard {
            href: self.href(Route::Item(id)),
            title: self.item_title(id),
            state: written.state.map(|state| self.stage(state)),
            due: item.due.map_or_else(String::new, |due| self.due_words(id, due)),
            overdue: self.plan.overdue(id, self.today).is_some(),
            owners: self.written_owners(&item.owners, &written.owners),
            progress: self.item_progress(id).map(|share| self.score(share)),
            serves: serves.iter().take(SERVES).map(|it| self.supported_link(*it)).collect(),
            serves_more: serves.len().saturating_sub(SERVES),
            freshness: self.fresh(self.item_days(id).updated, self.item_review(id)),
        }
    }

    fn supported_link(&self, supported: Supported) -> Link {
        match supported {
            Supported::Objective(id) => self.link(self.objective_title(id), Route::Objective(id)),
            Supported::KeyResult(id) => {
                let label = self.key_result_text(id);
                Link { label, href: self.key_result_href(id) }
            }
        }
    }

    /// A state of the roadmap, as a sign of the closed vocabulary with a word of its own.
    pub(super) fn stage(&self, state: Stage) -> Sign {
        let (code, word) = match state {
            Stage::Planned => ("planned", "item.planned"),
            Stage::InProgress => ("in-progress", "state.in_progress"),
            Stage::OnTrack => ("on-track", "state.on_track"),
            Stage::Behind => ("behind", "state.behind"),
            Stage::AtRisk => ("at-risk", "state.at_risk"),
            Stage::Blocked => ("at-risk", "state.blocked"),
            Stage::Done => ("done", "state.marked_done"),
            Stage::Dropped => ("missed", "state.dropped"),
        };
        self.state_called(code, word)
    }

    /// A date as exactly as it was written: a day, a month, a period, or from one day to another.
    fn due_words(&self, id: ItemId, due: Due) -> String {
        let written = self.plan.written_item(id);
        let when = written.due.as_ref().map(|it| it.value).or(written.period);
        match when.and_then(|when| when.period()) {
            Some(name) => name.label(),
            None => self.days_words(due.range, due.precision),
        }
    }

    fn days_words(&self, range: DateRange, precision: Precision) -> String {
        let month = (range.starts().year(), range.starts().month());
        let one = DateRange::month(month.0, month.1) == Some(range);
        if precision == Precision::Month && one {
            return self.words.month(range.starts());
        }
        self.words.range(range)
    }

    pub(super) fn item_page(&self, id: ItemId) -> ItemPage {
        let plan = &*self.plan;
        let (item, written) = (plan.item(id), plan.written_item(id));
        let why = plan.served_by(id).iter().take(CHAINS).map(|it| self.item_why(*it));
        let near = |ids: &[ItemId]| self.item_cards(&ids[..ids.len().min(NEIGHBOURS)]);
        let lane = self.lane(id);
        let lane_word = self.lane_word(lane);
        let page = self.href(Route::Roadmap);
        let starts = written.starts.as_ref().and_then(|when| {
            let label = when.value.period().map(|name| name.label());
            let days = item.starts.map(|range| self.days_words(range, when.value.precision()));
            label.or(days)
        });
        let count = written.checks;
        let args = [("done", Arg::Count(count.done)), ("all", Arg::Count(count.all))];
        ItemPage {
            item: self.item_card(id),
            marks: written.marks.clone(),
            title_html: self.inlines(item.document, &written.title),
            lane: Link { label: lane_word.clone(), href: format!("{page}#{}", lane.word()) },
            under: written.under.iter().filter(|it| **it != lane_word).cloned().collect(),
            why: why.collect(),
            starts: starts.unwrap_or_default(),
            team: item.owners.first().and_then(|owner| self.team_ref(*owner)),
            checks: if count.all > 0 { self.say("item.checks", &args) } else { String::new() },
            facts: self.facts(id),
            part_of: item.parent.map(|id| self.item_link(id)),
            parts: near(&item.parts),
            depends_on: near(&item.depends_on),
            needed_by: near(&item.needed_by),
            notes_html: self.blocks(item.document, &written.notes, 0),
            reading: self.item_reading(written.reading),
            source: self.source(item.document, Some(written.span)),
        }
    }

    /// What an item serves, and what that serves, up to the top.
    pub(super) fn item_why(&self, supported: Supported) -> Vec<ChainLink> {
        let objective = self.plan.objective_of(supported);
        let mut chain = Vec::new();
        if let Supported::KeyResult(id) = supported {
            let Link { label, href } = self.supported_link(supported);
            let owner = self.plan.key_result(id).owners.first();
            chain.push(ChainLink {
                owner: owner.map(|it| self.owner_ref(*it)),
                title: label,
                href,
            });
        }
        chain.push(self.chain_link(objective));
        chain.extend(self.why(objective));
        chain
    }

    fn item_reading(&self, reading: ItemReading) -> String {
        let key = match reading {
            ItemReading::Heading => "reading.item_heading",
            ItemReading::ListItem => "reading.item_list",
            ItemReading::TableRow => "reading.item_row",
            ItemReading::TableCell => "reading.item_column",
        };
        self.say(key, &[])
    }

    fn facts(&self, id: ItemId) -> Vec<Fact> {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        let mut facts = Vec::new();
        for (kind, label) in FIELDS {
            for field in written.of(kind).filter(|it| !it.value.is_empty() || !it.key.is_empty()) {
                let own = field.key.trim();
                let label = if own.is_empty() { self.say(label, &[]) } else { own.to_owned() };
                facts.push(Fact { label, html: self.inlines(item.document, &field.value) });
            }
        }
        facts
    }

    /// The column of the board in which an item stands: what its author says, or else what follows
    /// from its state and its dates.
    pub(super) fn lane(&self, id: ItemId) -> Horizon {
        let (item, written) = (self.plan.item(id), self.plan.written_item(id));
        match (written.state, written.horizon) {
            (Some(state), _) if state.is_over() => Horizon::Done,
            (_, Some(horizon)) => horizon,
            (Some(Stage::Planned) | None, None) => {
                let due = item.due.map(|due| due.range);
                due.map_or(Horizon::Later, |due| self.lane_by(item.starts, due))
            }
            (Some(_), None) => Horizon::Now,
        }
    }

    fn lane_by(&self, starts: Option<DateRange>, due: DateRange) -> Horizon {
        let begun = starts.unwrap_or(due).starts() <= self.today;
        let near = self.today.days_until(due.starts()) <= SOON;
        match () {
            () if begun => Horizon::Now,
            () if near => Horizon::Next,
            () => Horizon::Later,
        }
    }

    /// The share of an item that is done, as its boxes or its author tell.
    pub(super) fn item_progress(&self, id: ItemId) -> Option<f64> {
        let written = self.plan.written_item(id);
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let checks = written.checks;
        let ticked = (checks.all > 0).then(|| count(checks.done) / count(checks.all));
        written.share.or(ticked)
    }
}
