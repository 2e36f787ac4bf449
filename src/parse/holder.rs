//! What stands before or after the words of an item: a priority, and the names of who holds it.

use crate::grade::Status;
use crate::markdown::{Attributes, Inline, InlineKind};
use crate::source::Span;

use super::document::{OwnerName, OwnerVia};
use super::field::{self, Field};
use super::owner::{covers, is_name, names, said_beside, tag_name};
use super::text::{flat, left, right, span, split_at, trim};
use super::vocabulary::names_holder;

/// What stands around the words of an item.
#[derive(Debug, Default)]
pub(super) struct Decoration {
    pub priority: Option<String>,
    /// The state in brackets before the words, and how it is written.
    pub status: Option<(Status, String)>,
    pub owners: Vec<OwnerName>,
    /// What is said beside their names, as attributes: `(Owner: Ann, at risk)`.
    pub said: Vec<(&'static str, String)>,
    /// The remarks that name the owners, with their keys: `Owner: Ann`.
    pub remarks: Vec<Span>,
}

/// Signs between a name and what it stands at.
const BETWEEN: [char; 8] = [' ', '\u{a0}', '-', '–', '—', ':', '|', '·'];

/// Takes a priority (`P0`), handles (`- @name -`), tags and brackets that name owners off the
/// ends of an item's text.
pub(super) fn take(inlines: Vec<Inline>) -> (Decoration, Vec<Inline>) {
    let mut found = Decoration::default();
    if !may_stand_in(&inlines) {
        return (found, trim(inlines));
    }
    let rest = tags(inlines, &mut found);
    let rest = state(rest, &mut found);
    let rest = priority(rest, &mut found);
    let rest = leading(rest, &mut found);
    let rest = fields(rest, &mut found);
    let (rest, marks) = marked(rest);
    let rest = brackets(rest, &mut found);
    let mut rest = trailing(&rest, &mut found);
    rest.extend(grade(marks, &mut found));
    (found, trim(rest))
}

/// Takes a bare grade off the marks behind who holds something; in brackets it is known as one.
fn grade(marks: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&marks);
    let mut all = words.split_whitespace();
    let Some(grade) = all.clone().find(|word| is_grade(word)) else { return marks };
    found.said.push(("grade", grade.to_owned()));
    let status = all.find_map(Status::named);
    found.said.extend(status.map(|status| ("status", status.word().to_owned())));
    found.remarks.extend(span(&marks));
    Vec::new()
}

/// The signs and the grade that stand behind who holds something, and what stands before them:
/// `(@ann) ✅`, `— @ann — 0.4`.
fn marked(inlines: Vec<Inline>) -> (Vec<Inline>, Vec<Inline>) {
    let words = flat(&inlines);
    let mut end = words.trim_end().len();
    while let Some((before, last)) = words[..end].rsplit_once([' ', '\u{a0}']) {
        let bare = last.trim_matches(['(', ')', '[', ']']);
        let is_sign = !bare.contains(char::is_alphanumeric) && Status::named(bare).is_some();
        if !is_sign && !is_grade(bare) {
            break;
        }
        end = before.trim_end().len();
    }
    let holder = words[..end].trim_end_matches(BETWEEN);
    let last = holder.rsplit([' ', '\u{a0}']).next().unwrap_or("");
    if end < words.trim_end().len() && (holder.ends_with(CLOSE) || handle(last).is_some()) {
        return split_at(&inlines, holder.len());
    }
    (inlines, Vec::new())
}

/// Whether a word is a grade: `0.7`.
fn is_grade(word: &str) -> bool {
    word.split_once('.').is_some_and(|(whole, fraction)| {
        let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
        matches!(whole, "0" | "1") && digits && (1..=2).contains(&fraction.len())
    })
}

/// Whether anything may stand around the words of an item, told at a glance.
pub(super) fn may_stand_in(inlines: &[Inline]) -> bool {
    fn tagged(inline: &Inline) -> bool {
        matches!(inline.kind, InlineKind::Html(_)) || inline.children().iter().any(tagged)
    }
    let words = flat(inlines);
    // The last is the first byte of a wide bracket.
    words.bytes().any(|byte| matches!(byte, b'@' | b')' | b']' | 0xEF))
        || is_priority(first_word(&words).1)
        || holder_key(&words).is_some()
        || (words.contains(": ") && field::trailing(&words).is_some())
        || inlines.iter().any(tagged)
}

/// The first word and where it starts. A sign such as ✅ may stand before it.
fn first_word(words: &str) -> (usize, &str) {
    let bare = words.trim_start_matches(|sign: char| !sign.is_ascii() || sign == ' ');
    let first = bare.split([' ', '\u{a0}', ':']).next().unwrap_or("");
    (words.len() - bare.len(), first)
}

/// `<TeamMember name="Ann" />`, anywhere, and brackets that hold nothing else.
fn tags(inlines: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let name = |inline: &Inline| match &inline.kind {
        InlineKind::Html(tag) => tag_name(tag),
        _ => None,
    };
    let mut rest = Vec::new();
    for inline in inlines {
        if let Some(name) = name(&inline) {
            found.owners.push(OwnerName { name, span: inline.span, via: OwnerVia::Line });
            continue;
        }
        let Some(inner) = inline.with_children(Vec::new()) else {
            rest.push(inline);
            continue;
        };
        let content = tags(inline.children().to_vec(), found);
        rest.push(inner.with_children(content).unwrap_or(inline));
    }
    if found.owners.is_empty() {
        return rest;
    }
    // What is left of `(Owner: <TeamMember … />)` says nothing more.
    let words = flat(&rest);
    let bare = words.trim_end_matches([' ', ',', ')', '/', '&', '\u{a0}']);
    let lower = bare.to_lowercase();
    let open = ["(owner:", "(owners:", "(dri:", "(lead:", "(owner", "("];
    let hollow = open.iter().find(|start| lower.ends_with(*start));
    match hollow {
        Some(start) => trim(left(&rest, bare.len() - start.len())),
        None => trim(rest),
    }
}

/// `P0` at either end.
fn priority(inlines: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&inlines);
    // A sign before it stays.
    let (start, first) = first_word(&words);
    if !is_priority(first.trim_matches(['(', ')', '[', ']'])) {
        return inlines;
    }
    // `P1 incidents below 2` measures incidents; set apart, or before a sentence, it is a priority.
    let rest = words[start + first.len()..].strip_prefix(' ').unwrap_or("");
    let goes_on = rest.starts_with(|sign: char| sign.is_alphabetic() && !sign.is_uppercase());
    let apart = !is_priority(first) || inlines.first().is_none_or(|it| it.text().is_none());
    if goes_on && !apart {
        return inlines;
    }
    found.priority = Some(first.trim_matches(['(', ')', '[', ']']).to_owned());
    let mut rest = left(&inlines, start);
    rest.extend(after(&inlines, start + first.len()));
    trim(rest)
}

/// `[Done] …`: the author's state before the words.
fn state(inlines: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&inlines);
    let Some(inner) = words.trim_start().strip_prefix('[') else { return inlines };
    let Some((name, _)) = inner.split_once(']').filter(|(name, _)| name.len() > 1) else {
        return inlines;
    };
    let Some(status) = Status::named(name) else { return inlines };
    found.status = Some((status, name.to_owned()));
    after(&inlines, words.len() - inner.len() + name.len() + 1)
}

/// `@name` and `@one @two` at the start.
fn leading(inlines: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let mut rest = inlines;
    loop {
        let words = flat(&rest);
        let body = words.trim_start_matches(BETWEEN).trim_start_matches([',', '&', '(', '[']);
        let joined = body.strip_prefix("and ").filter(|_| !found.owners.is_empty());
        let body = joined.filter(|rest| rest.starts_with('@')).unwrap_or(body);
        let at = words.len() - body.len();
        let end = body.find([' ', '\u{a0}', ':', ',', ')', ']']).unwrap_or(body.len());
        let Some(name) = handle(&body[..end]) else { return rest };
        let own = left(&right(&rest, at), name.len());
        let next = &body[end..];
        // "@ann reviews every change" is a sentence, unless more names or a sign follow.
        let parts = next.trim_start_matches([')', ']']).trim_start();
        let parted =
            parts.is_empty() || parts.starts_with(['-', '–', '—', ':', '|', '@', ',', '&']);
        let coded = at > 0 || found.priority.is_some() || !found.owners.is_empty();
        if !parted && !coded {
            return rest;
        }
        found.owners.push(OwnerName {
            name: name.to_owned(),
            span: span(&own).unwrap_or_default(),
            via: OwnerVia::Handle,
        });
        let signs = next.len() - next.trim_start_matches([')', ']', ',', '&']).len();
        rest = after(&rest, at + end + signs);
    }
}

/// `. Status: on track`, `| Score: 0.4` and the like at the end, one after the other.
fn fields(mut rest: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    loop {
        let words = flat(&rest);
        let Some((start, key, value)) = field::trailing(&words) else { break };
        let end =
            words[..start].trim_end_matches([' ', '\u{a0}', '-', '–', '—', '|', '·', ';']).len();
        if end == 0 {
            break;
        }
        found.remarks.extend(span(&right(&rest, start)));
        found.said.push((key, value));
        rest = trim(left(&rest, end));
    }
    rest
}

/// Brackets at the end, one after the other: `(Owner: Ann) [Status: on track]`.
fn brackets(mut rest: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    // Nobody writes more of them.
    for _ in 0..4 {
        let before = found.remarks.len() + found.owners.len();
        rest = bracketed(rest, found);
        if found.remarks.len() + found.owners.len() == before {
            break;
        }
    }
    rest
}

/// An outcome without the fields that end it, which are said of the key result: `Done. Score: 0.7`.
pub(super) fn without_fields(outcome: Vec<Inline>, all: &mut Attributes) -> Vec<Inline> {
    let mut found = Decoration::default();
    let line = outcome.clone();
    let rest = fields(outcome, &mut found);
    for (key, value) in found.said {
        field::set(all, key, value, &line);
    }
    rest
}

/// `(Owner: Ann)`, `(@ann)`, `[@ann, @ben]`, `\[Ann\]` at the end.
fn bracketed(inlines: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&inlines);
    let body = words.trim_end().trim_end_matches('.').trim_end();
    let Some((open, close)) = body.strip_suffix(CLOSE).and_then(|inner| {
        let (open, sign) = inner.char_indices().rev().find(|(_, sign)| OPEN.contains(sign))?;
        Some((open + sign.len_utf8(), inner.len()))
    }) else {
        return inlines;
    };
    let inner = body[open..close].trim();
    let key = key(inner);
    let handles = inner.split([',', ' ', '&', '/']).filter(|part| !part.is_empty());
    let only_handles = inner.starts_with('@')
        && handles.clone().all(|part| handle(part).is_some() || part == "and");
    let before = || words[..open].trim_end_matches(OPEN).trim_end_matches(BETWEEN).len();
    if key.is_none() && !only_handles {
        // `(Status: on track)`
        let said = field::keyed(inner).and_then(|_| field::beside(inner));
        let Some(Field::Declared(key, value)) = said.filter(|_| before() > 0) else {
            return inlines;
        };
        found.said.push((key, value));
        found.remarks.extend(span(&right(&inlines, open)));
        return trim(left(&inlines, before()));
    }
    let from = open + (body[open..].len() - body[open..].trim_start().len()) + key.unwrap_or(0);
    let own = left(&right(&inlines, from), close - from);
    let via = if only_handles { OwnerVia::Handle } else { OwnerVia::Line };
    let named = names(&own, via);
    // What says more than names stays to be read: `(Owner: Ann, from May on together with …)`.
    let whole = only_handles || covers(&flat(&own), &named);
    found.said.extend(said_beside(&flat(&own)));
    if named.is_empty() || !whole {
        found.owners.extend(named);
        return inlines;
    }
    found.owners.extend(named);
    found.remarks.extend(key.and_then(|_| span(&right(&inlines, open))));
    trim(left(&inlines, before()))
}

/// Brackets, also the wide ones of East Asian writing.
const OPEN: [char; 3] = ['(', '[', '（'];
const CLOSE: [char; 3] = [')', ']', '）'];

/// The length of the key in brackets before the names of those who hold something: the words that
/// say so on a line of their own, and some that only stand in brackets.
fn key(inner: &str) -> Option<usize> {
    const BARE: [&str; 10] = [
        "led by ",
        "owned by ",
        "who:",
        "leads:",
        "owner(s):",
        "owner – ",
        "owner - ",
        "dri – ",
        "dri - ",
        "lead – ",
    ];
    let lower = inner.to_lowercase();
    let bare = BARE.iter().find(|key| lower.starts_with(*key)).map(|key| key.len());
    bare.or_else(|| {
        let (key, value) = field::keyed(inner)?;
        field::names_holder(key).then(|| inner.len() - value.len())
    })
}

/// ` - @name`, ` @one @two` after a full stop, `*Owner: Ann*` at the end.
fn trailing(inlines: &[Inline], found: &mut Decoration) -> Vec<Inline> {
    let all = flat(inlines);
    // A grade in brackets may stand after the names, and stays: ` - @ann (0.7)`.
    let end = all.trim_end();
    let graded = end.ends_with(')') && crate::grade::is_marked(end);
    let open = if graded { end.rfind('(').unwrap_or(end.len()) } else { all.len() };
    let (rest, mark) = split_at(inlines, open);
    let mut rest = handles(owner_line(rest, found), found);
    rest.extend(mark);
    trim(rest)
}

/// Names at the very end.
fn handles(rest: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&rest);
    let mut start = words.trim_end().len();
    let mut count = 0;
    loop {
        let before = words[..start].trim_end_matches([' ', ',', '&', '\u{a0}']);
        let at = before.rfind([' ', '\u{a0}', ',']).map_or(0, |at| at + 1);
        if at == 0 || handle(before.get(at..).unwrap_or("")).is_none() {
            break;
        }
        start = at;
        count += 1;
    }
    let before = words[..start].trim_end();
    let parted = before.ends_with(['-', '–', '—', '|', '·', ':', '.']) || count > 1;
    let parted = parted || (count == 1 && closes(before));
    // "reviewed by @ann and @ben" is a sentence.
    if count == 0 || !parted || before.is_empty() {
        return rest;
    }
    let (before, handles) = split_at(&rest, start);
    found.owners.extend(names(&handles, OwnerVia::Handle));
    let words = flat(&before);
    let end = words.trim_end().trim_end_matches(DASHES).len();
    let end = role(&words[..end]).map_or(end, |role| {
        found.remarks.extend(span(&right(&rest, role)));
        words[..role].trim_end_matches(DASHES).len()
    });
    let mut kept = trim(left(&before, end));
    // What follows the names must not be glued to what stood before them.
    if let Some(last) = kept.last() {
        let span = Span { start: last.span.end, end: last.span.end };
        kept.push(Inline { span, kind: InlineKind::Text(" ".to_owned()) });
    }
    kept
}

/// Signs that part names from what stands before them.
const DASHES: [char; 6] = [' ', '-', '–', '—', '|', '·'];

/// Where the role begins in which somebody holds something: `— Game Director:` before a name.
fn role(before: &str) -> Option<usize> {
    let bare = before.strip_suffix(':')?;
    let at =
        [" – ", " — ", " - ", " | ", " · "].iter().filter_map(|sign| bare.rfind(sign)).max()?;
    let role = bare[at..].trim_start_matches(DASHES);
    (names_holder(role) && is_name(role)).then_some(bare.len() - role.len())
}

/// Whether a sentence can end here, so that the one name after it stands apart: several words, and
/// none at the end that leads on to a name, as `by` does.
fn closes(before: &str) -> bool {
    const ON: [&str; 26] = [
        "and", "as", "ask", "at", "by", "cc", "for", "from", "in", "is", "like", "of", "on", "or",
        "per", "see", "than", "the", "to", "via", "von", "with", "mit", "und", "et", "de",
    ];
    let mut words = before.rsplit([' ', '\u{a0}']);
    let last = words.next().unwrap_or("").to_lowercase();
    // `CSAT 95%` is all that is to be reached.
    let measured =
        last.starts_with(|sign: char| sign.is_ascii_digit()) && words.clone().count() > 0;
    measured || words.nth(1).is_some() && !ON.contains(&last.as_str())
}

/// `- Owner: Ann`, `, DRI Ann` at the end.
fn owner_line(rest: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&rest);
    let Some((at, from)) = holder_key(&words) else { return rest };
    let end = words[..at].trim_end_matches(PARTING).trim_end_matches([',', ' ']).len();
    let own = right(&rest, from);
    let named = names(&own, OwnerVia::Line);
    // Behind other keys than `Owner:` stands more than names.
    let sure = words[at..from].to_lowercase().contains("owner");
    let is_capital = |word: &str| !word.starts_with(char::is_lowercase);
    let are_names =
        sure || named.iter().all(|it| is_name(&it.name) && it.name.split(' ').all(is_capital));
    if end == 0 || named.is_empty() || !are_names {
        return rest;
    }
    let own = flat(&own);
    let said = said_beside(&own);
    let whole = said.is_empty() || covers(&own, &named);
    found.owners.extend(named);
    found.said.extend(said);
    if !whole {
        return rest;
    }
    found.remarks.extend(span(&right(&rest, at)));
    trim(left(&rest, end))
}

/// Signs before a remark at the end; the full stop is the sentence's.
const PARTING: [char; 7] = [' ', '-', '–', '—', '|', '·', ';'];

/// Where a key of who holds something begins behind a sign, and where the names after it do.
fn holder_key(words: &str) -> Option<(usize, usize)> {
    let begin = |end: usize| {
        let before = &words[..end];
        let parts = |(at, sign): &(usize, char)| match sign {
            '–' | '—' | '|' | '·' => true,
            // Not in `co-lead` and `e.g.`.
            '-' => before[..*at].ends_with(char::is_whitespace),
            '.' | ';' | ',' => before[at + 1..].starts_with(char::is_whitespace),
            _ => false,
        };
        let (at, _) = before.char_indices().rev().find(parts)?;
        // Brackets are looked at as a whole.
        let open = before[..at].matches(['(', '[']).count();
        if open > before[..at].matches([')', ']']).count() {
            return None;
        }
        let key = before[at..].trim_start_matches(|sign: char| !sign.is_alphabetic());
        Some(end - key.len())
    };
    let keyed = words.rfind(": ").and_then(|colon| {
        let at = begin(colon)?;
        field::names_holder(words[at..colon].trim_end()).then_some((at, colon + ": ".len()))
    });
    keyed.or_else(|| {
        let end = words.rfind("DRI ")? + "DRI".len();
        let at = begin(end).filter(|at| &words[*at..end] == "DRI")?;
        Some((at, end + 1))
    })
}

/// Whether a priority stands at the beginning of some words, or near their end, before a grade.
pub(super) fn has_priority(words: &str) -> bool {
    let mark = |sign: char| matches!(sign, '(' | ')' | '[' | ']' | ':' | '`');
    let bare = |word: &str| is_priority(word.trim_matches(mark));
    if !words.as_bytes().contains(&b'P') {
        return false;
    }
    words.split(' ').next().is_some_and(bare) || words.rsplit(' ').take(2).any(bare)
}

/// The bare score that words end in: `Ship it 0.70`.
pub(super) fn score(words: &str) -> Option<&str> {
    let (before, last) = words.trim_end().rsplit_once([' ', '\u{a0}'])?;
    (is_grade(last) && before.contains(char::is_alphanumeric)).then_some(last)
}

/// What follows byte `at`, without the signs between.
fn after(inlines: &[Inline], at: usize) -> Vec<Inline> {
    let rest = right(inlines, at);
    let words = flat(&rest);
    let signs =
        words.len() - words.trim_start_matches([')', ']']).trim_start_matches(BETWEEN).len();
    trim(right(&rest, signs))
}

/// The handle that `word` is: `@` and a name.
fn handle(word: &str) -> Option<&str> {
    let name = word.strip_prefix('@')?;
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | '/');
    (!name.is_empty() && name.chars().all(plain)).then_some(word)
}

pub(super) fn is_priority(word: &str) -> bool {
    word.len() == 2 && word.starts_with('P') && word.ends_with(|sign: char| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests;
