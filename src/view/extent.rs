//! How much of a quarter its page shows, so that the page stays light however large the quarter.

use crate::markdown::plain;
use crate::model::{KeyResultId, ObjectiveId, PeriodId};
use crate::parse::Piece;
use crate::source::Span;
use crate::words::Arg;

use super::Route;
use super::assemble::View;
use super::data::{Link, Listed, QuarterList};
use super::freshness::Review;
use super::lists::{List, NAMED};

/// What a page of cards may weigh, in bytes of HTML, next to what stands around the cards.
const WEIGHT: usize = 115_000;

/// What a card weighs beside its author's words, and what a key result does.
const CARD: usize = 1000;
const KEY_RESULT: usize = 700;

/// What the name of an item that serves them adds to either, and what a place in a tree does.
const ITEM: usize = 130;
const BRANCH: usize = 200;

/// What the key results of an objective may weigh on its page; fewer than these never weigh more.
const OWN: usize = 60_000;
const FEW: usize = 20;

/// What a day weighs on which something changed, and the words that a review is overdue.
const DATED: usize = 80;
const OVERDUE: usize = 250;

/// What an objective in one line weighs beside its title.
const LINE: usize = 500;

/// How much longer prose becomes as HTML, in percent.
const PROSE: usize = 125;

/// How many objectives a page names in a line each.
const LINES: usize = 120;

/// How much of a quarter its page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Everything.
    All,
    /// So many of the upper levels.
    Levels(usize),
    /// The uppermost level, each objective in one line.
    Lines,
    /// No objective: even the uppermost level is too long.
    Teams,
}

impl Extent {
    /// Its name in the data of the page.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Levels(_) => "levels",
            Self::Lines => "lines",
            Self::Teams => "too_many",
        }
    }

    /// Whether objectives that stand `depth` levels down are shown.
    pub(super) fn shows(self, depth: usize) -> bool {
        match self {
            Self::All => true,
            Self::Levels(levels) => depth < levels,
            Self::Lines => depth == 0,
            Self::Teams => false,
        }
    }
}

impl View {
    /// How much of a period fits on its page: as many levels as the configured number of
    /// objectives and the weight of a page allow.
    pub(super) fn extent(&self, id: PeriodId) -> Extent {
        let mut levels: Vec<(usize, usize)> = Vec::new();
        for id in &self.plan.period(id).objectives {
            let depth = self.depth(*id);
            if levels.len() <= depth {
                levels.resize(depth + 1, (0, 0));
            }
            levels[depth].0 += 1;
            levels[depth].1 += self.weight(*id);
        }
        let limit = self.config.limits.objectives_per_page;
        let mut total = (0, self.prose_weight(id));
        let fits = levels.iter().take_while(|level| {
            total = (total.0 + level.0, total.1 + level.1);
            total.0 <= limit && total.1 <= WEIGHT
        });
        let fits = fits.count();
        match fits {
            fits if fits == levels.len() => Extent::All,
            0 if levels[0].0 > LINES || self.lines_weight(id) > WEIGHT => Extent::Teams,
            0 => Extent::Lines,
            fits => Extent::Levels(fits),
        }
    }

    /// About how many bytes of HTML the prose on the page of a period takes. It stays there: it
    /// is for objectives to make room.
    fn prose_weight(&self, id: PeriodId) -> usize {
        let documents = self.plan.period(id).documents.iter();
        let pieces = documents.flat_map(|document| {
            let pieces = &self.plan.document(*document).document.pieces;
            pieces.iter().enumerate().map(|(index, piece)| (*document, index, piece))
        });
        let here = pieces.filter_map(|(document, index, piece)| match piece {
            Piece::Prose(blocks, _) if self.piece_period(document, index) == Some(id) => {
                Some(blocks.iter().map(|block| length(block.span)).sum::<usize>())
            }
            _ => None,
        });
        here.sum::<usize>() * PROSE / 100
    }

    /// About how many bytes of HTML the uppermost level takes in a line each.
    fn lines_weight(&self, id: PeriodId) -> usize {
        let top = self.plan.period(id).objectives.iter().filter(|id| self.depth(**id) == 0);
        let line = |id: &ObjectiveId| LINE + plain(&self.plan.written_objective(*id).title).len();
        self.prose_weight(id) + top.map(line).sum::<usize>()
    }

    /// How many objectives stand above one.
    pub(super) fn depth(&self, id: ObjectiveId) -> usize {
        self.plan.why(id).count()
    }

    /// About how many bytes of HTML the card of an objective takes: as many as its source, and
    /// what the theme adds.
    pub(super) fn weight(&self, id: ObjectiveId) -> usize {
        let objective = self.plan.objective(id);
        let key_results = objective.key_results.iter().map(|id| self.key_result_weight(*id));
        let items = ITEM * objective.items.len().min(NAMED);
        let days = if self.objective_updated(id).is_some() { DATED } else { 0 };
        let own = CARD + length(self.plan.written_objective(id).span);
        let days = days + overdue_weight(self.objective_review(id));
        own + days + items + key_results.sum::<usize>()
    }

    /// The same of a key result.
    pub(super) fn key_result_weight(&self, id: KeyResultId) -> usize {
        let items = ITEM * self.plan.key_result(id).items.len().min(NAMED);
        let days = if self.key_result_days(id).updated.is_some() { DATED } else { 0 };
        KEY_RESULT + length(self.plan.written_key_result(id).span) + items + days
    }

    /// Whether the key results of an objective are too many for its page to show them in full.
    pub(super) fn key_results_are_many(&self, id: ObjectiveId) -> bool {
        let all = &self.plan.objective(id).key_results;
        // Even long ones are not many.
        let few = all.len() <= FEW;
        !few && all.iter().map(|id| self.key_result_weight(*id)).sum::<usize>() > OWN
    }

    /// Whether all that stands below an objective fits on its page, next to its key results.
    pub(super) fn tree_fits(&self, id: ObjectiveId) -> bool {
        let mut room = WEIGHT.saturating_sub(self.weight(id).min(OWN));
        let mut open: Vec<ObjectiveId> = self.plan.objective(id).children.clone();
        while let Some(id) = open.pop() {
            let Some(left) = room.checked_sub(self.weight(id) + BRANCH) else { return false };
            room = left;
            open.extend(&self.plan.objective(id).children);
        }
        true
    }

    /// The list of all objectives of a period, each below the one that it supports.
    pub(super) fn quarter_list(&self, id: PeriodId) -> QuarterList {
        let parts = self.part_links(List::Objectives(id), None);
        let all = if parts.is_empty() { &self.plan.period(id).objectives[..] } else { &[] };
        let mut open: Vec<(ObjectiveId, usize)> =
            all.iter().rev().filter(|id| self.depth(**id) == 0).map(|id| (*id, 0)).collect();
        let mut objectives = Vec::new();
        while let Some((id, depth)) = open.pop() {
            let below = self.plan.objective(id).children.iter().rev();
            open.extend(below.map(|child| (*child, depth + 1)));
            objectives.push(Listed { depth, objective: self.objective_line(id) });
        }
        QuarterList {
            period: self.period(id),
            summary: self.period_summary(id),
            map: self.map(id),
            objectives,
            parts,
        }
    }

    /// The page with the map and the list of all objectives of a period.
    pub(super) fn list_link(&self, id: PeriodId) -> Link {
        let label = self.period_label(id);
        let args = [("period", Arg::Text(&label))];
        self.link(self.say("page.quarter_list", &args), Route::QuarterList(id))
    }
}

/// About how many bytes of HTML the words take that a review is overdue, where it is.
pub(super) fn overdue_weight(review: Option<Review>) -> usize {
    if review.is_some_and(|review| review.overdue) { OVERDUE } else { 0 }
}

fn length(span: Span) -> usize {
    (span.end - span.start) as usize
}
