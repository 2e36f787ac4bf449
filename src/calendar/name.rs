//! The names of years, halves and quarters.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::ops::RangeInclusive;

use super::{Date, DateRange, Fiscal};

/// The years a period can be named for: those that two digits name without doubt.
pub(super) const YEARS: RangeInclusive<i32> = 2000..=2099;

/// The calendar that a period's name appeals to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reckoning {
    /// `FY21`: the configured fiscal calendar.
    Fiscal,
    /// `CY21`: the calendar year, which starts in January.
    Calendar,
    /// `2021`: nothing said; follows the configured fiscal calendar.
    Plain,
}

/// A whole year or a part of it; ordered by first quarter, the longer part first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The whole year.
    Year,
    /// A half, 1 or 2.
    Half(u8),
    /// A quarter, 1 to 4.
    Quarter(u8),
}

impl Part {
    /// `Q…` and `H…` with a digit; `None` for quarters and halves that no year has.
    pub(super) fn lettered(letter: &str, digit: u32) -> Option<Self> {
        let number = u8::try_from(digit).ok()?;
        let is = |wanted: &str| letter.eq_ignore_ascii_case(wanted);
        let part = if is("q") { Some(Self::Quarter(number)) } else { None };
        part.or_else(|| is("h").then_some(Self::Half(number))).filter(|part| part.exists())
    }

    fn exists(self) -> bool {
        match self {
            Self::Year => true,
            Self::Half(half) => (1..=2).contains(&half),
            Self::Quarter(quarter) => (1..=4).contains(&quarter),
        }
    }

    /// How many such parts a year has.
    fn per_year(self) -> i32 {
        match self {
            Self::Year => 1,
            Self::Half(_) => 2,
            Self::Quarter(_) => 4,
        }
    }

    /// Its number among its kind, from 1.
    fn number(self) -> u8 {
        match self {
            Self::Year => 1,
            Self::Half(number) | Self::Quarter(number) => number,
        }
    }

    /// The part of the same kind with the number `number`.
    fn numbered(self, number: u8) -> Self {
        match self {
            Self::Year => Self::Year,
            Self::Half(_) => Self::Half(number),
            Self::Quarter(_) => Self::Quarter(number),
        }
    }

    /// Its first and its last quarter.
    fn quarters(self) -> (u8, u8) {
        match self {
            Self::Year => (1, 4),
            Self::Half(half) => (half.saturating_mul(2).saturating_sub(1), half.saturating_mul(2)),
            Self::Quarter(quarter) => (quarter, quarter),
        }
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        // The count tells apart parts that no year has, so that only equal parts compare equal.
        let key = |part: &Self| {
            let (first, last) = part.quarters();
            (first, Reverse(last), part.per_year(), part.number())
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The name of a year from 2000 to 2099, or of a part of one.
///
/// Ordered by year, then by part in time. Names of different reckonings are ordered by what they
/// say, not by when they are; their [`dates`](Self::dates) tell that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeriodName {
    year: i32,
    part: Part,
    reckoning: Reckoning,
}

impl PeriodName {
    /// The quarter, half or whole year of the calendar that has exactly the days of `range`.
    #[must_use]
    pub fn of_dates(range: DateRange) -> Option<Self> {
        let halves = (1..=2).map(Part::Half);
        let parts = halves.chain((1..=4).map(Part::Quarter)).chain([Part::Year]);
        parts
            .filter_map(|part| Self::new(Reckoning::Plain, range.starts().year(), part))
            .find(|name| name.dates(&Fiscal::default()) == range)
    }

    /// The period `part` of `year`; `None` for a year outside 2000–2099 or a part no year has.
    #[must_use]
    pub fn new(reckoning: Reckoning, year: i32, part: Part) -> Option<Self> {
        (YEARS.contains(&year) && part.exists()).then_some(Self { year, part, reckoning })
    }

    /// The calendar its name appeals to.
    #[must_use]
    pub fn reckoning(&self) -> Reckoning {
        self.reckoning
    }

    /// The year it is named for, in four digits.
    #[must_use]
    pub fn year(&self) -> i32 {
        self.year
    }

    /// The part of the year.
    #[must_use]
    pub fn part(&self) -> Part {
        self.part
    }

    /// The name for addresses: `fy21-q2`, `cy19-q4`, `2018-q3`, `2020-h1`, `2021`, `fy21`.
    #[must_use]
    pub fn id(&self) -> String {
        self.label().to_ascii_lowercase().replace(' ', "-")
    }

    /// The name for people: `FY21-Q2`, `CY19-Q4`, `2018 Q3`, `2020 H1`, `2021`, `FY21`.
    #[must_use]
    pub fn label(&self) -> String {
        let (year, joint) = match self.reckoning {
            Reckoning::Fiscal => (format!("FY{:02}", self.year % 100), '-'),
            Reckoning::Calendar => (format!("CY{:02}", self.year % 100), '-'),
            Reckoning::Plain => (self.year.to_string(), ' '),
        };
        match self.part {
            Part::Year => year,
            Part::Half(half) => format!("{year}{joint}H{half}"),
            Part::Quarter(quarter) => format!("{year}{joint}Q{quarter}"),
        }
    }

    /// Its days, under the calendar `fiscal`; `CY…` names ignore that and start in January.
    #[must_use]
    pub fn dates(&self, fiscal: &Fiscal) -> DateRange {
        let fiscal = match self.reckoning {
            Reckoning::Calendar => Fiscal::default(),
            Reckoning::Fiscal | Reckoning::Plain => *fiscal,
        };
        let (first, last) = self.part.quarters();
        let january = fiscal.start_year(self.year) * 12 + i32::from(fiscal.first_month()) - 1;
        let starts = Date::first_of_month(january + 3 * (i32::from(first) - 1));
        let following = Date::first_of_month(january + 3 * i32::from(last));
        DateRange::between(starts, following.plus_days(-1))
    }

    /// The period of the same kind before this one; `None` before the year 2000.
    #[must_use]
    pub fn previous(&self) -> Option<Self> {
        self.moved(-1)
    }

    /// The period of the same kind after this one; `None` after the year 2099.
    #[must_use]
    pub fn next(&self) -> Option<Self> {
        self.moved(1)
    }

    /// Whether `other` is this period or a part of it: `2021` contains `2021 Q3`.
    ///
    /// `FY21` and `2021` are the same year, since both follow the configured calendar; `CY21` is
    /// a year of its own.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let of_january = |name: &Self| name.reckoning == Reckoning::Calendar;
        let ((first, last), (from, to)) = (self.part.quarters(), other.part.quarters());
        of_january(self) == of_january(other)
            && self.year == other.year
            && first <= from
            && to <= last
    }

    /// The shortest period that contains two others; `None` when they lie in two years.
    pub(super) fn holding(first: Self, last: Self) -> Option<Self> {
        let parts = [Part::Half(1), Part::Half(2), Part::Year];
        let wholes = parts.iter().filter_map(|part| Self::new(first.reckoning, first.year, *part));
        let holds = |whole: &Self| whole.contains(&first) && whole.contains(&last);
        wholes.into_iter().find(holds)
    }

    fn moved(self, steps: i32) -> Option<Self> {
        let count = self.part.per_year();
        let index = self.year * count + i32::from(self.part.number()) - 1 + steps;
        let number = u8::try_from(index.rem_euclid(count) + 1).ok()?;
        Self::new(self.reckoning, index.div_euclid(count), self.part.numbered(number))
    }
}

impl fmt::Display for PeriodName {
    /// Writes the label.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::YearNaming;

    fn name(reckoning: Reckoning, year: i32, part: Part) -> PeriodName {
        PeriodName::new(reckoning, year, part).expect("valid")
    }

    fn dates(name: PeriodName, fiscal: Fiscal) -> String {
        let range = name.dates(&fiscal);
        format!("{}..{}", range.starts(), range.ends())
    }

    #[test]
    fn ids_and_labels_write_the_year_as_people_do() {
        let cases = [
            (name(Reckoning::Fiscal, 2021, Part::Quarter(2)), "fy21-q2", "FY21-Q2"),
            (name(Reckoning::Calendar, 2019, Part::Quarter(4)), "cy19-q4", "CY19-Q4"),
            (name(Reckoning::Plain, 2018, Part::Quarter(3)), "2018-q3", "2018 Q3"),
            (name(Reckoning::Plain, 2020, Part::Half(1)), "2020-h1", "2020 H1"),
            (name(Reckoning::Plain, 2021, Part::Year), "2021", "2021"),
            (name(Reckoning::Fiscal, 2009, Part::Year), "fy09", "FY09"),
        ];
        for (name, id, label) in cases {
            assert_eq!((name.id().as_str(), name.to_string().as_str()), (id, label));
        }
    }

    #[test]
    fn parts_that_no_year_has_are_refused() {
        for part in [Part::Quarter(0), Part::Quarter(5), Part::Half(3), Part::Half(u8::MAX)] {
            assert_eq!(PeriodName::new(Reckoning::Plain, 2021, part), None, "{part:?}");
        }
        assert_eq!(PeriodName::new(Reckoning::Plain, 1999, Part::Year), None);
    }

    #[test]
    fn fiscal_and_plain_names_follow_the_calendar_and_cy_names_do_not() {
        let february = Fiscal::new(2, YearNaming::End).expect("valid");
        let quarter = |reckoning| name(reckoning, 2021, Part::Quarter(2));
        assert_eq!(dates(quarter(Reckoning::Fiscal), february), "2020-05-01..2020-07-31");
        assert_eq!(dates(quarter(Reckoning::Plain), february), "2020-05-01..2020-07-31");
        assert_eq!(dates(quarter(Reckoning::Calendar), february), "2021-04-01..2021-06-30");
    }

    #[test]
    fn a_year_is_named_for_its_start_or_its_end() {
        let year = name(Reckoning::Fiscal, 2021, Part::Year);
        let half = name(Reckoning::Fiscal, 2021, Part::Half(2));
        let october = |naming| Fiscal::new(10, naming).expect("valid");
        assert_eq!(dates(year, october(YearNaming::Start)), "2021-10-01..2022-09-30");
        assert_eq!(dates(year, october(YearNaming::End)), "2020-10-01..2021-09-30");
        assert_eq!(dates(half, october(YearNaming::End)), "2021-04-01..2021-09-30");
        let january = Fiscal::new(1, YearNaming::End).expect("valid");
        assert_eq!(dates(year, january), "2021-01-01..2021-12-31");
    }

    #[test]
    fn the_next_period_is_of_the_same_kind() {
        let last = name(Reckoning::Fiscal, 2021, Part::Quarter(4));
        let first = name(Reckoning::Fiscal, 2022, Part::Quarter(1));
        assert_eq!((last.next(), first.previous()), (Some(first), Some(last)));
        let half = name(Reckoning::Plain, 2020, Part::Half(1));
        assert_eq!(half.previous().map(|half| half.id()).as_deref(), Some("2019-h2"));
        assert_eq!(name(Reckoning::Plain, 2099, Part::Half(2)).next(), None);
        assert_eq!(name(Reckoning::Plain, 2000, Part::Year).previous(), None);
    }

    #[test]
    fn a_period_contains_its_parts_and_itself() {
        let year = name(Reckoning::Plain, 2021, Part::Year);
        let half = name(Reckoning::Plain, 2021, Part::Half(2));
        let quarter = name(Reckoning::Fiscal, 2021, Part::Quarter(3));
        assert!(year.contains(&year) && year.contains(&quarter) && half.contains(&quarter));
        assert!(!quarter.contains(&half));
        assert!(!half.contains(&name(Reckoning::Plain, 2021, Part::Quarter(2))));
        assert!(!year.contains(&name(Reckoning::Plain, 2022, Part::Quarter(3))));
        assert!(!year.contains(&name(Reckoning::Calendar, 2021, Part::Quarter(3))));
    }

    #[test]
    fn periods_sort_by_year_and_then_in_time() {
        let parts = [
            Part::Year,
            Part::Half(1),
            Part::Quarter(1),
            Part::Quarter(2),
            Part::Half(2),
            Part::Quarter(3),
            Part::Quarter(4),
        ];
        let mut sorted: Vec<PeriodName> = [2020, 2021]
            .into_iter()
            .flat_map(|year| parts.map(|part| name(Reckoning::Plain, year, part)))
            .collect();
        let expected = sorted.clone();
        sorted.reverse();
        sorted.sort();
        assert_eq!(sorted, expected);
    }
}
