//! What changed lately, as far as the documents say when: notes that begin with a day, the day on
//! which a document says it was changed, and items of the roadmap that are done.

use crate::calendar::{Date, Precision, dates_in};
use crate::markdown::{Block, BlockKind, plain};
use crate::model::DocumentId;
use crate::parse::{Piece, State as Stage};

use super::Route;
use super::assemble::View;
use super::data::{Change, Link};
use super::pages::sentence;

/// How many changes are named.
const CHANGES: usize = 5;

/// Days after which a change is no longer news: a quarter.
const NEWS: i64 = 92;

/// Bytes at the start of a note in which its day stands.
const BEGINNING: usize = 40;

impl View {
    /// What changed in the last quarter of a year, the latest first.
    pub(super) fn changes(&self) -> Vec<Change> {
        let mut all: Vec<(Date, Change)> = self.items_done();
        for id in self.plan.document_ids() {
            let notes = self.notes(id);
            let last = notes.iter().map(|(day, _)| *day).max();
            all.extend(notes);
            // A note says more than that there was a change.
            let edited = self.edited(id).filter(|day| last.is_none_or(|last| last < *day));
            all.extend(edited.map(|day| (day, self.edit(id, day))));
        }
        all.retain(|(day, _)| (0..=NEWS).contains(&day.days_until(self.today)));
        all.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        all.truncate(CHANGES);
        all.into_iter().map(|(_, change)| change).collect()
    }

    /// The last day on which a document says that it was changed, up to today.
    pub(super) fn said(&self, id: DocumentId) -> Option<Date> {
        let notes = self.notes(id).into_iter().map(|(day, _)| day);
        notes.chain(self.dated(id)).filter(|day| *day <= self.today).max()
    }

    /// The day of the last change: what the document says, or version control if that knows of a
    /// later one.
    fn edited(&self, id: DocumentId) -> Option<Date> {
        self.dated(id).max(self.committed(id))
    }

    /// The day in the front matter of a document.
    fn dated(&self, id: DocumentId) -> Option<Date> {
        let fields = &self.plan.document(id).document.fields;
        let day = fields.updated.as_ref().or(fields.date.as_ref());
        day.and_then(|day| Date::parse(&day.value))
    }

    fn edit(&self, id: DocumentId, day: Date) -> Change {
        let label = self.say("changes.edited", &[]);
        Change { date: self.date(day), state: None, label, link: self.document_link(id, None) }
    }

    /// The notes of a document that begin with a day.
    fn notes(&self, id: DocumentId) -> Vec<(Date, Change)> {
        let mut notes = Vec::new();
        for (index, piece) in self.plan.document(id).document.pieces.iter().enumerate() {
            let Piece::Prose(blocks, _) = piece else { continue };
            let mut here = Vec::new();
            for block in blocks {
                dated(block, &mut here);
            }
            notes.extend(here.into_iter().map(|(day, label)| {
                let link = self.document_link(id, Some(index));
                (day, Change { date: self.date(day), state: None, label, link })
            }));
        }
        notes
    }

    /// A document by its title, and the page on which a piece of it stands.
    fn document_link(&self, id: DocumentId, piece: Option<usize>) -> Link {
        let document = &self.plan.document(id).document;
        let pieces = piece.map_or(0..document.pieces.len(), |index| index..index + 1);
        let mut periods = pieces.filter_map(|index| self.piece_period(id, index));
        let route = periods.next().map_or_else(|| self.prose_route(id), Route::Quarter);
        self.link(self.prose_words(id).0, route)
    }

    fn items_done(&self) -> Vec<(Date, Change)> {
        let done = self.plan.item_ids().filter_map(|id| {
            let written = self.plan.written_item(id);
            let due = self.plan.item(id).due.filter(|due| due.precision == Precision::Day)?;
            let state = written.state.filter(|state| *state == Stage::Done)?;
            let (day, state) = (due.range.ends(), Some(self.stage(state)));
            let link = self.link(self.item_title(id), Route::Item(id));
            Some((day, Change { date: self.date(day), state, label: String::new(), link }))
        });
        done.collect()
    }
}

/// Adds the notes in `block` that begin with a day: that day, and their first sentence.
fn dated(block: &Block, notes: &mut Vec<(Date, String)>) {
    match &block.kind {
        BlockKind::Paragraph(inlines)
        | BlockKind::Tight(inlines)
        | BlockKind::Heading { content: inlines, .. } => notes.extend(note(&plain(inlines))),
        BlockKind::Quote(_, blocks) => blocks.first().into_iter().for_each(|it| dated(it, notes)),
        BlockKind::List(_, items) => {
            items.iter().filter_map(|item| item.blocks.first()).for_each(|it| dated(it, notes));
        }
        _ => {}
    }
}

fn note(text: &str) -> Option<(Date, String)> {
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= BEGINNING);
    let found = dates_in(&text[..end.unwrap_or(text.len())]).into_iter().next()?;
    let rest = text[found.range.end..].trim_start();
    let words = rest.trim_start_matches([':', '–', '—', '-', '.']).trim_start();
    let begins = found.range.start == 0 && found.value.precision == Precision::Day;
    let parted = words.len() < rest.len() && !words.is_empty();
    (begins && parted).then(|| (found.value.range.ends(), sentence(words)))
}
