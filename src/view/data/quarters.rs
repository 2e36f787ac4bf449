//! The overview, the pages of periods, and those of objectives.

use serde::Serialize;

use super::{
    ChainLink, DateView, ItemCard, KeyResultView, Link, ObjectiveView, PartLink, PeriodView, Score,
    Segment, Shared, SourceRef, State, Summary, TargetRef, TeamRow,
};

/// The overview.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// The first paragraph of the home page's introduction; empty when there is none.
    pub lead_html: String,
    /// The rest of it.
    pub introduction_html: String,
    /// The current period; `null` when the site has no objectives yet.
    pub period: Option<PeriodView>,
    /// How it is going.
    pub summary: Option<Summary>,
    /// Key results that need attention, worst first, at most a handful.
    pub attention: Vec<Shared<KeyResultView>>,
    /// How many more need attention than are shown.
    pub attention_more: usize,
    /// The top objectives of the period, without what is below them, at most a dozen.
    pub objectives: Vec<ObjectiveView>,
    /// How many more there are.
    pub objectives_more: usize,
    /// What is being built now: the items of the roadmap's first column, at most eight.
    pub roadmap: Vec<ItemCard>,
    /// How many more there are.
    pub roadmap_more: usize,
    /// The roadmap; `null` when there is none.
    pub roadmap_href: Option<String>,
    /// What changed in the last three months, the latest first, at most a handful.
    pub changes: Vec<Change>,
    /// The period's teams with their scores, at most a dozen.
    pub teams: Vec<TeamRow>,
    /// How many more there are.
    pub teams_more: usize,
    /// The periods, newest first, at most eight.
    pub periods: Vec<PeriodRow>,
    /// How many more there are.
    pub periods_more: usize,
    /// Other pages: what documents there are beside OKRs, at most forty.
    pub pages: Vec<Link>,
    /// The way to the others; `null` when these are all.
    pub pages_more: Option<Link>,
}

/// Something that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    /// When.
    pub date: DateView,
    /// How an item of the roadmap stands since then; `null` for a document.
    pub state: Option<State>,
    /// What a document says about it; empty for an item.
    pub label: String,
    /// The item or document.
    pub link: Link,
}

/// All periods.
#[derive(Clone, Debug, Serialize)]
pub struct Quarters {
    /// Newest first, at most a hundred.
    pub periods: Vec<PeriodRow>,
    /// All others, newest first.
    pub earlier: Vec<Link>,
}

/// A period as one row.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodRow {
    /// The period.
    pub period: PeriodView,
    /// How it went.
    pub summary: Summary,
}

/// A period.
#[derive(Clone, Debug, Serialize)]
pub struct Quarter {
    /// The period.
    pub period: PeriodView,
    /// How it is going.
    pub summary: Summary,
    /// Key results that need attention, worst first, at most a handful.
    pub attention: Vec<Shared<KeyResultView>>,
    /// How many more need attention than are shown.
    pub attention_more: usize,
    /// How much of it the page shows: `all`; `levels`, the upper ones; `lines`, the uppermost
    /// without what its objectives hold; `too_many`, no objective at all.
    pub extent: &'static str,
    /// How many objectives the page does not show.
    pub hidden: usize,
    /// The map and the list of all objectives; `null` when there are none.
    pub list: Option<Link>,
    /// The documents that speak of it, with their titles; at most twenty.
    pub documents: Vec<DocumentRef>,
    /// How many more documents do.
    pub documents_more: usize,
    /// The documents, piece by piece, in their order: notes, headings and objectives.
    pub pieces: Vec<Piece>,
    /// The teams that hold something in it, with their scores; at most sixty.
    pub teams: Vec<TeamRow>,
    /// How many more teams there are.
    pub teams_more: usize,
    /// The targets used; at most sixty.
    pub targets: Vec<TargetRef>,
    /// How many more are used.
    pub targets_more: usize,
    /// The register of the period's targets; `null` when it has none.
    pub targets_href: Option<String>,
    /// The period before.
    pub previous: Option<Link>,
    /// The period after.
    pub next: Option<Link>,
}

/// All objectives of a period, in one list.
#[derive(Clone, Debug, Serialize)]
pub struct QuarterList {
    /// The period.
    pub period: PeriodView,
    /// How many objectives and key results it has, and how they are doing.
    pub summary: Summary,
    /// Its objectives as a picture; `null` when there are none, or too many for one.
    pub map: Option<Map>,
    /// Its objectives, each below the one that it supports; empty when they do not fit on a page.
    pub objectives: Vec<Listed>,
    /// The parts of the list; empty when all of it is shown.
    pub parts: Vec<PartLink>,
}

/// The objectives of a period as boxes, those that support others to the right of them.
#[derive(Clone, Debug, Serialize)]
pub struct Map {
    /// The width of the picture in CSS pixels.
    pub width: usize,
    /// The height of the picture.
    pub height: usize,
    /// How many objectives it leaves out, because they stand too far down.
    pub hidden: usize,
    /// The lines between boxes, as paths of an SVG.
    pub paths: Vec<String>,
    /// The boxes.
    pub nodes: Vec<MapNode>,
}

/// An objective as a box on a map.
#[derive(Clone, Debug, Serialize)]
pub struct MapNode {
    /// Where its left side is.
    pub x: usize,
    /// Where its upper side is.
    pub y: usize,
    /// Its page.
    pub href: String,
    /// Who holds it.
    pub owner: Option<String>,
    /// As much of its title as fits.
    pub short: String,
    /// Its title.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// Its score, if anything below it is graded.
    pub score: Option<Score>,
    /// Its own key results by state.
    pub distribution: Vec<Segment>,
}

/// An objective in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Listed {
    /// How many objectives stand above it.
    pub depth: usize,
    /// The objective, without those below it.
    pub objective: ObjectiveView,
}

/// A document by its title.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRef {
    /// Its title, or else its path.
    pub title: String,
    /// The last day on which it says that it was changed.
    pub updated: Option<DateView>,
    /// Where it stands.
    pub source: SourceRef,
}

/// A piece of a document: prose, or objectives.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// `note` (prose above the first objective), `prose`, or `objectives`.
    pub kind: &'static str,
    /// The prose; empty for objectives.
    pub html: String,
    /// The objectives; empty for prose.
    pub objectives: Vec<ObjectiveView>,
}

/// An objective on a page of its own.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectivePage {
    /// The period.
    pub period: PeriodView,
    /// The chain above it, nearest first.
    pub why: Vec<ChainLink>,
    /// The objective itself.
    pub objective: ObjectiveView,
    /// The way to its key results, when they are too many to stand here in full; else `null`.
    pub key_results_more: Option<Link>,
    /// How the objectives below it are shown: as a `tree`, or those right below it as `lines`.
    pub below: &'static str,
    /// The way to the other objectives right below it; `null` when these are all.
    pub below_more: Option<Link>,
    /// The rule by which it was read as an objective: `it carries a label` …
    pub reading: String,
}
