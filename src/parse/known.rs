//! Names in brackets at key results, which are those of who holds them where the same names are known
//! in the document: `Answer in 2 hours (Ann)`, `KR1 (Ann): …`.

use std::collections::HashMap;

use crate::source::Span;

use super::document::{Document, KeyResult, OwnerName, OwnerVia};
use super::text::{flat, left, span, split_at, trim};

/// The names of those who hold something in a document, as they are spelled.
type Names = HashMap<String, String>;

/// Gives key results the holders that stand in brackets at them and are known from elsewhere.
pub(super) fn hold(document: &mut Document) {
    let objectives = document.objectives.iter();
    let all = objectives
        .flat_map(|it| it.owners.iter().chain(it.key_results.iter().flat_map(|it| &it.owners)));
    let names: Names = all.map(|owner| (key(&owner.name), owner.name.clone())).collect();
    if names.is_empty() {
        return;
    }
    let key_results = document.objectives.iter_mut().flat_map(|it| &mut it.key_results);
    for key_result in key_results.filter(|it| it.owners.is_empty()) {
        if !behind(key_result, &names) {
            at_label(key_result, &names);
        }
    }
}

/// Takes known names in brackets off the end of a key result; `false` when there are none.
fn behind(key_result: &mut KeyResult, names: &Names) -> bool {
    let words = flat(&key_result.text).trim_end().to_owned();
    let Some((open, inner)) = bracketed(&words) else { return false };
    let place = span(&split_at(&key_result.text, open).1).unwrap_or(key_result.span);
    let owners = known(inner, names, place);
    let rest = words[..open].trim_end().len();
    if rest == 0 || owners.is_empty() {
        return false;
    }
    key_result.owners = owners;
    key_result.text = trim(left(&key_result.text, rest));
    true
}

/// Takes known names in brackets off the label of a key result.
fn at_label(key_result: &mut KeyResult, names: &Names) {
    for mark in &mut key_result.marks {
        let Some((open, inner)) = bracketed(mark) else { continue };
        let owners = known(inner, names, key_result.span);
        if !owners.is_empty() {
            key_result.owners = owners;
            mark.truncate(mark[..open].trim_end().len());
            return;
        }
    }
}

/// What stands in the brackets that some words end in, and where these begin.
fn bracketed(words: &str) -> Option<(usize, &str)> {
    let inner = words.strip_suffix([')', ']'])?;
    let open = inner.rfind(['(', '['])?;
    Some((open, &inner[open + 1..]))
}

/// The holders that some words name, when all of them are known.
fn known(words: &str, names: &Names, span: Span) -> Vec<OwnerName> {
    let parts = words.split([',', '&', '/']).flat_map(|part| part.split(" and "));
    let one = |part: &str| {
        let name = names.get(&key(part))?.clone();
        Some(OwnerName { name, span, via: OwnerVia::Line })
    };
    parts.map(one).collect::<Option<_>>().unwrap_or_default()
}

/// A name as it is spelled: `(mobile)` is what it is about, where a team is called `Mobile`.
fn key(name: &str) -> String {
    name.trim().to_owned()
}
