//! Fields of items: in lines, lists and brackets, and what they set.

use std::collections::HashMap;

use crate::calendar::{When, YearOf, when_in};
use crate::markdown::{Block, BlockKind, Inline, InlineKind, Item, plain};
use crate::source::Spanned;

use super::super::document::OwnerVia;
use super::super::items::{hold, paragraph};
use super::super::owner;
use super::super::text::{flat, is_break, joined, running, span, split_at, trim, unstruck};
use super::data::{FieldKind, RoadmapItem, State, WrittenField};
use super::frame::{self, Header};
use super::said::{self, Signs, dated};

/// A remark without a key, or with one, beside a title.
pub(super) struct Remark {
    pub field: WrittenField,
    pub state: Option<State>,
}

/// The longest line of fields, in bytes.
const LONGEST: usize = 1000;

/// The longest key that is looked for behind a comma, in bytes.
const LONGEST_KEY: usize = 24;

/// Signs between the fields of one line.
const BETWEEN: [&str; 4] = [" · ", " | ", " • ", " ∙ "];

/// The parts of `words` between the signs `between`, as bytes. A comma or a full stop parts where the
/// key of a field follows it: `Owner: Web, Due: May 2026`.
pub(super) fn cuts(words: &str, between: &[&str]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let sign = between.iter().find(|sign| rest.starts_with(*sign)).map(|sign| sign.len());
        match sign.or_else(|| before_key(rest)) {
            Some(length) => {
                all.push((start, at));
                at += length;
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    all.push((start, words.len()));
    all
}

/// The length of the sign and the blank that `rest` begins with, when a key follows it.
fn before_key(rest: &str) -> Option<usize> {
    const SIGNS: [&str; 3] = [", ", "; ", ". "];
    let after = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign))?;
    let colon = after.bytes().take(LONGEST_KEY).position(|byte| byte == b':')?;
    said::field_kind(&after[..colon]).map(|_| rest.len() - after.len())
}

/// The field that `part` is: a key, a colon and a value that fits.
pub(super) fn keyed(part: &[Inline], year: Option<YearOf>) -> Option<WrittenField> {
    let words = flat(part);
    let colon = running(part).find(':')?;
    let key = words.get(..colon)?.trim();
    let kind = said::field_kind(key)?;
    let value = trim(split_at(part, colon + 1).1);
    fits(kind, &value, year).then(|| WrittenField {
        kind: settle(kind, &value, year),
        key: key.to_owned(),
        span: span(part).unwrap_or_default(),
        value,
    })
}

/// Whether a value can be what its key says; other lines are sentences.
fn fits(kind: FieldKind, value: &[Inline], year: Option<YearOf>) -> bool {
    let words = flat(value);
    let short = words.len() <= said::LONGEST;
    match kind {
        FieldKind::Owner => {
            short && !owner::names(value, OwnerVia::Line).is_empty() || said::is_no_date(&words)
        }
        FieldKind::Start | FieldKind::Due => {
            short
                && (when_in(&words, year).is_some()
                    || said::is_no_date(&words)
                    || words.split(' ').count() <= 3)
        }
        FieldKind::Finished => short && when_in(&words, year).is_some(),
        FieldKind::Status
        | FieldKind::Size
        | FieldKind::Priority
        | FieldKind::Horizon
        | FieldKind::Release => short && !words.is_empty(),
        FieldKind::Progress => said::share(&words).is_some() || said::state(&words).is_some(),
        // `Goal: make it fast` explains; a link tells which goal.
        FieldKind::Supports => {
            holds_link(value) || (short && !words.is_empty() && words.split(' ').count() <= 12)
        }
        FieldKind::Issue => words.contains(|sign: char| sign.is_ascii_digit()) || holds_link(value),
        FieldKind::DependsOn => !words.is_empty(),
        FieldKind::Other => true,
    }
}

/// `By: Ann` names somebody, `By: May 2026` a day.
fn settle(kind: FieldKind, value: &[Inline], year: Option<YearOf>) -> FieldKind {
    let words = flat(value);
    let handle = words.trim_start().starts_with('@');
    match kind {
        FieldKind::Due if handle && when_in(&words, year).is_none() => FieldKind::Owner,
        _ => kind,
    }
}

fn holds_link(inlines: &[Inline]) -> bool {
    inlines.iter().any(|it| matches!(it.kind, InlineKind::Link(_)) || holds_link(it.children()))
}

/// The remark that `part`, all of it, is.
pub(super) fn remark(part: &[Inline], signs: &Signs, year: Option<YearOf>) -> Option<Remark> {
    if let Some(field) = keyed(part, year) {
        return Some(Remark { field, state: None });
    }
    let words = flat(part);
    let text = words.trim();
    if text.is_empty() || text.len() > said::LONGEST {
        return None;
    }
    let handles = text.split([' ', ',', '&']).filter(|word| !word.is_empty() && *word != "and");
    let time = dated(text, year);
    let mut state = None;
    let kind = if let Some(time) = &time {
        state = time.finished.then_some(State::Done);
        if time.begins { FieldKind::Start } else { FieldKind::Due }
    } else if said::is_priority(text) {
        FieldKind::Priority
    } else if said::is_size(text) {
        FieldKind::Size
    } else if said::is_issue(text) {
        FieldKind::Issue
    } else if handles.clone().count() > 0
        && handles.clone().all(|word| word.len() > 1 && word.starts_with('@'))
    {
        FieldKind::Owner
    } else if text.ends_with('%') && said::share(text).is_some() {
        FieldKind::Progress
    } else if text.split_whitespace().count() <= 4
        && let Some(found) = signs.remark(text)
    {
        state = Some(found);
        FieldKind::Status
    } else {
        return None;
    };
    let span = span(part).unwrap_or_default();
    Some(Remark {
        field: WrittenField { kind, key: String::new(), value: part.to_vec(), span },
        state,
    })
}

/// The fields of a line; `None` when it holds none.
pub(super) fn line(line: &[Inline], year: Option<YearOf>) -> Option<Vec<WrittenField>> {
    let words = running(line);
    if words.len() > LONGEST {
        return None;
    }
    if let [Inline { kind: InlineKind::Emphasis(inner), .. }] = line
        && let Some(found) = slanted(inner, year)
    {
        return Some(found);
    }
    let mut cuts = cuts(&words, &BETWEEN);
    let part = |(start, end): &(usize, usize)| {
        let (_, tail) = split_at(line, *start);
        trim(split_at(&tail, end - start).0)
    };
    let first = keyed(&part(cuts.first()?), year)?;
    let mut found = vec![first];
    cuts.remove(0);
    for cut in &cuts {
        let part = part(cut);
        let other = || {
            let words = flat(&part);
            let colon = running(&part).find(':').filter(|at| *at <= 40);
            let key = colon.map_or("", |at| words.get(..at).unwrap_or("")).trim().to_owned();
            let value = colon.map_or_else(|| part.clone(), |at| trim(split_at(&part, at + 1).1));
            WrittenField {
                kind: FieldKind::Other,
                key,
                value,
                span: span(&part).unwrap_or_default(),
            }
        };
        let field = keyed(&part, year).unwrap_or_else(other);
        if !field.value.is_empty() || !field.key.is_empty() {
            found.push(field);
        }
    }
    Some(found)
}

/// The remarks that a line in italics is: `_In progress, due May 2026_`.
fn slanted(words: &[Inline], year: Option<YearOf>) -> Option<Vec<WrittenField>> {
    let cuts = cuts(&running(words), &[", ", "; ", " · ", " | ", " – ", " — "]);
    let part = |(start, end): &(usize, usize)| {
        let (_, tail) = split_at(words, *start);
        let part = trim(split_at(&tail, end - start).0);
        remark(&part, &Signs::default(), year).map(|it| it.field)
    };
    cuts.iter().map(part).collect()
}

/// The lines of a paragraph, soft ones parted where a field begins.
pub(super) fn lines(inlines: &[Inline], year: Option<YearOf>) -> Vec<Vec<Inline>> {
    let mut all: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut after_field = false;
    for (at, inline) in inlines.iter().enumerate() {
        let end = |rest: &[Inline]| {
            rest.iter()
                .position(|it| matches!(it.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
                .unwrap_or(rest.len())
        };
        let breaks = match &inline.kind {
            InlineKind::SoftBreak => {
                let rest = &inlines[at + 1..];
                // A long line is no field; it is not to be looked at again and again.
                let short = |it: &&Vec<Inline>| it.len() <= 32;
                after_field |= all.last().filter(short).is_some_and(|it| line(it, year).is_some());
                after_field || line(&trim(rest[..end(rest)].to_vec()), year).is_some()
            }
            _ => is_break(inline),
        };
        if breaks {
            all.push(Vec::new());
            after_field = false;
        } else if let Some(last) = all.last_mut() {
            last.push(inline.clone());
        }
    }
    all.into_iter().map(trim).filter(|line| !line.is_empty()).collect()
}

/// Takes the fields out of a block under an item; what stays is prose.
pub(super) fn take(
    block: &Block,
    year: Option<YearOf>,
    fields: &mut Vec<WrittenField>,
) -> Option<Block> {
    if let Some(words) = paragraph(block) {
        let all = lines(words, year);
        let mut kept = Vec::new();
        for one in &all {
            match line(one, year) {
                Some(found) => fields.extend(found),
                None => kept.push(one.clone()),
            }
        }
        return match kept.len() {
            0 if !all.is_empty() => None,
            length if length == all.len() => Some(block.clone()),
            _ => Some(Block { span: block.span, kind: BlockKind::Paragraph(joined(&kept)) }),
        };
    }
    if let BlockKind::List(first, items) = &block.kind {
        let own = |item: &Item| match item.blocks.as_slice() {
            [only] => paragraph(only).and_then(|words| line(words, year)),
            _ => None,
        };
        let mut kept = Vec::new();
        for item in items {
            match own(item).filter(|_| item.task.is_none()) {
                Some(found) => fields.extend(found),
                None => kept.push(item.clone()),
            }
        }
        return if kept.is_empty() {
            None
        } else if kept.len() == items.len() {
            Some(block.clone())
        } else {
            Some(Block { span: block.span, kind: BlockKind::List(*first, kept) })
        };
    }
    Some(block.clone())
}

/// Sets what the fields of an item say.
pub(super) fn apply(item: &mut RoadmapItem, signs: &Signs, year: Option<YearOf>) {
    let year = year.or_else(|| item.period.map(|when| when.year()));
    for field in std::mem::take(&mut item.fields) {
        set(item, &field, signs, year);
        item.fields.push(field);
    }
}

fn set(item: &mut RoadmapItem, field: &WrittenField, signs: &Signs, year: Option<YearOf>) {
    // What is struck through holds no longer: `~~Q2~~ Q3`.
    let value = unstruck(&field.value);
    let words = flat(&value);
    let when = || when_in(&words, year).map(|found| Spanned::new(found.value, field.span));
    match field.kind {
        FieldKind::Owner if said::is_no_date(&words) => {}
        FieldKind::Owner => hold(&mut item.owners, owner::names(&value, OwnerVia::Line)),
        FieldKind::Status => {
            let state = signs.read(&words);
            item.state = state.or(item.state);
        }
        FieldKind::Start => item.starts = item.starts.take().or_else(when),
        FieldKind::Due => {
            let finished = dated(&words, year).is_some_and(|it| it.finished);
            item.state = item.state.or(finished.then_some(State::Done));
            due(item, when());
            if item.due.is_none()
                && let Some(Header::Horizon(horizon, _)) = frame_of(&words)
            {
                item.horizon = Some(horizon);
            }
        }
        FieldKind::Finished => {
            due(item, when());
            item.state = item.state.or(Some(State::Done));
        }
        FieldKind::Horizon => {
            if let Some(Header::Horizon(horizon, state)) = frame_of(&words) {
                item.horizon = Some(horizon);
                item.state = item.state.or(state);
            } else {
                due(item, when());
            }
        }
        FieldKind::Release => item.release = Some(words.trim().to_owned()),
        FieldKind::Progress => match said::share(&words) {
            Some(share) => item.share = Some(share),
            None => item.state = item.state.or_else(|| signs.read(&words)),
        },
        FieldKind::Supports
        | FieldKind::Issue
        | FieldKind::DependsOn
        | FieldKind::Size
        | FieldKind::Priority
        | FieldKind::Other => {}
    }
}

/// Gives the items of a release the date that another item, the release itself, tells.
pub(super) fn release_dates(items: &mut [RoadmapItem]) {
    let title = |item: &RoadmapItem| said::plain(&plain(&item.title));
    let known: HashMap<String, When> =
        items.iter().filter_map(|item| Some((title(item), item.due.as_ref()?.value))).collect();
    for item in items.iter_mut().filter(|item| item.due.is_none() && item.period.is_none()) {
        let release = item.release.as_deref().map(said::plain);
        item.period = release.and_then(|release| known.get(&release).copied());
    }
}

fn frame_of(words: &str) -> Option<Header> {
    frame::header(words, None)
}

/// Keeps the more exact of two dates.
fn due(item: &mut RoadmapItem, when: Option<Spanned<When>>) {
    let exact = |when: &Spanned<When>| when.value.precision();
    if let Some(when) = when
        && item.due.as_ref().is_none_or(|known| exact(&when) < exact(known))
    {
        item.due = Some(when);
    }
}
