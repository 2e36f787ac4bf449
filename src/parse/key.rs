//! Keys of issues before words: `OKR-7: …`, `[PROJ-123] …`. They name neither an owner nor what a
//! line is, and are kept as marks.

use crate::calendar::periods_in;
use crate::markdown::Inline;

use super::label::{begins, is_code};
use super::text::{right, running, trim};

/// Whether `word` is the key of an issue: capitals, a hyphen and a number.
pub(super) fn is_key(word: &str) -> bool {
    let Some((project, number)) = word.split_once('-') else { return false };
    project.len() > 1
        && project.bytes().all(|letter| letter.is_ascii_uppercase())
        && !number.is_empty()
        && number.bytes().all(|digit| digit.is_ascii_digit())
        && periods_in(word).is_empty()
}

/// The key that `words` begin with, and where what it stands at begins. Between them is a colon, a
/// dash, a bracket, or nothing but a blank before a label: `PROJ-7 KR1: …`.
pub(super) fn leading(words: &str) -> Option<(&str, usize)> {
    let first = words.bytes().next()?;
    if !first.is_ascii_uppercase() && !matches!(first, b'[' | b'(') {
        return None;
    }
    let open = words.trim_start_matches(['[', '(']);
    let ends = |sign: char| !sign.is_ascii_alphanumeric() && sign != '-';
    let key = &open[..open.find(ends)?];
    // `KR-1: …` is a label.
    if !is_key(key) || is_code(key) {
        return None;
    }
    let rest = &open[key.len()..];
    let closed = rest.strip_prefix([']', ')']);
    if closed.is_some() != (open.len() < words.len()) {
        return None;
    }
    let after = closed.unwrap_or(rest);
    let body = after.trim_start();
    let parted = body.strip_prefix([':', '：']).or_else(|| {
        let dash =
            body.strip_prefix(['-', '–', '—', '|', '·']).filter(|_| body.len() < after.len());
        dash.filter(|rest| rest.starts_with(' '))
    });
    let bare = || (closed.is_some() || begins(body)).then_some(body);
    let body = parted.or_else(bare)?.trim_start();
    (!body.is_empty()).then(|| (key, words.len() - body.len()))
}

/// Takes the key off the words that it stands before.
pub(super) fn take(inlines: &[Inline]) -> Option<(String, Vec<Inline>)> {
    let words = running(inlines);
    let (key, end) = leading(&words)?;
    Some((key.to_owned(), trim(right(inlines, end))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_issues_are_told_from_labels_and_names() {
        for (words, key, rest) in [
            ("OKR-7: Cut the costs", "OKR-7", "Cut the costs"),
            ("[PROJ-123] Cut the costs", "PROJ-123", "Cut the costs"),
            ("(PROJ-123): Cut the costs", "PROJ-123", "Cut the costs"),
            ("PROJ-123 – Cut the costs", "PROJ-123", "Cut the costs"),
            ("PROJ-123 KR1: Cut the costs", "PROJ-123", "KR1: Cut the costs"),
        ] {
            let found = leading(words).map(|(key, end)| (key, &words[end..]));
            assert_eq!(found, Some((key, rest)), "{words}");
        }
        for words in [
            "KR-1: Cut the costs",
            "FY-21: Cut the costs",
            "Team-7: Cut the costs",
            "PROJ-7 is done",
            "PROJ-7b: Cut the costs",
            "[PROJ-7: Cut the costs",
            "OKR-7:",
            "Q-1: Cut",
        ] {
            assert_eq!(leading(words), None, "{words}");
        }
    }
}
