//! The overview, the list of periods, and the page of each.

use crate::markdown::{Block, BlockKind};
use crate::model::{DocumentId, KeyResultId, ObjectiveId, PeriodId};
use crate::parse::Piece as Written;

use super::Route;
use super::assemble::View;
use super::data::{
    DocumentRef, Link, Overview, PeriodRow, PeriodView, Piece, Quarter, Quarters, Summary,
};
use super::extent::Extent;
use super::lists::{LINES, List};
use super::state::{Phase, bar};
use crate::words::Arg;

/// How many key results that need attention are named.
pub(super) const ATTENTION: usize = 5;

/// How many documents, teams and targets the page of a period names; how many objectives, teams
/// and periods the overview does.
pub(super) const DOCUMENTS: usize = 20;
const TEAMS: usize = 60;
pub(super) const TARGETS: usize = 60;
const TOP: usize = 12;
const PERIODS: usize = 8;

/// How many periods are told of in a line each.
const ROWS: usize = 100;

impl View {
    pub(super) fn overview(&self) -> Overview {
        let plan = &*self.plan;
        let introduction = self.introduction().map(|id| self.introduction_html(id));
        let (lead_html, introduction_html) = introduction.unwrap_or_default();
        let current = self.current();
        let (attention, attention_more) =
            current.map_or((Vec::new(), 0), |id| self.attention_of(id));
        let top = current.map_or_else(Vec::new, |id| self.top_objectives(id));
        let (top, objectives_more) = few(top, TOP);
        let teams = current.map_or_else(Vec::new, |id| self.team_rows(Some(id)));
        let (teams, teams_more) = few(teams, TOP);
        let periods = self.period_rows(PERIODS);
        let periods_more = plan.periods.len() - periods.len();
        let (pages, pages_more) = few(self.documents_alone(), LINES);
        let (roadmap, roadmap_more) = self.roadmap_now();
        Overview {
            lead_html,
            introduction_html,
            period: current.map(|id| self.period(id)),
            summary: current.map(|id| self.period_summary(id)),
            attention: attention.into_iter().map(|id| self.key_result(id)).collect(),
            attention_more,
            objectives: top.into_iter().map(|id| self.objective_line(id)).collect(),
            objectives_more,
            teams,
            teams_more,
            changes: self.changes(),
            roadmap,
            roadmap_more,
            roadmap_href: self.has_roadmap().then(|| self.href(Route::Roadmap)),
            periods,
            periods_more,
            pages: pages
                .into_iter()
                .map(|id| self.link(self.prose_words(id).0, Route::Prose(id)))
                .collect(),
            pages_more: self.rest(List::Documents, pages_more),
        }
    }

    /// The objectives at the top of a period.
    fn top_objectives(&self, id: PeriodId) -> Vec<ObjectiveId> {
        let all = self.plan.period(id).objectives.iter().copied();
        all.filter(|id| self.plan.objective(*id).parent.is_none()).collect()
    }

    pub(super) fn quarters(&self) -> Quarters {
        let link = |id| self.link(self.period_label(id), Route::Quarter(id));
        Quarters {
            periods: self.period_rows(ROWS),
            earlier: self.plan.period_ids().rev().skip(ROWS).map(link).collect(),
        }
    }

    /// The newest periods, at most so many.
    fn period_rows(&self, most: usize) -> Vec<PeriodRow> {
        let row = |id| PeriodRow { period: self.period(id), summary: self.period_summary(id) };
        self.plan.period_ids().rev().take(most).map(row).collect()
    }

    pub(super) fn quarter(&self, id: PeriodId) -> Quarter {
        let plan = &*self.plan;
        let period = plan.period(id);
        let (attention, attention_more) = self.attention_of(id);
        let extent = self.extent(id);
        let pieces =
            period.documents.iter().flat_map(|document| self.pieces(*document, id, extent));
        let shown = period.objectives.iter().filter(|id| extent.shows(self.depth(**id))).count();
        // A team holds what those below it do, so that no team stands here without the one above.
        let mut teams = self.team_rows(Some(id));
        teams.retain(|row| row.quarter.is_some());
        let (teams, teams_more) = few(teams, TEAMS);
        let neighbour = |other: Option<PeriodId>| {
            other.map(|other| self.link(self.period_label(other), Route::Quarter(other)))
        };
        let documents = period.documents.iter().take(DOCUMENTS);
        let targets = period.targets.iter().take(TARGETS);
        Quarter {
            period: self.period(id),
            summary: self.period_summary(id),
            attention: attention.into_iter().map(|id| self.key_result(id)).collect(),
            attention_more,
            extent: extent.word(),
            hidden: period.objectives.len() - shown,
            list: (!period.objectives.is_empty()).then(|| self.list_link(id)),
            documents: documents.map(|id| self.document_ref(*id)).collect(),
            documents_more: period.documents.len().saturating_sub(DOCUMENTS),
            pieces: pieces.collect(),
            teams,
            teams_more,
            targets: targets.map(|id| self.target_ref(*id)).collect(),
            targets_more: period.targets.len().saturating_sub(TARGETS),
            targets_href: (!period.targets.is_empty()).then(|| self.href(Route::Register(id))),
            previous: neighbour(plan.period_ids().rev().find(|other| *other < id)),
            next: neighbour(plan.period_ids().find(|other| *other > id)),
        }
    }

    fn document_ref(&self, id: DocumentId) -> DocumentRef {
        let document = &self.plan.document(id).document;
        let title = document.title.as_ref().map(|title| title.value.clone());
        let title = title.unwrap_or_else(|| document.path.as_str().to_owned());
        DocumentRef { title, updated: self.updated_view(id), source: self.source(id, None) }
    }

    /// The pieces of a document that stand on the page of `period`, neighbours joined.
    fn pieces(&self, document: DocumentId, period: PeriodId, extent: Extent) -> Vec<Piece> {
        let written = &self.plan.document(document).document;
        let mut pieces: Vec<Piece> = Vec::new();
        for (index, piece) in written.pieces.iter().enumerate() {
            if self.piece_period(document, index) != Some(period) {
                continue;
            }
            match piece {
                Written::Prose(blocks, _) => {
                    // Notes end where the first section or objective begins.
                    let is_heading = |it: &Block| matches!(it.kind, BlockKind::Heading { .. });
                    let begun = pieces.iter().any(|piece| piece.kind != "note");
                    let first = blocks.iter().position(is_heading).unwrap_or(blocks.len());
                    let (notes, prose) = blocks.split_at(if begun { 0 } else { first });
                    for (kind, blocks) in [("note", notes), ("prose", prose)] {
                        if !blocks.is_empty() {
                            let html = self.blocks(document, blocks, 1);
                            pieces.push(Piece { kind, html, objectives: Vec::new() });
                        }
                    }
                }
                Written::Item(_) => {}
                Written::Objective(index) => {
                    let id = self.plan.objective_at(document, *index);
                    // What other documents put below it stands with their own text.
                    let here = |child| {
                        let own = self.plan.objective(child).document == document;
                        own && (extent == Extent::All || extent.shows(self.depth(child)))
                    };
                    if extent != Extent::All && !extent.shows(self.depth(id)) {
                        continue;
                    }
                    let view = self.objective(id, &here);
                    let last = pieces.last_mut().filter(|piece| piece.kind == "objectives");
                    if let Some(piece) = last {
                        piece.objectives.push(view);
                    } else {
                        let (kind, html) = ("objectives", String::new());
                        pieces.push(Piece { kind, html, objectives: vec![view] });
                    }
                }
            }
        }
        pieces
    }

    /// The name of a period.
    pub(super) fn period_label(&self, id: PeriodId) -> String {
        let period = self.plan.period(id);
        if period.name.is_none() {
            return self.say("period.undated", &[]);
        }
        period.label.clone()
    }

    pub(super) fn period(&self, id: PeriodId) -> PeriodView {
        let Some(once) = &self.once else { return self.period_view(id) };
        once.period(id, || self.period_view(id)).clone()
    }

    fn period_view(&self, id: PeriodId) -> PeriodView {
        let period = self.plan.period(id);
        let phase = self.phase(id);
        let range = period.range;
        let (name, elapsed, progress) = match (phase, range) {
            (Phase::Future, Some(range)) => (
                "future",
                0,
                self.say("period.begins", &[("date", Arg::Text(&self.words.date(range.starts())))]),
            ),
            (Phase::Present(share), Some(range)) => {
                let day = range.starts().days_until(self.today) + 1;
                let number = |days: i64| Arg::Count(usize::try_from(days).unwrap_or(0));
                let args = [("day", number(day)), ("days", number(range.days()))];
                ("present", bar(share * 100.0), self.say("period.day", &args))
            }
            (Phase::Past, Some(range)) => (
                "past",
                100,
                self.say("period.ended", &[("date", Arg::Text(&self.words.date(range.ends())))]),
            ),
            _ => ("undated", 0, String::new()),
        };
        PeriodView {
            id: period.slug.clone(),
            label: self.period_label(id),
            href: self.href(Route::Quarter(id)),
            starts: range.map(|range| self.date(range.starts())),
            ends: range.map(|range| self.date(range.ends())),
            dates: range.map_or_else(String::new, |range| self.words.range(range)),
            phase: name,
            progress,
            elapsed,
        }
    }

    pub(super) fn period_summary(&self, id: PeriodId) -> Summary {
        let total = self.plan.total(self.period_key_results(id));
        self.summary(&total, self.plan.period(id).objectives.len())
    }

    pub(super) fn period_key_results(&self, id: PeriodId) -> Vec<KeyResultId> {
        let objectives = self.plan.period(id).objectives.iter();
        objectives.flat_map(|id| self.plan.objective(*id).key_results.iter().copied()).collect()
    }

    /// The key results to name, and how many more there are.
    fn attention_of(&self, id: PeriodId) -> (Vec<KeyResultId>, usize) {
        let total = self.plan.total(self.period_key_results(id));
        few(self.attention(&total.key_results), ATTENTION)
    }

    pub(super) fn period_links(&self) -> Vec<Link> {
        let ids = self.plan.period_ids().rev();
        ids.map(|id| self.link(self.period_label(id), Route::Quarter(id))).collect()
    }
}

/// The first of `all`, at most so many, and how many more there are.
pub(super) fn few<T>(mut all: Vec<T>, most: usize) -> (Vec<T>, usize) {
    let more = all.len().saturating_sub(most);
    all.truncate(most);
    (all, more)
}
