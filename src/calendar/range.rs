//! Finds the sentence that says from when to when.

use super::token::{Token, Tokens};
use super::written::{Fields, fields_at, holds_full_year};
use super::{DateRange, Found};

/// The first range of days that the text states: `from 2020-05-01 to 2020-07-31`,
/// `May 1 – July 31, 2022`, `between 1 May and 31 July 2020`.
///
/// The first date may take its year from the second; when it lies later in the year than that,
/// it belongs to the year before. Months count whole. The place is that of the two dates and
/// what lies between them.
#[must_use]
pub fn range_in(text: &str) -> Option<Found<DateRange>> {
    if !holds_full_year(text) {
        return None;
    }
    let tokens = Tokens::of(text);
    let mut at = 0;
    while at < tokens.len() {
        let Some((first, end)) = fields_at(&tokens, at) else {
            at += 1;
            continue;
        };
        if let Some((value, end)) = range_from(&tokens, at, (first, end)) {
            return Some(Found { value, range: tokens.bytes(at, end) });
        }
        at = end;
    }
    None
}

/// The range that is written from `at` on, and the place after it.
pub(super) fn range_at(tokens: &Tokens<'_>, at: usize) -> Option<(DateRange, usize)> {
    range_from(tokens, at, fields_at(tokens, at)?)
}

/// The range that starts with the date `first`, which is written from `at` to `end`.
fn range_from(
    tokens: &Tokens<'_>,
    at: usize,
    (first, end): (Fields, usize),
) -> Option<(DateRange, usize)> {
    let (last, end) = fields_at(tokens, joint(tokens, at, end)?)?;
    let last_year = last.year?;
    let first_year = first.year.unwrap_or_else(|| {
        let first_day = (first.month, first.day.unwrap_or(1));
        let last_day = (last.month, last.day.unwrap_or(31));
        if first_day > last_day { last_year - 1 } else { last_year }
    });
    let starts = first.days_in(first_year)?.starts();
    let range = DateRange::new(starts, last.days_in(last_year)?.ends())?;
    Some((range, end))
}

/// Words before the last day of a range.
const TO: [&str; 12] =
    ["to", "until", "till", "through", "thru", "bis", "à", "a", "al", "até", "hasta", "tot"];

/// Steps over what joins a date that is written from `at` to `end` with the last day of a range.
fn joint(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<usize> {
    let space = tokens.space(end);
    if let Some(dash_end) = tokens.any_mark(space.unwrap_or(end), &['-', '–', '—', '→']) {
        return Some(tokens.space(dash_end).unwrap_or(dash_end));
    }
    let word_at = space?;
    let next = tokens.word_and_space(word_at, &TO);
    let next = next.or_else(|| {
        if follows_between(tokens, at) { tokens.word_and_space(word_at, &["and"]) } else { None }
    })?;
    Some(tokens.word_and_space(next, &["the"]).unwrap_or(next))
}

/// Whether `between` or `between the` stands before `at`.
fn follows_between(tokens: &Tokens<'_>, at: usize) -> bool {
    let space = |steps| tokens.before(at, steps) == Some(Token::Space);
    let word = |steps, wanted: &str| match tokens.before(at, steps) {
        Some(Token::Word(word)) => word.eq_ignore_ascii_case(wanted),
        _ => false,
    };
    let after_the = word(2, "the") && space(3) && word(4, "between");
    space(1) && (word(2, "between") || after_the)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let found = range_in(text)?;
        Some(format!("{}..{}", found.value.starts(), found.value.ends()))
    }

    #[test]
    fn a_range_is_read_however_it_is_written() {
        let ways = [
            "from 2020-05-01 to 2020-07-31",
            "from May 1, 2020 to July 31, 2020",
            "May 1 – July 31, 2020",
            "May 1–July 31, 2020",
            "1 May – 31 July 2020",
            "2020-05-01 – 2020-07-31",
            "2020-05-01–2020-07-31",
            "2020-05-01 - 2020-07-31",
            "between the 1st of May and the 31st of July 2020",
            "Between May 1, 2020 and July 31, 2020",
            "May 1 to July 31 2020",
            "May through July 2020",
            "May 2020 until 31 July 2020",
            "since 2019-01-01; runs from 2020-05-01 to 2020-07-31",
        ];
        for way in ways {
            let sentence = format!("The quarter runs {way}.");
            assert_eq!(read(&sentence).as_deref(), Some("2020-05-01..2020-07-31"), "{way}");
        }
    }

    #[test]
    fn the_place_is_that_of_the_dates() {
        let text = "which runs from 2020-05-01 to 2020-07-31.";
        let range = range_in(text).map(|found| found.range);
        assert_eq!(range.and_then(|range| text.get(range)), Some("2020-05-01 to 2020-07-31"));
    }

    #[test]
    fn a_later_first_day_belongs_to_the_year_before() {
        let read = read("November 1 – January 31, 2022");
        assert_eq!(read.as_deref(), Some("2021-11-01..2022-01-31"));
    }

    #[test]
    fn two_dates_alone_are_no_range() {
        let texts = [
            "May 1, 2020 and July 31, 2020",
            "2020-05-01, 2020-07-31",
            "from 2020-07-31 to 2020-05-01",
            "from 31 June 2020 to 31 July 2020",
            "from May 1 to July 31",
            "between May 1, 2020 or July 31, 2020",
            "from May 1, 2020",
        ];
        for text in texts {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
