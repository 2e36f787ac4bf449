//! Periods and numbers in headings.

use crate::calendar::{
    DateRange, Fiscal, Fit, Found, Part, PeriodName, bare_part_in, is_joined, periods_in, range_in,
    when_in,
};

use super::vocabulary::announces;

/// The period a heading names, also by the dates from which to which it is.
pub(super) fn period(heading: &str) -> Option<PeriodName> {
    Some(spelled(heading)?.0)
}

/// The same, and how it fits what is written: `Q2–Q3 2024` is not all of the year that it lies in.
pub(super) fn spelled(heading: &str) -> Option<(PeriodName, Fit)> {
    let by_dates = || {
        let found = range_in(heading)?;
        Some(Found { value: PeriodName::of_dates(found.value)?, range: found.range })
    };
    let all = periods_in(heading);
    let Some(first) = all.first() else {
        return Some((by_dates()?.value, Fit::Exact));
    };
    if first.value.part() == Part::Year {
        let told =
            all.iter().cloned().chain(by_dates()).find(|it| narrows(heading, first.value, it));
        if let Some(told) = told {
            return Some((told.value, Fit::Exact));
        }
        if let Some(part) = part_apart(heading).filter(|_| all.len() == 1) {
            let name = PeriodName::new(first.value.reckoning(), first.value.year(), part);
            return name.map(|name| (name, Fit::Exact));
        }
    }
    if !is_joined(heading, &first.range) {
        return Some((first.value, Fit::Exact));
    }
    let around = |when: &Found<_>| {
        when.range.start <= first.range.start && first.range.end <= when.range.end
    };
    let whole = when_in(heading, None).filter(around).and_then(|when| when.value.around());
    Some(whole.unwrap_or((first.value, Fit::Exact)))
}

/// The one part of a year that stands apart from the year: `Q3 OKRs - 2024`.
fn part_apart(heading: &str) -> Option<Part> {
    let found = bare_part_in(heading)?;
    let more = heading.get(found.range.end..).and_then(bare_part_in);
    // Not `2025 goals, carried over from Q3`.
    let before = heading[..found.range.start].trim_end();
    let last = before.rsplit(' ').next().unwrap_or("");
    let apart = before.is_empty() || announces(last) || !last.contains(char::is_alphanumeric);
    (more.is_none() && apart).then_some(found.value)
}

/// Whether a part of the year `whole` is what a heading is for: `Plan of 2025 (January to June
/// 2025)`, `2025 goals, Q3 2025`, but not `Goals of 2025 as of Q3 2025`.
fn narrows(heading: &str, whole: PeriodName, part: &Found<PeriodName>) -> bool {
    let name = part.value;
    let apart = ['(', '[', ',', ':', '|', '-', '–', '—'];
    name.part() != Part::Year
        && (name.year(), name.reckoning()) == (whole.year(), whole.reckoning())
        && heading[..part.range.start].trim_end().ends_with(apart)
}

/// The days that a heading tells of the period `name`, which are its days whatever the fiscal
/// calendar is: `January to March 2022`, `FY21-Q2 (May 1, 2020 – July 31, 2020)`.
pub(super) fn dates(heading: &str, name: PeriodName) -> Option<DateRange> {
    range_in(heading).map(|found| found.value).filter(|days| is_as_long(*days, name))
}

/// Whether `days` are about as many as a period such as `name` has: another span of time states
/// nothing about the period.
pub(super) fn is_as_long(days: DateRange, name: PeriodName) -> bool {
    let usual = name.dates(&Fiscal::default()).days();
    (days.days() - usual).abs() <= usual / 10
}

/// The part of a year that a heading is for, when it says nothing else: `Q1`, `Q2 (April - June)`,
/// `Q3 OKRs`.
pub(super) fn part(heading: &str) -> Option<Part> {
    let heading = heading.trim();
    // After more words than `Quarter 3 OKRs`, it says something else.
    if heading.split_whitespace().nth(3).is_some() && !heading.contains('(') {
        return None;
    }
    let found = bare_part_in(heading).filter(|found| found.range.start == 0)?;
    let rest = heading[found.range.end..].trim().trim_end_matches(':').to_lowercase();
    let in_brackets = rest.starts_with('(') && rest.ends_with(')');
    let says_nothing = matches!(rest.as_str(), "" | "okr" | "okrs" | "goals" | "objectives");
    (in_brackets || says_nothing).then_some(found.value)
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
    fn a_bare_part_is_all_that_its_heading_says() {
        for heading in ["Q3", "Quarter 3", "Third quarter", "Q3 (July - September)", "Q3 OKRs"] {
            assert_eq!(part(heading), Some(Part::Quarter(3)), "{heading}");
        }
        assert_eq!(part("H2"), Some(Part::Half(2)));
        for heading in ["Q3 team", "Lessons of Q3", "Q3: ship the app", "Q3 2021", "Q5"] {
            assert_eq!(part(heading), None, "{heading}");
        }
    }

    #[test]
    fn dates_name_a_period_only_when_they_are_one() {
        let id = |heading| period(heading).map(|name| name.id());
        assert_eq!(id("January to March 2022").as_deref(), Some("2022-q1"));
        assert_eq!(id("Oct-Dec 2018").as_deref(), Some("2018-q4"));
        assert_eq!(id("2020-04-01 to 2020-06-30").as_deref(), Some("2020-q2"));
        assert_eq!(id("2020-01-01 to 2020-12-31").as_deref(), Some("2020"));
        assert_eq!(id("Q2 (Apr–Jun) 2025").as_deref(), Some("2025-q2"));
        for heading in ["February to March 2022", "May 2022", "2020-04-01 to 2020-06-29"] {
            assert_eq!(id(heading), None, "{heading}");
        }
    }

    #[test]
    fn two_quarters_are_the_period_that_holds_them() {
        let told = |heading| spelled(heading).map(|(name, fit)| (name.id(), fit));
        for (heading, id, fit) in [
            ("OKRs 2024-Q3 to 2024-Q4", "2024-h2", Fit::Exact),
            ("OKRs Q3 2024 – Q4 2024", "2024-h2", Fit::Exact),
            ("Q2–Q3 2024 goals", "2024", Fit::Loose),
            ("OKRs Q3 2024", "2024-q3", Fit::Exact),
            ("Bakery 2024: goals (Jan 2024 – Jun 2024)", "2024-h1", Fit::Exact),
            ("Goals of 2024, Q3 2024", "2024-q3", Fit::Exact),
            ("Goals of 2024, after Q3 2023", "2024", Fit::Exact),
            ("Goals of 2024 as of Q3 2024", "2024", Fit::Exact),
            ("Ziele Juli bis September 2024", "2024-q3", Fit::Exact),
            ("Objectifs, juillet à septembre 2024", "2024-q3", Fit::Exact),
            ("Metas: 3T 2024", "2024-q3", Fit::Exact),
            ("Metas 2S 2024", "2024-h2", Fit::Exact),
            ("Objectifs S2 2024", "2024-h2", Fit::Exact),
            ("OKRs 2H 2024", "2024-h2", Fit::Exact),
            ("Doelen 3e kwartaal 2024", "2024-q3", Fit::Exact),
            ("OKR, terzo trimestre 2024", "2024-q3", Fit::Exact),
            ("OKR 1° trimestre 2024", "2024-q1", Fit::Exact),
            ("Objetivos 2.º semestre de 2024", "2024-h2", Fit::Exact),
            ("Goals: 2024 – Quarter One", "2024-q1", Fit::Exact),
            ("OKRs 01.01.2024–31.03.2024", "2024-q1", Fit::Exact),
            ("OKRs 1.7.2024 - 31.12.2024", "2024-h2", Fit::Exact),
            ("Goals of 2024: quarter finals", "2024", Fit::Exact),
            ("FY21-Q2 (May 1, 2020 – July 31, 2020)", "fy21-q2", Fit::Exact),
        ] {
            assert_eq!(told(heading), Some((id.to_owned(), fit)), "{heading}");
        }
        assert_eq!(period("Autumn 2024"), None);
    }

    #[test]
    fn numbers_of_headings_are_told_from_years() {
        assert_eq!(without_number("2. CEO: Grow"), "CEO: Grow");
        assert_eq!(without_number("2018 Q3"), "2018 Q3");
        assert_eq!(without_number("10) Grow"), "Grow");
    }
}
