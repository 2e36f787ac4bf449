//! Remarks `Key: value` on an objective or key result: in lines, items and table cells.

use crate::grade::{self, Status};
use crate::markdown::{Attributes, Inline, plain};
use crate::source::Spanned;

use super::document::{OwnerName, OwnerVia};
use super::label::label;
use super::text::{flat, right, span, trim};
use super::vocabulary::is_field;
use super::words::{
    CURRENT_HEADS, EARLY, GRADES, HOLDER_KEYS, HOLDER_KEYS_ALONE, PERIOD_KEYS, PROGRESS_HEADS,
    START_HEADS, TARGET_HEADS, TEAM_KEYS,
};
use super::{heading, owner};

/// What a remark says.
#[derive(Debug, PartialEq)]
pub(super) enum Field {
    /// Who holds it, and what is said of it beside their names, as attributes.
    Owners(Vec<OwnerName>, Vec<(&'static str, String)>),
    /// What came of it.
    Outcome(Vec<Inline>),
    /// Its author's grade, status or confidence, as an attribute.
    Declared(&'static str, String),
    /// Something else.
    Remark,
}

/// The remark that a line is; `None` for other lines.
pub(super) fn field(line: &[Inline]) -> Option<Field> {
    let words = flat(line);
    let (key, value) = keyed(&words)?;
    let figure = tells_figure(key, value);
    let key = undated(key);
    if !is_field(key) && !figure {
        return None;
    }
    Some(read(key, trim(right(line, words.len() - value.len()))))
}

/// The words before the first colon, and those behind it. East Asian writing has a wide one.
pub(super) fn keyed(words: &str) -> Option<(&str, &str)> {
    const WIDE: char = '：';
    let colon = words.find(':');
    let before = &words[..colon.unwrap_or(words.len())];
    let (end, next) = match before.find(WIDE) {
        Some(wide) => (wide, wide + WIDE.len_utf8()),
        None => (colon?, colon? + 1),
    };
    Some((words[..end].trim(), &words[next..]))
}

/// Whether a key names who holds what it stands at.
pub(super) fn names_holder(key: &str) -> bool {
    is_field(key) && kind(key) == Some(Kind::Owners)
}

/// The key without what tells of when it is, in brackets after it or as a period at its ends:
/// `Update (13 May)`, `Q3 result`.
pub(super) fn undated(key: &str) -> &str {
    let bare = key.strip_suffix(')').and_then(|key| key.split_once(" (")).map_or(key, |it| it.0);
    let after = bare.split_once(' ').filter(|(first, _)| names_part(first)).map(|(_, rest)| rest);
    let bare = after.unwrap_or(bare);
    bare.rsplit_once(' ').filter(|(_, last)| names_part(last)).map_or(bare, |(rest, _)| rest)
}

/// Whether a word is a part of a year, or a year: `Q3`, `H1`, `FY21`, `2025`.
fn names_part(word: &str) -> bool {
    let has_digit = word.contains(|sign: char| sign.is_ascii_digit());
    has_digit && (heading::part(word).is_some() || heading::period(word).is_some())
}

/// Whether a line tells a figure of a metric and nothing else: `Now: 400`, `Start: $1.2M`.
fn tells_figure(key: &str, value: &str) -> bool {
    let value = value.trim();
    let bare = value.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    if !bare.starts_with(|it: char| it.is_ascii_digit()) {
        return false;
    }
    let key = undated(key).to_lowercase();
    let heads = [START_HEADS, TARGET_HEADS, CURRENT_HEADS, PROGRESS_HEADS];
    let is_head = heads.iter().any(|heads| heads.contains(&key.as_str()));
    // `Goal: Win 5 towns` is an objective, and `to: 5 people` may be anything.
    let words = value.split_whitespace().count();
    let most = if label(&format!("{key}: x")).is_some() { 1 } else { 2 };
    // `12 March` and `15:00` are times.
    let unit = value.split_whitespace().nth(1).unwrap_or("");
    let is_name =
        unit.chars().next().is_some_and(char::is_uppercase) && unit.chars().any(char::is_lowercase);
    is_head && key.len() > 2 && words <= most && !is_name && !value.contains(':')
}

/// Whether the key of a remark says more than its name.
pub(super) fn is_dated(line: &[Inline]) -> bool {
    keyed(&flat(line)).is_some_and(|(key, _)| undated(key) != key)
}

/// Whether a paragraph ends with its author's grade or state: `Score: 0.9`.
pub(super) fn closes_with_grade(words: &[Inline]) -> bool {
    let last = super::lines::lines(words).into_all().last();
    last.is_some_and(|line| matches!(field(&line), Some(Field::Declared("grade", _))))
}

/// What the cell `value` under the head `key` says.
pub(super) fn cell(key: &str, value: &[Inline]) -> Field {
    let value = trim(value.to_vec());
    let lower = key.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("").trim_end_matches([':', 's']);
    // What is remarked beside a score tells what came of it.
    if COMMENTS.contains(&first) {
        return Field::Outcome(value);
    }
    let (name, whole) = scale(&lower);
    let name = undated(name);
    match (kind(name), whole) {
        (Some(Kind::Progress | Kind::Grade), Some(scale)) => of_scale(&plain(&value), scale),
        (Some(Kind::State), _) => match declared(light(&plain(&value))) {
            Field::Remark if grade::tells_state(&plain(&value)) => Field::Outcome(value),
            found => found,
        },
        _ => read(name, value),
    }
}

/// First words of the heads of columns that hold what is remarked, without their `s`.
const COMMENTS: &[&str] = &[
    "comment",
    "commentary",
    "kommentar",
    "kommentare",
    "commentaire",
    "comentario",
    "remark",
    "remarque",
    "bemerkung",
    "bemerkungen",
    "anmerkung",
    "anmerkungen",
];

/// How the numbers of a column count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scale {
    /// From nothing to so much, which is the whole.
    Whole(f64),
    /// From something on, so that they are no shares.
    Other,
}

/// The name of a column without the scale of its numbers, and that: `Score (0-10)`, `% complete`.
pub(super) fn scale(head: &str) -> (&str, Option<Scale>) {
    let percent = |name: &str| name.trim_start_matches("in ").trim() == "%";
    if let Some(rest) = head.strip_prefix('%') {
        return (rest.trim_start_matches(" of ").trim(), Some(Scale::Whole(100.0)));
    }
    if let Some(rest) = head.strip_suffix(" in %").or_else(|| head.strip_suffix('%')) {
        return (rest.trim(), Some(Scale::Whole(100.0)));
    }
    let Some((name, inner)) = head.strip_suffix(')').and_then(|it| it.split_once('(')) else {
        return (head, None);
    };
    let name = name.trim();
    if percent(inner) {
        return (name, Some(Scale::Whole(100.0)));
    }
    let (least, most) = inner
        .split_once(['-', '–', '/'])
        .or_else(|| inner.split_once(" to "))
        .unwrap_or(("", inner.strip_prefix("out of ").unwrap_or("")));
    let [least, most] = [least.trim(), most.trim()];
    let scale = match (super::read_share(least), super::read_share(most)) {
        (Some(least), Some(_)) if least > 0.0 => Some(Scale::Other),
        (first, Some(most)) if (first.is_some() || least.is_empty()) && most > 0.0 => {
            Some(Scale::Whole(most))
        }
        _ => None,
    };
    (name, scale)
}

/// A grade on a scale; what says its own scale is taken at its word.
fn of_scale(words: &str, scale: Scale) -> Field {
    let words = words.trim();
    let whole = match scale {
        Scale::Whole(whole) => whole,
        Scale::Other => 0.0,
    };
    let own = words.contains(['%', '/']);
    match super::read_share(words) {
        Some(_) if own => declared(words),
        Some(number) if whole > 0.0 && (0.0..=whole).contains(&number) => {
            Field::Declared("grade", (number / whole).to_string())
        }
        Some(_) => Field::Remark,
        None => declared(words),
    }
}

/// What a part of a line that names holders says if it is no name: a remark, a state or a share.
pub(super) fn beside(part: &str) -> Option<Field> {
    let part = part.trim();
    let remark = keyed(part).filter(|(key, _)| is_field(undated(key)));
    match remark.map(|(key, value)| (kind(undated(key)), value)) {
        Some((Some(Kind::Owners), _)) => None,
        Some((Some(Kind::Progress | Kind::State | Kind::Grade), value)) => Some(declared(value)),
        Some(_) => Some(Field::Remark),
        None => Some(declared(part)).filter(|said| *said != Field::Remark),
    }
}

/// Whether a line is a remark.
pub(super) fn is_remark(line: &str) -> bool {
    keyed(line).is_some_and(|(key, value)| is_field(undated(key)) || tells_figure(key, value))
}

/// Whether a line says which period a document is for.
pub(super) fn names_period(line: &str) -> bool {
    keyed(line).is_some_and(|(key, _)| PERIOD_KEYS.contains(&&*key.to_lowercase()))
}

/// Whether a word may be the key of who holds something.
fn names_holding(word: &str) -> bool {
    HOLDER_KEYS.has(word) || HOLDER_KEYS_ALONE.has(word) || TEAM_KEYS.has(word)
}

/// What the key of a remark is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Owners,
    Progress,
    State,
    Grade,
    Confidence,
    Weight,
    Outcome,
}

fn kind(key: &str) -> Option<Kind> {
    let lower = key.to_lowercase();
    let first = lower.split([' ', '-']).next().unwrap_or("");
    if EARLY.has(first) && lower.len() > first.len() {
        return None;
    }
    let last = lower.trim_end_matches("(s)").rsplit([' ', '/']).next().unwrap_or("");
    // Without its `s`: `owners`, and also `status` and `progress`.
    Some(match last.trim_end_matches('s') {
        last if names_holding(last) => Kind::Owners,
        "to" if lower.starts_with("assigned ") => Kind::Owners,
        "progre"
        | "fortschritt"
        | "avancement"
        | "progreso"
        | "progresso"
        | "voortgang"
        | "avance"
        | "postęp"
        | "met?"
        | "achieved?"
        | "done?"
        | "reached?"
        | "final"
        | "進捗"
        | "进度"
        | "진행률"
        | "zielerreichung"
        | "erreichung"
        | "zielerreichungsgrad"
        | "erfüllungsgrad" => Kind::Progress,
        "by" if OWNED.iter().any(|start| lower.starts_with(start)) => Kind::Owners,
        "statu" | "statut" | "estado" | "état" | "state" | "health" | "rag" | "ampel" | "stato"
        | "状態" | "状态" => Kind::State,
        "score" | "grade" | "rating" | "done" | "complete" | "completion" | "achieved"
        | "attainment" => Kind::Grade,
        "confidence" => Kind::Confidence,
        "weight" | "weighting" | "gewicht" | "gewichtung" | "poid" | "pondération" | "peso" => {
            Kind::Weight
        }
        "outcome" | "result" | "actual" | "update" | "ergebni" | "résultat" | "resultado" => {
            Kind::Outcome
        }
        _ => return None,
    })
}

/// How much a column of the author's grade or state counts beside others of its kind: what is final
/// beats the rest, and a score beats a share of the way.
pub(super) fn rank(head: &str) -> u8 {
    let lower = head.to_lowercase();
    let is_final = ["final", "actual", "end"].iter().any(|word| lower.starts_with(word));
    match kind(scale(undated(&lower)).0) {
        _ if is_final => 2,
        Some(Kind::Progress) => 0,
        _ if lower.contains('%') => 0,
        _ => 1,
    }
}

/// First words of keys that end in `by` and name who holds it.
const OWNED: [&str; 4] = ["owned ", "led ", "held ", "driven "];

fn read(key: &str, value: Vec<Inline>) -> Field {
    let words = plain(&value);
    match kind(key) {
        Some(Kind::Owners) => {
            let lines = super::lines::lines(&value).into_all();
            let named = lines.flat_map(|line| owner::names(&line, OwnerVia::Line)).collect();
            Field::Owners(named, owner::said_beside(&words))
        }
        Some(Kind::Progress) => match declared(&words) {
            _ if is_metric(&words) || is_final(key) && words.contains('%') => Field::Outcome(value),
            Field::Remark if !value.is_empty() => Field::Outcome(value),
            found => found,
        },
        // `A` is amber in a column of states, and the best of grades, which differ from place to place.
        Some(Kind::Grade) => match declared(&words) {
            // What is said beside it stays with it.
            Field::Remark if is_own(key) && grade::opens_with_grade(&words) => {
                Field::Outcome(value)
            }
            Field::Declared("status", _) if words.trim().len() == 1 => Field::Remark,
            found => found,
        },
        Some(Kind::State) => match declared(light(&words)) {
            Field::Remark if grade::tells_state(&words) => Field::Outcome(value),
            found => found,
        },
        Some(Kind::Confidence) => match super::read_share(&words) {
            Some(share) => Field::Declared("confidence", share.to_string()),
            None => Field::Remark,
        },
        // It counts in relation to its neighbours' weights, whatever the scale is.
        Some(Kind::Weight) => match super::read_share(words.trim()) {
            Some(weight) if weight >= 0.0 => Field::Declared("weight", weight.to_string()),
            _ => Field::Remark,
        },
        Some(Kind::Outcome) if !value.is_empty() => Field::Outcome(value),
        Some(Kind::Outcome) | None => Field::Remark,
    }
}

/// The colour that a letter alone stands for in a column of states.
fn light(words: &str) -> &str {
    match words.trim() {
        "G" => "green",
        "A" | "Y" => "amber",
        "R" => "red",
        _ => words,
    }
}

/// The state or grade that stands behind its key at the end of some words, where its key begins, and
/// what it is as an attribute: `Ship it. Status: on track`.
pub(super) fn trailing(words: &str) -> Option<(usize, &'static str, String)> {
    let colon = words.rfind(": ")?;
    let key = words[..colon].rsplit([' ', '\u{a0}', '|']).next()?;
    let start = colon - key.len();
    let before = words[..start].trim_end();
    let parted = before.ends_with(['.', '!', '?', '-', '–', '—', '|', '·', ';']);
    let value = &words[colon + 2..];
    // Brackets are looked at as a whole.
    let apart = parted && !value.contains([')', ']']);
    if !apart || !matches!(kind(key), Some(Kind::Progress | Kind::State | Kind::Grade)) {
        return None;
    }
    // `Done: 5` counts something.
    let is_far = is_metric(value) || is_final(key) && value.contains('%');
    let is_share =
        value.contains(['%', '/', '.']) && !(kind(key) == Some(Kind::Progress) && is_far);
    match declared(light(value)) {
        Field::Declared(key, value) if key != "grade" || is_share => Some((start, key, value)),
        _ => None,
    }
}

/// Whether a key is the name of a grade and of no metric: `Final score`, and not `Credit score`.
fn is_own(key: &str) -> bool {
    let lower = undated(key).to_lowercase();
    lower.split_whitespace().all(|word| GRADES.has(word))
}

/// Whether a key tells where a metric has come to, of which a percentage is no share.
fn is_final(key: &str) -> bool {
    key.to_lowercase().ends_with("final")
}

/// Whether a bare number is too large for a share of the way: `Progress: 4.1`.
fn is_metric(words: &str) -> bool {
    !words.contains(['%', '/']) && super::read_share(words.trim()).is_some_and(|it| it > 1.0)
}

/// A status or a share as its author gives it: `On track`, `0.7`, `70%`, `7/10`.
fn declared(words: &str) -> Field {
    // A bar may stand before it: `▓▓▓░░ 60%`.
    let is_bar = |sign: char| ('\u{2580}'..='\u{25ff}').contains(&sign);
    let words = words.trim().trim_end_matches('.').trim_start_matches(is_bar).trim_start();
    match (super::read_share(words), Status::named(words)) {
        (Some(share), _) if (-1.0..=10.0).contains(&share) => {
            Field::Declared("grade", share.to_string())
        }
        (_, Some(status)) => Field::Declared("status", status.word().to_owned()),
        _ => Field::Remark,
    }
}

/// Sets an attribute, unless its author set it in braces.
pub(super) fn set(attributes: &mut Attributes, key: &str, value: String, line: &[Inline]) {
    if attributes.get(key).is_none() {
        let span = span(line).unwrap_or_default();
        attributes.pairs.push((Spanned::new(key.to_owned(), span), value));
    }
}

#[cfg(test)]
mod tests {
    use super::keyed;

    #[test]
    fn a_key_ends_at_the_first_colon_of_either_width() {
        for (words, found) in [
            ("Owner : Ann: x", Some(("Owner", " Ann: x"))),
            ("担当：佐藤: x", Some(("担当", "佐藤: x"))),
            ("担当者: 佐藤：x", Some(("担当者", " 佐藤：x"))),
            ("担当：", Some(("担当", ""))),
            ("Owner", None),
        ] {
            assert_eq!(keyed(words), found, "{words}");
        }
    }
}
