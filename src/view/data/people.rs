//! The pages of teams and owners.

use serde::Serialize;

use super::{
    ChainLink, ItemCard, KeyResultView, Link, NameRef, ObjectiveView, PeriodView, Score, Summary,
    TargetRef,
};

/// All teams.
#[derive(Clone, Debug, Serialize)]
pub struct Teams {
    /// The current period, whose numbers are shown.
    pub period: Option<PeriodView>,
    /// The teams in the order of their tree, each below its parent.
    pub teams: Vec<TeamRow>,
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
    /// Its owners.
    pub owners: Vec<NameRef>,
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
    /// The teams below it.
    pub children: Vec<NameRef>,
    /// Its owners.
    pub owners: Vec<NameRef>,
    /// Its objectives, period by period, newest first.
    pub holdings: Vec<Holding>,
    /// Its items of the roadmap, and those of the teams below it.
    pub items: Vec<ItemCard>,
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
    pub attention: Vec<KeyResultView>,
    /// How many more need attention than are shown.
    pub attention_more: usize,
    /// The objectives, without those below them that others hold.
    pub objectives: Vec<ObjectiveView>,
    /// Key results held under objectives of others.
    pub key_results: Vec<KeyResultView>,
}

/// A team in one period.
#[derive(Clone, Debug, Serialize)]
pub struct TeamQuarter {
    /// Its name and page.
    pub team: NameRef,
    /// What it holds.
    pub holding: Holding,
    /// Its objectives with the chain above each.
    pub entries: Vec<TeamEntry>,
    /// The targets it uses.
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
    /// The columns, newest first.
    pub periods: Vec<Link>,
    /// The rows, grouped by team.
    pub groups: Vec<OwnerGroup>,
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
    /// What the owner holds, period by period, newest first.
    pub holdings: Vec<Holding>,
    /// The owner's items of the roadmap.
    pub items: Vec<ItemCard>,
}
