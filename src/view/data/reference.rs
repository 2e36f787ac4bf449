//! Registers of targets, the legend, and the pages that show no plan.

use serde::Serialize;

use super::{Freshness, Link, NameRef, PartLink, SourceRef, State};

/// Registers of targets.
#[derive(Clone, Debug, Serialize)]
pub struct Targets {
    /// One register a period, newest first, as far as the page has room; a page for one period has
    /// one.
    pub registers: Vec<Register>,
    /// The pages of all other registers, newest first.
    pub earlier: Vec<Link>,
}

/// The targets of one period.
#[derive(Clone, Debug, Serialize)]
pub struct Register {
    /// The period and its register's page.
    pub period: Link,
    /// The targets, in the order of their labels; empty when they do not fit on a page.
    pub targets: Vec<TargetRow>,
    /// The parts of the register; empty when all of it is shown.
    pub parts: Vec<PartLink>,
}

/// A target in the register.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRow {
    /// Its anchor.
    pub id: String,
    /// `n6`.
    pub label: String,
    /// `N₆`.
    pub symbol: String,
    /// What is counted; may be empty.
    pub unit: String,
    /// Where it is defined; `null` when it is not.
    pub definition: Option<String>,
    /// The host of its definition, as `docs.google.com`.
    pub host: String,
    /// Whether only members can open it.
    pub private: bool,
    /// Its uses, at most a dozen.
    pub uses: Vec<TargetUseView>,
    /// How many more there are.
    pub uses_more: usize,
    /// Where it is defined in the source.
    pub source: SourceRef,
}

/// A use of a target.
#[derive(Clone, Debug, Serialize)]
pub struct TargetUseView {
    /// The words of the key result (or objective, or paragraph) that uses it.
    pub label: String,
    /// Its place on the page of its objective.
    pub href: String,
    /// Who holds it.
    pub owner: Option<NameRef>,
    /// `≥`, `>`, `at least` …, or empty.
    pub comparator: String,
}

/// How scores and signs are to be read.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// All states, in their order, each with what it means.
    pub states: Vec<LegendRow>,
    /// From this score on a key result is delivered, as `0.7`.
    pub delivered: String,
    /// From this score on it made progress, as `0.4`.
    pub progress: String,
    /// The day of the fiscal year's start, as `1 February`; empty when it is the calendar year.
    pub year_starts: String,
    /// `starts` or `ends`: the calendar year in which a fiscal year … is the one it is named for.
    pub year_named_for: &'static str,
}

/// A state and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct LegendRow {
    /// The state.
    pub state: State,
    /// What it means, in a sentence.
    pub meaning: String,
}

/// A document that is published as it is.
#[derive(Clone, Debug, Serialize)]
pub struct Prose {
    /// When it changed, and when it is to be reviewed.
    pub freshness: Freshness,
    /// Its text.
    pub html: String,
    /// Its sections, for a table of contents; empty when there are fewer than three.
    pub contents: Vec<Link>,
}

/// The page that the site is searched with.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// The kinds of things that can be found.
    pub kinds: Vec<Choice>,
    /// The periods, newest first.
    pub periods: Vec<Choice>,
    /// The teams, in the order of their tree.
    pub teams: Vec<Choice>,
    /// The states, in the order of the legend.
    pub states: Vec<State>,
    /// Where else to look.
    pub suggestions: Vec<Link>,
    /// How many indexes there are: the first in `search/pagefind/`, the others below it in folders
    /// named by number from 2 on.
    pub indexes: usize,
}

/// Something that what is found can be sifted by.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its name in addresses and in the index.
    pub id: String,
    /// The word for it.
    pub label: String,
    /// How many others it stands below.
    pub depth: usize,
}

/// The not-found page.
#[derive(Clone, Debug, Serialize)]
pub struct NotFound {
    /// Where to go instead.
    pub suggestions: Vec<Link>,
}

/// A former address of a page.
#[derive(Clone, Debug, Serialize)]
pub struct Alias {
    /// The page.
    pub to: Link,
}
