//! Names of owners: before a colon, on a line of their own, as handles.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::calendar::periods_in;
use crate::markdown::{Inline, InlineKind};

use super::document::{OwnerName, OwnerVia};
use super::field::{self, Field};
use super::heading;
use super::key;
use super::text::{flat, left, right, running, trim, words_span};
use super::vocabulary::{names_holder, names_nobody, says_remarks, titled_holder};
use super::words::{COUNTED, FIELDS, KINDS, TEAM_KINDS, VERBS};

/// Longest name of an owner, in bytes and in words.
const LONGEST: (usize, usize) = (56, 7);

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
    let running = running(inlines);
    let Some(colon) = running.find(':') else { return bold(inlines, &flat(inlines)) };
    // A colon in brackets parts nothing but what stands there: `Web team (lead: Ann)`.
    let before = running.get(..colon)?;
    if colon > 4 * LONGEST.0 || before.matches('(').count() > before.matches(')').count() {
        return None;
    }
    let words = flat(inlines);
    let (name, after) = (words.get(..colon)?.trim(), words.get(colon + 1..)?);
    if !is_name(name) || !(after.is_empty() || after.starts_with([' ', '\u{a0}', ':'])) {
        return None;
    }
    let doubled = usize::from(after.starts_with(':'));
    let rest = right(inlines, colon + 1 + doubled);
    let span = words_span(&trim(left(inlines, colon)))?;
    let owner = OwnerName { name: name.to_owned(), span, via: OwnerVia::Prefix };
    Some(Prefix { owner, rest: trim(rest) })
}

/// A bold name of a team or role before words that are not bold, without a colon.
fn bold(inlines: &[Inline], words: &str) -> Option<Prefix> {
    let (first, rest) = inlines.split_first()?;
    let InlineKind::Strong(content) = &first.kind else { return None };
    let whole = flat(content);
    let goes_on = words.get(whole.len()..)?.starts_with(' ');
    let name = whole.trim().to_owned();
    // `Security audit is passed` speaks of a team's work.
    let is_title = |word: &str| {
        word.len() <= 3
            || word.starts_with(|sign: char| sign.is_uppercase() || !sign.is_alphabetic())
    };
    let titled = name.split_whitespace().skip(1).all(is_title);
    if rest.is_empty() || !goes_on || !titled || !names_holder(&name) || !is_name(&name) {
        return None;
    }
    let span = words_span(content)?;
    Some(Prefix {
        owner: OwnerName { name, span, via: OwnerVia::Prefix },
        rest: trim(rest.to_vec()),
    })
}

/// Whether `name` can be an owner's: short, a name and not a sentence, a field or a task.
pub(super) fn is_name(name: &str) -> bool {
    // The brackets in a name may be long, but not that long.
    if name.len() > 4 * LONGEST.0 {
        return false;
    }
    // A sign such as 🚀 may stand before a name, and not every script has capitals.
    let bare_name =
        name.trim_start_matches(|sign: char| !sign.is_ascii() && !sign.is_alphanumeric());
    let is_capital = |sign: char| sign.is_alphabetic() && !sign.is_lowercase();
    if !bare_name.trim_start().starts_with(|sign: char| is_capital(sign) || sign == '@') {
        return false;
    }
    let bare = without_brackets(name);
    let count = bare.split_whitespace().count();
    let short = bare.len() <= LONGEST.0 && (1..=LONGEST.1).contains(&count);
    short && !is_no_name(name, &bare)
}

/// Whether a short `name`, which is `bare` without its brackets, is a field, a task, a sentence or
/// a count.
fn is_no_name(name: &str, bare: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    // `Create BE` is a team, `Create campaigns` a task.
    let initials = words
        .iter()
        .skip(1)
        .all(|word| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    let is_verb = || VERBS.has_any_case(words[0]);
    if words.len() > 1 && !initials && is_verb() {
        return true;
    }
    let bare = without_abbreviations(bare);
    let is_sentence = name.contains(char::is_control)
        || bare.contains(is_of_sentence)
        || bare.split_whitespace().filter(|word| word.ends_with(',')).count() > 1;
    let is_kind = words.last().is_some_and(|last| KINDS.has_any_case(last));
    let is_field = || FIELDS.has_any_case(name.split(" (").next().unwrap_or(""));
    is_sentence || is_kind || is_counted(&bare, &words) || key::is_key(&bare) || is_field()
}

/// Whether a colon in a name shows that it says of which kind something is: `Pillar: Trust`.
pub(super) fn is_of_kind(name: &str) -> bool {
    let before = name.split_once(':').map(|(before, _)| before.trim_end());
    let counts = |sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '#' | '.');
    let last = before.and_then(|it| it.trim_end_matches(counts).rsplit(' ').next());
    last.is_some_and(|word| KINDS.has_any_case(word))
}

/// Whom a heading names that holds what stands below it; `dated`: it names a period.
pub(super) fn headed(words: &str, dated: bool) -> Option<&str> {
    let bare = heading::without_number(words.trim());
    if dated || names_nobody(words) || says_remarks(words) {
        return titled_holder(bare);
    }
    let name = bare.trim_end_matches(':').trim();
    let name = without_aside(of_team(name).unwrap_or(name));
    (!is_of_kind(name) && is_name(name)).then_some(name)
}

/// The name behind what says of which kind it is: `Department: Sales`, `Level 2: Web team`.
pub(super) fn of_team(heading: &str) -> Option<&str> {
    let (kind, name) = heading.split_once(':')?;
    let counts = |sign: char| sign.is_ascii_digit() || sign == ' ';
    let kind = kind.trim().trim_end_matches(counts);
    let kind = kind.strip_suffix(" level").unwrap_or(kind);
    let name = name.trim();
    (TEAM_KINDS.has_any_case(kind) && is_name(without_aside(name))).then_some(name)
}

/// Whether a sign stands in sentences and in no name.
fn is_of_sentence(sign: char) -> bool {
    matches!(sign, '.' | ';' | '!' | '?' | '"' | '“' | '=' | '%' | '#' | '—')
}

/// Whether a name only counts (`Phase 2`, `Q3`, `P0`, `2021 H1`) and names no team (`Squad 7`).
fn is_counted(bare: &str, words: &[&str]) -> bool {
    let first =
        words.first().map_or("", |word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    let roman = words.len() > 1 && words.last().is_some_and(|word| is_roman(word));
    let has_number = roman || bare.chars().any(|sign| sign.is_ascii_digit());
    let is_code = words.len() == 1 && first.trim_end_matches('-').len() <= 2;
    let counts = || COUNTED.has_any_case(first) || KINDS.has_any_case(first);
    let has_digit = |word: &&str| word.chars().any(|sign| sign.is_ascii_digit());
    let only_numbers = words.iter().all(has_digit) && words.len() > 1;
    heading::part(bare).is_some()
        || has_number
            && (only_numbers
                || is_code
                || counts()
                || first.is_empty()
                || !periods_in(bare).is_empty())
}

/// Whether a word is a number in Roman letters.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// A name without what stands in brackets after it: a handle (`Ann Lee (@ann)`), or who leads a team
/// (`Web team (lead: Ann)`).
pub(super) fn without_aside(name: &str) -> &str {
    let inner = name.trim_end().strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    match inner {
        Some((bare, inner)) if inner.starts_with('@') && !inner.contains(' ') => bare.trim_end(),
        Some((bare, inner)) if inner.contains(": ") => bare.trim_end(),
        _ => name,
    }
}

/// What a prefix such as `Theme 2:` or `Problem area:` says, which names nobody, and the words
/// after its colon.
pub(super) fn kind(inlines: &[Inline]) -> Option<(String, Vec<Inline>)> {
    let colon = running(inlines).find(':')?;
    let words = flat(inlines);
    let name = words.get(..colon)?.trim();
    let bare = name
        .trim_end_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '#' | '.'));
    let last = bare.rsplit(' ').next()?;
    let is_kind = KINDS.has_any_case(last);
    let few = name.split_whitespace().count() <= 4;
    (is_kind && few).then(|| (name.to_owned(), trim(right(inlines, colon + 1))))
}

/// A name without the full stops of its abbreviations: `Dir. of Sales`, `Sr. Manager`.
fn without_abbreviations(name: &str) -> Cow<'_, str> {
    if !name.contains('.') {
        return Cow::Borrowed(name);
    }
    let words: Vec<&str> = name.split(' ').collect();
    let short = |(at, word): (usize, &&str)| {
        let capital = word.starts_with(|sign: char| sign.is_uppercase());
        match word.strip_suffix('.') {
            Some(bare) if at + 1 < words.len() && capital && bare.len() <= 4 => bare.to_owned(),
            _ => (*word).to_owned(),
        }
    };
    Cow::Owned(words.iter().enumerate().map(short).collect::<Vec<_>>().join(" "))
}

fn without_brackets(name: &str) -> Cow<'_, str> {
    if !name.contains(['(', '[', ')', ']']) {
        return Cow::Borrowed(name);
    }
    let mut depth = 0_usize;
    let outside = name
        .chars()
        .filter(|sign| {
            match sign {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    Cow::Owned(outside)
}

/// The names in running text: `Ann, Ben`, `@ann @ben`, `Ann and Ben`, `<TeamMember name="Ann" />`.
pub(super) fn names(inlines: &[Inline], via: OwnerVia) -> Vec<OwnerName> {
    let mut found = Vec::new();
    for inline in inlines {
        if let InlineKind::Html(tag) = &inline.kind {
            found.extend(tag_name(tag).map(|name| OwnerName { name, span: inline.span, via }));
        }
    }
    let words = flat(inlines);
    let parts = parts(own_sentence(&words));
    // A team may be called Green.
    let alone = parts.len() == 1;
    for (start, part) in parts {
        // `@ann · Team: Billing`: both hold it.
        let own = match field::keyed(part) {
            Some((key, value)) if field::names_holder(key) => value,
            _ => part,
        };
        let name = own.trim().trim_matches(['[', ']', '.', '*', '_']).trim();
        let at = start + part.len() - own.trim_start().len();
        let is_name = name.chars().any(char::is_alphanumeric)
            && name.split_whitespace().count() <= LONGEST_NAME
            && !name.contains(char::is_control)
            && (alone || field::beside(own).is_none() && !own.contains(": "))
            && !matches!(
                name.to_lowercase().as_str(),
                "tbd"
                    | "tba"
                    | "n/a"
                    | "na"
                    | "none"
                    | "unassigned"
                    | "?"
                    | "offen"
                    | "open"
                    | "owner needed"
                    | "vacant"
            );
        if is_name {
            let own = left(&right(inlines, at), own.trim().len());
            let span = words_span(&trim(own)).unwrap_or_default();
            found.push(OwnerName { name: name.to_owned(), span, via });
        }
    }
    found
}

/// The words up to the sentence that says something else with a key of its own:
/// `Ann. Partners: Ben`.
fn own_sentence(words: &str) -> &str {
    let other = |(at, _): &(usize, &str)| {
        let next = words[at + ". ".len()..].split(". ").next().unwrap_or("");
        field::keyed(next).is_some_and(|(key, _)| key.split(' ').count() <= 2 && is_name(key))
    };
    words.match_indices(". ").find(other).map_or(words, |(at, _)| &words[..at])
}

/// What is said beside names of what they hold: its state or grade, as in `Ann, at risk` and
/// `Ann | Score: 0.4`.
pub(super) fn said_beside(words: &str) -> Vec<(&'static str, String)> {
    let said = parts(words).into_iter().skip(1).map(|(_, part)| field::beside(part));
    let declared = said.filter_map(|said| match said {
        Some(Field::Declared(key, value)) => Some((key, value)),
        _ => None,
    });
    declared.collect()
}

/// The parts of words that may be names, and where each starts.
fn parts(words: &str) -> Vec<(usize, &str)> {
    let (mut all, mut start) = (Vec::new(), 0);
    for (end, next) in separators(words) {
        // ` and @ben`: the blank before the handle lies in the separator before it.
        if end >= start {
            all.push((start, &words[start..end]));
            start = next;
        }
    }
    all
}

/// Whether `words` hold nothing but the names that were found in them.
pub(super) fn covers(words: &str, named: &[OwnerName]) -> bool {
    let mut rest = words.to_owned();
    for owner in named {
        rest = rest.replacen(owner.name.as_str(), " ", 1);
    }
    let signs = [',', ';', '&', '/', '.', '、', '，', '；'];
    let mut left = rest.split_whitespace().map(|word| word.trim_matches(signs));
    left.all(|word| matches!(word, "" | "and" | "und" | "et" | "y" | "e"))
}

/// Words between names.
const AND: [&str; 5] = [" and ", " und ", " et ", " y ", " e "];

/// The most words of one name among several.
const LONGEST_NAME: usize = 5;

/// Where names end, and where the next begins: at `,`, `;`, `&`, `/`, `+`, `and`, and before `@`.
fn separators(words: &str) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut depth = 0_usize;
    for (at, sign) in words.char_indices() {
        let rest = &words[at..];
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '|' | '、' | '，' | '；' if depth == 0 => {
                cuts.push((at, at + sign.len_utf8()));
            }
            '&' | '/' | '+' | '·' if depth == 0 && rest[sign.len_utf8()..].starts_with(' ') => {
                cuts.push((at, at + sign.len_utf8()));
            }
            ' ' if depth == 0 && AND.iter().any(|word| rest.starts_with(word)) => {
                let length = rest[1..].find(' ').map_or(rest.len(), |at| at + 2);
                cuts.push((at, at + length));
            }
            ' ' if depth == 0 && rest.starts_with(" @") => cuts.push((at, at + 1)),
            _ => {}
        }
    }
    cuts.push((words.len(), words.len()));
    cuts
}

/// The name that a tag such as `<TeamMember name="Ann" />` or `<Owner>` gives.
pub(super) fn tag_name(tag: &str) -> Option<String> {
    let inner = tag.strip_prefix('<')?;
    // Tags that start with a capital are components, as in MDX; HTML has none.
    inner.starts_with(|sign: char| sign.is_ascii_uppercase()).then_some(())?;
    let at = inner.find("name=")? + "name=".len();
    let quote = inner[at..].chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let value = inner[at + 1..].split(quote).next()?.trim();
    (!value.is_empty() && !value.contains(char::is_control)).then(|| value.to_owned())
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
    fn several_names_are_told_apart() {
        for (text, expected) in [
            ("eae,drott", vec!["eae", "drott"]),
            ("Ann Lee and Ben", vec!["Ann Lee", "Ben"]),
            ("@ann @ben", vec!["@ann", "@ben"]),
            ("@ann and @ben", vec!["@ann", "@ben"]),
            ("Ann (design, lead)", vec!["Ann (design, lead)"]),
            ("TBD", vec![]),
        ] {
            let found = names(&inlines(text), OwnerVia::Line);
            let found: Vec<&str> = found.iter().map(|owner| owner.name.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
