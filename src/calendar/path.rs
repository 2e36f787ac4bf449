//! Reads the period of a document from its path.

use super::{Part, PeriodName, bare_part_in, periods_in};

/// The period that the path of a file names, parted by `/`: by its file name if that names one,
/// otherwise by the nearest folder that does.
///
/// A part without a year takes the year of the nearest folder that has one: `2021/q2.md`,
/// `fy21/q2/team.md`. `None` when nothing names a year.
#[must_use]
pub fn period_of_path(path: &str) -> Option<PeriodName> {
    let mut part = None;
    for (above, name) in path.rsplit('/').enumerate() {
        let name = if above == 0 { without_extensions(name) } else { name };
        let (named, own_part) = reading(name);
        part = part.or(own_part);
        if let Some(named) = named {
            let part = part.unwrap_or(named.part());
            return PeriodName::new(named.reckoning(), named.year(), part);
        }
    }
    None
}

/// The period that one name of a path says, and the part that it says without a year.
fn reading(name: &str) -> (Option<PeriodName>, Option<Part>) {
    let periods = periods_in(name);
    let with_part = periods.iter().find(|found| found.value.part() != Part::Year);
    let named = with_part.or(periods.first()).map(|found| found.value);
    let part = match with_part {
        Some(found) => Some(found.value.part()),
        None => bare_part_in(name).map(|found| found.value),
    };
    (named, part)
}

/// `2026q2` of `2026q2.mdx.md`; what has a digit in it is no extension.
fn without_extensions(mut name: &str) -> &str {
    while let Some((stem, extension)) = name.rsplit_once('.') {
        if stem.is_empty() || !extension.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            break;
        }
        name = stem;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Option<String> {
        period_of_path(path).map(|name| name.id())
    }

    #[test]
    fn the_file_name_comes_first() {
        let cases = [
            ("fy20-q1.md", "fy20-q1"),
            ("content/okrs/2021_q1.md", "2021-q1"),
            ("clickhouse/objectives_2026q2.mdx.md", "2026-q2"),
            ("okrs/fy21-q2/summary-of-2020.md", "2020"),
            ("okrs/iam_Q2FY23-OKR.md", "fy23-q2"),
            ("okrs/2022.md", "2022"),
            ("2021-plan-for-q2.md", "2021-q2"),
        ];
        for (path, id) in cases {
            assert_eq!(read(path).as_deref(), Some(id), "{path}");
        }
    }

    #[test]
    fn folders_are_read_from_the_file_outwards() {
        let cases = [
            ("okrs/fy21/q2", "fy21-q2"),
            ("2021/q2.md", "2021-q2"),
            ("okrs/2021/h1/team/search.md", "2021-h1"),
            ("okrs/2019/fy21-q2/search.md", "fy21-q2"),
            ("okrs/2021 H1/q2.md", "2021-q2"),
            ("okrs/fy21-q2/2020-05-01-retro.md", "fy21-q2"),
            ("okrs/2021/search.md", "2021"),
        ];
        for (path, id) in cases {
            assert_eq!(read(path).as_deref(), Some(id), "{path}");
        }
    }

    #[test]
    fn a_part_without_any_year_names_nothing() {
        for path in ["okrs/q2.md", "q2/h1.md", "okrs/search.md", "2022.C1.md", "v2021/x.md", ""] {
            assert_eq!(read(path), None, "{path}");
        }
    }
}
