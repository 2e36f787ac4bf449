//! What a heading, an item or the sentence before a list says about the plans below it.

use crate::calendar::{When, YearOf, season_in, when_in};

use super::super::heading::without_number;
use super::super::owner;
use super::super::vocabulary::{leads_elsewhere, names_holder, says_remarks};
use super::super::words::{
    AROUND_DATES, ASIDE, HORIZON_JOINTS, HORIZON_NOUNS, HORIZON_STARTS, HORIZON_VERBS, HORIZONS,
    IS_OUT, LOOKS_BACK, PLANS, PRE_RELEASES, STEPS, VERBS,
};
use super::data::{Horizon, State};
use super::said::{self, plain};
use crate::parse::OwnerName;
use crate::source::Span;

/// What holds for all plans in a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub horizon: Option<Horizon>,
    pub state: Option<State>,
    pub when: Option<When>,
    /// The time that the whole document is for, as far as nothing below says another.
    pub given: Option<When>,
    pub release: Option<String>,
    pub holders: Vec<OwnerName>,
    /// The words of the headings above.
    pub under: Vec<String>,
    pub standing: Standing,
}

/// How surely plans stand in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing says so.
    #[default]
    Silent,
    /// A heading announces plans, or none has been seen yet.
    Announced,
    /// A horizon, a time or a release is named.
    Framed,
    /// A heading says that what stands below it is something else.
    Aside,
}

/// What a heading frames.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Header {
    Horizon(Horizon, Option<State>),
    /// A time, and whether further words stand beside it.
    Time(When, Words),
    /// A time that no days are known of: a quarter of no year, a summer.
    Undated,
    /// A release, and whether further words stand beside it.
    Release(String, Words),
    Plans,
    Aside,
}

impl Header {
    /// Whether it is a horizon, a time or a release, and nothing more.
    pub(super) fn frames(&self) -> bool {
        matches!(
            self,
            Self::Horizon(..)
                | Self::Undated
                | Self::Time(_, Words::Alone)
                | Self::Release(_, Words::Alone)
        )
    }
}

/// Whether more is said than the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    Alone,
    More,
}

impl Frame {
    pub(super) fn year(&self) -> Option<YearOf> {
        self.when.map(|when| when.year())
    }

    /// Whether nothing but what the document is for frames what stands here.
    fn is_given(&self) -> bool {
        let named = self.horizon.is_some() || self.when.is_some() || self.release.is_some();
        self.given.is_some() && !named
    }

    /// The frame below a heading with these words.
    pub(super) fn below(&self, words: &str, span: Span) -> Self {
        let mut below = self.clone();
        below.under.push(words.trim().to_owned());
        if self.standing == Standing::Aside {
            return below;
        }
        match header(words, self.year()) {
            Some(Header::Horizon(horizon, state)) => {
                below.horizon = Some(horizon);
                below.state = state.or(self.state);
                below.standing = Standing::Framed;
                // `Next (Q4 2026)`
                let when = when_in(words, self.year()).map(|found| found.value);
                below.when = when.or(self.when);
                // Only what is being done is surely for the time that the document is for.
                below.given = self.given.filter(|_| horizon == Horizon::Now);
            }
            Some(Header::Undated) => {
                below.given = None;
                below.standing = Standing::Framed;
            }
            Some(Header::Time(when, _)) => {
                below.when = Some(when);
                below.standing = Standing::Framed;
            }
            Some(Header::Release(name, _)) => {
                let rest = words.replacen(&name, "", 1);
                below.release = Some(name);
                if let Some(when) = when_in(&rest, self.year()) {
                    below.when = Some(when.value);
                    if said::dated(rest.trim_matches(around), self.year())
                        .is_some_and(|it| it.finished)
                    {
                        below.horizon = Some(Horizon::Done);
                        below.state = Some(State::Done);
                    }
                }
                below.standing = Standing::Framed;
            }
            Some(Header::Aside) => below.standing = Standing::Aside,
            Some(Header::Plans) if self.standing != Standing::Framed => {
                below.standing = Standing::Announced;
            }
            Some(Header::Plans) => {}
            None => {
                if self.standing == Standing::Announced || self.is_given() && leads_away(words) {
                    below.standing = Standing::Silent;
                }
                let name = words.trim();
                // `Theme: Growth` says what of.
                if names_holder(name) && owner::is_name(name) && !owner::is_of_kind(name) {
                    below.holders = vec![OwnerName::of_heading(name, span)];
                }
            }
        }
        below
    }
}

/// Whether a heading says of whom or of what it is, and not of plans: `Team`, `Dependencies`.
fn leads_away(words: &str) -> bool {
    leads_elsewhere(words) || says_remarks(words) || said::field_kind(words).is_some()
}

fn around(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '(' | ')' | ':' | '-' | '–' | '—' | ',' | '|')
}

/// What a heading frames; `None` when it only arranges, or is itself a plan.
pub(super) fn header(words: &str, year: Option<YearOf>) -> Option<Header> {
    if words.len() > 2 * said::LONGEST {
        return None;
    }
    let text = without_number(words.trim());
    let bare = plain(text);
    if let Some(horizon) = horizon(&bare, text) {
        return Some(horizon);
    }
    if let Some(release) = release(text) {
        return Some(release);
    }
    if ASIDE.iter().any(|start| heads(&bare, start)) {
        return Some(Header::Aside);
    }
    // `3. Quartal` has no number before it.
    let numbered = Some(words.trim()).filter(|words| words.len() > text.len());
    if let Some(time) = time(text, year).or_else(|| time(numbered?, year)) {
        return Some(time);
    }
    PLANS.iter().any(|name| ends(&bare, name)).then_some(Header::Plans)
}

/// Whether `text` is `phrase`, or begins with it and goes on.
fn heads(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether `text` is short and ends in `phrase`.
fn ends(text: &str, phrase: &str) -> bool {
    let few = text.split(' ').count() <= 4;
    few && text.strip_suffix(phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

fn horizon(bare: &str, text: &str) -> Option<Header> {
    // What stands in brackets or after a sign explains.
    let head =
        text.split(['(', '[', ':', '–', '—', ',', '|', '/']).find(|it| !plain(it).is_empty())?;
    let head = plain(head);
    let known = |text: &str| {
        let all = HORIZONS
            .iter()
            .flat_map(|(horizon, names)| names.iter().map(move |it| (*horizon, *it)));
        all.filter(|(_, name)| heads(text, name)).max_by_key(|(_, name)| name.len())
    };
    if goes_on(text) {
        return Some(Header::Horizon(Horizon::Later, None));
    }
    let start = HORIZON_STARTS.iter().find_map(|start| head.strip_prefix(start)).unwrap_or(&head);
    let (horizon, name) = known(start)?;
    let rest = start[name.len()..].trim();
    let words: Vec<&str> = rest.split(' ').filter(|word| !word.is_empty()).collect();
    let few = words.len() <= 5;
    let nouns = words.iter().all(|word| HORIZON_NOUNS.contains(word) || word.parse::<u8>().is_ok());
    let joins = |word: &&str| HORIZON_JOINTS.contains(word) && !HORIZON_VERBS.contains(&name);
    let joined = few && words.first().is_some_and(joins);
    if !(nouns || joined || when_in(rest, None).is_some_and(|it| it.range.start == 0)) {
        return None;
    }
    let state = match said::state(name) {
        state if horizon != Horizon::Done || state == Some(State::Dropped) => state,
        _ => Some(State::Done),
    };
    let state = state.filter(|_| !matches!(bare, "next" | "soon"));
    Some(Header::Horizon(horizon, state.filter(|it| says_state(name, *it))))
}

/// Whether a heading is a year and all that come after it: `2027+`.
fn goes_on(text: &str) -> bool {
    let year = text.trim().strip_suffix('+').map(str::trim_end);
    year.is_some_and(|it| it.len() == 4 && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the words of a horizon tell a state: `In progress` does, `Up next` does not.
fn says_state(name: &str, state: State) -> bool {
    match state {
        State::Planned => matches!(name, "planned" | "geplant"),
        State::InProgress => {
            name.contains("progress") || name.contains("arbeit") || name.contains("development")
        }
        _ => true,
    }
}

/// A time at the beginning of a heading, or at its end after a sign.
fn time(text: &str, year: Option<YearOf>) -> Option<Header> {
    let Some(found) = when_in(text, year) else {
        return is_undated(text).then_some(Header::Undated);
    };
    if !arranges(&text[..found.range.start]) {
        return None;
    }
    let words = if arranges(&text[found.range.end..]) { Words::Alone } else { Words::More };
    Some(Header::Time(found.value, words))
}

/// Whether words say nothing more beside a time in a heading.
fn arranges(text: &str) -> bool {
    plain(text).split(' ').all(|word| {
        word.is_empty()
            || PLANS.contains(&word)
            || HORIZON_NOUNS.contains(&word)
            || AROUND_DATES.contains(&word)
    })
}

/// Whether a heading is a time and no days are known of it: its year is not told, or it is a season.
fn is_undated(text: &str) -> bool {
    let part = when_in(text, Some(YearOf::any())).map(|found| found.range);
    let season = || season_in(text).map(|found| found.range);
    part.or_else(season)
        .is_some_and(|range| arranges(&text[..range.start]) && arranges(&text[range.end..]))
}

/// `Gerrit 3.15`, `v2.0 — Beta`, `Milestone 2: Permit`, `M1: Survey`.
fn release(text: &str) -> Option<Header> {
    let cut = text.find([':', '–', '—', '(', '[']).into_iter().chain(text.find(" - ")).min();
    let name = text[..cut.unwrap_or(text.len())].trim();
    let name = name
        .trim_end_matches(|sign: char| said::is_sign(sign) || sign == ' ' || sign == '\u{fe0f}');
    let start = name.find(char::is_alphanumeric)?;
    let name = &name[start..];
    let words: Vec<&str> = name.split_whitespace().collect();
    let (last, before) = words.split_last()?;
    let verb = before.first().is_some_and(|word| VERBS.has_any_case(word));
    let joint = |word: &&&str| {
        matches!(word.to_lowercase().as_str(), "to" | "for" | "in" | "of" | "with" | "on")
    };
    let sentence = verb || before.iter().any(|word| joint(&word));
    let step = before.last().is_some_and(|word| STEPS.contains(&word.to_lowercase().as_str()));
    let digits = last.trim_start_matches(['v', 'V']);
    let digits = without_pre_release(digits);
    let number = !digits.is_empty()
        && digits.starts_with(|sign: char| sign.is_ascii_digit())
        && digits.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | 'x' | 'X'));
    let version = number && (digits.contains('.') || digits.len() < last.len());
    let coded = before.is_empty()
        && last.len() <= 3
        && last.starts_with(['M', 'R'])
        && last[1..].bytes().all(|byte| byte.is_ascii_digit())
        && last.len() > 1;
    let is_date = when_in(name, None).is_some();
    if sentence
        || is_date
        || before.len() > 3
        || !(version || (step && (number || is_roman(last))) || coded)
    {
        return None;
    }
    let rest = cut.map_or("", |at| &text[at..]);
    let rest_plain = plain(rest);
    let rest = rest.trim_matches(around);
    let dated = said::dated(rest, None).is_some() || is_undated(rest);
    let more = if rest_plain.is_empty() || dated { Words::Alone } else { Words::More };
    Some(Header::Release(name.to_owned(), more))
}

/// The number of a release without what it says of coming before that: `2.0` of `2.0-beta.1`.
fn without_pre_release(number: &str) -> &str {
    let is_told = |end: &str| {
        let word = end.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
        PRE_RELEASES.contains(&word.to_lowercase().as_str())
    };
    number.split_once('-').filter(|(_, end)| is_told(end)).map_or(number, |(base, _)| base)
}

/// The numbered step before a colon or dash that a title begins with, and where its words begin:
/// `M1: Survey`, `Phase 2 – Building`.
pub(super) fn step(title: &str) -> Option<(&str, usize)> {
    let sign = title.char_indices().find(|(_, sign)| matches!(sign, ':' | '–' | '—'));
    let sign = sign.map(|(at, sign)| (at, at + sign.len_utf8()));
    let hyphen = title.find(" - ").map(|at| (at, at + 3));
    let (at, end) = sign.into_iter().chain(hyphen).min()?;
    let name = title[..at].trim();
    let first = name.split(' ').next()?.to_lowercase();
    let numbered = name.ends_with(|sign: char| sign.is_ascii_digit());
    let coded = name.len() <= 3 && name.starts_with(|sign: char| sign.is_ascii_uppercase());
    let known = (STEPS.contains(&first.as_str()) && name.split(' ').count() == 2) || coded;
    (known && numbered && !title[end..].trim().is_empty()).then_some((name, end))
}

fn is_roman(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|sign: char| sign.is_ascii_uppercase())
        || word.chars().all(|sign| matches!(sign, 'I' | 'V' | 'X'))
}

/// What the sentence before a list or table says about it.
pub(super) fn sentence(words: &str) -> Option<Header> {
    if !words.trim_end().ends_with([':', '：']) || words.len() > 3 * said::LONGEST {
        return None;
    }
    let bare = plain(words);
    let has = |all: &[&str]| bare.split(' ').any(|word| all.contains(&word));
    if has(LOOKS_BACK) {
        return Some(Header::Aside);
    }
    if has(IS_OUT) && has(HORIZON_NOUNS) {
        return Some(Header::Horizon(Horizon::Done, Some(State::Done)));
    }
    let few = bare.split(' ').count() <= 4;
    header(words.trim_end().trim_end_matches(':'), None).filter(|_| few)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_when() {
        for (text, expected) in [
            ("Now (up to v1.0.0)", Horizon::Now),
            ("🚧 Now", Horizon::Now),
            ("Next (v1.1)", Horizon::Next),
            ("Up next in the Terminal", Horizon::Next),
            ("Upcoming Release Cycles", Horizon::Next),
            ("Next quarter", Horizon::Next),
            ("Future (v1.2)", Horizon::Later),
            ("Recently shipped", Horizon::Done),
            ("✅ Done", Horizon::Done),
            ("Als Nächstes", Horizon::Next),
            ("What we're working on now", Horizon::Now),
            ("Under consideration", Horizon::Exploring),
        ] {
            let found = header(text, None);
            assert!(
                matches!(found, Some(Header::Horizon(it, _)) if it == expected),
                "{text}: {found:?}"
            );
        }
        for text in
            ["Next-generation search engine", "Nowhere", "Future of search", "Ready to print"]
        {
            assert!(!matches!(header(text, None), Some(Header::Horizon(..))), "{text}");
        }
    }

    #[test]
    fn releases_are_told_from_titles() {
        for text in ["Gerrit 3.15", "v2.0", "Release 4", "1.0 — Beta", "Milestone 2: Permit", "M1"]
        {
            assert!(matches!(header(text, None), Some(Header::Release(..))), "{text}");
        }
        for text in ["Java 25", "Move to Bazel 9.1", "Support for Python 3.12", "Terminal AI"] {
            assert!(!matches!(header(text, None), Some(Header::Release(..))), "{text}");
        }
    }

    #[test]
    fn times_frame_when_they_head() {
        for text in ["Q4 2026", "FY23 Q3: Expansion", "Roadmap for 2027 H1", "September 2026"] {
            assert!(matches!(header(text, None), Some(Header::Time(..))), "{text}");
        }
        assert_eq!(header("Migrate everyone in Q3 2027", None), None);
    }
}
