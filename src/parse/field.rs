//! Remarks `Key: value` on an objective or key result: in lines, items and table cells.

use crate::grade::Status;
use crate::markdown::{Attributes, Inline, plain};
use crate::source::Spanned;

use super::document::{OwnerName, OwnerVia};
use super::owner;
use super::text::{flat, right, span, trim};
use super::vocabulary::is_field;

/// What a remark says.
#[derive(Debug, PartialEq)]
pub(super) enum Field {
    /// Who holds it.
    Owners(Vec<OwnerName>),
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
    let colon = words.find(':')?;
    let key = undated(words[..colon].trim());
    if !is_field(key) {
        return None;
    }
    Some(read(key, trim(right(line, colon + 1))))
}

/// The key without the words in brackets after it, which tell of when it is: `Update (13 May)`.
fn undated(key: &str) -> &str {
    key.strip_suffix(')').and_then(|key| key.split_once(" (")).map_or(key, |(key, _)| key)
}

/// Whether the key of a remark says more than its name.
pub(super) fn is_dated(line: &[Inline]) -> bool {
    let words = flat(line);
    words.split_once(':').is_some_and(|(key, _)| undated(key.trim()) != key.trim())
}

/// Whether a paragraph ends with its author's grade or state: `Score: 0.9`.
pub(super) fn closes_with_grade(words: &[Inline]) -> bool {
    let last = super::outline::lines(words).into_all().last();
    last.is_some_and(|line| matches!(field(&line), Some(Field::Declared("grade", _))))
}

/// What the cell `value` under the head `key` says.
pub(super) fn cell(key: &str, value: &[Inline]) -> Field {
    let value = trim(value.to_vec());
    let plain = key.to_lowercase();
    // What is remarked beside a score tells what came of it.
    match plain.trim_end_matches('s') {
        "comment" | "kommentar" | "kommentare" | "commentaire" | "comentario" | "remark" => {
            Field::Outcome(value)
        }
        _ => read(key, value),
    }
}

/// Whether a line is a remark.
pub(super) fn is_remark(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| is_field(undated(key.trim())))
}

fn read(key: &str, value: Vec<Inline>) -> Field {
    let lower = key.to_lowercase();
    let last = lower.trim_end_matches("(s)").rsplit([' ', '/']).next().unwrap_or("").to_owned();
    let words = plain(&value);
    // Without its `s`: `owners`, and also `status` and `progress`.
    match last.trim_end_matches('s') {
        "owner" | "dri" | "lead" | "responsible" | "accountable" | "champion" | "sponsor"
        | "verantwortlich" | "responsable" | "team" | "who" | "assignee" | "driver" => {
            Field::Owners(owner::names(&value, OwnerVia::Line))
        }
        "progre" | "fortschritt" | "avancement" | "progreso" => match declared(&words) {
            Field::Remark if !value.is_empty() => Field::Outcome(value),
            found => found,
        },
        "statu" | "statut" | "estado" | "état" | "state" | "health" | "rag" | "score" | "grade"
        | "rating" | "done" | "complete" | "completion" | "achieved" | "attainment" => {
            declared(&words)
        }
        "confidence" => match super::read_share(&words) {
            Some(share) => Field::Declared("confidence", share.to_string()),
            None => Field::Remark,
        },
        "outcome" | "result" | "actual" | "update" | "ergebni" | "résultat" | "resultado"
            if !value.is_empty() =>
        {
            Field::Outcome(value)
        }
        _ => Field::Remark,
    }
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
