//! Periods and numbers in headings.

use crate::calendar::{PeriodName, periods_in};

/// The period a heading names, with its bytes in the text.
pub(super) fn period(heading: &str) -> Option<PeriodName> {
    periods_in(heading).into_iter().next().map(|found| found.value)
}

/// A heading without its number: `2. CEO: Grow` → `CEO: Grow`, and the number.
pub(super) fn without_number(heading: &str) -> &str {
    heading.get(number(heading)..).unwrap_or(heading)
}

/// The length of the number and blanks that a heading starts with.
pub(super) fn number(heading: &str) -> usize {
    let digits = heading.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let numbered = heading[..digits].ends_with('.') || heading[digits..].starts_with(')');
    let after = digits + usize::from(heading[digits..].starts_with(')'));
    let blanks = heading[after..].len() - heading[after..].trim_start().len();
    if digits > 0 && numbered && blanks > 0 { after + blanks } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_are_told_from_years() {
        assert_eq!(without_number("2. CEO: Grow"), "CEO: Grow");
        assert_eq!(without_number("2018 Q3"), "2018 Q3");
        assert_eq!(without_number("10) Grow"), "Grow");
    }
}
