//! Reads dates in the ways people write them in English.

use super::token::{Token, Tokens};
use super::{Date, DateRange, Fiscal, Found, PeriodName};

/// The months in English, January first.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months in other languages, January first.
const ELSEWHERE: [&[&str]; 12] = [
    &["Januar", "janvier", "enero"],
    &["Februar", "février", "febrero"],
    &["März", "mars", "marzo"],
    &["avril", "abril"],
    &["Mai", "mayo"],
    &["Juni", "juin", "junio"],
    &["Juli", "juillet", "julio"],
    &["août", "agosto"],
    &["septembre", "septiembre"],
    &["Oktober", "octobre", "octubre"],
    &["novembre", "noviembre"],
    &["Dezember", "décembre", "diciembre"],
];

/// How exactly a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// `1 May 2020`
    Day,
    /// `May 2020`
    Month,
    /// `Q2 2020`, or a half or a whole year.
    Part,
}

/// A date as it was written: all the days it may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WrittenDate {
    /// The one day, or all days of the month or the period.
    pub range: DateRange,
    /// How exactly it was written.
    pub precision: Precision,
}

impl WrittenDate {
    /// The period `name` as a date: `Target: Q3 2020`.
    #[must_use]
    pub fn of_period(name: &PeriodName, fiscal: &Fiscal) -> Self {
        Self { range: name.dates(fiscal), precision: Precision::Part }
    }
}

/// Every day and month of the text, in its order: `2020-05-01`, `May 1, 2022`, `1st of May 2020`,
/// `May 2022`.
///
/// Dates without a year, days that do not exist and `01/05/2020`, which means two days, are
/// passed over. Periods need a fiscal calendar: see [`periods_in`](super::periods_in) and
/// [`WrittenDate::of_period`].
#[must_use]
pub fn dates_in(text: &str) -> Vec<Found<WrittenDate>> {
    let mut found = Vec::new();
    if !holds_full_year(text) {
        return found;
    }
    let tokens = Tokens::of(text);
    let mut at = 0;
    while at < tokens.len() {
        let Some((date, end)) = date_at(&tokens, at) else {
            at += 1;
            continue;
        };
        found.extend(date.map(|value| Found { value, range: tokens.bytes(at, end) }));
        at = end;
    }
    found
}

/// Whether four digits stand together somewhere, or an apostrophe: without them no date has a year.
pub(super) fn holds_full_year(text: &str) -> bool {
    let mut runs = text.as_bytes().split(|byte| !byte.is_ascii_digit());
    runs.any(|run| run.len() == 4) || text.contains('\'') || text.contains('’')
}

/// A date with its year and the place after it; no date, but a place, when no such day exists.
pub(super) fn date_at(tokens: &Tokens<'_>, at: usize) -> Option<(Option<WrittenDate>, usize)> {
    let (fields, end) = fields_at(tokens, at)?;
    let year = fields.year?;
    let precision = if fields.day.is_some() { Precision::Day } else { Precision::Month };
    Some((fields.days_in(year).map(|range| WrittenDate { range, precision }), end))
}

/// What is written of a date; not every such day exists.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: Option<u32>,
}

impl Fields {
    /// The days it means in `year`.
    pub(super) fn days_in(self, year: i32) -> Option<DateRange> {
        match self.day {
            Some(day) => Date::new(year, self.month, day).map(|day| DateRange::between(day, day)),
            None => DateRange::month(year, self.month),
        }
    }
}

/// Reads as much of a date as is written from `at` on, and the place after it.
pub(super) fn fields_at(tokens: &Tokens<'_>, at: usize) -> Option<(Fields, usize)> {
    if !tokens.is_start(at) {
        return None;
    }
    iso(tokens, at).or_else(|| dotted(tokens, at)).or_else(|| {
        let (fields, end) = day_first(tokens, at).or_else(|| month_first(tokens, at))?;
        let (year, end) = match year_after(tokens, end) {
            Some((year, end)) => (Some(year), end),
            None => (None, end),
        };
        tokens.is_end(end).then_some((Fields { year, ..fields }, end))
    })
}

/// `2020-05-01`, also before a time, but not within a longer chain of numbers.
fn iso(tokens: &Tokens<'_>, at: usize) -> Option<(Fields, usize)> {
    let hyphen = |at| tokens.any_mark(at, &['-', '\u{2010}', '\u{2011}']);
    let year = i32::try_from(tokens.number(at, 4)?).ok()?;
    let month_at = hyphen(at + 1)?;
    let day_at = hyphen(month_at + 1)?;
    let (month, day) = (tokens.number(month_at, 2)?, tokens.number(day_at, 2)?);
    let end = day_at + 1;
    let is_number = |token| matches!(token, Some(Token::Number(_)));
    let chained = (tokens.before(at, 1) == Some(Token::Mark('-'))
        && is_number(tokens.before(at, 2)))
        || (hyphen(end).is_some() && is_number(tokens.get(end + 1)));
    let timed = tokens.one_of(end, &["t"]).is_some() && is_number(tokens.get(end + 1));
    let whole = !chained && (timed || tokens.is_end(end));
    whole.then_some((Fields { year: Some(year), month, day: Some(day) }, end))
}

/// `01.05.2020`, where the day always stands first; not within a longer chain of numbers.
fn dotted(tokens: &Tokens<'_>, at: usize) -> Option<(Fields, usize)> {
    let number = |at| tokens.number(at, 1).or_else(|| tokens.number(at, 2));
    let day = number(at)?;
    let month_at = tokens.any_mark(at + 1, &['.'])?;
    let month = number(month_at).filter(|month| (1..=12).contains(month))?;
    let year_at = tokens.any_mark(month_at + 1, &['.'])?;
    let year = tokens.number(year_at, 4).filter(|year| (1900..=2099).contains(year))?;
    let fields = Fields { year: i32::try_from(year).ok(), month, day: Some(day) };
    tokens.is_end(year_at + 1).then_some((fields, year_at + 1))
}

/// `1 May`, `1st of May`, `1-May`.
fn day_first(tokens: &Tokens<'_>, at: usize) -> Option<(Fields, usize)> {
    let (day, end) = day(tokens, at)?;
    let next = tokens.space(end).or_else(|| tokens.any_mark(end, &['-']))?;
    let (month, end) = month(tokens, tokens.word_and_space(next, &["of"]).unwrap_or(next))?;
    Some((Fields { year: None, month, day: Some(day) }, end))
}

/// `May 1`, `May 1st`, or only `May`.
fn month_first(tokens: &Tokens<'_>, at: usize) -> Option<(Fields, usize)> {
    let (month, month_end) = month(tokens, at)?;
    let day = tokens.space(month_end).and_then(|next| day(tokens, next));
    let (day, end) =
        match day.filter(|(_, end)| tokens.is_end(*end) || year_after(tokens, *end).is_some()) {
            Some((day, end)) => (Some(day), end),
            None => (None, month_end),
        };
    Some((Fields { year: None, month, day }, end))
}

/// `1`, `01`, `1st`.
fn day(tokens: &Tokens<'_>, at: usize) -> Option<(u32, usize)> {
    let day = tokens.number(at, 1).or_else(|| tokens.number(at, 2))?;
    let ordinal = tokens.one_of(at + 1, &["st", "nd", "rd", "th"]);
    Some((day, if ordinal.is_some() { at + 2 } else { at + 1 }))
}

/// Whether a word may be the name of a month: most are told by how long they are and how they begin.
fn may_be_month(word: &str) -> bool {
    let first = word.as_bytes().first().map(u8::to_ascii_lowercase);
    let begins = matches!(first, Some(b'a' | b'd'..=b'f' | b'j' | b'm'..=b'o' | b's'));
    begins && (3..=10).contains(&word.len())
}

/// A month, and the place after it and the full stop of an abbreviation.
fn month(tokens: &Tokens<'_>, at: usize) -> Option<(u32, usize)> {
    let word = tokens.word(at).filter(|word| may_be_month(word))?;
    let elsewhere = || ELSEWHERE.iter().position(|names| tokens.one_of(at, names).is_some());
    let long = tokens.one_of(at, &MONTHS).or_else(elsewhere);
    let short = || {
        let is = |month: &str| word.eq_ignore_ascii_case(&month[..3]);
        let sept = tokens.one_of(at, &["sept"]).map(|_| 8);
        MONTHS.iter().position(|month| is(month)).or(sept)
    };
    let end = match long {
        Some(_) => at + 1,
        None => tokens.any_mark(at + 1, &['.']).unwrap_or(at + 1),
    };
    Some((u32::try_from(long.or_else(short)?).ok()? + 1, end))
}

/// A year after a day or a month: `, 2022`, `,2022`, ` 2022`, `-2022`, ` ’22`.
fn year_after(tokens: &Tokens<'_>, at: usize) -> Option<(i32, usize)> {
    let comma = tokens.any_mark(at, &[',']);
    let next = match comma {
        Some(next) => tokens.space(next).unwrap_or(next),
        None => tokens.space(at).or_else(|| tokens.any_mark(at, &['-']))?,
    };
    let short = || {
        let digits = tokens.any_mark(next, &['\'', '’'])?;
        // `’90` is long past.
        let year = tokens.number(digits, 2).filter(|year| *year < 50)?;
        Some((year + 2000, digits + 1))
    };
    let long = tokens.number(next, 4).filter(|year| (1900..=2099).contains(year));
    let (year, end) = long.map(|year| (year, next + 1)).or_else(short)?;
    tokens.is_end(end).then_some((i32::try_from(year).ok()?, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let show = |found: Found<WrittenDate>| {
            let WrittenDate { range, precision } = found.value;
            format!("{}: {}..{} {precision:?}", &text[found.range], range.starts(), range.ends())
        };
        dates_in(text).into_iter().map(show).collect()
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        let ways = [
            "2020-05-01",
            "2020\u{2011}05\u{2011}01",
            "May 1, 2020",
            "may 1 2020",
            "May 1st,2020",
            "1 May 2020",
            "01 MAY 2020",
            "1\u{a0}May\u{a0}2020",
            "1-May-2020",
            "1st of May 2020",
            "1 May, 2020",
            "01.05.2020",
            "1.5.2020",
        ];
        for way in ways {
            assert_eq!(
                read(&format!("due {way}.")),
                [format!("{way}: 2020-05-01..2020-05-01 Day")]
            );
        }
    }

    #[test]
    fn abbreviated_months_may_end_in_a_full_stop() {
        assert_eq!(read("(Sept. 3, 2021)"), ["Sept. 3, 2021: 2021-09-03..2021-09-03 Day"]);
        assert_eq!(read("3 Oct 2021"), ["3 Oct 2021: 2021-10-03..2021-10-03 Day"]);
        assert_eq!(read("Dec. 2021"), ["Dec. 2021: 2021-12-01..2021-12-31 Month"]);
        assert!(read("Ended in May. 2021 was calm").is_empty());
    }

    #[test]
    fn every_name_of_a_month_is_known() {
        let others = ELSEWHERE
            .iter()
            .zip(1..)
            .flat_map(|(names, it)| names.iter().map(move |name| (*name, it)));
        for (name, month) in MONTHS.iter().copied().zip(1..).chain(others) {
            for name in [name.to_owned(), name.to_ascii_uppercase(), name.to_ascii_lowercase()] {
                let days = format!("2024-{month:02}-01..");
                let found = read(&format!("in {name} 2024"));
                assert!(found.len() == 1 && found[0].contains(&days), "{name}: {found:?}");
            }
        }
    }

    #[test]
    fn a_month_means_all_its_days() {
        assert_eq!(read("by February 2024!"), ["February 2024: 2024-02-01..2024-02-29 Month"]);
        assert_eq!(read("Q1 May 2022"), ["May 2022: 2022-05-01..2022-05-31 Month"]);
    }

    #[test]
    fn a_time_after_a_day_is_passed_over() {
        assert_eq!(read("2020-05-01T10:00Z"), ["2020-05-01: 2020-05-01..2020-05-01 Day"]);
    }

    #[test]
    fn what_is_ambiguous_or_no_day_is_not_a_date() {
        let texts = [
            "01/05/2020",
            "05-01-2020",
            "1.13.2020",
            "32.1.2020",
            "1.5.20",
            "1.5.2020.7",
            "7.1.5.2020",
            "2020-02-30",
            "31 June 2020",
            "June 31, 2020",
            "2020-05-01-17",
            "9-2020-05-01",
            "12020-05-01",
            "2020-05-011",
            "May 1",
            "1 May",
            "May",
            "1.5 May",
            "May 20205",
            "May 2020.5",
            "Mayor 2020",
            "https://example.com/2020-05-01/",
        ];
        for text in texts {
            assert_eq!(read(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn several_dates_are_found_in_order() {
        let found = read("2020-05-01 (moved from April 2020 to 3 May 2020)");
        assert_eq!(found.len(), 3);
        assert_eq!(found[2], "3 May 2020: 2020-05-03..2020-05-03 Day");
    }
}
