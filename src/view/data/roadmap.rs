//! The roadmap and its items.

use serde::Serialize;

use super::{ChainLink, Freshness, Link, NameRef, Score, SourceRef, State};

/// The roadmap: all items of all its documents.
#[derive(Clone, Debug, Serialize)]
pub struct Roadmap {
    /// The columns of the board: `now`, `next`, `later`, `exploring` where anything stands in it,
    /// and `done`.
    pub lanes: Vec<Lane>,
    /// Whether there is any item.
    pub filled: bool,
    /// The same items in time; `null` when none of them has a date.
    pub timeline: Option<Timeline>,
    /// What the roadmap's own document says beside its items; may be empty.
    pub html: String,
    /// The other documents that items were read from.
    pub documents: Vec<Link>,
}

/// A column of the board.
#[derive(Clone, Debug, Serialize)]
pub struct Lane {
    /// `now`, `next`, `later`, `exploring`, `done`.
    pub code: &'static str,
    /// Its word.
    pub label: String,
    /// How many items stand in it.
    pub count: usize,
    /// The items, or the first of them.
    pub items: Vec<ItemCard>,
    /// The way to the others; `null` when these are all.
    pub more: Option<Link>,
}

/// An item, the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct ItemCard {
    /// Its own page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// How it goes; `null` when nothing says so.
    pub state: Option<State>,
    /// When it is to be done or was, in words; empty when nothing says so.
    pub due: String,
    /// Whether the last day of that has passed and the item is not done.
    pub overdue: bool,
    /// Who does it.
    pub owners: Vec<NameRef>,
    /// How much of it is done.
    pub progress: Option<Score>,
    /// What it serves, at most three things.
    pub serves: Vec<Link>,
    /// How much more it serves.
    pub serves_more: usize,
    /// When it changed, and when it is to be reviewed.
    pub freshness: Freshness,
}

/// Items in time.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// What ends in the current quarter or later.
    pub ahead: Option<Chart>,
    /// What ended before.
    pub past: Option<Chart>,
    /// Items that no date is known of, at most forty.
    pub undated: Vec<ItemCard>,
    /// How many more there are.
    pub undated_more: usize,
}

/// Bars over columns of quarters.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// The quarters from left to right, as `FY21-Q3`.
    pub columns: Vec<String>,
    /// Where the columns begin, in percent of the width, without the first.
    pub lines: Vec<f64>,
    /// Where today is, in percent of the width; `null` when it lies outside.
    pub today: Option<f64>,
    /// How many items there are.
    pub count: usize,
    /// The bars from top to bottom, the earliest first; at most forty, those nearest to today.
    pub rows: Vec<ChartRow>,
    /// How many more there are.
    pub rows_more: usize,
}

/// An item as a bar.
#[derive(Clone, Debug, Serialize)]
pub struct ChartRow {
    /// The item.
    pub item: ItemCard,
    /// Where its bar begins, in percent of the width.
    pub from: f64,
    /// How long its bar is, in percent of the width.
    pub width: f64,
}

/// The page of an item.
#[derive(Clone, Debug, Serialize)]
pub struct ItemPage {
    /// The item.
    pub item: ItemCard,
    /// Labels that its author wrote before it.
    pub marks: Vec<String>,
    /// Its title with emphasis and links.
    pub title_html: String,
    /// The column of the board in which it stands.
    pub lane: Link,
    /// The words of the headings above it.
    pub under: Vec<String>,
    /// What it serves, each with the chain up to an objective at the top, nearest first.
    pub why: Vec<Vec<ChainLink>>,
    /// When it starts, in words; empty when nothing says so.
    pub starts: String,
    /// The team of its first owner.
    pub team: Option<NameRef>,
    /// How many boxes are ticked, in words; empty when there are none.
    pub checks: String,
    /// Its fields as its author wrote them.
    pub facts: Vec<Fact>,
    /// The item it is a part of.
    pub part_of: Option<Link>,
    /// Its parts.
    pub parts: Vec<ItemCard>,
    /// The items that come before it.
    pub depends_on: Vec<ItemCard>,
    /// The items that wait for it.
    pub needed_by: Vec<ItemCard>,
    /// What else was written under it; may be empty.
    pub notes_html: String,
    /// How it was recognised.
    pub reading: String,
    /// Where it was read.
    pub source: SourceRef,
}

/// A field as its author wrote it.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What it is called.
    pub label: String,
    /// Its value.
    pub html: String,
}
