//! The pages of teams and owners.

use serde::Serialize;

use super::{
    ChainLink, ItemCard, KeyResultView, Link, NameRef, ObjectiveView, PartLink, PeriodRow,
    PeriodView, Score, Shared, Summary, TargetRef,
};

/// All teams.
#[derive(Clone, Debug, Serialize)]
pub struct Teams {
    /// The current period, whose numbers are shown.
    pub period: Option<PeriodView>,
    /// The teams in the order of their tree, each below its parent; only the uppermost of more than
    /// fit on a page.
    pub teams: Vec<TeamRow>,
    /// The parts of the list of all teams; empty when all are shown.
    pub parts: Vec<PartLink>,
}

/// A team as one row.
#[derive(Clone, Debug, Serialize)]
pub struct TeamRow {
    /// Its part of the address.
    pub id: String,
    /// Its name and page.
    pub team: NameRef,
    /// Its page for the period in question; `null` when it holds nothing in it.
    pub quarter: Option<Link>,
    /// 0 for a team at the top, 1 for a sub-team …
    pub depth: usize,
    /// Its owners, at most six.
    pub owners: Vec<NameRef>,
    /// How many more there are.
    pub owners_more: usize,
    /// How it is doing in the period in question.
    pub summary: Summary,
}

/// A team.
#[derive(Clone, Debug, Serialize)]
pub struct TeamPage {
    /// Its name and page.
    pub team: NameRef,
    /// The team it belongs to.
    pub parent: Option<NameRef>,
    /// The teams below it, at most sixty.
    pub children: Vec<NameRef>,
    /// The way to all teams; `null` when none of its own is left out.
    pub children_more: Option<Link>,
    /// Its owners, at most sixty.
    pub owners: Vec<NameRef>,
    /// The way to all owners; `null` when none of its own is left out.
    pub owners_more: Option<Link>,
    /// What it holds in the newest period and in those that are not over, newest first.
    pub holdings: Vec<Holding>,
    /// All other periods in which it holds something, newest first, at most forty; each leads to
    /// the team's page for it.
    pub earlier: Vec<PeriodRow>,
    /// The team's page for the next period before these; `null` when these are all.
    pub earlier_more: Option<Link>,
    /// How it did in the last eight periods, newest first.
    pub trend: Vec<PeriodRow>,
    /// Its items of the roadmap, and those of the teams below it, at most forty.
    pub items: Vec<ItemCard>,
    /// The way to the others; `null` when these are all.
    pub items_more: Option<Link>,
}

/// What a team or owner holds in one period.
#[derive(Clone, Debug, Serialize)]
pub struct Holding {
    /// The period.
    pub period: PeriodView,
    /// The page of the team in that period; for an owner, the period's page.
    pub href: String,
    /// How it is going.
    pub summary: Summary,
    /// Key results that need attention, worst first, at most a handful.
    pub attention: Vec<Shared<KeyResultView>>,
    /// How many more need attention than are shown.
    pub attention_more: usize,
    /// Whether everything stands here in full (`all`), or in one line each (`lines`).
    pub extent: &'static str,
    /// The way to a list of all of it; `null` when nothing is left out.
    pub more: Option<Link>,
    /// The objectives, without those below them that others hold.
    pub objectives: Vec<ObjectiveView>,
    /// Key results held under objectives of others.
    pub key_results: Vec<Shared<KeyResultView>>,
}

/// A team in one period.
#[derive(Clone, Debug, Serialize)]
pub struct TeamQuarter {
    /// Its name and page.
    pub team: NameRef,
    /// What it holds.
    pub holding: Holding,
    /// Its objectives with the chain above each; empty when they stand in one line each.
    pub entries: Vec<TeamEntry>,
    /// The targets it uses, at most sixty.
    pub targets: Vec<TargetRef>,
    /// The team's page for the period before.
    pub previous: Option<Link>,
    /// The team's page for the period after.
    pub next: Option<Link>,
}

/// An objective of a team and the chain above it.
#[derive(Clone, Debug, Serialize)]
pub struct TeamEntry {
    /// The chain above it, nearest first.
    pub why: Vec<ChainLink>,
    /// The objective.
    pub objective: ObjectiveView,
}

/// All owners: one row an owner, one column a period.
#[derive(Clone, Debug, Serialize)]
pub struct Owners {
    /// The columns, newest first, at most eight; what is older stands on the pages of the owners.
    pub periods: Vec<Link>,
    /// The rows, grouped by team; empty when they do not fit on a page.
    pub groups: Vec<OwnerGroup>,
    /// The parts of the list of all owners; empty when all are shown.
    pub parts: Vec<PartLink>,
}

/// The owners of one team.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerGroup {
    /// The team; `null` for owners without one.
    pub team: Option<NameRef>,
    /// Its owners.
    pub owners: Vec<OwnerRow>,
}

/// An owner as one row.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerRow {
    /// The name and page.
    pub owner: NameRef,
    /// One cell a period, in the order of the columns.
    pub cells: Vec<OwnerCell>,
}

/// What an owner holds in one period.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerCell {
    /// Where to read about it: the place on the owner's page; `null` when nothing is held.
    pub href: Option<String>,
    /// Objectives held.
    pub objectives: usize,
    /// Key results held.
    pub key_results: usize,
    /// The score.
    pub score: Option<Score>,
}

/// An owner.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerPage {
    /// The name and page.
    pub owner: NameRef,
    /// The teams the owner belongs to.
    pub teams: Vec<NameRef>,
    /// What the owner holds, period by period, newest first, as far as the page has room.
    pub holdings: Vec<Holding>,
    /// All other periods in which the owner holds something, newest first; each leads to the
    /// owner's page for it.
    pub earlier: Vec<PeriodRow>,
    /// How it went in the last eight periods, newest first.
    pub trend: Vec<PeriodRow>,
    /// The owner's items of the roadmap, at most forty.
    pub items: Vec<ItemCard>,
    /// The way to the others; `null` when these are all.
    pub items_more: Option<Link>,
}
