//! The page of an objective, prose pages, the legend and the not-found page.

use crate::calendar::{Date, YearNaming};
use crate::markdown::{Block, BlockKind, plain, plain_blocks};
use crate::model::{DocumentId, ObjectiveId};
use crate::parse::Piece;

use super::Route;
use super::assemble::View;
use super::data::{Legend, LegendRow, Link, NotFound, ObjectivePage, ObjectiveView, Prose};
use super::lists::{LINES, List};
use super::state::STATES;
use crate::words::Arg;

/// Fewer sections than this need no table of contents.
const SECTIONS: usize = 3;

/// Bytes of a page's first words that describe it.
const DESCRIPTION: usize = 200;

impl View {
    pub(super) fn objective_page(&self, id: ObjectiveId) -> ObjectivePage {
        let children = &self.plan.objective(id).children;
        let tree = children.len() <= LINES && self.tree_fits(id);
        let mut objective = self.objective(id, &|_| tree);
        if tree {
            let below = objective.children.into_iter().map(ObjectiveView::in_brief);
            objective.children = below.collect();
        } else {
            let lines = children.iter().take(LINES).map(|id| self.objective_line(*id));
            objective.children = lines.collect();
        }
        let below_more = children.len() - objective.children.len();
        let many = self.long_ones().contains_key(&List::KeyResults(id));
        let key_results = objective.key_results.len();
        if many {
            let lines = self.plan.objective(id).key_results.iter().take(LINES);
            objective.key_results = lines.map(|id| self.key_result(*id)).collect();
        }
        ObjectivePage {
            period: self.period(self.plan.objective(id).period),
            why: self.why(id),
            objective,
            key_results_more: self.rest(List::KeyResults(id), if many { key_results } else { 0 }),
            below: if tree { "tree" } else { "lines" },
            below_more: self.rest(List::Below(id), below_more),
            reading: self.reading(self.plan.written_objective(id).reading),
        }
    }

    pub(super) fn prose(&self, id: DocumentId) -> Prose {
        let mut contents = Vec::new();
        let page = self.href(Route::Prose(id));
        for block in self.prose_blocks(id) {
            if let BlockKind::Heading { level: 2, anchor, content, .. } = &block.kind {
                let href = format!("{page}#{}", self.heading_id(id, anchor));
                contents.push(Link { label: plain(content), href });
            }
        }
        contents.truncate(if contents.len() < SECTIONS { 0 } else { usize::MAX });
        let freshness = self.fresh(self.freshness(id), self.document_review(id));
        Prose { freshness, html: self.prose_html(id), contents }
    }

    pub(super) fn prose_html(&self, id: DocumentId) -> String {
        let blocks: Vec<_> = self.prose_blocks(id).cloned().collect();
        self.below_title(id, &blocks)
    }

    /// The first paragraph of a document, and the rest of it.
    pub(super) fn introduction_html(&self, id: DocumentId) -> (String, String) {
        let blocks: Vec<_> = self.prose_blocks(id).cloned().collect();
        let leads = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        let (lead, rest) = blocks.split_at(usize::from(blocks.first().is_some_and(leads)));
        (self.blocks(id, lead, 0), self.below_title(id, rest))
    }

    fn below_title(&self, id: DocumentId, blocks: &[Block]) -> String {
        // The page's title is its only heading of the first level.
        let again = blocks.iter().any(|it| matches!(it.kind, BlockKind::Heading { level: 1, .. }));
        self.blocks(id, blocks, u8::from(again))
    }

    /// The words of a document, without its plan.
    pub(super) fn prose_text(&self, id: DocumentId) -> String {
        let blocks: Vec<_> = self.prose_blocks(id).cloned().collect();
        plain_blocks(&blocks)
    }

    fn prose_blocks(&self, id: DocumentId) -> impl Iterator<Item = &Block> {
        let pieces = self.plan.document(id).document.pieces.iter();
        pieces.flat_map(|piece| match piece {
            Piece::Prose(blocks, _) => blocks.iter(),
            Piece::Objective(_) | Piece::Item(_) => [].iter(),
        })
    }

    /// The title of a document's page, and its first words.
    pub(super) fn prose_words(&self, id: DocumentId) -> (String, String) {
        let document = &self.plan.document(id).document;
        let title = document.title.as_ref().map(|title| title.value.clone());
        let title = title.filter(|title| !title.is_empty());
        let first = self.prose_blocks(id).find_map(|block| match &block.kind {
            BlockKind::Paragraph(inlines) => Some(plain(inlines)),
            _ => None,
        });
        let described = document.fields.description.as_ref().map(|it| it.value.clone());
        let description = described.or(first).unwrap_or_default();
        (title.unwrap_or_else(|| document.path.stem().to_owned()), shortened(&description))
    }

    pub(super) fn legend(&self) -> Legend {
        let fiscal = self.plan.fiscal;
        let first = Date::new(2001, u32::from(fiscal.first_month()), 1);
        let day = first.filter(|day| day.month() != 1);
        let delivered = self.words.number(self.bands.delivered);
        let named = if fiscal.naming() == YearNaming::Start { "starts" } else { "ends" };
        Legend {
            states: STATES
                .iter()
                .map(|known| LegendRow {
                    state: self.state(known.code),
                    meaning: self.say(known.meaning, &[("delivered", Arg::Text(&delivered))]),
                })
                .collect(),
            delivered,
            progress: self.words.number(self.bands.progress),
            year_starts: day.map_or_else(String::new, |day| self.words.day(day)),
            year_named_for: named,
        }
    }

    pub(super) fn not_found(&self) -> NotFound {
        let mut suggestions =
            vec![self.link(self.say("navigation.overview", &[]), Route::Overview)];
        suggestions.extend(self.lists());
        NotFound { suggestions }
    }

    /// The lists that everything can be found from.
    pub(super) fn lists(&self) -> Vec<Link> {
        let current = self.current().map(|id| self.link(self.period_label(id), Route::Quarter(id)));
        let mut lists: Vec<Link> = current.into_iter().collect();
        lists.push(self.section(Route::Quarters));
        lists.extend(self.has_roadmap().then(|| self.section(Route::Roadmap)));
        lists.push(self.section(Route::Teams));
        lists.push(self.section(Route::Owners));
        lists
    }
}

/// `text` up to a whole word before [`DESCRIPTION`] bytes.
fn shortened(text: &str) -> String {
    if text.len() <= DESCRIPTION {
        return text.to_owned();
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= DESCRIPTION).last();
    let cut = &text[..end.unwrap_or(0)];
    format!("{} …", cut.rsplit_once(' ').map_or(cut, |(words, _)| words))
}

/// The first sentence of `text`, or as much of it as describes a page.
pub(super) fn sentence(text: &str) -> String {
    let ends = text.match_indices(['.', '!', '?']).map(|(at, sign)| at + sign.len());
    let mut ends = ends.filter(|end| text[*end..].starts_with(char::is_whitespace));
    shortened(ends.next().map_or(text, |end| &text[..end]))
}
