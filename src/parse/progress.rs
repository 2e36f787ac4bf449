//! How far a promise has come, by what ends it: `(38/50)`, `; currently 34%`, `(was 9h, now 4h)`.

use crate::grade::WAYS;

use super::words::{NOW, SO_FAR, WAS};

/// What ends a text and tells how far it has come, in brackets or behind a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Progress<'a> {
    /// All of it: `(current: 30%)`.
    pub told: &'a str,
    /// The figure in it, in English: `now 30%`, which is the metric and no share of the way.
    pub figure: String,
}

/// What ends a text and tells how far it has come.
pub(super) fn progress(text: &str) -> Option<Progress<'_>> {
    bracketed_progress(text).or_else(|| now(text)).or_else(|| behind_sign(text))
}

/// The figure that ends a text behind a sign and a way, and lies on that: `: 74%` of `from 61% to
/// 80%: 74%`.
fn behind_sign(text: &str) -> Option<Progress<'_>> {
    const SIGNS: [&str; 5] = [": ", "; ", " – ", " — ", " - "];
    let text = text.trim_end().trim_end_matches('.');
    let at = SIGNS.iter().filter_map(|sign| text.rfind(sign)).max()?;
    let (before, told) = text.split_at(at);
    let told = told.trim_end();
    let figure = told.trim_start_matches([':', ';', ' ', '–', '—', '-']);
    let number = figure.trim_start_matches(['$', '€', '£']);
    let end = number.find(|sign: char| !sign.is_ascii_digit() && sign != '.');
    let digits = &number[..end.unwrap_or(number.len())];
    let value = digits.parse::<f64>().ok().filter(|value| *value > 1.0)?;
    let unit = number[digits.len()..].trim();
    let known = unit.is_empty() || before.contains(unit);
    (known && has_start(before) && is_on_way(value, before))
        .then(|| Progress { told, figure: as_of_now(figure) })
}

/// A percentage that ends a text in brackets or behind a dash, where what is to be reached is counted
/// in something else: `Win 50 shops (60%)`, `Raise it from 30 to 50 – 40%`. Anywhere else it may be
/// what is to be reached.
pub(super) fn share(text: &str) -> Option<Progress<'_>> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    let text = text.trim_end().trim_end_matches('.');
    if !text.trim_end_matches([')', ']']).ends_with('%') {
        return None;
    }
    let at = match text.strip_suffix([')', ']']) {
        Some(inner) => inner.rfind(['(', '['])?,
        None => DASHES.iter().filter_map(|dash| text.rfind(dash)).max()?,
    };
    let (before, told) = text.split_at(at);
    let percent = told.trim_matches([' ', '-', '–', '—', '(', ')', '[', ']']);
    let digits = percent.strip_suffix('%')?.trim_end();
    let is_share = digits.parse::<f64>().is_ok_and(|share| (0.0..=100.0).contains(&share));
    // `Win 50 shops` begins with how many; `Grow in 10 markets` may be about the growth.
    let mut first = before.split_whitespace().take(2);
    let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let counts = first.any(is_count) || has_start(before);
    let otherwise = counts && !before.contains('%') && !before.contains("percent");
    (is_share && otherwise).then(|| Progress { told, figure: format!("{digits}% done") })
}

/// The brackets that end a text and tell how far it has come: `(38/50)` and `(38 of 50)` of what is
/// to be 50, `(38 so far)`, and `(current: 30%)` or `(at 30%)` of what has a start. Without one, what
/// is now may be the start itself.
fn bracketed_progress(text: &str) -> Option<Progress<'_>> {
    let text = text.trim_end().trim_end_matches('.');
    let (close, sign) = text.char_indices().next_back()?;
    let open = text[..close].rfind(match sign {
        ')' => '(',
        ']' => '[',
        _ => return None,
    })?;
    let (before, inner) = (&text[..open], text[open + 1..close].trim());
    let lower = inner.to_lowercase();
    let counts = |text: &str| text.contains(|sign: char| sign.is_ascii_digit());
    let so_far = SO_FAR.iter().any(|end| lower.ends_with(end)) && counts(&lower);
    let (told, is_part) = (&text[open..], is_part_of(inner, before));
    let figure = if is_part || so_far {
        inner.to_owned()
    } else if let Some((told, figure)) = since(&text[open..]) {
        return Some(Progress { told, figure });
    } else if has_start(before) && is_level_of(inner, before) {
        as_of_now(inner)
    } else {
        let (word, rest) = inner.split_once(APART)?;
        let is_now = is_now(word) && counts(rest) || word == "at" && begins_with_number(rest);
        (is_now && has_start(before)).then(|| as_of_now(rest))?
    };
    Some(Progress { told, figure })
}

/// Whether some words are a figure and nothing else, in the unit in which a promise tells its start
/// and its end: `310 ms` of `400 ms → 200 ms`. Without a unit it might count anything, and a
/// percentage be a share of the way.
fn is_level_of(words: &str, promise: &str) -> bool {
    let is_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',');
    let bare = words.trim_start_matches(['$', '€', '£']);
    let currency = &words[..words.len() - bare.len()];
    let unit = bare.trim_start_matches(is_number);
    let figure = &bare[..bare.len() - unit.len()];
    let unit = unit.trim_start();
    let short = unit.len() <= LONGEST_UNIT && !unit.contains(char::is_whitespace);
    if !figure.contains(|sign: char| sign.is_ascii_digit()) || !short {
        return false;
    }
    let after_number = |at: usize| promise[..at].trim_end().ends_with(is_number);
    let count =
        |part: &str| promise.match_indices(part).filter(|(at, _)| after_number(*at)).count();
    let between = figure.parse::<f64>().is_ok_and(|figure| is_on_way(figure, promise));
    match (currency, unit) {
        _ if !between => false,
        ("", "") | (_, "%") => false,
        (sign, "") => promise.matches(sign).count() > 1,
        (_, unit) => count(unit) > 1,
    }
}

/// Whether a number lies between the last two of a promise, and is not how far these are apart.
fn is_on_way(figure: f64, promise: &str) -> bool {
    let parts = promise.split(|sign: char| !sign.is_ascii_digit() && sign != '.');
    let mut numbers = parts.filter_map(|it| it.trim_matches('.').parse::<f64>().ok()).rev();
    let (Some(end), Some(start)) = (numbers.next(), numbers.next()) else { return false };
    let apart = (end - start).abs();
    start.min(end) <= figure && figure <= start.max(end) && (figure - apart).abs() > 1e-9
}

/// The longest unit that is looked for behind a bare figure, in bytes.
const LONGEST_UNIT: usize = 6;

/// What is now, in brackets that tell the start themselves: `, now 4h)` of `(was 9h, now 4h)`.
fn since(brackets: &str) -> Option<(&str, String)> {
    let (at, _) = brackets.char_indices().rev().find(|(_, sign)| matches!(sign, ',' | ';'))?;
    let (was, now) = (brackets[1..at].trim(), &brackets[at + 1..brackets.len() - 1]);
    let begins =
        |word: &&&str| was.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
    let start = &was[WAS.iter().find(begins)?.len()..];
    let (word, figure) = now.trim().split_once(APART)?;
    let starts = begins_with_number(start.trim_start_matches([':', ' ']));
    (starts && is_now(word) && begins_with_number(figure.trim_start()))
        .then(|| (&brackets[at..], as_of_now(figure)))
}

/// What parts a word from a figure.
const APART: [char; 3] = [' ', '\u{a0}', ':'];

pub(super) fn is_now(word: &str) -> bool {
    NOW.contains(&&*word.to_lowercase())
}

fn as_of_now(figure: &str) -> String {
    format!("now {}", figure.trim())
}

/// Whether a number comes first, or one with the sign of a currency.
fn begins_with_number(text: &str) -> bool {
    text.trim_start_matches(['$', '€', '£', ' ']).starts_with(|sign: char| sign.is_ascii_digit())
}

/// Whether words are so many of a number that stands in `promise`: `38/50`, `38 of 50`, `38 out of
/// 50`.
pub(super) fn is_part_of(words: &str, promise: &str) -> bool {
    if !words.trim_start().starts_with(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let cut = ["/", " out of ", " of "].iter().find_map(|sign| words.split_once(sign));
    let Some((part, whole)) = cut else { return false };
    let [part, whole] = [part.trim(), whole.trim().trim_end_matches('.')];
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let mut numbers = promise.split(|sign: char| !sign.is_ascii_digit());
    is_number(part) && is_number(whole) && numbers.any(|number| number == whole)
}

/// Whether a promise tells where it starts: `from 20% to 40%`, `14 → 5`.
pub(super) fn has_start(promise: &str) -> bool {
    let lower = promise.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let spelled = WAYS.iter().any(|(from, to)| {
        let start = words.iter().position(|word| word == from);
        start.is_some_and(|start| words[start..].contains(to))
    });
    spelled || lower.contains(['→', '➡']) || lower.contains("->")
}

/// Words before `at` and where something has come to.
const ENDED: [&str; 4] = ["ended", "finished", "closed", "now"];

/// What is now, behind a way and a sign: `; currently 34%` of `from 20% to 40%; currently 34%`.
fn now(text: &str) -> Option<Progress<'_>> {
    const PARTS: [char; 7] = [',', '.', ';', '–', '—', '-', '|'];
    text.match_indices(PARTS).find_map(|(at, sign)| {
        let rest = text[at + sign.len()..].trim_start();
        let (word, figure) = rest.split_once(APART)?;
        let ended = figure.strip_prefix("at ").filter(|_| ENDED.contains(&word));
        let is_now = ended.is_some() || is_now(word);
        let figure = ended.unwrap_or(figure);
        let is_told = begins_with_number(figure) && is_now && has_start(&text[..at]);
        is_told.then(|| Progress { told: &text[at..], figure: as_of_now(figure) })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn progress_is_told_in_brackets_and_behind_signs() {
        for (text, told) in [
            ("Win 50 shops (38/50).", Some("(38/50)")),
            ("Win 50 shops [38 of 50]", Some("[38 of 50]")),
            ("Win 50 shops (38 out of 50)", Some("(38 out of 50)")),
            ("Raise it from 10% to 20% (at 14%)", Some("(at 14%)")),
            ("Raise it from 10 to 20; currently 14", Some("; currently 14")),
            ("Raise it from 10% to 20%, now 14%", Some(", now 14%")),
            ("Raise it from 3.8 to 4.4, ended at 4.1", Some(", ended at 4.1")),
            ("Coverage from 61% to 80%: 74%", Some(": 74%")),
            ("Flaky tests from 120 to 5: 35", Some(": 35")),
            ("Builds from 22 min to 10 min – 14 min", Some(" – 14 min")),
            ("Raise it from 10 to 20: 3 markets", None),
            ("Raise it from 10 to 20: 34", None),
            ("Raise it from €10 to €20 — aktuell: €14", Some("— aktuell: €14")),
            ("Answer within 2 h (was 9 h, now 4 h)", Some(", now 4 h)")),
            ("Answer within 2 h [Baseline: 9 h; currently 4 h].", Some("; currently 4 h]")),
            ("Answer within 2 h (was slow, now 4 h)", None),
            ("Load from 400 ms to 200 ms (310 ms)", Some("(310 ms)")),
            ("Top-1 accuracy: 81% → 90% (86%)", None),
            ("Fees from €80 to €55 [€61]", Some("[€61]")),
            ("Shops from 10 to 20 (40%)", None),
            ("Revenue from $2M to $3M ($1M)", None),
            ("Wait from 10h to 5h (5h)", None),
            ("Shops from 10 to 20 (8)", None),
            ("Recall of 90% (86%)", None),
            ("Raise it from 10 to 20 (actuel : 14)", Some("(actuel : 14)")),
            ("Win 50 shops, currently 14", None),
            ("Win 50 shops [14]", None),
            ("Raise it from 10 to 20, now in 3 towns", None),
            ("Raise it from 10 to 20 (at 3 schools", None),
        ] {
            assert_eq!(super::progress(text).map(|it| it.told), told, "{text}");
        }
    }

    #[test]
    fn a_percentage_at_the_end_is_a_share_where_something_else_is_counted() {
        for (text, told) in [
            ("Shops from 10 to 20 (40%)", Some("(40%)")),
            ("Win 50 shops - 40%", Some(" - 40%")),
            ("50 shops [40%].", Some("[40%]")),
            ("Win half of the shops (40%)", None),
            ("Win 40% of the shops (40%)", None),
            ("Raise conversion in the top 10 markets (5%)", None),
            ("Grow B2B revenue in Q1 (15%)", None),
            ("30-day retention – 40%", None),
        ] {
            assert_eq!(super::share(text).map(|it| it.told), told, "{text}");
        }
    }
}
