//! The arrow that parts what was promised from what came of it.

use crate::grade::{self, Status};
use crate::markdown::{Inline, InlineKind};

use super::field::is_remark;
use super::label::label;
use super::progress::{has_start, is_now, is_part_of};
use super::text::{flat, left, right, running, trim};

/// Cuts `inlines` at the first arrow: the words before it, and the outcome after it.
///
/// Arrows are `=>`, `==>`, `== >`, `=>.`, `⇒`, `⟹` and, between blanks, `-->`; a thin one such as
/// `→` parts only behind the end of a sentence. No arrow stands in code
/// or in the text of a link, and none is read out of `>=`, `<=>`, `->` or `=E4`.
pub(super) fn split(inlines: &[Inline]) -> Option<(Vec<Inline>, Option<Vec<Inline>>)> {
    let running = running(inlines);
    let Some((start, end)) = find(&running).or_else(|| told(&running)) else {
        return aside(inlines);
    };
    let outcome = trim(right(inlines, end));
    let some = !outcome.is_empty() && !flat(&outcome).trim().is_empty();
    Some((trim(left(inlines, start)), some.then_some(outcome)))
}

/// An outcome set apart by its form: ` - *did not start*` at the end, or the words after what is
/// struck through.
fn aside(inlines: &[Inline]) -> Option<(Vec<Inline>, Option<Vec<Inline>>)> {
    let (last, before) = inlines.split_last()?;
    let dashed = before.last().and_then(Inline::text).is_some_and(|text| {
        let text = text.trim_end();
        text.ends_with([' ', '\u{a0}', '–', '—', '-'])
            && text.trim_end_matches(['-', '–', '—']).ends_with(' ')
    });
    // `- *Owner: Ann*` is a remark.
    if let InlineKind::Emphasis(words) = &last.kind
        && dashed
        && !is_remark(&flat(words))
    {
        let words_before = flat(before);
        let end = words_before.trim_end_matches([' ', '\u{a0}', '-', '–', '—']).len();
        return Some((trim(left(before, end)), Some(words.clone())));
    }
    // A label may stand before what is struck through.
    let struck = inlines.iter().position(|it| matches!(it.kind, InlineKind::Strike(_)))?;
    let (before, rest) = inlines.split_at(struck + 1);
    let label = flat(&before[..struck]);
    let whole = label.trim().is_empty() || label.trim_end().ends_with(':');
    let after = flat(rest);
    let goes_on = after.split_whitespace().count() > 1
        || after.contains(char::is_alphabetic) && Status::named(&after).is_some();
    let skipped = after.len() - after.trim_start_matches([' ', '-', '–', '—', ':']).len();
    (whole && goes_on).then(|| (before.to_vec(), Some(trim(right(rest, skipped)))))
}

/// The outcome that `inlines` are, when they begin with an arrow.
pub(super) fn leading(inlines: &[Inline]) -> Option<Vec<Inline>> {
    let (start, _) = find(running(inlines).trim_start())?;
    if start == 0 { split(inlines)?.1 } else { None }
}

/// Where the first arrow in `text` starts and ends, a full stop glued to it included.
pub(super) fn find(text: &str) -> Option<(usize, usize)> {
    // The tips are `>` and what begins as `⇒` does; most texts hold neither.
    let mut from = 0;
    let tips =
        |from: usize| text.as_bytes()[from..].iter().position(|byte| matches!(byte, b'>' | 0xE2));
    while let Some(found) = tips(from) {
        let tip = from + found;
        if let Some(sign) = text[tip..].chars().next().filter(|sign| matches!(sign, '⇒' | '⟹'))
        {
            return Some((tip, tip + sign.len_utf8()));
        }
        from = tip + 1;
        if text.as_bytes()[tip] != b'>' {
            continue;
        }
        let after = &text[tip + 1..];
        let before = &text[..tip];
        let shaft = shaft(before);
        if shaft > 0 && !after.starts_with(['=', '>']) {
            // `=>.` followed by words: the full stop belongs to the arrow.
            let stop = usize::from(after.starts_with(". "));
            return Some((tip - shaft, tip + 1 + stop));
        }
    }
    None
}

/// Where a thin arrow stands behind the end of the promise's sentence: `Win 20 shops. → 14`. Without
/// that end it may lead from where the number was to where it is to be.
fn behind(text: &str) -> Option<(usize, usize)> {
    let arrows = text.match_indices(['→', '➡', '➔', '➜', '➞', '⟶']);
    let ended = |before: &str| before.ends_with(['.', '!', '?']);
    let mut ends = arrows.filter(|(at, _)| ended(text[..*at].trim_end()));
    let (start, arrow) = ends.next()?;
    let after = text[start + arrow.len()..].trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
    let said = after.contains(char::is_alphanumeric);
    said.then(|| (start, text.len() - after.len()))
}

/// Where a dash or an arrow stands before a state that ends the text: ` — missed`, ` → not reached`.
fn stated(text: &str) -> Option<(usize, usize)> {
    const SIGNS: [&str; 5] = [" — ", " – ", " - ", " → ", " -> "];
    let blanks = text.rmatch_indices(' ').map(|(at, _)| at);
    // Behind it a hyphen, or the first byte of the others.
    let may_be = |start: &usize| matches!(text.as_bytes().get(start + 1), Some(b'-' | 0xE2));
    let mut signs = blanks.filter(may_be).filter_map(|start| {
        let sign = SIGNS.iter().find(|sign| text[start..].starts_with(*sign))?;
        Some((start, start + sign.len()))
    });
    let (start, end) = signs.next()?;
    let told = text[end..].trim();
    // Behind a priority and a name alone a sign stands before the promise: `P0 - @ann - ✅ Ship it`.
    let mut words = text[..start].split(' ').filter(|word| word.starts_with(char::is_alphabetic));
    let several = words.nth(1).is_some();
    let said = is_state(told) || several && (is_signed(told) || is_explained(told));
    (said && text[..start].contains(char::is_alphanumeric)).then_some((start, end))
}

/// Whether words begin with the sign of a state and go on: `✅ 10 months`, `🔴 late`.
fn is_signed(words: &str) -> bool {
    let Some(sign) = words.chars().next().filter(|sign| !sign.is_ascii()) else { return false };
    let rest = &words[sign.len_utf8()..];
    Status::named(sign.encode_utf8(&mut [0; 4])).is_some() && rest.contains(char::is_alphanumeric)
}

/// Whether words begin with a state and tell more of it: `missed (3.5 days)`, `done in May`,
/// `postponed to Q3`. `resolved in 4 h` and `late at most twice` promise something.
fn is_explained(words: &str) -> bool {
    const ON: [&str; 6] = ["to", "in", "until", "till", "since", "after"];
    if let Some((state, _)) = words.split_once(" (").filter(|_| words.ends_with([')', '.'])) {
        return is_state(state);
    }
    let blanks = words.match_indices(' ').map(|(at, _)| at).take(3);
    let mut cuts = blanks.map(|at| (&words[..at], words[at + 1..].trim_start()));
    cuts.any(|(state, rest)| {
        let (next, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let time = more.starts_with(char::is_uppercase) || more.starts_with("next ");
        let goes_on = ON.contains(&next) && time || matches!(next, "because" | "due");
        goes_on && is_state(state)
    })
}

/// Whether some words are a state, with or without its sign. A sign alone is a mark and no outcome.
fn is_state(words: &str) -> bool {
    let sign = |sign: char| !sign.is_alphanumeric() && !sign.is_ascii();
    let bare = words.trim_start_matches(|c: char| c.is_whitespace() || sign(c));
    bare.starts_with(char::is_alphabetic) && Status::named(words.trim()).is_some()
}

/// Where the sign stands of a state that ends the text: ` 🟢 On track`.
fn lit(text: &str) -> Option<(usize, usize)> {
    let is_light =
        |sign: char| !sign.is_ascii() && Status::named(sign.encode_utf8(&mut [0; 4])).is_some();
    let (at, sign) = text.char_indices().rev().find(|(_, sign)| is_light(*sign))?;
    let before = text[..at].trim_end();
    let apart = before.len() < at && before.contains(char::is_alphanumeric);
    let rest = text[at + sign.len_utf8()..].trim_start_matches('\u{fe0f}').trim();
    (apart && (is_state(&text[at..]) || is_explained(rest))).then_some((before.len(), at))
}

/// Where the end of the promise's sentence stands before a state that is a sentence of its own:
/// `Open 2 shops. Done.`
fn concluded(text: &str) -> Option<(usize, usize)> {
    let (promise, state) = text.rsplit_once(". ")?;
    let (end, state) = (promise.len() + 1, state.trim());
    let (first, rest) = state.split_once(' ').unwrap_or((state, ""));
    // `Migrated 31 last year` was before.
    let few = rest.split(' ').count() <= 2;
    if few && promise.contains(' ') && is_past_of(first, promise) {
        let told = grade::tells_number(promise, rest.trim_end_matches(['.', '!']));
        return told.then_some((end, end));
    }
    // Before a small letter the sentence goes on, as after `approx.`.
    let begins = state.starts_with(char::is_uppercase);
    let several = promise.contains(' ');
    (begins && several && Status::named(state).is_some()).then_some((end, end))
}

/// Where the sign stands that parts a promise from what came of it without an arrow: a colon before
/// the promise's verbs in the past (`Hire 3 testers: Hired 2`), a colon, dash or `=` before a
/// share that is done (`Move to the new host: 45% done`), or a word such as `Result:` after the
/// promise's sentence.
fn told(text: &str) -> Option<(usize, usize)> {
    if let Some(found) = concluded(text) {
        return Some(found);
    }
    // A colon, `=`, `-`, a bracket, or the first byte of `–`, `—`, `→` or a sign: most hold none.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'=' | b'-' | b')' | b']' | 0xE2 | 0xF0)) {
        return None;
    }
    named(text)
        .or_else(|| behind(text))
        .or_else(|| shown(text))
        .or_else(|| stated(text))
        .or_else(|| lit(text))
        .or_else(|| bracketed(text))
        .or_else(|| remarked(text))
}

/// Where the brackets stand that end a text and explain a share that is done, or a state:
/// `(50% complete, first part merged)`, `(done: two towns)`. A state alone in brackets is a mark.
fn bracketed(text: &str) -> Option<(usize, usize)> {
    let text = text.trim_end().trim_end_matches('.');
    let open = text.strip_suffix(')')?.rfind('(')?;
    let inner = &text[open + 1..text.len() - 1];
    let parted = inner.split_once([':', ',', ';']);
    let named = inner.split_once(':').is_some_and(|(key, value)| {
        let key = key.trim();
        let known = NAMES.iter().any(|name| key.eq_ignore_ascii_case(name));
        known && !value.contains([',', ';']) && value.contains(|it: char| it.is_ascii_digit())
    });
    let said = is_done_share(inner)
        || named
        || parted.is_some_and(|(state, rest)| {
            Status::named(state.trim()).is_some() && rest.contains(char::is_alphabetic)
        })
        || is_explained(inner);
    (said && text[..open].contains(char::is_alphanumeric)).then_some((open, open))
}

/// Where the dash stands between a grade or a state in brackets and what is remarked on it:
/// `(0.5) - one was given in June`.
fn remarked(text: &str) -> Option<(usize, usize)> {
    const SIGNS: [&str; 3] = [" - ", " – ", " — "];
    let mut ends = text.rmatch_indices([')', ']']).map(|(at, _)| at);
    let (at, rest) = ends.find_map(|at| {
        let rest = &text[at + 1..];
        SIGNS.iter().find_map(|sign| Some((at, rest.strip_prefix(sign)?)))
    })?;
    // A name after the grade is who holds it: `(0.5) - @ann`.
    let end = text.len() - rest.len();
    let rest = rest.trim_start();
    let said = rest.contains(char::is_alphanumeric) && !rest.starts_with('@');
    let graded = grade::is_marked(&text[..=at]) && !text[..at].starts_with(['[', '(']);
    (graded && said).then_some((at + 1, end))
}

/// Names of what came of a promise.
const NAMES: [&str; 8] =
    ["result", "outcome", "actual", "achieved", "final", "ergebnis", "resultado", "résultat"];

/// Where a word such as `Result:` stands after a full stop, a dash or the like, with what parts it
/// from the promise.
fn named(text: &str) -> Option<(usize, usize)> {
    const PARTS: [char; 5] = ['–', '—', '-', '|', ';'];
    text.match_indices(": ").find_map(|(colon, _)| {
        let before = &text[..colon];
        let word = before.rsplit([' ', '\u{a0}']).next()?;
        let start = colon - word.len();
        let promise = text[..start].trim_end();
        let parted = promise.ends_with(['.', '!', '?']) || promise.ends_with(PARTS);
        // `Progress: 50%` is a share of the way.
        let is_share = text[colon..].contains(['%', '/']);
        let is_now = is_now(word) || word.eq_ignore_ascii_case("progress") && !is_share;
        let is_now = is_now && has_start(promise);
        let is_name = is_now || NAMES.iter().any(|name| word.eq_ignore_ascii_case(name));
        let kept = promise.trim_end_matches(PARTS).len();
        (parted && is_name && kept > 0).then_some((kept, colon + 1))
    })
}

fn shown(text: &str) -> Option<(usize, usize)> {
    let signs = text.match_indices([':', ';', '=', '-', '–', '—']);
    let parts = signs.filter(|(at, sign)| {
        let spaced = matches!(*sign, ":" | ";") || text[..*at].ends_with(' ');
        spaced && text[at + sign.len()..].starts_with(' ')
    });
    parts.map(|(at, sign)| (at, at + sign.len())).find(|(start, end)| {
        let (before, after) = (&text[..*start], text[*end..].trim());
        let first = after.split([' ', ',', '.', ';']).next().unwrap_or("");
        let colon = *end == *start + 1 && text[*start..].starts_with(':');
        is_done_share(after)
            || is_part_of(after, before)
            || (colon && is_past_of(first, before))
            || tells_figure(after, before)
    })
}

/// Whether `after` tells the number that a promise with a number came to, and nothing else: `18 signed`,
/// `now at 22%`, `12 min`.
fn tells_figure(after: &str, promise: &str) -> bool {
    const LEADS: [&str; 6] = ["now at ", "now ", "ended at ", "finished at ", "closed at ", "at "];
    let is_lead =
        |lead: &&&str| after.get(..lead.len()).is_some_and(|it| it.eq_ignore_ascii_case(lead));
    let said = LEADS.iter().find(is_lead).map_or(after, |lead| &after[lead.len()..]);
    let begins = said.trim_start_matches(['$', '€', '£']);
    if !begins.starts_with(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let lower = promise.to_lowercase();
    let named = ["score", "grade", "rating"].iter().any(|name| lower.ends_with(name));
    // Not in brackets, and not behind a key of its own: `(now: 7)`, `Win 5 towns. Current: 2`.
    let open = promise.matches(['(', '[']).count() > promise.matches([')', ']']).count();
    let own = label(promise).map_or(promise, |label| &promise[label.end..]);
    let last = own.rsplit([';', '|', '–', '—']).next().unwrap_or(own);
    let last = last.rsplit(". ").next().unwrap_or(last);
    let last = last.rsplit(" - ").next().unwrap_or(last);
    // Behind a way it is where that has come to.
    let counts =
        last.contains(char::is_alphabetic) && last.contains(|it: char| it.is_ascii_digit());
    let fits = !named && !open && counts && !has_start(promise);
    fits && grade::tells_number(own, said.trim_end_matches(['.', '!']))
}

/// Whether `after` begins with a share that is done: `45% done`, `100 % complete`.
fn is_done_share(after: &str) -> bool {
    let digits = after.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
    let rest = digits.trim_start().strip_prefix('%').map(str::trim_start);
    let done = |rest: &str| rest.starts_with("done") || rest.starts_with("complete");
    digits.len() < after.len() && rest.is_some_and(done)
}

/// Whether a capital `word` is the past of one of the first verbs of `before`: `Hired` of `hire`.
fn is_past_of(word: &str, before: &str) -> bool {
    let stem = word.strip_suffix("ed").filter(|stem| stem.len() > 2);
    let Some(stem) = stem.filter(|_| word.starts_with(|sign: char| sign.is_ascii_uppercase()))
    else {
        return false;
    };
    let is_verb = |verb: &str| {
        let verb = verb.trim_end_matches('e');
        verb.len() > 2 && verb.eq_ignore_ascii_case(stem.trim_end_matches('e'))
    };
    before.split([' ', ',', ';']).take(16).any(is_verb)
}

/// The length of the arrow's shaft that `before` ends with; 0 when there is none.
fn shaft(before: &str) -> usize {
    let spaced = before.strip_suffix("== ").map(str::len);
    let bare = before.trim_end_matches('=');
    if let Some(length) = spaced {
        return before.len() - length;
    }
    let equals = before.len() - bare.len();
    if (1..=3).contains(&equals) && !bare.ends_with(['<', '!', '>']) {
        return equals;
    }
    match before.strip_suffix(" --") {
        Some(_) => 2,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn cut(text: &str) -> Option<(&str, &str)> {
        find(text).map(|(start, end)| (text[..start].trim(), text[end..].trim()))
    }

    #[test]
    fn arrows_of_every_spelling_are_found() {
        for arrow in ["=>", "==>", "== >", "=>.", "-->", "⇒", "⟹"] {
            assert_eq!(
                cut(&format!("Ship it. {arrow} Done")),
                Some(("Ship it.", "Done")),
                "{arrow}"
            );
        }
        assert_eq!(cut("plan.=> 50%"), Some(("plan.", "50%")));
        assert_eq!(cut("plan =>50%"), Some(("plan", "50%")));
    }

    #[test]
    fn other_signs_are_no_arrows() {
        for text in [
            "sheet =E4+F4",
            "2 -> 3 conversion",
            ">100 tweets",
            "≥ 5",
            "a >= b",
            "a <=> b",
            "x--> y",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
    }

    #[test]
    fn what_came_of_it_is_told_without_an_arrow_too() {
        for (text, end) in [
            ("Hire 3 testers: Hired 2", "Hired 2"),
            ("Source 50 people and hire a manager: Sourced 52 (104%), Hired 0", "Sourced 52"),
            ("Move to the new host - 0% done - later", "0% done"),
            ("Tidy up: 45% done", "45% done"),
            ("Close 12 deals. Result: 9 closed", "9 closed"),
            ("Answer within 300 ms — achieved: 280 ms", "280 ms"),
            ("Answer within 300 ms — missed", "missed"),
            ("Publish the dashboards (50% complete, the first is out)", "(50% complete"),
            ("Meet in four towns (done: Bree and three more).", "(done: Bree"),
            ("Answer within 300 ms → not reached.", "not reached"),
            ("Give two talks (0.5) - one was given in June", "one was given"),
            ("Win 20 shops. → 14", "14"),
            ("Open 2 shops. Done.", "Done."),
            ("Abrir 2 tiendas. Hecho.", "Hecho."),
            ("Abrir 2 tiendas. Cancelado", "Cancelado"),
            ("Raise it from 10 → 20. → 14", "14"),
            ("Win 20 shops — 14/20", "14/20"),
            ("Win 20 shops - 14 of 20", "14 of 20"),
            ("Save a search. ➡️ 45%", "45%"),
        ] {
            let (_, from) = super::told(text).unwrap_or_else(|| panic!("{text}"));
            assert!(text[from..].trim().starts_with(end), "{text}");
        }
        for text in [
            "Team: Hired hands",
            "Win 20 shops — 14 of them in May",
            "Reach: 50% of users",
            "Hire: a-b",
            "Red team: Need more",
            "Publish the search result: fast",
            "Result: 9 closed",
            "Ship the search — fast",
            "Ship the search (done)",
            "Support requests – resolved in 4h",
            "Bugs (resolved in 24 hours)",
            "Deliveries on schedule — late at most 2%",
            "Tasks (completed on time)",
            "Ship the search (fast, simple)",
            "20 shops → 14",
            "Finish approx. done",
            "Get it. Done by May.",
            "O1. Done.",
            "Win 20 shops. →",
            "Hire more (remote) - in two towns",
            "Give two talks (0.5) - @ann",
        ] {
            assert_eq!(super::told(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_arrow_wins() {
        assert_eq!(cut("a => b => c"), Some(("a", "b => c")));
    }
}
