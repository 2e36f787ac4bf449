//! Whether a period has begun and whether it is over.

use crate::calendar::Date;
use crate::model::{LEEWAY, Period};

/// The last day of `period`, when it is over for certain.
pub(super) fn ended(period: &Period, today: Date) -> Option<Date> {
    let ends = period.range?.ends();
    (ends.plus_days(leeway(period)) < today).then_some(ends)
}

/// The first day of `period`, when it has not begun for certain.
pub(super) fn begins(period: &Period, today: Date) -> Option<Date> {
    let starts = period.range?.starts();
    (today.plus_days(leeway(period)) < starts).then_some(starts)
}

fn leeway(period: &Period) -> i64 {
    if period.is_guess { LEEWAY } else { 0 }
}
