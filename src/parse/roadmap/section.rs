//! The headings of a roadmap with what stands below them, and how much speaks for their being items.

use crate::calendar::YearOf;
use crate::markdown::{Attributes, Block, BlockKind, Inline, Item};

use super::super::items::paragraph;
use super::super::label::{is_labelled, label};
use super::super::text::{flat, is_bold};
use super::super::vocabulary::names_holder;
use super::data::{FieldKind, WrittenField};
use super::fields;
use super::frame::{Frame, Header, Standing, Words, header};
use super::said::Signs;
use super::table;
use super::title::{Style, title};

/// The level of a paragraph that is all bold: it heads what follows it.
const BOLD: u8 = 7;

/// A heading with all that stands below it.
pub(super) struct Section<'a> {
    pub block: &'a Block,
    pub level: u8,
    pub words: String,
    pub content: &'a [Inline],
    pub anchor: Option<&'a str>,
    pub attributes: Option<&'a Attributes>,
    pub body: Body<'a>,
}

/// What stands below a heading.
#[derive(Default)]
pub(super) struct Body<'a> {
    /// The blocks before the first deeper heading.
    pub own: Vec<&'a Block>,
    /// The deeper headings.
    pub below: Vec<Section<'a>>,
}

/// The headings among `blocks`.
pub(super) fn sections(blocks: &[Block]) -> Body<'_> {
    let mut open: Vec<Section<'_>> = Vec::new();
    let mut top = Body::default();
    for block in blocks {
        match heading(block) {
            Some(section) => {
                close(section.level, &mut open, &mut top);
                open.push(section);
            }
            None => open.last_mut().map_or(&mut top, |last| &mut last.body).own.push(block),
        }
    }
    close(1, &mut open, &mut top);
    top
}

fn close<'a>(level: u8, open: &mut Vec<Section<'a>>, top: &mut Body<'a>) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { return };
        open.last_mut().map_or(&mut *top, |last| &mut last.body).below.push(done);
    }
}

fn heading(block: &Block) -> Option<Section<'_>> {
    let (level, content, anchor, attributes) = match &block.kind {
        BlockKind::Heading { level, anchor, attributes, content } => {
            (*level, content.as_slice(), Some(anchor.as_str()), attributes.as_deref())
        }
        // A bold line with more below it in its paragraph is prose, or a field.
        BlockKind::Paragraph(words) if is_bold(words) && fields::line(words, None).is_none() => {
            (BOLD, words.as_slice(), None, None)
        }
        _ => return None,
    };
    let words = flat(content).into_owned();
    let body = Body::default();
    Some(Section { block, level, words, content, anchor, attributes, body })
}

/// What a section is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Item,
    Group,
}

/// What the context of evidence is.
pub(super) struct Evidence<'a> {
    pub frame: &'a Frame,
    pub signs: &'a Signs,
    /// The year that times without one belong to.
    pub year: Option<YearOf>,
}

impl Evidence<'_> {
    fn year(&self) -> Option<YearOf> {
        self.year
    }

    /// The roles of headings that stand side by side, judged together.
    pub(super) fn roles(&self, sections: &[Section<'_>]) -> Vec<Role> {
        let weights: Vec<i32> = sections.iter().map(|it| self.weigh(it)).collect();
        let same = |level: u8| {
            let kin = || sections.iter().zip(&weights).filter(move |(it, _)| it.level == level);
            let known = || {
                kin().filter(|(it, _)| {
                    !matches!(header(&it.words, self.year()), Some(Header::Aside))
                })
            };
            let count = i32::try_from(known().count()).unwrap_or(i32::MAX).max(1);
            known().map(|(_, weight)| (*weight).clamp(-6, 6)).sum::<i32>() / count
        };
        let mut means: [Option<i32>; 8] = [None; 8];
        let mut role = |section: &Section<'_>, weight: i32| {
            let mean = means.get_mut(usize::from(section.level));
            let mean = mean.map_or(0, |mean| *mean.get_or_insert_with(|| same(section.level)));
            let total = 2 * weight + mean;
            if weight > NEVER && total >= ENOUGH { Role::Item } else { Role::Group }
        };
        sections.iter().zip(&weights).map(|(it, weight)| role(it, *weight)).collect()
    }

    /// What speaks for a heading being an item, less what speaks for its arranging items.
    fn weigh(&self, section: &Section<'_>) -> i32 {
        let year = self.year();
        let framed = match self.frame.standing {
            Standing::Framed => 2,
            Standing::Announced => 0,
            Standing::Silent => -1,
            Standing::Aside => -3,
        };
        let body = &section.body;
        let written = self.fields(body);
        let only_due = written
            .iter()
            .all(|it| matches!(it.kind, FieldKind::Due | FieldKind::Release | FieldKind::Finished));
        let prose = body.own.iter().any(|block| matches!(block.kind, BlockKind::Paragraph(_)))
            && self.has_prose(body);
        let lists = || body.own.iter().filter_map(|block| items(block));
        let has_table = self.has_table(body);
        let has_items = lists().next().is_some() || has_table || !body.below.is_empty();
        let head = match header(&section.words, year) {
            Some(Header::Horizon(..) | Header::Undated | Header::Time(_, Words::Alone)) => {
                return NEVER;
            }
            Some(Header::Time(_, Words::More)) if has_items => -4,
            Some(Header::Release(_, Words::Alone)) if has_items => -5,
            Some(Header::Release(..)) if has_items => -2,
            Some(Header::Release(..) | Header::Time(..)) => 2,
            Some(Header::Plans) => -2,
            Some(Header::Aside) => -5,
            None => 0,
        };
        let told = title(section.content, Style::Whole, self.signs, year);
        let explicit =
            section.attributes.is_some_and(|it| it.id.is_some()) || told.attributes.id.is_some();
        let mut weight = framed + head;
        // `Goal: enter once` above a table of plans explains these.
        let explains = has_table && written.iter().all(WrittenField::may_explain);
        weight += if written.is_empty() || explains {
            0
        } else if only_due {
            2
        } else {
            4
        };
        weight += i32::from(explicit) * 2;
        weight += i32::from(label(&section.words).is_some()) * 2;
        weight += i32::from(told.state.is_some() || !told.fields.is_empty()) * 2;
        weight += i32::from(prose);
        if !has_items {
            let bare = !prose && written.is_empty();
            return weight + if bare && section.level == BOLD { -3 } else { i32::from(bare) };
        }
        let arranges = self.arranges(section, prose || !written.is_empty());
        weight - arranges - i32::from(has_table) * 4
    }

    /// How much what stands below a heading speaks for its arranging items.
    fn arranges(&self, section: &Section<'_>, told: bool) -> i32 {
        let body = &section.body;
        let lists = || body.own.iter().filter_map(|block| items(block)).flatten();
        let all = lists().count();
        let tasks = lists().filter(|item| item.task.is_some()).count();
        let remarked = lists().filter(|item| self.is_remarked(item)).count();
        let own = Evidence { frame: self.frame, signs: self.signs, year: self.year };
        let below = body.below.iter().filter(|it| !own.fields(&it.body).is_empty()).count();
        let few = section.words.split_whitespace().count() <= 2;
        let mut weight = 0;
        weight += i32::from(remarked * 2 > all && remarked > 0) * 4;
        weight += i32::from(below * 2 > body.below.len() && below > 0) * 4;
        weight += i32::from(names_holder(&section.words) && few) * 2;
        weight += i32::from(section.level == BOLD) * 2;
        if !told {
            weight += i32::from(few) + i32::from(all > 0) + i32::from(!body.below.is_empty());
            weight -= i32::from(all > 0 && tasks == all) * 2;
        }
        weight
    }

    /// Whether a table of plans stands right below a heading.
    fn has_table(&self, body: &Body<'_>) -> bool {
        body.own.iter().any(|block| {
            table::plans(block, self.year())
                .is_some_and(|(plans, rows)| plans.entries(rows).len() > 1)
        })
    }

    /// The fields right below a heading.
    fn fields(&self, body: &Body<'_>) -> Vec<WrittenField> {
        let mut found = Vec::new();
        for block in body.own.iter().take(4) {
            let _ = fields::take(block, self.year(), &mut found);
        }
        found
    }

    /// Whether a paragraph below a heading tells more than fields, and is no sentence before a list.
    fn has_prose(&self, body: &Body<'_>) -> bool {
        body.own.iter().any(|block| {
            let Some(words) = paragraph(block) else { return false };
            let all = fields::lines(words, self.year());
            all.iter().any(|line| {
                fields::line(line, self.year()).is_none() && !flat(line).trim_end().ends_with(':')
            })
        })
    }

    /// Whether an item of a list tells its state, its owner, its date or the like.
    pub(super) fn is_remarked(&self, item: &Item) -> bool {
        self.told(item) != Told::Nothing
    }

    /// What an item of a list tells beside its title.
    fn told(&self, item: &Item) -> Told {
        let Some((first, rest)) = item.blocks.split_first() else { return Told::Nothing };
        let Some(words) = paragraph(first) else { return Told::Nothing };
        let line = fields::lines(words, self.year()).into_iter().next().unwrap_or_default();
        let told = title(&line, Style::Line, self.signs, self.year());
        let says = |it: &WrittenField| {
            matches!(it.kind, FieldKind::Due | FieldKind::Finished | FieldKind::Status)
        };
        if told.state.is_some() || told.fields.iter().any(says) {
            return Told::Plan;
        }
        let mut found = told.fields;
        for block in rest.iter().take(2) {
            let _ = fields::take(block, self.year(), &mut found);
        }
        let more = told.attributes.id.is_some() || !found.is_empty();
        if more { Told::Something } else { Told::Nothing }
    }

    /// Whether the items of a list are items of the roadmap; `before` is what the sentence before
    /// it says.
    pub(super) fn lists_plans(&self, list: &[Item], before: Option<&Header>) -> bool {
        let mut weight = match self.frame.standing {
            Standing::Framed => 3,
            Standing::Announced => 1,
            Standing::Silent => -1,
            Standing::Aside => -4,
        };
        weight += match before {
            Some(Header::Aside) => -6,
            Some(_) => 2,
            None => 0,
        };
        let all = list.len();
        let share = |count: usize| if count * 2 > all { 2 } else { i32::from(count * 4 > all) };
        weight += share(list.iter().filter(|item| item.task.is_some()).count());
        let told: Vec<Told> = list.iter().map(|item| self.told(item)).collect();
        weight += share(told.iter().filter(|told| **told != Told::Nothing).count());
        // What says of most how far it is, or when it is to come, is a plan wherever it stands.
        let planned = list.iter().zip(&told);
        let planned =
            planned.filter(|(it, told)| it.task.is_some() || **told == Told::Plan).count();
        weight += if planned * 2 > all && !matches!(before, Some(Header::Aside)) { 2 } else { 0 };
        weight += share(list.iter().filter(|item| self.is_frame(item)).count());
        weight -= share(list.iter().filter(|item| is_only_link(item)).count()) * 2;
        weight >= 3
    }

    /// Whether an item of a list is a horizon, a time or a release with items below it.
    pub(super) fn is_frame(&self, item: &Item) -> bool {
        let Some((first, rest)) = item.blocks.split_first() else { return false };
        let Some(words) = paragraph(first) else { return false };
        let below = rest.iter().any(|block| matches!(block.kind, BlockKind::List(..)));
        below && header(&flat(words), self.year()).is_some_and(|it| it.frames())
    }

    /// Whether an item of a list only arranges the items below it.
    pub(super) fn is_group(&self, item: &Item) -> bool {
        let Some((first, rest)) = item.blocks.split_first() else { return false };
        let lists = || rest.iter().filter_map(items).flatten();
        let all = lists().count();
        let remarked = lists().filter(|it| self.is_remarked(it)).count();
        let ticked = lists().filter(|it| it.task.is_some()).count();
        let short = paragraph(first).is_some_and(|it| flat(it).split_whitespace().count() <= 4);
        all > 0
            && short
            && item.task.is_none()
            && !self.is_remarked(item)
            && remarked.saturating_sub(ticked) * 2 > all
    }
}

/// What an item tells beside its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Nothing,
    /// Who does it, what for, where it is tracked.
    Something,
    /// In its first line, how far it is, or when it is to come.
    Plan,
}

/// Twice the weight of an item and once that of its kin must come to this.
const ENOUGH: i32 = 4;

/// The weight of what is no item, whatever its kin are.
const NEVER: i32 = -100;

/// Whether a heading below an item that is told already is an item of its own.
pub(super) fn is_told(section: &Section<'_>, year: Option<YearOf>) -> bool {
    let mut found = Vec::new();
    for block in section.body.own.iter().take(2) {
        let _ = fields::take(block, year, &mut found);
    }
    !found.is_empty() || is_labelled(&section.words)
}

pub(super) fn all_blocks(section: &Section<'_>, out: &mut Vec<Block>) {
    out.push(section.block.clone());
    out.extend(section.body.own.iter().map(|block| (*block).clone()));
    for below in &section.body.below {
        all_blocks(below, out);
    }
}

/// The items of a list.
pub(super) fn items(block: &Block) -> Option<&[Item]> {
    match &block.kind {
        BlockKind::List(_, items) => Some(items),
        _ => None,
    }
}

/// Whether an item holds a link and nothing else, as lists of contents do.
fn is_only_link(item: &Item) -> bool {
    let first = item.blocks.first().and_then(paragraph);
    matches!(first, Some([one]) if matches!(&one.kind, crate::markdown::InlineKind::Link(link) if link.address.starts_with('#')))
}
