//! Values that occur on pages of every kind.

use serde::Serialize;

/// A label and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A place in a document.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRef {
    /// The document's path, relative to the content folder.
    pub path: String,
    /// The line, from 1; `null` for a whole document.
    pub line: Option<u32>,
    /// The place in the source repository, when one is configured.
    pub href: Option<String>,
    /// Both in words: `okrs/fy21-q2.md, line 12`.
    pub label: String,
}

/// A date in both spellings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2020-05-01`, for `<time datetime>`.
    pub iso: String,
    /// `1 May 2020`.
    pub long: String,
}

/// How fresh something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Freshness {
    /// The last day on which it changed; `null` when nothing tells.
    pub updated: Option<DateView>,
    /// The day up to which somebody is to look at it again; `null` when nobody has to.
    pub review: Option<DateView>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// A state, told by shape, word and colour together. The vocabulary is closed; see [`Legend`](super::Legend).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// A class: `done`, `on-track`, `behind`, `at-risk`, `progress`, `missed`, `in-progress`,
    /// `reported`, `none`, `private`, `planned`.
    pub code: &'static str,
    /// The shape: ✓ ● ▲ ■ ◐ ○ ◎ ▨.
    pub shape: &'static str,
    /// The word.
    pub word: String,
}

/// A number from 0 to 1 and how it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
    /// The number, as `72 %`, not clamped: may be `150 %`.
    pub label: String,
    /// The length of the bar, 0 to 100.
    pub bar: u8,
}

/// How much of something is graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Graded key results.
    pub graded: usize,
    /// All key results.
    pub total: usize,
    /// `graded 3 of 5`.
    pub label: String,
}

/// One part of a distribution bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Segment {
    /// The state that is counted.
    pub state: State,
    /// How many.
    pub count: usize,
    /// The share of the whole, 0 to 100, one decimal.
    pub percent: f64,
    /// Where it begins: the shares before it together, 0 to 100, one decimal.
    pub from: f64,
    /// `3 on track`.
    pub label: String,
}

/// A period and where today stands in it.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// `fy21-q2`.
    pub id: String,
    /// `FY21-Q2`.
    pub label: String,
    /// Its page.
    pub href: String,
    /// The first day; `null` when the period has no dates.
    pub starts: Option<DateView>,
    /// The last day.
    pub ends: Option<DateView>,
    /// `1 May – 31 July 2020`; empty without dates.
    pub dates: String,
    /// `future`, `present`, `past`, or `undated`.
    pub phase: &'static str,
    /// `day 68 of 92`, `begins on …`, `ended on …`; empty without dates.
    pub progress: String,
    /// The share that has passed, 0 to 100: where the tick for today stands.
    pub elapsed: u8,
}

/// How something is going, at a glance.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The score; `null` when nothing is graded.
    pub score: Option<Score>,
    /// How much of it is graded.
    pub coverage: Coverage,
    /// Objectives counted.
    pub objectives: usize,
    /// The key results by state, in the order of the legend, without empty ones.
    pub distribution: Vec<Segment>,
}

/// A name with a page of its own: an owner or a team.
pub type NameRef = Link;

/// A picture that stands for a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its full address.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}
