//! Fiscal years, quarters, dates written by people.
//!
//! Nothing here knows what day it is: *today* comes in as a [`Date`]. The scanners read a text
//! once, from left to right, and look at a bounded number of words ahead.

mod date;
mod fiscal;
mod name;
mod path;
mod period;
mod range;
mod spoken;
mod token;
mod when;
mod written;

use std::ops::Range;

pub use date::{Date, DateRange};
pub use fiscal::{Fiscal, YearNaming};
pub use name::{Part, PeriodName, Reckoning};
pub use path::period_of_path;
pub use period::{bare_part_in, periods_in};
pub use range::range_in;
pub use spoken::season_in;
pub use when::{Fit, When, YearOf, is_joined, when_in};
pub use written::{Precision, WrittenDate, dates_in};

/// Something that was read in a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Found<T> {
    /// What was read.
    pub value: T,
    /// The bytes of the text it was read from.
    pub range: Range<usize>,
}

#[cfg(test)]
mod tests;
