//! Roadmaps: items under horizons, times and releases, whatever form they are written in.
//!
//! Headings, list items and table rows are candidates; what their names, their fields and their
//! neighbours say is weighed, and all of one list, or of one level of headings, are judged together.
//! What is no item stays prose, in its place.

mod columns;
mod data;
mod fields;
mod folds;
mod frame;
mod legend;
mod listed;
mod said;
mod section;
mod table;
mod title;

use crate::calendar::{Part, When, YearOf};
use crate::markdown::{Block, BlockKind, Inline, Item, plain as words_of};
use crate::source::{SourcePath, Span};

use super::above;
use super::document::{Document, OwnerVia, Piece};
use super::heading;
use super::items::{hold, paragraph};
use super::text::{self, flat, span, trim};
use frame::{Frame, Header, Standing};
use said::Signs;
use section::{Body, Evidence, Role, Section, items};
use title::{Style, Title, title};

pub use data::{Checks, FieldKind, Horizon, ItemReading, RoadmapItem, State, WrittenField};

/// Whether the document at `path` is a roadmap: it is called so, or lies in a folder called so.
pub(super) fn is_roadmap(path: &SourcePath) -> bool {
    let is_name = |name: &str| matches!(name.to_lowercase().as_str(), "roadmap" | "roadmaps");
    let stem = path.stem().to_lowercase();
    let mut words = stem.split(|sign: char| !sign.is_alphanumeric());
    let named = words.clone().next().is_some_and(is_name) || words.next_back().is_some_and(is_name);
    let in_plans = path.folder().split('/').any(|it| matches!(it, "okrs" | "okr"));
    is_name(&stem) || path.folder().split('/').any(is_name) || (named && !in_plans)
}

/// Reads the items of a roadmap whose own period is `when`.
pub(super) fn read(document: &mut Document, blocks: &[Block], when: Option<When>) {
    let mut signs = Signs::default();
    legend::learn(blocks, &mut signs);
    let holders = above::stated(&document.fields, OwnerVia::FrontMatter);
    let given = given(document);
    let standing = if given.is_some() { Standing::Framed } else { Standing::Announced };
    let frame = Frame { given, holders, standing, ..Frame::default() };
    let mut reader = Reader { document, signs, year: when.map(|when| when.year()) };
    let body = section::sections(blocks);
    let pieces = reader.body(&body, &frame, None).0;
    let pieces = joined(pieces);
    fields::release_dates(&mut reader.document.items);
    reader.document.pieces.extend(pieces);
}

/// The part of a year that front matter or the title says a document is for. A year frames nothing:
/// what is planned in it may be planned for any day.
fn given(document: &Document) -> Option<When> {
    let texts = [document.fields.period.as_ref(), document.title.as_ref()];
    let name = texts.into_iter().flatten().find_map(|text| heading::period(&text.value))?;
    (name.part() != Part::Year).then(|| When::of_period(name))
}

/// Neighbouring prose as one piece.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Prose(before, None)), Piece::Prose(blocks, None)) => before.extend(blocks),
            (_, piece) => all.push(piece),
        }
    }
    all
}

/// Builds the items of a document.
struct Reader<'d> {
    document: &'d mut Document,
    signs: Signs,
    /// The year that times without one belong to.
    year: Option<YearOf>,
}

/// Whether prose of its own stands in a place.
type HasProse = bool;

impl Reader<'_> {
    fn year(&self, frame: &Frame) -> Option<YearOf> {
        frame.year().or(self.year)
    }

    /// What stands below a heading, or in the whole document.
    fn body(
        &mut self,
        body: &Body<'_>,
        frame: &Frame,
        parent: Option<usize>,
    ) -> (Vec<Piece>, HasProse) {
        let mut frame = frame.clone();
        let mut out = Vec::new();
        let mut has_prose = false;
        let mut before: Option<String> = None;
        let lists = listed::all(&body.own, self.year(&frame));
        let listed = frame.standing != Standing::Aside && lists.iter().flatten().count() > 1;
        let mut unfolded = 0;
        for (at, (block, list)) in body.own.iter().zip(lists).enumerate() {
            if at < unfolded {
                continue;
            }
            if let Some(pieces) = self.fold(&body.own[at..], &frame, parent) {
                unfolded = at + pieces.0;
                out.extend(pieces.1);
                continue;
            }
            if let Some(list) = list.filter(|_| listed) {
                out.extend(self.listed(list, &frame, parent));
                continue;
            }
            self.target(block, &mut frame);
            let said = before.take().and_then(|words| frame::sentence(&words));
            let read = self.plans(block, &frame, said.as_ref(), parent);
            if let Some(pieces) = read {
                out.extend(pieces);
            } else {
                before = paragraph(block).map(|words| flat(words).into_owned());
                has_prose = true;
                out.push(Piece::Prose(vec![(*block).clone()], None));
            }
        }
        let evidence = Evidence { frame: &frame, signs: &self.signs, year: self.year(&frame) };
        let roles = evidence.roles(&body.below);
        for (section, role) in body.below.iter().zip(roles) {
            out.extend(match role {
                Role::Item => self.heading(section, &frame, parent),
                Role::Group => self.group(section, &frame, parent),
            });
        }
        (out, has_prose)
    }

    /// What holds below these words. A release or a time that is marked as done is done as a whole.
    fn below(&self, frame: &Frame, words: &str, span: Span) -> Frame {
        let mut below = frame.below(words, span);
        let last = words.trim_end_matches(['\u{fe0f}', ' ']).chars().next_back();
        let done = last.and_then(|sign| self.signs.state(sign)) == Some(State::Done);
        let named = below.standing == Standing::Framed && below.horizon == frame.horizon;
        if done && named && below.state.is_none() {
            below.state = Some(State::Done);
            below.horizon = Some(Horizon::Done);
        }
        below
    }

    /// A heading that arranges: it stays when it has prose, or when nothing below it is an item.
    fn group(&mut self, section: &Section<'_>, frame: &Frame, parent: Option<usize>) -> Vec<Piece> {
        let mut below = self.below(frame, &section.words, section.block.span);
        if below.when.is_none_or(|when| Some(when) == frame.when)
            && let Some(Header::Time(when, _)) = frame::header(&section.words, self.year(frame))
        {
            below.when = Some(when);
            below.standing = Standing::Framed;
        }
        let (pieces, has_prose) = self.body(&section.body, &below, parent);
        let holds = pieces.iter().any(|piece| matches!(piece, Piece::Item(_)));
        if holds && !has_prose {
            self.document.folded.extend(section.anchor.map(str::to_owned));
            return pieces;
        }
        let mut out = vec![Piece::Prose(vec![section.block.clone()], None)];
        out.extend(pieces);
        out
    }

    /// `Target: Q3 2020` below a release or a horizon.
    fn target(&self, block: &Block, frame: &mut Frame) {
        let Some(words) = paragraph(block).filter(|_| frame.standing == Standing::Framed) else {
            return;
        };
        let year = self.year(frame);
        for line in fields::lines(words, year) {
            for field in fields::line(&line, year).into_iter().flatten() {
                let is_time =
                    matches!(field.kind, FieldKind::Due | FieldKind::Finished | FieldKind::Release);
                let found = crate::calendar::when_in(&flat(&field.value), year).filter(|_| is_time);
                frame.when = found.map(|it| it.value).or(frame.when);
                if field.kind == FieldKind::Status {
                    frame.state = self.signs.read(&flat(&field.value)).or(frame.state);
                }
            }
        }
    }

    /// The items of a list or table; `None` when it is none of plans.
    fn plans(
        &mut self,
        block: &Block,
        frame: &Frame,
        said: Option<&Header>,
        parent: Option<usize>,
    ) -> Option<Vec<Piece>> {
        let mut frame = frame.clone();
        if let Some(Header::Horizon(horizon, state)) = said {
            frame.horizon = Some(*horizon);
            frame.state = *state;
        }
        if let Some(list) = items(block) {
            let evidence = Evidence { frame: &frame, signs: &self.signs, year: self.year(&frame) };
            let plans = evidence.lists_plans(list, said);
            return plans.then(|| self.list(block, list, &frame, parent));
        }
        if matches!(said, Some(Header::Aside)) || frame.standing == Standing::Aside {
            return None;
        }
        let (plans, rows) = table::plans(block, self.year(&frame))?;
        let entries = plans.entries(rows);
        if entries.is_empty() {
            return None;
        }
        let mut out = Vec::new();
        let mut above = parent;
        for entry in entries {
            let below = if entry.is_part { above } else { parent };
            let index = self.entry(entry, &frame, below);
            if below == parent {
                above = Some(index);
            }
            out.push(Piece::Item(index));
        }
        out.extend(plans.others(block).map(|rest| Piece::Prose(vec![rest], None)));
        Some(out)
    }

    /// The items that readers unfold, and how many blocks these are.
    fn fold(
        &mut self,
        blocks: &[&Block],
        frame: &Frame,
        parent: Option<usize>,
    ) -> Option<(usize, Vec<Piece>)> {
        let fold = folds::fold(blocks, self.year(frame))?;
        let below = self.below(frame, &fold.words, fold.span);
        let mut out = Vec::new();
        for block in fold.inner {
            let read = self.plans(block, &below, None, parent);
            out.extend(read.unwrap_or_else(|| vec![Piece::Prose(vec![(*block).clone()], None)]));
        }
        let holds = out.iter().any(|piece| matches!(piece, Piece::Item(_)));
        holds.then(|| (fold.inner.len() + 2, out))
    }

    /// The items of lines that list plans behind their times.
    fn listed(
        &mut self,
        lines: Vec<listed::Line>,
        frame: &Frame,
        parent: Option<usize>,
    ) -> Vec<Piece> {
        let mut out = Vec::new();
        for line in lines {
            let below = frame.below(&line.words, line.span);
            for words in line.titles {
                let told = title(&words, Style::Line, &self.signs, self.year(&below));
                let own = span(&words).unwrap_or(line.span);
                let index = self.start(told, own, (&below, parent), ItemReading::ListItem);
                self.finish(index, &below);
                out.push(Piece::Item(index));
            }
        }
        out
    }

    fn list(
        &mut self,
        block: &Block,
        list: &[Item],
        frame: &Frame,
        parent: Option<usize>,
    ) -> Vec<Piece> {
        let mut out = Vec::new();
        for item in list {
            let evidence = Evidence { frame, signs: &self.signs, year: self.year(frame) };
            let (frames, groups) = (evidence.is_frame(item), evidence.is_group(item));
            let Some((first, rest)) = item.blocks.split_first() else { continue };
            let Some(words) = paragraph(first) else {
                out.push(Piece::Prose(vec![only(block, item)], None));
                continue;
            };
            if !frames && !groups {
                out.push(Piece::Item(self.list_item(item, words, rest, (frame, parent))));
                continue;
            }
            let mut below = self.below(frame, &flat(words), first.span);
            if groups && below.standing != Standing::Framed {
                below.standing = Standing::Announced;
            }
            for block in rest {
                match items(block) {
                    Some(list) => out.extend(self.list(block, list, &below, parent)),
                    None => out.push(Piece::Prose(vec![block.clone()], None)),
                }
            }
        }
        out
    }

    /// A heading that is an item.
    fn heading(
        &mut self,
        section: &Section<'_>,
        frame: &Frame,
        parent: Option<usize>,
    ) -> Vec<Piece> {
        let year = self.year(frame);
        let mut told = title(section.content, Style::Whole, &self.signs, year);
        if let Some(given) = section.attributes {
            told.attributes.merge(given.clone());
        }
        let index = self.start(told, section.block.span, (frame, parent), ItemReading::Heading);
        let item = &mut self.document.items[index];
        item.anchor = section.anchor.map(str::to_owned);
        self.release(index, &section.words, year);
        for block in &section.body.own {
            self.note(index, block, year);
        }
        let own = self.finish(index, frame);
        let mut out = vec![Piece::Item(index)];
        let evidence = Evidence { frame: &own, signs: &self.signs, year: self.year(&own) };
        let bare = self.document.items[index].notes.is_empty()
            && self.document.items[index].fields.is_empty();
        let roles = evidence.roles(&section.body.below);
        for (below, role) in section.body.below.iter().zip(roles) {
            let is_item = role == Role::Item && (bare || section::is_told(below, year));
            if is_item {
                out.extend(self.heading(below, &own, Some(index)));
            } else {
                let mut blocks = Vec::new();
                section::all_blocks(below, &mut blocks);
                for block in blocks {
                    self.document.items[index].checks =
                        count(&block, self.document.items[index].checks);
                    self.document.items[index].notes.push(block);
                }
            }
        }
        out
    }

    /// A release that is an item is its own release, and may name its time.
    fn release(&mut self, index: usize, words: &str, year: Option<YearOf>) {
        let item = &mut self.document.items[index];
        match frame::header(words, year) {
            Some(Header::Release(name, _)) => item.release = Some(name),
            Some(Header::Time(when, _)) => item.period = Some(when),
            _ => {}
        }
    }

    fn list_item(
        &mut self,
        item: &Item,
        words: &[Inline],
        rest: &[Block],
        (frame, parent): (&Frame, Option<usize>),
    ) -> usize {
        let year = self.year(frame);
        let mut lines = fields::lines(words, year).into_iter();
        let lead = lines.next().unwrap_or_default();
        let mut told = title(&lead, Style::Line, &self.signs, year);
        if item.task.is_some() {
            told.handles();
        }
        if item.task == Some(true) {
            told.state = told.state.or(Some(State::Done));
        }
        let own = span(words).unwrap_or(item.span);
        let index = self.start(told, own, (frame, parent), ItemReading::ListItem);
        let more: Vec<Vec<Inline>> = lines.collect();
        if !more.is_empty() {
            let kind = BlockKind::Paragraph(text::joined(&more));
            self.note(index, &Block { span: own, kind }, year);
        }
        for block in rest {
            self.note(index, block, year);
        }
        self.finish(index, frame);
        index
    }

    fn entry(&mut self, entry: table::Entry<'_>, frame: &Frame, parent: Option<usize>) -> usize {
        let mut frame = frame.clone();
        for words in &entry.under {
            frame = frame.below(&flat(words), span(words).unwrap_or_default());
        }
        let year = self.year(&frame);
        let told = title(&entry.title, Style::Whole, &self.signs, year);
        let index = self.start(told, entry.span, (&frame, parent), entry.reading);
        let item = &mut self.document.items[index];
        item.fields.extend(entry.fields);
        item.marks.splice(0..0, entry.marks);
        if !entry.rest.is_empty() {
            let kind = BlockKind::Paragraph(text::joined(&entry.rest));
            self.note(index, &Block { span: entry.span, kind }, year);
        }
        self.finish(index, &frame);
        index
    }

    fn start(
        &mut self,
        told: Title,
        span: Span,
        (frame, parent): (&Frame, Option<usize>),
        reading: ItemReading,
    ) -> usize {
        let rest = told.rest;
        let at = |rest: &[Inline]| super::text::span(rest).unwrap_or(span);
        let notes = if rest.is_empty() {
            Vec::new()
        } else {
            vec![Block { span: at(&rest), kind: BlockKind::Paragraph(trim(rest)) }]
        };
        // What is done is struck through as well as what is dropped.
        let is_done = frame.state == Some(State::Done);
        let struck = told.is_struck.then_some(if is_done { State::Done } else { State::Dropped });
        self.document.items.push(RoadmapItem {
            span,
            marks: told.marks,
            title: told.words,
            attributes: told.attributes,
            anchor: None,
            under: frame.under.clone(),
            horizon: frame.horizon,
            release: frame.release.clone(),
            period: frame.when.or(frame.given),
            state: told.state.or(struck),
            starts: None,
            due: None,
            owners: Vec::new(),
            fields: told.fields,
            checks: Checks::default(),
            share: None,
            parent,
            notes,
            reading,
        });
        self.document.items.len() - 1
    }

    /// Keeps a block under an item: its fields, its boxes, and the rest as prose.
    fn note(&mut self, index: usize, block: &Block, year: Option<YearOf>) {
        let item = &mut self.document.items[index];
        item.checks = count(block, item.checks);
        let kept = fields::take(block, year, &mut item.fields);
        item.notes.extend(kept);
    }

    /// Sets what the fields say, and what the place says where they are silent. Gives back what
    /// holds for items below it.
    fn finish(&mut self, index: usize, frame: &Frame) -> Frame {
        let year = self.year(frame);
        let item = &mut self.document.items[index];
        fields::apply(item, &self.signs, year);
        // What will not be done is not merely to be done, whatever sign stands at it.
        let given_up = frame.state.filter(|it| *it == State::Dropped);
        let own = item.state.filter(|it| given_up.is_none() || *it != State::Planned);
        item.state = own.or(frame.state);
        if item.owners.is_empty() {
            hold(&mut item.owners, frame.holders.clone());
        }
        let mut below = frame.clone();
        below.under.push(words_of(&item.title));
        below.standing = Standing::Framed;
        below.when = item.due.as_ref().map(|due| due.value).or(frame.when);
        below.state = None;
        below
    }
}

/// The boxes of a block, added to `checks`.
fn count(block: &Block, mut checks: Checks) -> Checks {
    for item in items(block).unwrap_or_default() {
        checks.all += usize::from(item.task.is_some());
        checks.done += usize::from(item.task == Some(true));
        for block in &item.blocks {
            checks = count(block, checks);
        }
    }
    checks
}

/// The list `block` with one of its items.
fn only(block: &Block, item: &Item) -> Block {
    let first = if let BlockKind::List(first, _) = &block.kind { *first } else { None };
    Block { span: item.span, kind: BlockKind::List(first, vec![item.clone()]) }
}
