//! Reads a time of any precision: a day, a month, a quarter, a half, a year, or from one to another.

use super::name::Reckoning;
use super::period::{lettered_part, periods_in};
use super::spoken;
use super::token::{Token, Tokens};
use super::written::{WrittenDate, dates_in, fields_at};
use super::{Date, DateRange, Fiscal, Found, Part, PeriodName, Precision};

/// One end of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Point {
    Days(WrittenDate),
    Period(PeriodName),
}

/// A time as it was written: a day, a month or a period, or all from one of them to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    first: Point,
    last: Point,
}

/// Whether a period is as long as the time that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It has the same days.
    Exact,
    /// It has more days, or fewer.
    Loose,
}

/// The year that a time without one belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct YearOf {
    reckoning: Reckoning,
    year: i32,
}

impl YearOf {
    /// The year of a period.
    #[must_use]
    pub fn of(name: &PeriodName) -> Self {
        Self { reckoning: name.reckoning(), year: name.year() }
    }

    /// Any year, for those who ask whether a text names a time and not which.
    #[must_use]
    pub fn any() -> Self {
        Self { reckoning: Reckoning::Plain, year: 2000 }
    }
}

impl When {
    /// The period `name`.
    #[must_use]
    pub fn of_period(name: PeriodName) -> Self {
        Self { first: Point::Period(name), last: Point::Period(name) }
    }

    /// All days it may mean, under the calendar `fiscal`.
    #[must_use]
    pub fn days(&self, fiscal: &Fiscal) -> DateRange {
        let range = |point: Point| match point {
            Point::Days(date) => date.range,
            Point::Period(name) => name.dates(fiscal),
        };
        DateRange::between(range(self.first).starts(), range(self.last).ends())
    }

    /// How exactly its last day was written.
    #[must_use]
    pub fn precision(&self) -> Precision {
        match self.last {
            Point::Days(date) => date.precision,
            Point::Period(_) => Precision::Part,
        }
    }

    /// Whether either end appeals to a fiscal year.
    #[must_use]
    pub fn is_fiscal(&self) -> bool {
        let fiscal = |point: Point| matches!(point, Point::Period(name) if name.reckoning() == Reckoning::Fiscal);
        fiscal(self.first) || fiscal(self.last)
    }

    /// The period it is, when it is one.
    #[must_use]
    pub fn period(&self) -> Option<PeriodName> {
        match (self.first, self.last) {
            (Point::Period(first), Point::Period(last)) if first == last => Some(first),
            _ => None,
        }
    }

    /// The shortest period that holds all of it, and whether that is just as long: `Q3 to Q4 2024`
    /// is the half of a year, `Q2 to Q3 2024` is only in 2024. What lies in two years is taken for
    /// the period in which it begins.
    #[must_use]
    pub fn around(&self) -> Option<(PeriodName, Fit)> {
        let (Point::Period(first), Point::Period(last)) = (self.first, self.last) else {
            return None;
        };
        if first.contains(&last) || last.contains(&first) {
            return Some((first, Fit::Exact));
        }
        let Some(whole) = PeriodName::holding(first, last) else {
            return Some((first, Fit::Loose));
        };
        let days = self.days(&Fiscal::default());
        let exact = days == whole.dates(&Fiscal::default());
        Some((whole, if exact { Fit::Exact } else { Fit::Loose }))
    }

    /// The year in which it begins.
    #[must_use]
    pub fn year(&self) -> YearOf {
        match self.first {
            Point::Days(date) => {
                YearOf { reckoning: Reckoning::Plain, year: date.range.starts().year() }
            }
            Point::Period(name) => YearOf::of(&name),
        }
    }
}

/// The first time that a text names: `2026-09-30`, `Sept 2026`, `2020-11`, `30.09.2026`, `Q3 2026`,
/// `FY23 Q3/Q4`, `May – July 2026`, `2027/2028`; with `year`, also `Q3` and `May 5`.
#[must_use]
pub fn when_in(text: &str, year: Option<YearOf>) -> Option<Found<When>> {
    let points = points(text, year);
    let (first, rest) = points.split_first()?;
    let mut when = When { first: first.value, last: first.value };
    let mut bytes = first.range.clone();
    if let Some(next) = rest.first()
        && text.get(bytes.end..next.range.start).is_some_and(joins)
    {
        when.last = next.value;
        bytes.end = next.range.end;
    }
    Some(Found { value: when, range: bytes })
}

/// What stands between the ends of a time.
const JOINTS: [&str; 13] =
    ["-", "–", "—", "/", "+", "&", "and", "to", "until", "till", "through", "bis", "und"];

/// Whether what is read in `range` may be one end of a longer time, told at a glance: a sign or a
/// word that joins two times stands before or after it.
#[must_use]
pub fn is_joined(text: &str, range: &std::ops::Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or("").trim_end();
    let after = text.get(range.end..).unwrap_or("").trim_start();
    JOINTS.iter().any(|joint| before.ends_with(joint) || after.starts_with(joint))
}

/// Whether what stands between two times makes them the ends of one.
fn joins(between: &str) -> bool {
    let word = between.trim().to_lowercase();
    JOINTS.contains(&word.as_str()) || between.is_empty()
}

/// Every time of the text, in its order.
fn points(text: &str, year: Option<YearOf>) -> Vec<Found<Point>> {
    let dates = dates_in(text).into_iter().map(|it| found(Point::Days(it.value), it.range));
    let periods = periods_in(text).into_iter().map(|it| found(Point::Period(it.value), it.range));
    let mut all: Vec<Found<Point>> = dates.chain(periods).collect();
    all.extend(loose(text, &all));
    all.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
    let mut end = 0;
    all.retain(|it| {
        let kept = it.range.start >= end;
        end = if kept { it.range.end } else { end };
        kept
    });
    parts(text, year, &mut all);
    all
}

fn found<T>(value: T, range: std::ops::Range<usize>) -> Found<T> {
    Found { value, range }
}

/// What is a time for certain only where a time is expected: `2020-11`, `30.09.2026`, and the
/// years of `2027/2028`.
fn loose(text: &str, known: &[Found<Point>]) -> Vec<Found<Point>> {
    let tokens = Tokens::of(text);
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let start = tokens.bytes(at, at).start;
        let taken = known.iter().any(|it| it.range.contains(&start));
        match loose_at(&tokens, at).filter(|_| !taken && tokens.is_start(at)) {
            Some((points, end)) => {
                all.extend(
                    points.into_iter().map(|(it, from, to)| found(it, tokens.bytes(from, to))),
                );
                at = end;
            }
            None => at += 1,
        }
    }
    all
}

type Points = Vec<(Point, usize, usize)>;

fn loose_at(tokens: &Tokens<'_>, at: usize) -> Option<(Points, usize)> {
    let year = |at: usize| {
        let year = i32::try_from(tokens.number(at, 4)?).ok()?;
        PeriodName::new(Reckoning::Plain, year, Part::Year)
    };
    let ends = |end: usize| {
        tokens.is_end(end)
            && !(matches!(tokens.get(end), Some(Token::Mark('-' | '/')))
                && matches!(tokens.get(end + 1), Some(Token::Number(_))))
    };
    if let Some(month) = tokens.any_mark(at + 1, &['-', '/']).and_then(|at| tokens.number(at, 2))
        && let Some(name) = year(at)
        && let Some(range) = DateRange::month(name.year(), month)
        && ends(at + 3)
    {
        let date = WrittenDate { range, precision: Precision::Month };
        return Some((vec![(Point::Days(date), at, at + 3)], at + 3));
    }
    if let (Some(first), Some(last)) = (year(at), tokens.any_mark(at + 1, &['/']).and_then(year))
        && ends(at + 3)
    {
        let points =
            vec![(Point::Period(first), at, at + 1), (Point::Period(last), at + 2, at + 3)];
        return Some((points, at + 3));
    }
    let (date, end) = in_numbers(tokens, at)?;
    Some((vec![(Point::Days(date), at, end)], end))
}

/// `30.09.2026`, `09/2026`, and `30/09/2026` where one of the two can be no month.
fn in_numbers(tokens: &Tokens<'_>, at: usize) -> Option<(WrittenDate, usize)> {
    let short = |at: usize| tokens.number(at, 2).or_else(|| tokens.number(at, 1));
    let year = |at: usize| i32::try_from(tokens.number(at, 4)?).ok();
    let mark = tokens.mark(at + 1).filter(|mark| matches!(mark, '.' | '/'))?;
    let (first, second) = (short(at)?, at + 2);
    // `03/04/2026` is one of two days, and not all of April.
    let alone = tokens.before(at, 1) != Some(Token::Mark('/'));
    if let Some(year) =
        year(second).filter(|_| alone).filter(|year| mark == '/' && (2000..2100).contains(year))
    {
        let range = DateRange::month(year, first).filter(|_| tokens.is_end(second + 1))?;
        return Some((WrittenDate { range, precision: Precision::Month }, second + 1));
    }
    let (second, year_at) = (short(second)?, tokens.any_mark(at + 3, &[mark])?);
    let (day, month) = match mark {
        '/' if first > 12 && second <= 12 => (first, second),
        '/' if second > 12 => (second, first),
        '/' => return None,
        _ => (first, second),
    };
    let date = Date::new(year(year_at)?, month, day)?;
    let range = DateRange::between(date, date);
    Some((WrittenDate { range, precision: Precision::Day }, year_at + 1))
}

/// Adds the quarters, halves and months that take their year from their neighbour or the context.
fn parts(text: &str, year: Option<YearOf>, all: &mut Vec<Found<Point>>) {
    let tokens = Tokens::of(text);
    let spoken = spoken::is_in(text);
    let mut more: Vec<Found<Point>> = Vec::new();
    for at in 0..tokens.len() {
        let Some((read, end)) = bare_at(&tokens, at, spoken) else { continue };
        let bytes = tokens.bytes(at, end);
        let known = || all.iter().chain(&more);
        if known().any(|it| it.range.start < bytes.end && bytes.start < it.range.end) {
            continue;
        }
        // `Q3/Q4 2026`, `FY23 Q3/Q4`.
        let beside = all.iter().find(|it| {
            let (end, start) = if it.range.start > bytes.start {
                (bytes.end, it.range.start)
            } else {
                (it.range.end, bytes.start)
            };
            text.get(end..start).is_some_and(joins)
        });
        let beside = beside.map(|it| When { first: it.value, last: it.value }.year());
        let Some(year) = beside.or(year) else { continue };
        let point = match read {
            Bare::Part(part) => PeriodName::new(year.reckoning, year.year, part).map(Point::Period),
            Bare::Days(fields) => {
                let precision =
                    if fields.day.is_some() { Precision::Day } else { Precision::Month };
                let range = fields.days_in(year.year);
                range.map(|range| Point::Days(WrittenDate { range, precision }))
            }
        };
        more.extend(point.map(|point| found(point, bytes)));
    }
    all.extend(more);
    all.sort_by_key(|it| it.range.start);
}

enum Bare {
    Part(Part),
    Days(super::written::Fields),
}

/// What is written from a place on; `spoken`: quarters or halves may be named in words.
fn bare_at(tokens: &Tokens<'_>, at: usize, spoken: bool) -> Option<(Bare, usize)> {
    if !tokens.is_start(at) {
        return None;
    }
    if let Some((part, end)) = lettered_part(tokens, at)
        && tokens.is_end(end)
    {
        return Some((Bare::Part(part), end));
    }
    if spoken
        && let Some((part, end)) = spoken::spoken_part(tokens, at)
        && tokens.is_end(end)
    {
        return Some((Bare::Part(part), end));
    }
    let (fields, end) = fields_at(tokens, at).filter(|(fields, _)| fields.year.is_none())?;
    Some((Bare::Days(fields), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, year: Option<i32>) -> Option<String> {
        let year = year.map(|year| YearOf { reckoning: Reckoning::Plain, year });
        let when = when_in(text, year)?.value;
        let days = when.days(&Fiscal::default());
        Some(format!("{}..{} {:?}", days.starts(), days.ends(), when.precision()))
    }

    #[test]
    fn times_are_read_in_every_precision() {
        for (text, expected) in [
            ("2026-09-30", "2026-09-30..2026-09-30 Day"),
            ("30.09.2026", "2026-09-30..2026-09-30 Day"),
            ("05 April 2022", "2022-04-05..2022-04-05 Day"),
            ("31/07/2026", "2026-07-31..2026-07-31 Day"),
            ("07/31/2026", "2026-07-31..2026-07-31 Day"),
            ("12/2025", "2025-12-01..2025-12-31 Month"),
            ("Nov ’25", "2025-11-01..2025-11-30 Month"),
            ("2nd week of September 2026", "2026-09-01..2026-09-30 Month"),
            ("2020-11", "2020-11-01..2020-11-30 Month"),
            ("end of Q3 2026", "2026-07-01..2026-09-30 Part"),
            ("2027 H1", "2027-01-01..2027-06-30 Part"),
            ("2028", "2028-01-01..2028-12-31 Part"),
        ] {
            assert_eq!(read(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_time_may_reach_from_one_to_another() {
        for (text, expected) in [
            ("2027/2028", "2027-01-01..2028-12-31 Part"),
            ("FY23 Q3/Q4: Onboarding", "2023-07-01..2023-12-31 Part"),
            ("Q3–Q4 2027", "2027-07-01..2027-12-31 Part"),
            ("May – July 2026", "2026-05-01..2026-07-31 Month"),
            ("2026-05-01 to 2026-06-15", "2026-05-01..2026-06-15 Day"),
        ] {
            assert_eq!(read(text, None).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_period_around_a_time_is_told_with_how_it_fits() {
        for (text, name, fit) in [
            ("2024-Q3 to 2024-Q4", "2024-h2", Fit::Exact),
            ("Q3 2024 to Q4 2024", "2024-h2", Fit::Exact),
            ("Q1 to Q2 2024", "2024-h1", Fit::Exact),
            ("2024 Q1 – Q4", "2024", Fit::Exact),
            ("H1 2024 and H2 2024", "2024", Fit::Exact),
            ("Q2 2024", "2024-q2", Fit::Exact),
            ("FY25 Q2–Q3", "fy25", Fit::Loose),
            ("Q4 2024 to Q1 2025", "2024-q4", Fit::Loose),
        ] {
            let found = when_in(text, None).and_then(|found| found.value.around());
            let found = found.map(|(name, fit)| (name.id(), fit));
            assert_eq!(found, Some((name.to_owned(), fit)), "{text}");
        }
    }

    #[test]
    fn a_time_without_a_year_needs_one_from_elsewhere() {
        for text in ["Q3", "May 5", "September"] {
            assert_eq!(read(text, None), None, "{text}");
        }
        assert_eq!(read("Q3", Some(2026)).as_deref(), Some("2026-07-01..2026-09-30 Part"));
        for text in ["May 5", "5 May", "due 5 May"] {
            let day = Some("2026-05-05..2026-05-05 Day");
            assert_eq!(read(text, Some(2026)).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn versions_and_counts_are_no_times() {
        for text in ["v1.2", "3.16", "Java 25", "200 ms", "TBD", "1/2", "#7148"] {
            assert_eq!(read(text, Some(2026)), None, "{text}");
        }
    }
}
