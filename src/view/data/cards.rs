//! Objectives, key results and targets, the same on every page.

use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::{
    Coverage, DateView, Freshness, ItemCard, Link, NameRef, Ready, Score, Segment, Share, Shared,
    SourceRef, State,
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
    /// How the grade came about, or why none could be read; empty when nothing is told.
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

/// A key result whose HTML is ready, and what stands around that.
#[derive(Serialize)]
pub struct KeyResultBrief<'a> {
    id: &'a str,
    href: &'a str,
    teams: &'a [String],
    state: &'a State,
    objective: &'a Link,
    ready: &'a Ready,
}

impl Share for KeyResultView {
    type Brief<'a> = KeyResultBrief<'a>;

    fn brief<'a>(&'a self, ready: &'a Ready) -> KeyResultBrief<'a> {
        let Self { id, href, teams, state, objective, .. } = self;
        KeyResultBrief { id, href, teams, state, objective, ready }
    }
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

/// What an objective says and how it stands, the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectiveFacts {
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

/// An objective as a card, with everything below it. Templates are given its facts and the rest as
/// fields of one value.
#[derive(Clone, Debug)]
pub struct ObjectiveView {
    /// What it says and how it stands.
    pub facts: Shared<ObjectiveFacts>,
    /// Its key results; empty in lists of one line each.
    pub key_results: Vec<Shared<KeyResultView>>,
    /// The codes of the states of its key results and of those shown below it.
    pub states: Vec<&'static str>,
    /// The objectives that support it.
    pub children: Vec<ObjectiveView>,
    /// How many more support it and are not shown here.
    pub children_more: usize,
}

impl ObjectiveView {
    /// The same and all below it, for a place that shows them as cards without anchors: once their
    /// HTML is ready, no more is told of them there.
    #[must_use]
    pub fn in_brief(self) -> Self {
        let children = self.children.into_iter().map(Self::in_brief).collect();
        Self { facts: self.facts.in_brief(), children, ..self }
    }

    /// The same in full, without those below it, for whoever makes its HTML.
    pub fn alone(&self) -> impl Serialize {
        let key_results = Some(self.key_results.as_slice());
        Flat { facts: &*self.facts, key_results, states: &[], children: &[], children_more: 0 }
    }
}

impl Deref for ObjectiveView {
    type Target = ObjectiveFacts;

    fn deref(&self) -> &ObjectiveFacts {
        &self.facts
    }
}

impl Serialize for ObjectiveView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { facts, key_results, states, children, children_more } = self;
        if !serializer.is_human_readable() {
            return (facts, key_results, states, children, children_more).serialize(serializer);
        }
        let (states, children_more) = (states.as_slice(), *children_more);
        // The key results of what is ready are in that.
        if let Some(ready) = facts.ready() {
            let (facts, key_results) = (facts.brief(ready), None);
            return Flat { facts, key_results, states, children, children_more }
                .serialize(serializer);
        }
        let (facts, key_results) = (&**facts, Some(key_results.as_slice()));
        Flat { facts, key_results, states, children, children_more }.serialize(serializer)
    }
}

/// An objective as templates are given it.
#[derive(Serialize)]
struct Flat<'a, F> {
    #[serde(flatten)]
    facts: F,
    #[serde(skip_serializing_if = "Option::is_none")]
    key_results: Option<&'a [Shared<KeyResultView>]>,
    states: &'a [&'static str],
    children: &'a [ObjectiveView],
    children_more: usize,
}

/// An objective whose HTML is ready, and what stands around that.
#[derive(Serialize)]
pub struct ObjectiveBrief<'a> {
    href: &'a str,
    state: &'a State,
    parent: &'a Option<ChainLink>,
    ready: &'a Ready,
}

impl Share for ObjectiveFacts {
    type Brief<'a> = ObjectiveBrief<'a>;

    fn brief<'a>(&'a self, ready: &'a Ready) -> ObjectiveBrief<'a> {
        let Self { href, state, parent, .. } = self;
        ObjectiveBrief { href, state, parent, ready }
    }
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
