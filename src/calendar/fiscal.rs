//! When a fiscal year starts, and which year it is named for.

use super::{DateRange, PeriodName, Reckoning};

/// The calendar year that a fiscal year is named for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum YearNaming {
    /// The one in which it starts.
    Start,
    /// The one in which it ends.
    End,
}

/// A fiscal calendar: twelve whole months from the first of some month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fiscal {
    first_month: u8,
    naming: YearNaming,
}

impl Fiscal {
    /// The calendar whose years start with `first_month` (1 to 12); `None` for other months.
    #[must_use]
    pub fn new(first_month: u8, naming: YearNaming) -> Option<Self> {
        (1..=12).contains(&first_month).then_some(Self { first_month, naming })
    }

    /// The calendar under which the period `name` has exactly the days of `range`.
    ///
    /// `None` when no calendar fits, and for `CY…` names, whose dates no calendar moves. A year
    /// that starts in January is said to be named for its start.
    #[must_use]
    pub fn inferred(name: &PeriodName, range: DateRange) -> Option<Self> {
        if name.reckoning() == Reckoning::Calendar {
            return None;
        }
        (1..=12)
            .flat_map(|month| [YearNaming::Start, YearNaming::End].map(|naming| (month, naming)))
            .map(|(first_month, naming)| Self { first_month, naming })
            .find(|fiscal| name.dates(fiscal) == range)
    }

    /// The month a year starts with, from 1 to 12.
    #[must_use]
    pub fn first_month(self) -> u8 {
        self.first_month
    }

    /// The calendar year that a year is named for.
    #[must_use]
    pub fn naming(self) -> YearNaming {
        self.naming
    }

    /// The calendar year in which the fiscal year `year` starts.
    pub(super) fn start_year(self, year: i32) -> i32 {
        match self.naming {
            // A year that starts in January ends in the year in which it started.
            YearNaming::End if self.first_month > 1 => year - 1,
            YearNaming::Start | YearNaming::End => year,
        }
    }
}

impl Default for Fiscal {
    /// The calendar year.
    fn default() -> Self {
        Self { first_month: 1, naming: YearNaming::Start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Date, Part};

    fn range(starts: &str, ends: &str) -> DateRange {
        let date = |iso| Date::parse(iso).expect(iso);
        DateRange::new(date(starts), date(ends)).expect("in order")
    }

    #[test]
    fn a_calendar_is_inferred_from_the_dates_of_one_quarter() {
        let name = PeriodName::new(Reckoning::Fiscal, 2021, Part::Quarter(2)).expect("valid");
        let of = |starts, ends| Fiscal::inferred(&name, range(starts, ends));
        assert_eq!(of("2020-05-01", "2020-07-31"), Fiscal::new(2, YearNaming::End));
        assert_eq!(of("2021-05-01", "2021-07-31"), Fiscal::new(2, YearNaming::Start));
        assert_eq!(of("2021-04-01", "2021-06-30"), Some(Fiscal::default()));
        assert_eq!(of("2020-05-01", "2020-07-30"), None);
        assert_eq!(of("2018-05-01", "2018-07-31"), None);
    }

    #[test]
    fn no_calendar_is_inferred_from_a_calendar_year() {
        let name = PeriodName::new(Reckoning::Calendar, 2020, Part::Quarter(1)).expect("valid");
        assert_eq!(Fiscal::inferred(&name, range("2020-01-01", "2020-03-31")), None);
    }

    #[test]
    fn a_first_month_outside_the_year_is_refused() {
        assert_eq!(Fiscal::new(0, YearNaming::Start), None);
        assert_eq!(Fiscal::new(13, YearNaming::End), None);
    }
}
