//! What an item of a roadmap is.

use crate::calendar::When;
use crate::grade::Status;
use crate::markdown::{Attributes, Block, Inline};
use crate::source::{Span, Spanned};

use super::super::document::OwnerName;
use super::super::words::EXPLAIN;
use super::said;

/// When an item is to be worked on, in the words of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Horizon {
    /// At present.
    Now,
    /// After that.
    Next,
    /// Some day.
    Later,
    /// Perhaps.
    Exploring,
    /// It was.
    Done,
}

impl Horizon {
    /// The word that stands for it in every format.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Next => "next",
            Self::Later => "later",
            Self::Exploring => "exploring",
            Self::Done => "done",
        }
    }
}

/// How the work on an item goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// It is to be done, and not begun.
    Planned,
    /// It is being done; nothing says how well.
    InProgress,
    /// It goes as planned.
    OnTrack,
    /// It goes slower than planned.
    Behind,
    /// It may well not be done in time.
    AtRisk,
    /// It cannot go on, or rests.
    Blocked,
    /// It is done.
    Done,
    /// It is no longer wanted.
    Dropped,
}

impl State {
    /// The word that stands for it in every format, in kebab case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::InProgress => "in-progress",
            Self::OnTrack => "on-track",
            Self::Behind => "behind",
            Self::AtRisk => "at-risk",
            Self::Blocked => "blocked",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// Whether no more work is to be done.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

impl From<Status> for State {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => Self::Done,
            Status::InProgress => Self::InProgress,
            Status::OnTrack => Self::OnTrack,
            Status::Behind => Self::Behind,
            Status::AtRisk => Self::AtRisk,
            Status::Blocked => Self::Blocked,
            Status::NotDone => Self::Planned,
            Status::Dropped => Self::Dropped,
        }
    }
}

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FieldKind {
    /// Who does it.
    Owner,
    /// How it goes.
    Status,
    /// When it starts.
    Start,
    /// When it is to be done.
    Due,
    /// When it was done.
    Finished,
    /// The objectives and key results that it serves.
    Supports,
    /// Where it is tracked.
    Issue,
    /// The items that come before it.
    DependsOn,
    /// How much work it is.
    Size,
    /// How urgent it is.
    Priority,
    /// When it is to be worked on.
    Horizon,
    /// The release it belongs to.
    Release,
    /// How much of it is done.
    Progress,
    /// Something else.
    Other,
}

/// A field as written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenField {
    /// What it says.
    pub kind: FieldKind,
    /// The words before the colon, or over the column; empty when the value stands alone.
    pub key: String,
    /// Its value.
    pub value: Vec<Inline>,
    /// Where it stands.
    pub span: Span,
}

impl WrittenField {
    /// Whether words that name nothing known may be no name at all, under such a key.
    #[must_use]
    pub fn may_explain(&self) -> bool {
        EXPLAIN.contains(&said::plain(&self.key).as_str())
    }
}

/// How many boxes are ticked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checks {
    /// Those that are.
    pub done: usize,
    /// All of them.
    pub all: usize,
}

/// An item of a roadmap as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapItem {
    /// Where it starts, and where its own text ends.
    pub span: Span,
    /// Labels that stand before its title, to be shown.
    pub marks: Vec<String>,
    /// Its title.
    pub title: Vec<Inline>,
    /// Explicit id and fields.
    pub attributes: Attributes,
    /// The anchor of its heading, when it is one.
    pub anchor: Option<String>,
    /// The words of the headings above it, those of the page's title left out.
    pub under: Vec<String>,
    /// The horizon it stands under, or names.
    pub horizon: Option<Horizon>,
    /// The release it stands under, or names.
    pub release: Option<String>,
    /// The time of the heading it stands under.
    pub period: Option<When>,
    /// How it goes.
    pub state: Option<State>,
    /// When it starts.
    pub starts: Option<Spanned<When>>,
    /// When it is to be done, or was.
    pub due: Option<Spanned<When>>,
    /// Who does it, the first first.
    pub owners: Vec<OwnerName>,
    /// Its fields, in order.
    pub fields: Vec<WrittenField>,
    /// The boxes of the lists under it.
    pub checks: Checks,
    /// The share of it that is done as its author gives it, from 0 to 1.
    pub share: Option<f64>,
    /// The item it is a part of.
    pub parent: Option<usize>,
    /// Prose that stands under it.
    pub notes: Vec<Block>,
    /// How it was recognised.
    pub reading: ItemReading,
}

impl RoadmapItem {
    /// Its fields of one kind.
    pub fn of(&self, kind: FieldKind) -> impl Iterator<Item = &WrittenField> {
        self.fields.iter().filter(move |field| field.kind == kind)
    }
}

/// The rule by which an item was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemReading {
    /// A heading.
    Heading,
    /// An item of a list.
    ListItem,
    /// A row of a table.
    TableRow,
    /// A cell of a table whose columns say when.
    TableCell,
}

impl ItemReading {
    /// The rule in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Heading => "it is a heading where plans are expected",
            Self::ListItem => "it is an item of a list of plans",
            Self::TableRow => "it is a row of a table of plans",
            Self::TableCell => "its column says when it is planned",
        }
    }

    /// The rule in one word, for margins; [`ItemReading::words`] explains it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::ListItem => "list",
            Self::TableRow => "row",
            Self::TableCell => "column",
        }
    }
}
