//! Names of owners: before a colon, on a line of their own, as handles.

use std::collections::HashMap;

use crate::calendar::periods_in;
use crate::markdown::Inline;

use super::document::{OwnerName, OwnerVia};
use super::text::{flat, running, span, split_at, trim, words_span};

/// Longest name of an owner, in bytes and in words.
const LONGEST: (usize, usize) = (56, 7);

/// Words before a colon that name a field or a remark, not an owner.
const FIELDS: [&str; 62] = [
    "action",
    "actions",
    "as of",
    "background",
    "baseline",
    "confidence",
    "context",
    "deadline",
    "definition",
    "deliverables",
    "dependencies",
    "description",
    "done",
    "draft",
    "dri",
    "due",
    "e.g",
    "end",
    "eta",
    "example",
    "examples",
    "goal",
    "goals",
    "how",
    "i.e",
    "initiatives",
    "issue",
    "issues",
    "key result",
    "key results",
    "measure",
    "metric",
    "metrics",
    "milestone",
    "milestones",
    "mission",
    "motivation",
    "next",
    "note",
    "notes",
    "objective",
    "objectives",
    "outcome",
    "owner",
    "owners",
    "priority",
    "problem",
    "progress",
    "result",
    "results",
    "risk",
    "risks",
    "scope",
    "score",
    "start",
    "status",
    "summary",
    "target",
    "update",
    "vision",
    "what",
    "why",
];

/// Words before a colon that begin a remark on an objective, not a result.
const REMARKS: [&str; 9] =
    ["confidence", "deadline", "dri", "due", "eta", "owner", "owners", "score", "status"];

/// Verbs that begin a task and not a name of several words.
const VERBS: [&str; 48] = [
    "achieve",
    "add",
    "adopt",
    "attract",
    "automate",
    "be",
    "become",
    "begin",
    "build",
    "close",
    "complete",
    "continue",
    "create",
    "cut",
    "decrease",
    "define",
    "deliver",
    "deploy",
    "develop",
    "double",
    "drive",
    "enable",
    "ensure",
    "establish",
    "expand",
    "find",
    "finish",
    "fix",
    "get",
    "grow",
    "have",
    "hire",
    "identify",
    "implement",
    "improve",
    "increase",
    "introduce",
    "launch",
    "maintain",
    "make",
    "migrate",
    "move",
    "publish",
    "raise",
    "reach",
    "reduce",
    "run",
    "ship",
];

/// Last words of names that sort objectives and do not hold them.
const KINDS: [&str; 12] = [
    "area",
    "areas",
    "epic",
    "focus",
    "initiative",
    "phase",
    "pillar",
    "project",
    "theme",
    "topic",
    "track",
    "workstream",
];

/// First words of what is numbered and is no team.
const COUNTED: [&str; 18] = [
    "cycle",
    "day",
    "goal",
    "iteration",
    "key",
    "milestone",
    "month",
    "objective",
    "option",
    "part",
    "priority",
    "release",
    "sprint",
    "stage",
    "step",
    "tier",
    "version",
    "week",
];

/// How often names stand before a colon in one document, in strong places and in all.
#[derive(Debug, Default)]
pub(super) struct Names {
    counts: HashMap<String, (usize, usize)>,
}

/// A name before a colon.
#[derive(Debug)]
pub(super) struct Prefix {
    pub owner: OwnerName,
    /// The words after the colon.
    pub rest: Vec<Inline>,
}

impl Names {
    /// Counts a name; `strong` when it stands where only objectives stand.
    pub(super) fn count(&mut self, name: &str, place: Strength) {
        let entry = self.counts.entry(name.to_lowercase()).or_default();
        entry.0 += usize::from(place == Strength::Strong);
        entry.1 += 1;
    }

    /// Whether `name` is surely an owner: it stands in a strong place, or often.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.counts.get(&name.to_lowercase()).is_some_and(|(strong, all)| *strong > 0 || *all > 2)
    }
}

/// How much a place says about a name in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    Strong,
    Weak,
}

/// The name before the first colon of running text, when it can be an owner's.
pub(super) fn prefix(inlines: &[Inline]) -> Option<Prefix> {
    let colon = running(inlines).find(':')?;
    let words = flat(inlines);
    let (name, after) = (words.get(..colon)?.trim(), words.get(colon + 1..)?);
    if !is_name(name) || !(after.is_empty() || after.starts_with([' ', '\u{a0}', ':'])) {
        return None;
    }
    let (before, rest) = split_at(inlines, colon);
    let doubled = usize::from(after.starts_with(':'));
    let (_, rest) = split_at(&rest, 1 + doubled);
    let span = words_span(&trim(before))?;
    let owner = OwnerName { name: name.to_owned(), span, via: OwnerVia::Prefix };
    Some(Prefix { owner, rest: trim(rest) })
}

/// Whether `name` can be an owner's: short, a name and not a sentence, a field or a task.
pub(super) fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let short = name.len() <= LONGEST.0 && (1..=LONGEST.1).contains(&words.len());
    // A sign such as 🚀 may stand before a name, and not every script has capitals.
    let bare_name =
        name.trim_start_matches(|sign: char| !sign.is_ascii() && !sign.is_alphanumeric());
    let is_capital = |sign: char| sign.is_alphabetic() && !sign.is_lowercase();
    let begins = bare_name.trim_start().starts_with(|sign: char| is_capital(sign) || sign == '@');
    let lower = name.to_lowercase();
    let is_field =
        FIELDS.iter().any(|field| lower == *field || lower.starts_with(&format!("{field} (")));
    let is_task = words.len() > 1 && VERBS.iter().any(|verb| words[0].eq_ignore_ascii_case(verb));
    let bare: String = without_brackets(name);
    let is_sentence = name.contains(char::is_control)
        || bare.contains(['.', ';', '!', '?', '"', '“', '=', '%', '#', '—'])
        || bare.split_whitespace().filter(|word| word.ends_with(',')).count() > 1;
    let is_kind =
        words.last().is_some_and(|last| KINDS.iter().any(|kind| last.eq_ignore_ascii_case(kind)));
    let is_counted = is_counted(&bare, &words);
    short && begins && !is_field && !is_task && !is_sentence && !is_kind && !is_counted
}

/// Whether a name only counts (`Phase 2`, `Q3`, `P0`, `2021 H1`) and names no team (`Squad 7`).
fn is_counted(bare: &str, words: &[&str]) -> bool {
    let first =
        words.first().map_or("", |word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let has_number = bare.chars().any(|sign| sign.is_ascii_digit());
    let is_code = words.len() == 1 && first.trim_end_matches('-').len() <= 2;
    let counts = COUNTED.iter().chain(&KINDS).any(|word| first.eq_ignore_ascii_case(word));
    let has_digit = |word: &&str| word.chars().any(|sign| sign.is_ascii_digit());
    let only_numbers = words.iter().all(has_digit) && words.len() > 1;
    has_number
        && (only_numbers || is_code || counts || !periods_in(bare).is_empty() || first.is_empty())
}

fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    name.chars()
        .filter(|sign| {
            match sign {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// Whether `line` is a remark on what it stands under: `Status: on track`.
pub(super) fn is_remark(line: &str) -> bool {
    let before = line.split_once(':').map_or("", |(before, _)| before);
    let key: String = before.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    REMARKS.contains(&key.as_str())
}

/// The owner that a line `Owner: …`, `Owner(s): …` or `DRI: …` names; `None` for other lines.
pub(super) fn line(inlines: &[Inline]) -> Option<OwnerName> {
    let words = flat(inlines);
    let colon = words.find(':')?;
    let key: String = words[..colon].to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    if !matches!(key.as_str(), "owner" | "owners" | "dri") {
        return None;
    }
    let (_, rest) = split_at(inlines, colon + 1);
    let rest = trim(rest);
    let name = flat(&rest).trim().to_owned();
    let span = span(&rest)?;
    let is_name = !name.is_empty() && !name.contains(char::is_control);
    is_name.then_some(OwnerName { name, span, via: OwnerVia::Line })
}

/// What stands before or after the words of an item: a priority and a handle.
#[derive(Debug, Default)]
pub(super) struct Decoration {
    pub priority: Option<String>,
    pub handle: Option<OwnerName>,
}

/// Takes a priority (`P0`) and handles (`- @name -`) off the ends of an item's text.
pub(super) fn take_decoration(inlines: Vec<Inline>) -> (Decoration, Vec<Inline>) {
    let mut found = Decoration::default();
    let mut rest = inlines;
    let words = flat(&rest);
    let start = words.len() - words.trim_start().len();
    let first = words[start..].split([' ', '\u{a0}']).next().unwrap_or("");
    let mut cut = 0;
    if is_priority(first) {
        found.priority = Some(first.to_owned());
        cut = start + first.len();
    }
    let tail = &words[cut..];
    let body = tail.trim_start_matches([' ', '\u{a0}', '-', '–', '—', ':', '|']);
    if body.starts_with('@') {
        let at = cut + tail.len() - body.len();
        let name = body.split([' ', '\u{a0}', ':', ',']).next().unwrap_or("");
        let (_, from) = split_at(&rest, at);
        let (handle, _) = split_at(&from, name.len());
        found.handle = handle_name(name, &handle);
        cut = if found.handle.is_some() { at + name.len() } else { cut };
    }
    if cut > 0 {
        let blanks = words[cut..].len()
            - words[cut..].trim_start_matches([' ', '\u{a0}', '-', '–', '—', ':', '|']).len();
        rest = trim(split_at(&rest, cut + blanks).1);
    }
    if found.handle.is_none() {
        rest = trailing_handle(rest, &mut found);
    }
    (found, rest)
}

/// ` - @name` at the end.
fn trailing_handle(rest: Vec<Inline>, found: &mut Decoration) -> Vec<Inline> {
    let words = flat(&rest);
    let Some(at) = words.rfind(" @") else { return rest };
    let before = words[..at].trim_end();
    let name = words[at + 1..].trim_end();
    if !before.ends_with(['-', '–', '—']) || name.contains(' ') {
        return rest;
    }
    let (_, handle) = split_at(&rest, at + 1);
    found.handle = handle_name(name, &handle);
    if found.handle.is_none() {
        return rest;
    }
    let end = before.trim_end_matches([' ', '-', '–', '—']).len();
    trim(split_at(&rest, end).0)
}

fn handle_name(name: &str, inlines: &[Inline]) -> Option<OwnerName> {
    let valid = name.len() > 1
        && name[1..].chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.'));
    let span = span(inlines).unwrap_or_default();
    valid.then(|| OwnerName { name: name.to_owned(), span, via: OwnerVia::Handle })
}

fn is_priority(word: &str) -> bool {
    word.len() == 2 && word.starts_with('P') && word.ends_with(|sign: char| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockKind, plain, read};

    fn inlines(text: &str) -> Vec<Inline> {
        match read(text, 0).blocks.remove(0).kind {
            BlockKind::Paragraph(inlines) => inlines,
            other => panic!("not a paragraph: {other:?}"),
        }
    }

    fn parts(text: &str) -> Option<(String, String)> {
        prefix(&inlines(text)).map(|found| (found.owner.name, plain(&found.rest)))
    }

    #[test]
    fn a_short_name_before_a_colon_is_an_owner() {
        for (text, name, rest) in [
            ("**CEO: Scale up.**", "CEO", "Scale up."),
            ("**CFO**: Drive", "CFO", "Drive"),
            ("**CTO:**: Expand", "CTO", "Expand"),
            ("Engineering (Core, Web): Ship: now", "Engineering (Core, Web)", "Ship: now"),
            ("Web app and integrations: Build", "Web app and integrations", "Build"),
            ("VP, Product: Shift", "VP, Product", "Shift"),
            ("🚀 Rocket crew: Fly", "🚀 Rocket crew", "Fly"),
            ("فريق: هدف", "فريق", "هدف"),
            ("Squad 7: Ship", "Squad 7", "Ship"),
            ("[Kamil](https://x.test): Train", "Kamil", "Train"),
        ] {
            assert_eq!(parts(text), Some((name.to_owned(), rest.to_owned())), "{text}");
        }
    }

    #[test]
    fn an_owner_stands_where_its_name_stands() {
        let found = prefix(&inlines("**CEO: Scale up.**")).expect("an owner");
        assert_eq!((found.owner.span.start, found.owner.span.end), (2, 5));
    }

    #[test]
    fn fields_tasks_and_sentences_are_no_owners() {
        for text in [
            "Build campaigns: ship the milestone",
            "Note: this changed",
            "Goals (stretch): more",
            "We did it. Now: more",
            "lower case: no",
            "Q3: no",
            "Phase 2: no",
            "2021 H1: no",
            "Q5 2020: no",
            "See https://x.test/a",
            "`Code: x`",
            "[Deliver: more](https://x.test) to sales",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn priorities_and_handles_are_taken_off_both_ends() {
        let (found, rest) = take_decoration(inlines("`P0` - @ann-b  -   Ship the thing"));
        assert_eq!(found.priority.as_deref(), Some("P0"));
        assert_eq!(found.handle.map(|handle| handle.name).as_deref(), Some("@ann-b"));
        assert_eq!(plain(&rest), "Ship the thing");
        let (found, rest) = take_decoration(inlines("Ship the thing - @ann"));
        assert_eq!(found.handle.map(|handle| handle.name).as_deref(), Some("@ann"));
        assert_eq!(plain(&rest), "Ship the thing");
        let (found, rest) = take_decoration(inlines("Reviewed by someone other than @ann"));
        assert!(found.handle.is_none());
        assert_eq!(plain(&rest), "Reviewed by someone other than @ann");
    }
}
