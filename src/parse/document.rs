//! What a document was read as.

use crate::calendar::{DateRange, PeriodName};
use crate::config::Fields;
use crate::diag::Diagnostic;
use crate::grade;
use crate::markdown::{
    Attributes, Block, BlockKind, Definition, Inline, InlineKind, Link, each_text,
};
use crate::source::{SourceId, SourcePath, Span, Spanned};

use super::gist::Gists;
use super::roadmap::RoadmapItem;

/// One document, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The source it was read from.
    pub source: SourceId,
    /// Its path, relative to the content folder.
    pub path: SourcePath,
    /// Its front matter.
    pub fields: Fields,
    /// Its title: the first heading of the first level, or the front matter's.
    pub title: Option<Spanned<String>>,
    /// The periods it names for its objectives, in order.
    pub periods: Vec<PeriodMention>,
    /// Everything it holds, in order.
    pub pieces: Vec<Piece>,
    /// Its objectives, each after its parent.
    pub objectives: Vec<Objective>,
    /// What its objectives and their key results say by themselves, in the same order.
    pub gists: Vec<Gists>,
    /// Whether it is a roadmap.
    pub is_roadmap: bool,
    /// The items of its roadmap, each after the one it is a part of.
    pub items: Vec<RoadmapItem>,
    /// The anchors of headings that are told by the items below them, and not shown.
    pub folded: Vec<String>,
    /// Its reference definitions.
    pub definitions: Vec<Definition>,
    /// The uses of its targets, in order.
    pub uses: Vec<TargetUse>,
    /// The anchors of its headings, without its title's.
    pub anchors: Vec<String>,
    /// The anchor of its title, which is the top of its page.
    pub title_anchor: Option<String>,
    /// Whether its title or path and its period announce objectives.
    pub expects_objectives: bool,
    /// Where prose stands that has the form of objectives or key results, in places where they
    /// were looked for.
    pub unread: Vec<Span>,
    /// Items of an overview that lead to a heading with the same words: they are read there, and
    /// shown once.
    pub merged: Vec<Span>,
    /// How many footnotes it has.
    pub footnotes: usize,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A period that a document is for.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodMention {
    /// The period.
    pub name: PeriodName,
    /// Where it is named; the top of the file when it comes from the file's name.
    pub span: Span,
    /// Its dates, when a sentence or the front matter states them.
    pub stated: Option<Spanned<DateRange>>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Prose, and the period of its section (an index into [`Document::periods`]).
    Prose(Vec<Block>, Option<usize>),
    /// An item of a roadmap (an index into [`Document::items`]).
    Item(usize),
    /// An objective that stands at the top of the document's tree, with all that is below it (an
    /// index into [`Document::objectives`]).
    Objective(usize),
}

/// An objective as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    /// Where it starts, and where its own text ends.
    pub span: Span,
    /// Labels and numbers that stand before it (`Objective 2`, `P0`), to be shown.
    pub marks: Vec<String>,
    /// Who holds it, the first first.
    pub owners: Vec<OwnerName>,
    /// Its words, without label, owner and outcome.
    pub title: Vec<Inline>,
    /// The words after the arrow.
    pub outcome: Option<Vec<Inline>>,
    /// Explicit id and fields.
    pub attributes: Attributes,
    /// Remarks under it that are shown in another form, as its owners or its outcome.
    pub shown: Vec<Span>,
    /// The objective it stands under.
    pub parent: Option<usize>,
    /// Its period, an index into [`Document::periods`].
    pub period: Option<usize>,
    /// Its key results, in order.
    pub key_results: Vec<KeyResult>,
    /// The objectives below it, in order.
    pub children: Vec<usize>,
    /// Prose that stands under it.
    pub notes: Vec<Block>,
    /// The anchor of its heading, when it is one.
    pub anchor: Option<String>,
    /// How it was recognised.
    pub reading: Reading,
}

/// A key result as written.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyResult {
    /// Where it stands.
    pub span: Span,
    /// Labels and priorities that stand before it, to be shown; a bare `KR` is not kept.
    pub marks: Vec<String>,
    /// Who holds it, when it names somebody itself.
    pub owners: Vec<OwnerName>,
    /// Its words, without label, owner and outcome.
    pub text: Vec<Inline>,
    /// The words after the arrow.
    pub outcome: Option<Vec<Inline>>,
    /// Whether its box is ticked, when it has one.
    pub task: Option<bool>,
    /// Explicit id and fields.
    pub attributes: Attributes,
    /// What columns beside it tell of its metric.
    pub figures: Figures,
    /// Remarks under it that are shown in another form, as its owners or its outcome.
    pub shown: Vec<Span>,
    /// Prose that stands under it.
    pub notes: Vec<Block>,
    /// How it was recognised.
    pub reading: Reading,
}

/// What the columns of a table tell of a metric, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Where it started.
    pub start: Option<String>,
    /// Where it is to be.
    pub target: Option<String>,
    /// Where it is.
    pub current: Option<String>,
}

impl Figures {
    /// The same to be graded.
    #[must_use]
    pub fn told(&self) -> grade::Figures<'_> {
        grade::Figures {
            start: self.start.as_deref(),
            target: self.target.as_deref(),
            current: self.current.as_deref(),
        }
    }
}

/// An owner as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerName {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// How it was recognised.
    pub via: OwnerVia,
}

impl OwnerName {
    /// Whom a heading names.
    pub(super) fn of_heading(name: &str, span: Span) -> Self {
        Self { name: name.to_owned(), span, via: OwnerVia::Heading }
    }
}

/// How an owner was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerVia {
    /// The name before the colon.
    Prefix,
    /// The heading of the section.
    Heading,
    /// A line `Owner: …` below the title.
    Above,
    /// `@handle`
    Handle,
    /// A line `Owner: …`.
    Line,
    /// The front matter.
    FrontMatter,
}

/// The rule by which an objective or key result was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// It carries a label.
    Labelled,
    /// Its owner stands before a colon.
    OwnerPrefix,
    /// It is bold and stands at the top of a list.
    BoldItem,
    /// Key results stand under it.
    HasKeyResults,
    /// A bold paragraph over a list.
    BoldOverList,
    /// A heading over a list.
    HeadingOverList,
    /// It stands beside objectives.
    BesideObjectives,
    /// A leaf under an objective.
    LeafUnderObjective,
    /// A row of a table whose columns say what they hold.
    TableRow,
}

impl Reading {
    /// The rule in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Labelled => "it carries a label",
            Self::OwnerPrefix => "its owner stands before a colon",
            Self::BoldItem => "it is bold at the top of a list",
            Self::HasKeyResults => "key results stand under it",
            Self::BoldOverList => "it is a bold paragraph over a list",
            Self::HeadingOverList => "it is a heading over a list",
            Self::BesideObjectives => "it stands beside objectives",
            Self::LeafUnderObjective => "it is a leaf under an objective",
            Self::TableRow => "it is a row of a table of OKRs",
        }
    }

    /// The rule in one word, for margins; [`Reading::words`] explains it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Labelled => "label",
            Self::OwnerPrefix => "owner",
            Self::BoldItem => "bold",
            Self::HasKeyResults => "results",
            Self::BoldOverList => "paragraph",
            Self::HeadingOverList => "heading",
            Self::BesideObjectives => "beside",
            Self::LeafUnderObjective => "leaf",
            Self::TableRow => "table",
        }
    }
}

/// One use of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetUse {
    /// The label in lower case, which is how labels are compared.
    pub label: String,
    /// The link that uses it.
    pub span: Span,
    /// What is shown, as `$N₀`.
    pub symbol: String,
    /// `≥`, `>`, `at least` … before it; empty when there is none.
    pub comparator: String,
    /// The words after it that say what is counted; may be empty.
    pub unit: String,
    /// What it stands in.
    pub place: TargetPlace,
}

/// What a target is used in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetPlace {
    /// A key result: indices of its objective and of itself there.
    KeyResult(usize, usize),
    /// An objective's title, outcome or notes.
    Objective(usize),
    /// Prose.
    Prose,
}

impl Document {
    /// Calls `visit` with every running text of the document, in no particular order.
    pub fn each_text<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline])) {
        for piece in &self.pieces {
            if let Piece::Prose(blocks, _) = piece {
                each_text(blocks, visit);
            }
        }
        for objective in &self.objectives {
            visit(&objective.title);
            objective.outcome.iter().for_each(|outcome| visit(outcome));
            each_text(&objective.notes, visit);
            for key_result in &objective.key_results {
                visit(&key_result.text);
                key_result.outcome.iter().for_each(|outcome| visit(outcome));
                each_text(&key_result.notes, visit);
            }
        }
        for item in &self.items {
            visit(&item.title);
            item.fields.iter().for_each(|field| visit(&field.value));
            each_text(&item.notes, visit);
        }
    }

    /// All links and pictures of the document with their places, and raw HTML with its place.
    pub fn each_link<'a>(
        &'a self,
        on_link: &mut impl FnMut(&'a Link, Span),
        on_html: &mut impl FnMut(&'a str, Span),
    ) {
        self.each_text(&mut |inlines| links_in(inlines, on_link, on_html));
        for piece in &self.pieces {
            if let Piece::Prose(blocks, _) = piece {
                html_in(blocks, on_html);
            }
        }
        for objective in &self.objectives {
            html_in(&objective.notes, on_html);
            for key_result in &objective.key_results {
                html_in(&key_result.notes, on_html);
            }
        }
        for item in &self.items {
            html_in(&item.notes, on_html);
        }
    }
}

fn links_in<'a>(
    inlines: &'a [Inline],
    on_link: &mut impl FnMut(&'a Link, Span),
    on_html: &mut impl FnMut(&'a str, Span),
) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Link(link) | InlineKind::Image(link) => on_link(link, inline.span),
            InlineKind::Html(html) => on_html(html, inline.span),
            _ => {}
        }
        links_in(inline.children(), on_link, on_html);
    }
}

fn html_in<'a>(blocks: &'a [Block], on_html: &mut impl FnMut(&'a str, Span)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Html(html) => on_html(html, block.span),
            BlockKind::Quote(_, blocks) | BlockKind::Footnote { blocks, .. } => {
                html_in(blocks, on_html);
            }
            BlockKind::List(_, items) => {
                for item in items {
                    html_in(&item.blocks, on_html);
                }
            }
            _ => {}
        }
    }
}
