//! Days, and ranges of days.

use std::fmt;

use chrono::{Datelike, NaiveDate, TimeDelta};

const FIRST: NaiveDate = day_or(NaiveDate::from_ymd_opt(1, 1, 1), NaiveDate::MIN);
const LAST: NaiveDate = day_or(NaiveDate::from_ymd_opt(9999, 12, 31), NaiveDate::MAX);
const UNIX: NaiveDate = day_or(NaiveDate::from_ymd_opt(1970, 1, 1), NaiveDate::MIN);

/// A day of the Gregorian calendar from 0001-01-01 to 9999-12-31, without a time or a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(NaiveDate);

impl Date {
    /// The day `day` (from 1) of month `month` (from 1); `None` when there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        (FIRST..=LAST).contains(&date).then_some(Self(date))
    }

    /// Reads `2020-05-01`, and nothing looser than that.
    #[must_use]
    pub fn parse(iso: &str) -> Option<Self> {
        let (year, rest) = iso.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let number = |digits: &str, length: usize| {
            let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain { digits.parse::<u32>().ok() } else { None }
        };
        Self::new(i32::try_from(number(year, 4)?).ok()?, number(month, 2)?, number(day, 2)?)
    }

    /// The day that lies `days` days after 1970-01-01, clamped to the days a `Date` can be.
    #[must_use]
    pub fn from_unix_days(days: i64) -> Self {
        Self(UNIX).plus_days(days)
    }

    /// The year, from 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// How many days `later` lies after this day; negative when it lies before.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        later.0.signed_duration_since(self.0).num_days()
    }

    /// The day `days` days later (earlier when negative), clamped to the days a `Date` can be.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let end = if days < 0 { FIRST } else { LAST };
        let moved = TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        Self(moved.unwrap_or(end).clamp(FIRST, LAST))
    }

    /// The first day of the month `months` months after January of the year 0, clamped likewise.
    pub(super) fn first_of_month(months: i32) -> Self {
        let month = months.rem_euclid(12).unsigned_abs() + 1;
        let first = Self::new(months.div_euclid(12).clamp(1, 9999), month, 1);
        first.unwrap_or(Self(FIRST))
    }
}

impl fmt::Display for Date {
    /// Writes the day as ISO 8601 does: `2020-05-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// The days from one day to another, both included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateRange {
    starts: Date,
    ends: Date,
}

impl DateRange {
    /// The days from `starts` to `ends`; `None` when `ends` lies before `starts`.
    #[must_use]
    pub fn new(starts: Date, ends: Date) -> Option<Self> {
        (starts <= ends).then_some(Self { starts, ends })
    }

    /// The days between two days, whichever comes first.
    pub(super) fn between(one: Date, other: Date) -> Self {
        Self { starts: one.min(other), ends: one.max(other) }
    }

    /// All days of the month `month` (from 1).
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let starts = Date::new(year, month, 1)?;
        let ends = (28..=31).rev().find_map(|day| Date::new(year, month, day))?;
        Some(Self { starts, ends })
    }

    /// The first day.
    #[must_use]
    pub fn starts(self) -> Date {
        self.starts
    }

    /// The last day.
    #[must_use]
    pub fn ends(self) -> Date {
        self.ends
    }

    /// How many days it has, at least 1.
    #[must_use]
    pub fn days(self) -> i64 {
        self.starts.days_until(self.ends) + 1
    }

    /// Whether `day` is one of its days.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.starts <= day && day <= self.ends
    }

    /// The share of its days that has come, *today* included, from 0 to 1: `n / N` on day `n` of
    /// `N`, 0 before the first day, 1 from the last day on.
    #[must_use]
    pub fn elapsed(self, today: Date) -> f64 {
        let passed = (self.starts.days_until(today) + 1).clamp(0, self.days());
        // A `Date` lies within ten thousand years, so both counts fit.
        let count = |days: i64| f64::from(i32::try_from(days).unwrap_or(i32::MAX));
        count(passed) / count(self.days())
    }
}

/// `unwrap_or`, which a constant cannot call.
const fn day_or(day: Option<NaiveDate>, otherwise: NaiveDate) -> NaiveDate {
    match day {
        Some(day) => day,
        None => otherwise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(iso: &str) -> Date {
        Date::parse(iso).expect(iso)
    }

    #[test]
    fn only_the_strict_iso_form_is_parsed() {
        assert_eq!(Date::parse("2020-02-29"), Date::new(2020, 2, 29));
        assert_eq!(date("0987-01-02").to_string(), "0987-01-02");
        let loose =
            ["2021-02-29", "2020-5-01", "20-05-01", " 2020-05-01", "+020-05-01", "2020-05-01Z"];
        for bad in loose.into_iter().chain(["", "2020-05", "0000-01-01", "２０２０-05-01"]) {
            assert_eq!(Date::parse(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn days_are_counted_across_leap_days_and_clamped_at_the_ends() {
        assert_eq!(date("2020-02-28").days_until(date("2020-03-01")), 2);
        assert_eq!(date("2020-03-01").days_until(date("2020-02-28")), -2);
        assert_eq!(date("2020-02-28").plus_days(2), date("2020-03-01"));
        assert_eq!(date("2020-02-28").plus_days(i64::MIN), date("0001-01-01"));
        assert_eq!(date("2020-02-28").plus_days(i64::MAX), date("9999-12-31"));
        assert_eq!(date("2020-02-28").plus_days(5_000_000), date("9999-12-31"));
        assert_eq!(Date::from_unix_days(18_383), date("2020-05-01"));
    }

    #[test]
    fn a_range_includes_both_its_ends() {
        let quarter = DateRange::new(date("2020-05-01"), date("2020-07-31")).expect("in order");
        assert_eq!(quarter.days(), 92);
        assert!(quarter.contains(date("2020-05-01")) && quarter.contains(date("2020-07-31")));
        assert!(!quarter.contains(date("2020-04-30")) && !quarter.contains(date("2020-08-01")));
        assert_eq!(DateRange::new(date("2020-05-02"), date("2020-05-01")), None);
        assert_eq!(DateRange::month(2020, 2).map(DateRange::ends), Some(date("2020-02-29")));
    }

    #[test]
    fn the_elapsed_share_counts_today() {
        let days = DateRange::new(date("2020-05-01"), date("2020-05-04")).expect("in order");
        let shares: Vec<f64> =
            (-1..6).map(|day| days.elapsed(date("2020-05-01").plus_days(day))).collect();
        assert_eq!(shares, [0.0, 0.25, 0.5, 0.75, 1.0, 1.0, 1.0]);
    }
}
