//! Remarks `Key: value` on an objective or key result: in lines, items and table cells.

use crate::grade::{self, Status};
use crate::markdown::{Attributes, Inline, plain};
use crate::source::Spanned;

use super::document::{OwnerName, OwnerVia};
use super::owner;
use super::text::{flat, right, span, trim};
use super::vocabulary::is_field;
use super::words::{HOLDER_KEYS, PERIOD_KEYS};

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
    let key = undated(key);
    if !is_field(key) {
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

/// The key without the words in brackets after it, which tell of when it is: `Update (13 May)`.
pub(super) fn undated(key: &str) -> &str {
    key.strip_suffix(')').and_then(|key| key.split_once(" (")).map_or(key, |(key, _)| key)
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
    keyed(line).is_some_and(|(key, _)| is_field(undated(key)))
}

/// Whether a line says which period a document is for.
pub(super) fn names_period(line: &str) -> bool {
    keyed(line).is_some_and(|(key, _)| PERIOD_KEYS.contains(&&*key.to_lowercase()))
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
    let last = lower.trim_end_matches("(s)").rsplit([' ', '/']).next().unwrap_or("");
    // Without its `s`: `owners`, and also `status` and `progress`.
    Some(match last.trim_end_matches('s') {
        last if HOLDER_KEYS.has(last) => Kind::Owners,
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
            _ if is_metric(&words) => Field::Outcome(value),
            Field::Remark if !value.is_empty() => Field::Outcome(value),
            found => found,
        },
        // `A` is amber in a column of states, and the best of grades, which differ from place to place.
        Some(Kind::Grade) => declared(&words),
        Some(Kind::State) => declared(light(&words)),
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
    let is_share =
        value.contains(['%', '/', '.']) && !(kind(key) == Some(Kind::Progress) && is_metric(value));
    match declared(light(value)) {
        Field::Declared(key, value) if key != "grade" || is_share => Some((start, key, value)),
        _ => None,
    }
}

/// Whether a bare number is too large for a share of the way: `Progress: 4.1`.
fn is_metric(words: &str) -> bool {
    !words.contains(['%', '/']) && super::read_share(words.trim()).is_some_and(|it| it > 1.0)
}

/// A status or a share as its author gives it: `On track`, `0.7`, `70%`, `7/10`.
fn declared(words: &str) -> Field {
    let words = words.trim().trim_end_matches('.');
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
