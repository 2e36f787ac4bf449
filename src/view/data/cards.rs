//! Objectives, key results and targets, the same on every page.

use serde::Serialize;

use super::{
    Coverage, DateView, Freshness, ItemCard, Link, NameRef, Score, Segment, SourceRef, State,
};

/// A key result, the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct KeyResultView {
    /// Its anchor on the page of its objective and on the page of its period.
    pub id: String,
    /// Its place on the page of its objective.
    pub href: String,
    /// Labels and priorities that its author wrote before it (`KR 2`, `P0`); a bare `KR` is not
    /// among them.
    pub marks: Vec<String>,
    /// Its words.
    pub text: String,
    /// Its words with emphasis, links and target chips.
    pub text_html: String,
    /// Its own owners, where it names any.
    pub owners: Vec<NameRef>,
    /// The ids of their teams, and of those above them.
    pub teams: Vec<String>,
    /// The words after the arrow; empty when there are none.
    pub outcome_html: String,
    /// What else was written under it; usually empty.
    pub notes_html: String,
    /// How it stands.
    pub state: State,
    /// Its grade, if it has one.
    pub score: Option<Score>,
    /// Where the bar should be today, 0 to 100; `null` when the period is over or undated.
    pub tick: Option<u8>,
    /// How the grade came about; empty when there is none.
    pub explanation: String,
    /// Where the grade came from: `measured`, `declared`, or empty.
    pub provenance: &'static str,
    /// The targets it names.
    pub targets: Vec<TargetRef>,
    /// The items of the roadmap that serve it, at most a dozen.
    pub items: Vec<Link>,
    /// The way to the others; `null` when these are all.
    pub items_more: Option<Link>,
    /// The last day on which it changed; `null` when nothing tells.
    pub updated: Option<DateView>,
    /// The objective it belongs to.
    pub objective: Link,
    /// Where it was read.
    pub source: SourceRef,
}

/// A target as a chip.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRef {
    /// `n6`.
    pub label: String,
    /// `N₆`.
    pub symbol: String,
    /// What is counted, as `WAU`; may be empty.
    pub unit: String,
    /// Whether only members can open its definition.
    pub private: bool,
    /// The host of its definition, as `docs.google.com`; may be empty.
    pub host: String,
    /// Its entry in the register.
    pub href: String,
}

/// An objective as a card, with everything below it.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectiveView {
    /// Its anchor on the page of its period.
    pub id: String,
    /// Its own page.
    pub href: String,
    /// Labels, numbers and priorities that its author wrote before it (`Objective 2`).
    pub marks: Vec<String>,
    /// Its words.
    pub title: String,
    /// Its words with emphasis and links.
    pub title_html: String,
    /// Who holds it; empty when nobody is named.
    pub owners: Vec<NameRef>,
    /// The team of its first owner, if known.
    pub team: Option<NameRef>,
    /// The ids of the teams of its owners, and of those above them.
    pub teams: Vec<String>,
    /// The words after the arrow; empty when there are none.
    pub outcome_html: String,
    /// What else was written under it; empty when nothing.
    pub notes_html: String,
    /// How it stands.
    pub state: State,
    /// Its score, if anything below it is graded.
    pub score: Option<Score>,
    /// How the score came about; empty when there is none.
    pub explanation: String,
    /// Where the bar should be today, 0 to 100; `null` when the period is over or undated.
    pub tick: Option<u8>,
    /// How much of it is graded.
    pub coverage: Coverage,
    /// Its own key results by state.
    pub distribution: Vec<Segment>,
    /// Its key results; empty in lists of one line each.
    pub key_results: Vec<KeyResultView>,
    /// The codes of the states of its key results and of those shown below it.
    pub states: Vec<&'static str>,
    /// The objectives that support it.
    pub children: Vec<ObjectiveView>,
    /// How many more support it and are not shown here.
    pub children_more: usize,
    /// The items of the roadmap that serve it itself, at most a dozen.
    pub items: Vec<ItemCard>,
    /// The way to the others; `null` when these are all.
    pub items_more: Option<Link>,
    /// When it or one of its key results changed, and when it is to be reviewed.
    pub freshness: Freshness,
    /// The objective it supports, if any.
    pub parent: Option<ChainLink>,
    /// Where it was read.
    pub source: SourceRef,
}

/// One link of a why chain.
#[derive(Clone, Debug, Serialize)]
pub struct ChainLink {
    /// Who holds the objective.
    pub owner: Option<NameRef>,
    /// Its words.
    pub title: String,
    /// Its page.
    pub href: String,
}
