//! Writes days as people read them, in English.

use super::written::MONTHS;
use super::{Date, DateRange};

/// `1 May 2020`
#[must_use]
pub fn long_date(date: Date) -> String {
    format!("{} {}", day_and_month(date), date.year())
}

/// `1 May – 31 July 2020`: the year once if both days share it, the day once if it is only one.
#[must_use]
pub fn long_range(range: DateRange) -> String {
    let (starts, ends) = (range.starts(), range.ends());
    if starts == ends {
        long_date(starts)
    } else if starts.year() == ends.year() {
        format!("{} – {}", day_and_month(starts), long_date(ends))
    } else {
        format!("{} – {}", long_date(starts), long_date(ends))
    }
}

fn day_and_month(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month - 1));
    format!("{} {}", date.day(), month.unwrap_or(&""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(starts: &str, ends: &str) -> String {
        let date = |iso| Date::parse(iso).expect(iso);
        long_range(DateRange::new(date(starts), date(ends)).expect("in order"))
    }

    #[test]
    fn what_both_days_share_is_written_once() {
        assert_eq!(long("2020-05-01", "2020-07-31"), "1 May – 31 July 2020");
        assert_eq!(long("2021-11-01", "2022-01-31"), "1 November 2021 – 31 January 2022");
        assert_eq!(long("2020-12-31", "2020-12-31"), "31 December 2020");
    }
}
