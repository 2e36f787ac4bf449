//! The first line of an item, taken apart: signs, labels, its title, what is remarked beside it.

use crate::calendar::{YearOf, when_in};
use crate::markdown::{Attributes, Inline, InlineKind, take_attributes};
use crate::source::Span;

use super::super::label::label;
use super::super::owner;
use super::super::text::{flat, is_bold, running, span, split_at, trim};
use super::data::{FieldKind, State, WrittenField};
use super::fields::{self, Remark};
use super::frame;
use super::said::{self, Signs};

/// The parts of an item's first line.
#[derive(Debug, Default)]
pub(super) struct Title {
    pub marks: Vec<String>,
    pub words: Vec<Inline>,
    pub attributes: Attributes,
    /// The state that a sign or a box tells.
    pub state: Option<State>,
    /// Whether it is struck through.
    pub is_struck: bool,
    pub fields: Vec<WrittenField>,
    /// What goes on after the title.
    pub rest: Vec<Inline>,
}

/// How the first lines of items are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A heading or cell holds the title and nothing else.
    Whole,
    /// A line may go on after the title.
    Line,
}

/// The longest line that is taken apart, in bytes.
const LONGEST: usize = 2000;

/// States that head what they are said of. `**Live:** music` says none.
const HEADING_STATES: [&str; 9] = [
    "done",
    "shipped",
    "released",
    "completed",
    "finished",
    "planned",
    "blocked",
    "dropped",
    "in progress",
];

/// Signs that part a title from remarks beside it.
const BETWEEN: [&str; 7] = [" · ", " | ", " — ", " – ", " -- ", " - ", "; "];

/// Takes the first line of an item apart.
pub(super) fn title(line: &[Inline], style: Style, signs: &Signs, year: Option<YearOf>) -> Title {
    let mut title = Title { words: trim(line.to_vec()), ..Title::default() };
    title.attributes = take_attributes(&mut title.words);
    if flat(&title.words).len() > LONGEST {
        return title;
    }
    title.struck();
    title.leading(signs);
    title.labelled();
    if style == Style::Line {
        title.headed(signs, year);
    }
    title.trailing(signs, year);
    if style == Style::Line {
        title.cut();
        title.trailing(signs, year);
        title.remarks(signs, year);
    }
    title
}

impl Title {
    /// `~~Title~~`
    fn struck(&mut self) {
        let is_struck = |inline: &Inline| match &inline.kind {
            InlineKind::Strike(_) => true,
            InlineKind::Text(text) => !text.contains(char::is_alphabetic),
            InlineKind::Strong(inner) => {
                matches!(inner.as_slice(), [Inline { kind: InlineKind::Strike(_), .. }])
            }
            _ => false,
        };
        self.is_struck = self.words.first().is_some_and(|it| {
            is_struck(it) && flat(std::slice::from_ref(it)).contains(char::is_alphabetic)
        });
    }

    /// Signs and `[x]` before the words.
    fn leading(&mut self, signs: &Signs) {
        loop {
            let words = flat(&self.words).into_owned();
            let plain = running(&self.words).into_owned();
            let keeps = |sign: char| {
                sign.is_alphanumeric()
                    || matches!(
                        sign,
                        '"' | '\''
                            | '`'
                            | '('
                            | '['
                            | '<'
                            | '@'
                            | '#'
                            | '$'
                            | '€'
                            | '“'
                            | '‘'
                            | '\u{1a}'
                            | '.'
                            | '~'
                            | '>'
                            | '%'
                            | '&'
                    )
            };
            let end = plain.find(keeps).unwrap_or(0);
            if end > 0 && words.is_char_boundary(end) {
                let found = words[..end].chars().find_map(|sign| signs.state(sign));
                self.state = self.state.or(found);
                self.words = trim(split_at(&self.words, end).1);
                continue;
            }
            let Some((name, _)) = plain.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            else {
                return;
            };
            let ticked = matches!(name, "x" | "X");
            let state = if ticked { Some(State::Done) } else { signs.remark(name) };
            if state.is_none() && name != " " {
                return;
            }
            if !ticked && name != " " {
                let (from, _) = split_at(&self.words, name.len() + 1);
                self.add(FieldKind::Status, split_at(&from, 1).1);
            }
            self.state = self.state.or(state);
            self.words = trim(split_at(&self.words, name.len() + 2).1);
        }
    }

    /// `KR: …`, `Objective 2: …`
    fn labelled(&mut self) {
        let words = flat(&self.words).into_owned();
        if let Some(found) = label(&words).filter(|it| it.owner.is_none() && it.end < words.len()) {
            self.marks.push(found.text);
            self.words = trim(split_at(&self.words, found.end).1);
        }
        // `M1: Survey`, `Phase 2 – Building`
        let words = flat(&self.words).into_owned();
        if let Some((name, end)) = frame::step(&words) {
            self.marks.push(name.to_owned());
            self.words = trim(split_at(&self.words, end).1);
        }
    }

    /// A state or a time before a colon: `**Done:** Log in`, `July 2026: Launch`.
    fn headed(&mut self, signs: &Signs, year: Option<YearOf>) {
        let words = running(&self.words).into_owned();
        self.opened(&words, signs, year);
        let words = running(&self.words).into_owned();
        let Some(colon) = words.find(':').filter(|at| *at <= said::LONGEST) else { return };
        let (lead, rest) = split_at(&self.words, colon + 1);
        let lead = split_at(&lead, colon).0;
        let rest = trim(split_at(&rest, rest_start(&flat(&rest))).1);
        let Some(Remark { field, state }) = fields::remark(&lead, signs, year) else { return };
        let bold = self.words.first().is_some_and(|it| matches!(it.kind, InlineKind::Strong(_)));
        let says = match field.kind {
            FieldKind::Due => true,
            FieldKind::Status => {
                bold && HEADING_STATES.contains(&said::plain(&flat(&lead)).as_str())
            }
            _ => false,
        };
        if says && !rest.is_empty() && flat(&rest).contains(char::is_alphabetic) {
            self.accept(vec![(field, state)]);
            self.words = rest;
        }
    }

    /// A day, a month or a quarter before a dash: `2026-01-12 — Dark mode`.
    fn opened(&mut self, words: &str, signs: &Signs, year: Option<YearOf>) {
        let dash = [" — ", " – ", " - "].iter().filter_map(|it| Some((words.find(it)?, it.len())));
        let Some((at, length)) = dash.min().filter(|(at, _)| *at <= said::LONGEST) else { return };
        let lead = trim(split_at(&self.words, at).0);
        let rest = trim(split_at(&self.words, at + length).1);
        let Some(Remark { field, state }) = fields::remark(&lead, signs, year) else { return };
        // `May – July 2026` is one time, and `2026 – a year of change` may say none.
        let whole = when_in(words, year).is_none_or(|it| it.range.end <= at);
        let bare = flat(&lead).trim().bytes().all(|byte| byte.is_ascii_digit());
        let titled = flat(&rest).contains(char::is_alphabetic);
        if field.kind == FieldKind::Due && field.key.is_empty() && whole && !bare && titled {
            self.accept(vec![(field, state)]);
            self.words = rest;
        }
    }

    /// Remarks after the title: in brackets, after a sign, or a sign of state.
    fn trailing(&mut self, signs: &Signs, year: Option<YearOf>) {
        while self.sign(signs)
            || self.bracket(signs, year)
            || self.segment(signs, year)
            || self.keyed(year)
            || self.dated(year)
            || self.link()
        {}
    }

    /// A sign of state at the very end.
    fn sign(&mut self, signs: &Signs) -> bool {
        let words = flat(&self.words).into_owned();
        let body = words.trim_end_matches(|sign: char| {
            said::is_sign(sign) || sign.is_whitespace() || sign == '\u{fe0f}'
        });
        let found = words[body.len()..].chars().find_map(|sign| signs.state(sign));
        let Some(state) = found.filter(|_| !body.is_empty()) else { return false };
        self.state = self.state.or(Some(state));
        self.words = trim(split_at(&self.words, body.len()).0);
        true
    }

    /// `(Q3 2026, @mira)`, `[blocked]`
    fn bracket(&mut self, signs: &Signs, year: Option<YearOf>) -> bool {
        let words = running(&self.words).into_owned();
        let body = words.trim_end().trim_end_matches('.');
        let open = body.strip_suffix([')', ']']).and_then(|inner| inner.rfind(['(', '[']));
        let Some(open) = open.filter(|at| !words[..*at].trim().is_empty()) else { return false };
        let (_, tail) = split_at(&self.words, open + 1);
        let inner = split_at(&tail, body.len() - 1 - open - 1).0;
        let cuts = fields::cuts(&running(&inner), &[", ", "; ", " · ", " | "]);
        let Some(found) = remarks(&inner, &cuts, signs, year) else { return false };
        self.accept(found);
        self.words = trim(split_at(&self.words, open).0);
        true
    }

    /// ` — Owner: Ops · Status: on track`
    fn segment(&mut self, signs: &Signs, year: Option<YearOf>) -> bool {
        let words = running(&self.words).into_owned();
        let last = BETWEEN.iter().filter_map(|sign| Some((words.rfind(sign)?, *sign))).max();
        let Some((at, sign)) = last.filter(|(at, _)| *at > 0) else { return false };
        let tail = trim(split_at(&self.words, at + sign.len()).1);
        let parts = fields::cuts(&running(&tail), &[]);
        let listed = || remarks(&tail, &fields::cuts(&running(&tail), &[", "]), signs, year);
        let named = || {
            // A bare name counts beside other remarks after the same sign.
            let name = flat(&tail);
            let few = name.split_whitespace().count() <= 3;
            let beside = sign == " · " && !self.fields.is_empty();
            (beside && few && owner::is_name(name.trim()))
                .then(|| vec![(field(FieldKind::Owner, tail.clone()), None)])
        };
        let found = remarks(&tail, &parts, signs, year).or_else(listed).or_else(named);
        let Some(found) = found else { return false };
        self.accept(found);
        self.words = trim(split_at(&self.words, at).0);
        true
    }

    /// `. Owner: Ops` behind a sentence, which stays.
    fn keyed(&mut self, year: Option<YearOf>) -> bool {
        let words = running(&self.words).into_owned();
        let cuts = fields::cuts(&words, &[]);
        let [.., (_, end), (start, _)] = cuts.as_slice() else { return false };
        if is_inside(&words, *start) {
            return false;
        }
        let value = trim(split_at(&self.words, *start).1);
        let field = fields::keyed(&value, year).filter(|it| !it.may_explain());
        let Some(field) = field else { return false };
        self.accept(vec![(field, None)]);
        self.words = trim(split_at(&self.words, *end).0);
        true
    }

    /// `, December 2025`
    fn dated(&mut self, year: Option<YearOf>) -> bool {
        let words = running(&self.words).into_owned();
        let Some(at) = words.rfind(", ").filter(|at| words.len() - at <= said::LONGEST) else {
            return false;
        };
        let tail = &words[at + 2..];
        // `May 1, 2026` is one date.
        let whole = when_in(&words[..at], year).is_none_or(|it| it.range.end < at);
        // `Be the leader, 2026` may say no date.
        let bare = tail.trim().bytes().all(|byte| byte.is_ascii_digit());
        let time = said::dated(tail, year).filter(|_| whole && !bare);
        let Some(time) = time else { return false };
        let value = trim(split_at(&self.words, at + 2).1);
        let state = time.finished.then_some(State::Done);
        self.accept(vec![(field(FieldKind::Due, value), state)]);
        self.words = trim(split_at(&self.words, at).0);
        true
    }

    /// Names and issues that end what has a box: `[x] Sync @olaf #2240`. Elsewhere they may be what it
    /// is about.
    pub(super) fn handles(&mut self) {
        loop {
            let words = running(&self.words).into_owned();
            let Some(at) = words.rfind(' ').filter(|at| *at > 0) else { return };
            let last = &words[at + 1..];
            let is_name = |sign: char| sign.is_alphanumeric() || sign == '-' || sign == '_';
            let named =
                last.strip_prefix('@').is_some_and(|it| !it.is_empty() && it.chars().all(is_name));
            let kind = match () {
                () if named => FieldKind::Owner,
                () if last.starts_with('#') && said::is_issue(last) => FieldKind::Issue,
                () => return,
            };
            let value = trim(split_at(&self.words, at + 1).1);
            self.accept(vec![(field(kind, value), None)]);
            self.words = trim(split_at(&self.words, at).0);
        }
    }

    /// A link at the end that leads to an issue: `[Issue 42](…)`.
    fn link(&mut self) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let InlineKind::Link(link) = &last.kind else { return false };
        let text = flat(&link.content);
        let dangling = flat(before);
        let goes_on = dangling.trim_end().rsplit(' ').next().is_some_and(|word| {
            matches!(
                word.to_lowercase().as_str(),
                "" | "see" | "in" | "via" | "by" | "of" | "and" | "for" | "with"
            )
        });
        if goes_on || !said::is_issue(&text) {
            return false;
        }
        let field = field(FieldKind::Issue, vec![last.clone()]);
        self.fields.insert(0, field);
        self.words = trim(before.to_vec());
        true
    }

    /// Parts the title from what the line goes on to say: after bold words, a colon or a sentence.
    fn cut(&mut self) {
        let words = flat(&self.words).into_owned();
        if let Some((first, rest)) = self.words.split_first()
            && matches!(first.kind, InlineKind::Strong(_))
            && is_bold(std::slice::from_ref(first))
            && !rest.is_empty()
        {
            let end = flat(std::slice::from_ref(first)).len();
            self.cut_at(end, &words);
            return;
        }
        let plain = running(&self.words).into_owned();
        let outside = |sign: &'static str| {
            let all = plain.match_indices(sign).map(|(at, _)| at);
            all.filter(|at| !is_inside(&plain, *at))
        };
        let colon = outside(": ")
            .next()
            .filter(|at| *at > 2 && plain[..*at].split_whitespace().count() <= 6);
        let stop = outside(". ").find(|at| {
            let before = plain[..*at].rsplit(' ').next().unwrap_or("");
            before.len() > 2 && !before.contains('.')
        });
        let stop = stop.filter(|at| {
            plain[*at + 2..]
                .trim_start()
                .starts_with(|it: char| it.is_uppercase() || it == '\u{1a}')
        });
        let dash = [" — ", " – "].into_iter().filter_map(|sign| outside(sign).next()).min();
        let at = [colon, stop.map(|at| at + 1), dash].into_iter().flatten().min();
        if let Some(at) = at.filter(|at| *at > 0) {
            self.cut_at(at, &words);
        }
    }

    fn cut_at(&mut self, at: usize, words: &str) {
        let (title, rest) = split_at(&self.words, at);
        let skipped = rest_start(words.get(at..).unwrap_or(""));
        self.words = without_end(title);
        self.rest = trim(split_at(&rest, skipped).1);
    }

    /// What the rest of the line remarks: `Team: Mobile · Due: 2026-09-30 · #412`.
    fn remarks(&mut self, signs: &Signs, year: Option<YearOf>) {
        if self.rest.is_empty() {
            return;
        }
        let cuts = fields::cuts(&running(&self.rest), &[" · ", " | ", "; ", " — ", " – "]);
        if let Some(found) = remarks(&self.rest, &cuts, signs, year) {
            self.accept(found);
            self.rest = Vec::new();
        }
    }

    fn accept(&mut self, found: Vec<(WrittenField, Option<State>)>) {
        let mut fields = Vec::new();
        for (field, state) in found {
            self.state = self.state.or(state);
            fields.push(field);
        }
        // What stands last is found first.
        fields.append(&mut self.fields);
        self.fields = fields;
    }

    fn add(&mut self, kind: FieldKind, value: Vec<Inline>) {
        self.fields.push(field(kind, value));
    }
}

/// Whether a place lies in brackets.
pub(super) fn is_inside(words: &str, at: usize) -> bool {
    let (before, after) = words.split_at(at);
    let opened = before.rfind('(').is_some_and(|open| !before[open..].contains(')'));
    opened && after.find(')').is_some_and(|close| !after[..close].contains('('))
}

/// The length of the signs and blanks before what goes on after a title.
fn rest_start(rest: &str) -> usize {
    let blank = |sign: char| {
        sign.is_whitespace() || matches!(sign, ':' | '-' | '–' | '—' | '.' | '|' | '·')
    };
    rest.len() - rest.trim_start_matches(blank).len()
}

/// A title without the colon or full stop at its end.
fn without_end(title: Vec<Inline>) -> Vec<Inline> {
    let words = flat(&title);
    let end = words.trim_end_matches([':', '.', ' ']).len();
    if end < words.len() && end > 0 { trim(split_at(&title, end).0) } else { title }
}

fn field(kind: FieldKind, value: Vec<Inline>) -> WrittenField {
    let span = span(&value).unwrap_or_else(|| Span::new(0, 0));
    WrittenField { kind, key: String::new(), value, span }
}

/// The remarks that the parts of `inlines` are; `None` when one of them is none. Names count beside
/// other remarks.
fn remarks(
    inlines: &[Inline],
    cuts: &[(usize, usize)],
    signs: &Signs,
    year: Option<YearOf>,
) -> Option<Vec<(WrittenField, Option<State>)>> {
    let mut found = Vec::new();
    let mut sure = false;
    let all = running(inlines);
    let is_sentence = |end: usize| all[end..].starts_with(". ");
    for (start, end) in cuts {
        let (_, tail) = split_at(inlines, *start);
        let part = trim(split_at(&tail, end - start).0);
        let words = flat(&part);
        if words.trim().is_empty() {
            continue;
        }
        match fields::remark(&part, signs, year) {
            Some(Remark { field, state }) => {
                sure = true;
                found.push((field, state));
            }
            None if cuts.len() > 1 && said::is_version(&words) => {
                found.push((field(FieldKind::Release, part), None));
            }
            None if cuts.len() > 1
                && !is_sentence(*end)
                && words.split_whitespace().count() <= 3
                && owner::is_name(words.trim()) =>
            {
                found.push((field(FieldKind::Owner, part), None));
            }
            None => return None,
        }
    }
    let keyed = |(it, _): &(WrittenField, _)| it.kind == FieldKind::Owner && !it.key.is_empty();
    let bare = |(it, _): &(WrittenField, _)| {
        it.kind == FieldKind::Owner && it.key.is_empty() && !flat(&it.value).contains('@')
    };
    // Where a key says who it is, a bare name beside it is none.
    let twice = found.iter().any(keyed) && found.iter().any(bare);
    (sure && !twice).then_some(found)
}
